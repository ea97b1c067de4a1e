//! Changes of the profile, applied to the model.

use model::{Change, EventId, Notification, Row, RowKey, Severity, Table, TableId, Texts};
use profile::Interpretation;

use crate::recovery::{self, Output};
use crate::zone::Resolver;
use crate::{Delta, Mono, Now, Session, Timer, alerts, outbox, poller};

impl Session {
    /// Apply a profile's reading of a message or an answer. `live`: the hub sent it now, it is not from a list.
    pub(super) fn take(&mut self, now: Now, outcome: Interpretation, live: bool) {
        for rejected in outcome.rejected {
            self.reject(rejected.why, rejected.sample);
        }
        for change in outcome.changes {
            self.apply(now, change, live);
        }
    }

    /// A message came that no rule of the profile matches.
    pub(super) fn no_rule(&mut self, message: &str) {
        self.reject("no rule of the profile matches".to_owned(), message.chars().take(200).collect());
    }

    /// A list came in answer to a request that went out at `sent`; `continues`: it goes on where the last one ended.
    /// Gives whether messages said something newer meanwhile.
    pub(super) fn take_list(
        &mut self,
        now: Now,
        sent: Now,
        outcome: Interpretation,
        continues: bool,
    ) -> bool {
        let overlaps = outcome.changes.iter().find_map(|change| match change {
            Change::Merge(list) => Some(continues || self.overlaps(list)),
            _ => None,
        });
        let (snapshots, others): (Vec<_>, Vec<_>) =
            outcome.changes.into_iter().partition(|change| matches!(change, Change::Snapshot { .. }));
        if overlaps.is_some() {
            // What came while the list was on its way is not in it.
            self.listed.retain(|_, said| *said >= sent.mono);
        }
        self.take(now, Interpretation { changes: others, ..outcome }, false);
        let mut outdated = false;
        for change in snapshots {
            outdated |= self.apply_snapshot(now, sent, change);
        }
        if let Some(overlaps) = overlaps {
            self.feed_recovery(now, recovery::Input::Merged { overlaps });
        }
        outdated
    }

    /// Whether the list reaches back to what was known when the interruption began: what came since, and before
    /// the list, says nothing about what is missing in between.
    fn overlaps(&self, list: &[Notification]) -> bool {
        let known = self.recovery.known_before();
        known.is_none_or(|mark| list.iter().any(|n| self.inbox.was_known(&n.id, mark)))
    }

    pub(super) fn feed_recovery(&mut self, now: Now, input: recovery::Input) {
        self.recovery.handle(now, input);
        while let Some(Output::Gap(gap)) = self.recovery.poll_output() {
            self.inbox.add_gap(gap);
            self.delta(Delta::Inbox { fresh: 0 });
            self.delta(Delta::Connection);
        }
    }

    fn apply_snapshot(&mut self, now: Now, sent: Now, change: Change) -> bool {
        let Change::Snapshot { table, scope, rows, unreadable, part } = change else { return false };
        let Some((_, stored)) = self.tables.iter_mut().find(|(id, _)| *id == table) else { return false };
        let (scope, times) = (scope.as_deref(), (sent.moment(), now.moment()));
        let conflict = match part {
            Some(part) => stored.page(scope, rows, part, times),
            None => stored.snapshot(scope, rows, unreadable, times.0, times.1),
        };
        self.data_came();
        self.table_changed(now, table, None);
        conflict
    }

    /// Rows of a table changed, these or any: what is said of them elsewhere and the alerts follow.
    fn table_changed(&mut self, now: Now, table: TableId, touched: Option<&[RowKey]>) {
        if touched.is_some() {
            self.poller.handle(now, poller::Input::Touched(&table));
        }
        self.derive(&table, touched);
        if let Some((id, table)) = self.tables.iter().find(|(id, _)| *id == table) {
            self.alerts.handle(now, alerts::Input::Changed { id, table, touched }, &self.profile);
        }
        self.delta(Delta::Table(table));
    }

