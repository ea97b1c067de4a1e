//! What is known of a table besides its rows: whether it can be fetched, how old it is, what went wrong.

use std::rc::Rc;

use connection::State;
use model::{Millis, Table, TableId};

use crate::{Now, RequestFailure, RowAlerts, Session, SourceId, Withheld};

impl Session {
    /// A table of the profile.
    #[must_use]
    pub fn table(&self, id: &TableId) -> Option<&Table> {
        self.tables.iter().find(|(name, _)| name == id).map(|(_, table)| table)
    }

    /// Whether rows have changed that nothing looks at as long as [`crate::Input::Alerts`] is not given.
    #[must_use]
    pub fn wants_alerts(&self) -> bool {
        self.alerts.are_wanted()
    }

    /// The alerts of the profile, for [`crate::Input::Alerts`].
    #[must_use]
    pub fn row_alerts(&self) -> RowAlerts {
        RowAlerts::new(Rc::clone(&self.profile))
    }

    /// Why a table is never fetched, where that is so.
    #[must_use]
    pub fn withheld(&self, table: &TableId) -> Option<Withheld> {
        let mut polls = self.profile.polls.iter().filter(|poll| poll.fills(table));
        let why = |poll: &profile::Poll| match self.sources.is_off(SourceId(poll.source)) {
            true => Some(Withheld::NoAddress),
            false => self.auth.needs_login(SourceId(poll.source)).then_some(Withheld::NeedsLogin),
        };
        let first = why(polls.next()?)?;
        polls.all(|poll| why(poll).is_some()).then_some(first)
    }

    /// What went wrong with a table's poll last, if it is still wrong.
    #[must_use]
    pub fn poll_error(&self, table: &TableId) -> Option<&RequestFailure> {
        self.poller.error(table)
    }

    /// Since when (wall clock) it is not known whether a table's rows still hold: its list has failed for long.
    #[must_use]
    pub fn unknown_since(&self, now: Now, table: &TableId) -> Option<Millis> {
        self.poller.unknown_since(now, table).map(|since| since.wall)
    }

    /// The interval at which a table is fetched, in milliseconds.
    #[must_use]
    pub fn poll_interval(&self, table: &TableId) -> Option<u64> {
        self.profile.polls.iter().filter(|poll| poll.fills(table)).find_map(|poll| poll.every_ms)
    }

    /// Whether a table is older than it should be: restored from before the page was loaded, two missed intervals, or, where it is only pushed, a
    /// hub that is not heard.
    #[must_use]
    pub fn is_stale(&self, now: Now, table: &TableId) -> bool {
        let Some(stored) = self.table(table) else { return false };
        let Some(as_of) = stored.as_of() else { return false };
        if stored.is_restored() {
            return true;
        }
        match self.poll_interval(table) {
            Some(every) => now.mono.0.saturating_sub(as_of.mono) > every.saturating_mul(2),
            None => !matches!(self.state(now), State::Online { .. }),
        }
    }
}
