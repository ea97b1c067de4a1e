//! Which tables need to be looked at, and why.

use std::sync::Arc;

use model::{StoredRow, Table, TableId};
use profile::{Column, StatusLevel, TableSpec};
use session::{Now, Session};

use crate::table_status::TableFacts;

/// Why a table needs to be looked at, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// Its list cannot be fetched, or what it comes from is not heard.
    Failing,
    /// It is older than it should be.
    Stale,
    /// So many of its rows say that something is wrong.
    Errors(usize),
    /// So many rows of its list cannot be read.
    Unreadable(usize),
}

impl Attention {
    /// The word for scripts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Failing => "failing",
            Self::Stale => "stale",
            Self::Errors(_) => "errors",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// So many rows it is about; none where it is about the whole table.
    #[must_use]
    pub fn rows(self) -> usize {
        match self {
            Self::Errors(rows) | Self::Unreadable(rows) => rows,
            Self::Failing | Self::Stale => 0,
        }
    }

    /// What is wrong is what counts, not in how many rows.
    fn rank(self) -> u8 {
        match self {
            Self::Failing => 0,
            Self::Stale => 1,
            Self::Errors(_) => 2,
            Self::Unreadable(_) => 3,
        }
    }

    /// Why a table needs to be looked at, by what is known of it; nothing where all is well. `errors`: rows that say
    /// that something is wrong. What an old table says counts no more than its age.
    #[must_use]
    pub fn of(facts: &TableFacts<'_>, is_stale: bool, errors: usize) -> Option<Self> {
        if facts.poll_error.is_some() || (facts.fault.is_some() && !facts.known) {
            return Some(Self::Failing);
        }
        match (facts.known, is_stale, errors, facts.unreadable) {
            (false, ..) | (true, false, 0, 0) => None,
            (true, true, ..) => Some(Self::Stale),
            (true, false, 0, unreadable) => Some(Self::Unreadable(unreadable)),
            (true, false, errors, _) => Some(Self::Errors(errors)),
        }
    }
}

/// A hub's tables of which something can be said, in the profile's order, each with why it needs to be looked at. Of a
/// hub that is not heard nothing is said: that is the hub's own matter, and stands in its card.
#[must_use]
pub fn standings(session: &Session, now: Now) -> Vec<(TableId, Option<Attention>)> {
    let standing = |spec: &Arc<TableSpec>| {
        let facts = TableFacts::read(session, &spec.id, now);
        let errors = session.table(&spec.id).map_or(0, |table| rows_in_error(spec, table));
        let why = Attention::of(&facts, session.is_stale(now, &spec.id), errors);
        (facts.online && (facts.known || why.is_some())).then(|| (spec.id.clone(), why))
    };
    session.profile().tables.iter().filter_map(standing).collect()
}

/// How many of the rows that the hub still has say in any column that something is wrong.
#[must_use]
pub fn rows_in_error(spec: &TableSpec, table: &Table) -> usize {
    // Most columns say no such thing, and there may be very many rows.
    let columns: Vec<_> = spec
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.knows_level(StatusLevel::Error))
        .collect();
    let says_error = |row: &&StoredRow| {
        let is_error = |(place, column): &(usize, &Column)| {
            row.cells.get(*place).is_some_and(|cell| column.level(cell) == Some(StatusLevel::Error))
        };
        !row.is_removed() && columns.iter().any(is_error)
    };
    if columns.is_empty() { 0 } else { table.rows().iter().filter(says_error).count() }
}

/// The tables of all hubs that need to be looked at, the worst first; else in the order in which they come.
#[must_use]
pub fn worst_first<T>(tables: Vec<(T, Option<Attention>)>) -> Vec<(T, Attention)> {
    let mut needy: Vec<(T, Attention)> =
        tables.into_iter().filter_map(|(table, why)| Some((table, why?))).collect();
    needy.sort_by_key(|(_, why)| why.rank());
    needy
}

#[cfg(test)]
mod tests;