    fn apply(&mut self, now: Now, change: Change, live: bool) {
        match change {
            Change::Notify(notification) => self.notify(now, notification, live),
            Change::Merge(list) => self.merge(now, list),
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
                self.inbox.hub_clear();
                self.delta(Delta::Inbox { fresh: 0 });
            }
            Change::Snapshot { ref table, .. } => {
                self.poller.handle(now, poller::Input::Touched(table));
                self.apply_snapshot(now, now, change);
            }
            Change::Upsert { table, rows } => self.upsert(now, table, rows, live),
            Change::Patch { table, row, how } => {
                let key = row.key.clone();
                let stored = self.spoken_of(&table);
                if stored.is_some_and(|stored| stored.patch(row, how, now.moment())) {
                    self.table_changed(now, table, Some(&[key]));
                }
            }
            Change::Remove { table, keys } => {
                if let Some(stored) = self.spoken_of(&table) {
                    stored.remove(&keys, now.moment());
                    self.heard_something(now);
                    self.table_changed(now, table, Some(&keys));
                }
            }
            Change::Fact { name, value } => {
                self.facts.insert(name, value);
                self.delta(Delta::Connection);
            }
            Change::Beat => {}
            Change::Error { text } => self.notify(now, hub_error(text), live),
        }
    }

    fn merge(&mut self, now: Now, list: Vec<Notification>) {
        self.listed.extend(list.iter().map(|notification| (notification.id.clone(), now.mono)));
        let resolver = Resolver { zones: self.zones.as_ref(), hub: self.zone.zone() };
        self.inbox.merge(list, now.wall, &resolver);
        self.mark_restored();
        self.data_came();
        self.delta(Delta::Inbox { fresh: 0 });
    }

    /// The table that a message speaks of. Where the hub never lists it nothing says that what was restored still holds.
    fn spoken_of(&mut self, table: &TableId) -> Option<&mut Table> {
        let (_, stored) = self.tables.iter_mut().find(|(id, _)| id == table)?;
        if stored.is_restored() && !self.profile.polls.iter().any(|poll| poll.fills(table)) {
            stored.drop_restored();
        }
        Some(stored)
    }

    fn upsert(&mut self, now: Now, table: TableId, rows: Vec<Row>, live: bool) {
        if let Some(stored) = self.spoken_of(&table) {
            let keys: Vec<RowKey> = rows.iter().map(|row| row.key.clone()).collect();
            stored.upsert(rows, now.moment());
            if !live {
                stored.listed_in_full(None);
            }
            self.heard_something(now);
            self.table_changed(now, table, Some(&keys));
        }
    }

    pub(super) fn notify(&mut self, now: Now, mut notification: Notification, live: bool) {
        if notification.alert.is_none() {
            self.listed.insert(notification.id.clone(), now.mono);
        }
        if notification.id_from_content {
            notification.id = self.inbox.unused(&notification.id);
        }
        let resolver = Resolver { zones: self.zones.as_ref(), hub: self.zone.zone() };
        let id = notification.id.clone();
        let fresh = self.inbox.notify(notification, now.wall, &resolver).added > 0;
        if fresh {
            self.feed_outbox(now, outbox::Input::NewerCame);
            self.heard_something(now);
        } else if self.inbox.was_read_as_another(&id) {
            self.marked_read(now, vec![id.clone()]);
        }
        self.mark_restored();
        if fresh && live {
            self.fresh.add(id);
        }
        self.delta(Delta::Inbox { fresh: usize::from(fresh && live) });
    }

    /// What no longer holds is no longer unread, and what was snoozed until now rings.
    pub(super) fn lapse(&mut self, now: Now) {
        let resolver = Resolver { zones: self.zones.as_ref(), hub: self.zone.zone() };
        if let Some(woken) = self.inbox.lapse(now.wall, &resolver) {
            self.delta(Delta::Inbox { fresh: woken });
        }
    }

    /// When the next notification no longer holds, or wakes: that is said by the clock on the wall.
    pub(super) fn next_lapse(&self) -> Option<(Timer, Mono)> {
        let (at, last) = self.inbox.next_due().zip(self.last)?;
        let wait = u64::try_from(at.0.saturating_sub(last.wall.0)).unwrap_or(0);
        Some((Timer::Lapse, last.mono.saturating_add(wait)))
    }

    /// The hub's zone is known better: every naive time is placed anew.
    pub(super) fn rezone(&mut self) {
        let resolver = Resolver { zones: self.zones.as_ref(), hub: self.zone.zone() };
        self.inbox.rezone(&resolver);
        self.delta(Delta::Inbox { fresh: 0 });
    }
}

/// What a hub calls an error of its own.
fn hub_error(text: String) -> Notification {
    Notification {
        title: Some(Texts::from(text)),
        id_from_content: true,
        ..Notification::new(EventId::from("error"), Severity::Error)
    }
}
