//! Changes of the profile, applied to the model.

use model::{Change, Notification};
use profile::Outcome;

use super::Resolver;
use crate::{Delta, Notice, Now, Session};

impl Session {
    /// A list came in answer to a request sent at `asked`.
    pub(crate) fn take_list(&mut self, now: Now, asked: Now, outcome: Outcome, what: &str) {
        let overlaps = outcome.changes.iter().find_map(|change| match change {
            Change::Merge(list) => Some(self.overlaps(list)),
            _ => None,
        });
        let (snapshots, others): (Vec<_>, Vec<_>) =
            outcome.changes.into_iter().partition(|change| matches!(change, Change::Snapshot { .. }));
        self.take(now, Outcome { changes: others, ..outcome }, what, false);
        for change in snapshots {
            self.apply_snapshot(now, asked, change);
        }
        if let Some(overlaps) = overlaps {
            self.mend(now, overlaps);
        }
    }

    fn apply_snapshot(&mut self, now: Now, asked: Now, change: Change) {
        let Change::Snapshot { table, scope, rows } = change else { return };
        let Some((_, held)) = self.tables.iter_mut().find(|(id, _)| *id == table) else { return };
        let conflict = held.snapshot(scope.as_deref(), rows, asked.wall, now.wall);
        if conflict {
            self.poll_again(now, &table);
        }
        self.data_came();
        self.delta(Delta::Table(table));
    }

    /// Apply one change. `live`: the hub told it now, it is not from a list.
    pub(crate) fn apply(&mut self, now: Now, change: Change, live: bool) {
        match change {
            Change::Notify(notification) => self.notify(now, notification, live),
            Change::Merge(list) => {
                if !live {
                    self.listed.clear();
                }
                self.listed.extend(list.iter().map(|told| told.id.clone()));
                let resolver = Resolver { zones: self.zones.as_ref(), hub: &self.zone };
                self.inbox.merge(list, now.wall, &resolver);
                self.mark_untold();
                self.data_came();
                self.delta(Delta::Inbox { fresh: 0 });
            }
            Change::Read { id } => {
                self.inbox.hub_read(&id);
                self.delta(Delta::Inbox { fresh: 0 });
            }
            Change::ReadAll => {
                self.inbox.hub_read_all();
                self.delta(Delta::Inbox { fresh: 0 });
            }
            Change::Clear => {
                self.listed.clear();
                self.inbox.clear();
                self.delta(Delta::Inbox { fresh: 0 });
            }
            Change::Snapshot { .. } => self.apply_snapshot(now, now, change),
            Change::Upsert { table, rows } => {
                if let Some((_, held)) = self.tables.iter_mut().find(|(id, _)| *id == table) {
                    held.upsert(rows, now.wall);
                    self.heard_something(now);
                    self.delta(Delta::Table(table));
                }
            }
            Change::Patch { table, row } => {
                let known = self
                    .tables
                    .iter_mut()
                    .find(|(id, _)| *id == table)
                    .is_some_and(|(_, held)| held.patch(row, now.wall));
                if known {
                    self.delta(Delta::Table(table));
                }
            }
            Change::Remove { table, keys } => {
                if let Some((_, held)) = self.tables.iter_mut().find(|(id, _)| *id == table) {
                    held.remove(&keys, now.wall);
                    self.heard_something(now);
                    self.delta(Delta::Table(table));
                }
            }
            Change::Fact { name, value } => {
                self.facts.insert(name, value);
                self.delta(Delta::Link);
            }
            Change::Beat => {}
            Change::Error { text } => self.notice(Notice::HubError(text)),
        }
    }

    fn notify(&mut self, now: Now, notification: Notification, live: bool) {
        self.listed.insert(notification.id.clone());
        let resolver = Resolver { zones: self.zones.as_ref(), hub: &self.zone };
        let fresh = self.inbox.notify(notification, now.wall, &resolver).added > 0;
        if fresh {
            self.pending.newer_came();
            self.heard_something(now);
        }
        self.mark_untold();
        self.delta(Delta::Inbox { fresh: usize::from(fresh && live) });
    }
}
