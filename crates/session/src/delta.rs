//! What changed, by name.

use model::{Act, TableId, UndoId};

use crate::RunId;

/// Why a source cannot be reached, found out with one request to where it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Diagnosis {
    /// Nothing answers at the address.
    Unreachable,
    /// Something answers, but the browser may not read it (no CORS, or no such endpoint).
    Unreadable,
    /// What answers there does so with this HTTP status.
    Answers(u16),
}

/// How complete the picture is after an interruption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// The hub sent again what was missed.
    Replay,
    /// Fresh lists were merged.
    Resync,
    /// Nothing could be recovered; the inbox shows the gap.
    Gap,
}

/// A sentence for the user, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something was done to notifications that can be taken back.
    Done {
        /// What.
        act: Act,
        /// For [`crate::Intent::Undo`].
        undo: UndoId,
        /// To how many.
        count: usize,
        /// For how long it can (milliseconds).
        within_ms: u64,
    },
    /// The clear stays in this browser, since newer ones came or the hub is away.
    ClearStaysLocal,
    /// The hub refused an intent.
    Refused {
        /// HTTP status.
        status: u16,
        /// The hub's own words, where it had any.
        text: String,
    },
    /// It cannot be found out whether the hub did what was asked.
    InDoubt,
}

/// What changed, by name; a view reads the rest from the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delta {
    /// The connection's state, round trip or recovery level, or who the user is to the hub.
    Connection,
    /// The first data of this page's life came.
    FirstData,
    /// The inbox changed.
    Inbox {
        /// Notifications never seen before that came live, not from a list.
        fresh: usize,
    },
    /// Rows of a table changed, or its freshness did.
    Table(TableId),
    /// A poll of a table failed or works again.
    Poll,
    /// The status of a run changed.
    Run(RunId),
    /// A sentence for the user.
    Notice(Notice),
}
