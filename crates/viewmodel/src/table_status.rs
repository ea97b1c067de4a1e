//! What a table says in place of its rows, or above them.

use model::TableId;
use session::{Now, Reason, Session, State, Withheld};

/// How a table stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableStatus {
    /// Nothing is known yet.
    Loading,
    /// Nothing is known, since it is never fetched.
    Withheld(Withheld),
    /// Nothing is known, since it could not be fetched.
    Failed(PollFailure),
    /// The hub has said what it holds.
    Known {
        /// What there is to see.
        content: TableContent,
        /// It was known before, and could not be fetched the last time.
        failure: Option<PollFailure>,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollFailure {
    /// The mistake in the hub's or the session's words.
    pub why: String,
    /// The hub answers: then what it says is more than that it cannot be reached.
    pub heard: bool,
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
    /// What went wrong when it was last fetched.
    pub poll_error: Option<&'a str>,
    /// The hub's state.
    pub state: &'a State,
    /// Why it is never fetched.
    pub withheld: Option<Withheld>,
}

impl TableStatus {
    /// The status of a table of a session, of whose rows the filter lets `matching` through.
    #[must_use]
    pub fn read(session: &Session, table: &TableId, now: Now, matching: usize) -> Self {
        let stored = session.table(table);
        Self::of(TableFacts {
            known: stored.and_then(model::Table::as_of).is_some(),
            rows: stored.map_or(0, |table| table.rows().len()),
            matching,
            poll_error: session.poll_error(table),
            state: &session.state(now),
            withheld: session.withheld(table),
        })
    }

    /// The status that follows from what is known of a table.
    #[must_use]
    pub fn of(facts: TableFacts<'_>) -> Self {
        let failure =
            facts.poll_error.map(|why| PollFailure { why: why.to_owned(), heard: answers(facts.state) });
        if facts.known {
            let content = match (facts.rows, facts.matching) {
                (0, _) => TableContent::Empty,
                (_, 0) => TableContent::NoMatch,
                _ => TableContent::Rows,
            };
            return Self::Known { content, failure };
        }
        match (failure, facts.withheld) {
            (Some(failure), _) => Self::Failed(failure),
            (None, Some(why)) => Self::Withheld(why),
            (None, None) => Self::Loading,
        }
    }

    /// Why the table could not be fetched the last time.
    #[must_use]
    pub fn failure(&self) -> Option<&PollFailure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Known { failure, .. } => failure.as_ref(),
            Self::Loading | Self::Withheld(_) => None,
        }
    }
}

/// A hub that answers with an error is there.
fn answers(state: &State) -> bool {
    matches!(state, State::Online { .. } | State::Waiting { reason: Reason::Http { .. }, .. })
}

#[cfg(test)]
mod tests;
