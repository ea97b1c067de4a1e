//! What a table says in place of its rows, or above them.

use model::TableId;
use session::{Fault, Now, RequestFailure, Session, State, Withheld};

/// How a table stands.
#[derive(Clone, Debug, PartialEq)]
pub enum TableStatus {
    /// Nothing is known yet.
    Loading,
    /// Nothing is known, since it is never fetched.
    Withheld(Withheld),
    /// Nothing is known, and the hub, which is heard, speaks of it only when something happens.
    Awaited,
    /// Nothing is known, since it could not be fetched, or what it comes from is not heard.
    Failed(TableFailure),
    /// The hub has said what it holds.
    Known {
        /// What there is to see.
        content: TableContent,
        /// It was known before, and could not be fetched the last time.
        failure: Option<TableFailure>,
        /// How many rows of the hub's list cannot be read.
        unreadable: usize,
    },
}

/// What there is to see of a known table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableContent {
    /// The hub has no rows.
    Empty,
    /// The hub has rows, and the filter lets none through.
    NoMatch,
    /// Rows.
    Rows,
}

/// Why a table could not be fetched.
#[derive(Clone, Debug, PartialEq)]
pub enum TableFailure {
    /// The hub answers, and its answer cannot be used; or it takes too long for it, and for nothing else.
    Answer(RequestFailure),
    /// What the hub's state depends on is not heard: that stands above the tables.
    Hub(State),
    /// A source of its own is not heard.
    Source(Fault),
    /// It is not known what is wrong.
    Unreached,
}

/// What a table's status follows from.
#[derive(Clone, Copy, Debug)]
pub struct TableFacts<'a> {
    /// The hub has said what the table holds.
    pub known: bool,
    /// How many rows it has.
    pub rows: usize,
    /// How many of them the filter lets through.
    pub matching: usize,
    /// How many could not be read.
    pub unreadable: usize,
    /// What went wrong when it was last fetched.
    pub poll_error: Option<&'a RequestFailure>,
    /// What it comes from and is not heard.
    pub fault: Option<&'a Fault>,
    /// The fault is that of the hub.
    pub is_hubs: bool,
    /// The hub's state.
    pub state: &'a State,
    /// It is listed, and not only filled by messages.
    pub listed: bool,
    /// Why it is never fetched.
    pub withheld: Option<Withheld>,
}

impl TableStatus {
    /// The status of a table of a session, of whose rows the filter lets `matching` through.
    #[must_use]
    pub fn read(session: &Session, table: &TableId, now: Now, matching: usize) -> Self {
        let stored = session.table(table);
        let fault = session.table_fault(now, table);
        Self::of(TableFacts {
            known: stored.and_then(model::Table::as_of).is_some(),
            rows: stored.map_or(0, |table| table.rows().len()),
            matching,
            unreadable: stored.map_or(0, model::Table::unreadable),
            poll_error: session.poll_error(table),
            fault,
            is_hubs: fault.is_some() && fault == session.fault(now),
            state: &session.state(now),
            listed: session.profile().polls.iter().any(|poll| poll.fills(table)),
            withheld: session.withheld(table),
        })
    }

    /// The status that follows from what is known of a table.
    #[must_use]
    pub fn of(facts: TableFacts<'_>) -> Self {
        let poll_failure = facts.poll_error.map(|why| failure(&facts, Some(why)));
        if facts.known {
            let content = match (facts.rows, facts.matching) {
                (0, _) => TableContent::Empty,
                (_, 0) => TableContent::NoMatch,
                _ => TableContent::Rows,
            };
            return Self::Known { content, failure: poll_failure, unreadable: facts.unreadable };
        }
        match (poll_failure, facts.withheld) {
            (Some(failure), _) => Self::Failed(failure),
            (None, Some(why)) => Self::Withheld(why),
            (None, None) if facts.fault.is_some() => Self::Failed(failure(&facts, None)),
            (None, None) if !facts.listed && matches!(facts.state, State::Online { .. }) => Self::Awaited,
            (None, None) => Self::Loading,
        }
    }

    /// Why the table could not be fetched the last time.
    #[must_use]
    pub fn failure(&self) -> Option<&TableFailure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Known { failure, .. } => failure.as_ref(),
            Self::Loading | Self::Awaited | Self::Withheld(_) => None,
        }
    }
}

/// What a table says of its failure: what answers with an error is there, and its words say more than that it is not.
fn failure(facts: &TableFacts<'_>, why: Option<&RequestFailure>) -> TableFailure {
    match (facts.fault, why) {
        (_, Some(why)) if why.is_answer() => TableFailure::Answer(why.clone()),
        (None, Some(why @ RequestFailure::TimedOut { .. })) => TableFailure::Answer(why.clone()),
        (Some(fault), _) if facts.is_hubs => TableFailure::Hub(fault.state.clone()),
        (Some(fault), _) => TableFailure::Source(fault.clone()),
        (None, _) => TableFailure::Unreached,
    }
}

#[cfg(test)]
mod tests;
