//! What a table says in place of its rows, or above them.

use model::TableId;
use session::{Fault, Now, RequestFailure, Session, State, Withheld};

/// How a table stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableStatus {
    /// Nothing is known yet.
    Loading,
    /// Nothing is known, and the hub, which is heard, speaks of it only when something happens.
    Awaited,
    /// Nothing is known, for a reason that [`TableFacts::problems`] has.
    Unknown,
    /// The hub has said what it holds.
    Known {
        /// What there is to see.
        content: TableContent,
        /// Something is wrong with it nevertheless, which [`TableFacts::problems`] has.
        has_problems: bool,
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

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq)]
pub enum TableProblem {
    /// It could not be fetched, the last time or ever, or what it comes from is not heard.
    Failure(TableFailure),
    /// It is never fetched.
    Withheld(Withheld),
    /// This many rows of the hub's list cannot be read.
    Unreadable(usize),
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

/// What a table's status and its problems follow from.
#[derive(Clone, Copy, Debug)]
pub struct TableFacts<'a> {
    /// The hub has said what the table holds.
    pub known: bool,
    /// How many rows it has.
    pub rows: usize,
    /// How many could not be read.
    pub unreadable: usize,
    /// What went wrong when it was last fetched.
    pub poll_error: Option<&'a RequestFailure>,
    /// What it comes from and is not heard.
    pub fault: Option<&'a Fault>,
    /// The fault is that of the hub.
    pub is_hubs: bool,
    /// The hub is heard.
    pub online: bool,
    /// It is listed, and not only filled by messages.
    pub listed: bool,
    /// Why it is never fetched.
    pub withheld: Option<Withheld>,
}

impl<'a> TableFacts<'a> {
    /// What is known of a table of a session.
    #[must_use]
    pub fn read(session: &'a Session, table: &TableId, now: Now) -> Self {
        let stored = session.table(table);
        let fault = session.table_fault(now, table);
        Self {
            known: stored.and_then(model::Table::as_of).is_some(),
            rows: stored.map_or(0, |table| table.rows().len()),
            unreadable: stored.map_or(0, model::Table::unreadable),
            poll_error: session.poll_error(table),
            fault,
            is_hubs: fault.is_some() && fault == session.fault(now),
            online: matches!(session.state(now), State::Online { .. }),
            listed: session.profile().polls.iter().any(|poll| poll.fills(table)),
            withheld: session.withheld(table),
        }
    }

    /// How the table stands, of whose rows the filter lets `matching` through.
    #[must_use]
    pub fn status(&self, matching: usize) -> TableStatus {
        if self.known {
            let content = match (self.rows, matching) {
                (0, _) => TableContent::Empty,
                (_, 0) => TableContent::NoMatch,
                _ => TableContent::Rows,
            };
            let has_problems = self.poll_error.is_some() || self.unreadable > 0;
            return TableStatus::Known { content, has_problems };
        }
        if self.poll_error.is_some() || self.withheld.is_some() || self.fault.is_some() {
            return TableStatus::Unknown;
        }
        if self.online && !self.listed { TableStatus::Awaited } else { TableStatus::Loading }
    }

    /// What is wrong with the table, in the order in which it is said.
    #[must_use]
    pub fn problems(&self) -> Vec<TableProblem> {
        let first = match (self.poll_error, self.withheld) {
            (Some(why), _) => Some(TableProblem::Failure(self.failure(Some(why)))),
            (None, _) if self.known => None,
            (None, Some(why)) => Some(TableProblem::Withheld(why)),
            (None, None) => self.fault.map(|_| TableProblem::Failure(self.failure(None))),
        };
        let unreadable = Some(self.unreadable).filter(|count| self.known && *count > 0);
        first.into_iter().chain(unreadable.map(TableProblem::Unreadable)).collect()
    }

    /// What a table says of its failure: what answers with an error is there, and its words say more than that it is not.
    fn failure(&self, why: Option<&RequestFailure>) -> TableFailure {
        match (self.fault, why) {
            (_, Some(why)) if why.is_answer() => TableFailure::Answer(why.clone()),
            (None, Some(why @ RequestFailure::TimedOut { .. })) => TableFailure::Answer(why.clone()),
            (Some(fault), _) if self.is_hubs => TableFailure::Hub(fault.state.clone()),
            (Some(fault), _) => TableFailure::Source(fault.clone()),
            (None, _) => TableFailure::Unreached,
        }
    }
}

#[cfg(test)]
mod tests;
