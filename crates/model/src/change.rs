//! What a message or an answer means for the model.

use compact::Compact;
use serde_json::Value;

use crate::{EventId, Notification, Row, RowKey, TableId};

/// One change of the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A notification came.
    Notify(Notification),
    /// A list of notifications came: merged by id, never removing.
    Merge(Vec<Notification>),
    /// The hub says that a notification was read.
    Read {
        /// Which.
        id: EventId,
    },
    /// The hub says that all were read.
    ReadAll,
    /// The hub cleared its list.
    Clear,
    /// All rows of a table (or of one scope of it).
    Snapshot {
        /// Which table.
        table: TableId,
        /// The part of the table that the snapshot speaks of; `None` = all of it.
        scope: Option<String>,
        /// Its rows.
        rows: Vec<Row>,
        /// How many rows could not be read.
        unreadable: usize,
        /// The hub has more rows than these.
        part: Option<PartOf>,
    },
    /// Some rows are new or changed.
    Upsert {
        /// Which table.
        table: TableId,
        /// The rows.
        rows: Vec<Row>,
    },
    /// Some cells of a known row changed; an unknown row stays unknown.
    Patch {
        /// Which table.
        table: TableId,
        /// The row; a cell that is `None` keeps its value.
        row: Row,
        /// What becomes of the others.
        how: CellChange,
    },
    /// Some rows are gone.
    Remove {
        /// Which table.
        table: TableId,
        /// Their keys.
        keys: Vec<RowKey>,
    },
    /// The hub states a fact about itself.
    Fact {
        /// Its name in the profile.
        name: String,
        /// Its value.
        value: Value,
    },
    /// A sign of life and nothing else.
    Beat,
    /// The hub reported an error.
    Error {
        /// In its own words.
        text: String,
    },
}

/// What becomes of a cell that a message names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Compact)]
pub enum CellChange {
    /// It is this.
    Set,
    /// These texts come into its list, each that is not there yet.
    Append,
    /// These texts leave its list.
    Remove,
}

/// What a page of a longer list is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOf {
    /// A list of this many rows.
    Count(u64),
    /// A list that goes on; the hub does not say how far.
    More,
}

/// Hub input that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// What was expected where.
    pub why: String,
    /// The beginning of what came (at most 200 characters).
    pub sample: String,
}
