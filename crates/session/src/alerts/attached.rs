//! The alerts of a session, which may come later than it begins.

use model::{Notification, Table, TableId};
use profile::{AlertSpec, Profile};

use super::{Alerts, Input};
use crate::{Mono, Now, Timer};

/// The alerts of a session.
pub(crate) enum AttachedAlerts {
    /// They have not come yet.
    Waiting(Missed),
    /// They are there.
    Here(Box<dyn Alerts>),
}

/// What alerts have missed.
#[derive(Default)]
pub(crate) struct Missed {
    /// What they will compare rows with: the tables that they look at, as each was when it was first heard of, and when
    /// one more of its scopes had been listed in full.
    seen: Vec<(Now, TableId, Table)>,
    /// Something has changed that they may report.
    wanted: bool,
}

impl Default for AttachedAlerts {
    fn default() -> Self {
        Self::Waiting(Missed::default())
    }
}

impl AttachedAlerts {
    /// They come, and see all that they have missed.
    pub fn attach(&mut self, now: Now, mut alerts: Box<dyn Alerts>, tables: &[(TableId, Table)]) {
        if let Self::Waiting(missed) = self {
            for (then, id, table) in &missed.seen {
                alerts.handle(*then, Input::Changed { id, table, touched: None });
            }
        }
        for (id, table) in tables {
            alerts.handle(now, Input::Changed { id, table, touched: None });
        }
        *self = Self::Here(alerts);
    }

    /// Whether they are missed.
    pub fn are_wanted(&self) -> bool {
        matches!(self, Self::Waiting(Missed { wanted: true, .. }))
    }

    /// Something happened to a table.
    pub fn handle(&mut self, now: Now, input: Input<'_>, profile: &Profile) {
        match (self, input) {
            (Self::Here(alerts), input) => alerts.handle(now, input),
            (Self::Waiting(missed), Input::Changed { id, table, .. }) => {
                let watches = |alert: &AlertSpec| alert.table == *id;
                if profile.alerts.iter().any(watches) {
                    missed.changed(now, id, table, profile);
                }
            }
            (Self::Waiting(missed), Input::Forget(id)) => missed.seen.retain(|(_, other, _)| other != id),
            (Self::Waiting(_), Input::Timeout) => {}
        }
    }

    /// The next notification, in order.
    pub fn poll_output(&mut self) -> Option<Notification> {
        if let Self::Here(alerts) = self { alerts.poll_output() } else { None }
    }

    /// When a condition will have lasted long enough.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let Self::Here(alerts) = self else { return None };
        Some((Timer::Alert, alerts.poll_timeout()?))
    }
}

impl Missed {
    fn changed(&mut self, now: Now, id: &TableId, table: &Table, profile: &Profile) {
        let last = self.seen.iter().rev().find(|(_, other, _)| other == id).map(|(.., last)| last);
        let one_more = last.is_none_or(|last| table.listed().len() > last.listed().len());
        let is_news = || match last {
            Some(last) => !one_more && table.differs_from(last),
            // Of a table that is never listed every row is news.
            None => !profile.polls.iter().any(|poll| poll.lists(id)),
        };
        self.wanted = self.wanted || is_news();
        if one_more {
            self.seen.push((now, id.clone(), table.clone()));
        }
    }
}
