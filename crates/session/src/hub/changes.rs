//! Changes of the profile, applied to the model.

use std::collections::HashMap;

use model::{Cell, Change, Notification, RowKey, TableId};
use profile::Interpretation;

use super::Resolver;
use crate::{Delta, Notice, Now, Session};

impl Session {
    /// A list came in answer to a request sent at `asked`; `continues`: it goes on where the last one ended.
    pub(crate) fn take_list(&mut self, now: Now, asked: Now, outcome: Interpretation, continues: bool) {
        let overlaps = outcome.changes.iter().find_map(|change| match change {
            Change::Merge(list) => Some(continues || self.overlaps(list)),
            _ => None,
        });
        let (snapshots, others): (Vec<_>, Vec<_>) =
            outcome.changes.into_iter().partition(|change| matches!(change, Change::Snapshot { .. }));
        self.take(now, Interpretation { changes: others, ..outcome }, false);
        for change in snapshots {
            self.apply_snapshot(now, asked, change);
        }
        if let Some(overlaps) = overlaps {
            self.mend(now, overlaps);
        }
    }

    fn apply_snapshot(&mut self, now: Now, asked: Now, change: Change) {
        let Change::Snapshot { table, scope, rows, complete } = change else { return };
        let Some((_, held)) = self.tables.iter_mut().find(|(id, _)| *id == table) else { return };
        let conflict = held.snapshot(scope.as_deref(), rows, complete, asked.wall, now.wall);
        if conflict {
            self.poll_again(now, &table);
        }
        self.data_came();
        self.table_changed(now, table, None);
    }

    /// Rows of a table changed, these or any: what is counted or watched follows.
    fn table_changed(&mut self, now: Now, table: TableId, touched: Option<&[RowKey]>) {
        self.derive(&table);
        self.watch(now, &table, touched);
        self.delta(Delta::Table(table));
    }

    /// Count again what columns count of this table, or in it.
    fn derive(&mut self, changed: &TableId) {
        for spec in &self.profile.tables {
            let counted = spec.columns.iter().enumerate().filter_map(|(place, column)| {
                let counted = column.counted.as_ref()?;
                (spec.id == *changed || counted.table == *changed).then_some((place, counted))
            });
            for (place, counted) in counted {
                let (theirs, ours) = counted.same;
                let mut counts: HashMap<String, i128> = HashMap::new();
                let other = self.tables.iter().find(|(id, _)| *id == counted.table);
                let rows = other.map(|(_, table)| table.rows()).unwrap_or_default();
                for cell in rows.iter().filter(|row| !row.removed).filter_map(|row| row.cells.get(theirs)) {
                    let count = counts.entry(cell.text()).or_default();
                    *count = count.saturating_add(1);
                }
                if let Some((_, table)) = self.tables.iter_mut().find(|(id, _)| *id == spec.id) {
                    table.derive(place, |row| {
                        let same = row.cells.get(ours).map(Cell::text).unwrap_or_default();
                        Cell::Integer(counts.get(&same).copied().unwrap_or(0))
                    });
                }
            }
        }
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
                    let keys: Vec<RowKey> = rows.iter().map(|row| row.key.clone()).collect();
                    held.upsert(rows, now.wall);
                    self.heard_something(now);
                    self.table_changed(now, table, Some(&keys));
                }
            }
            Change::Patch { table, row } => {
                let key = row.key.clone();
                let known = self
                    .tables
                    .iter_mut()
                    .find(|(id, _)| *id == table)
                    .is_some_and(|(_, held)| held.patch(row, now.wall));
                if known {
                    self.table_changed(now, table, Some(&[key]));
                }
            }
            Change::Remove { table, keys } => {
                if let Some((_, held)) = self.tables.iter_mut().find(|(id, _)| *id == table) {
                    held.remove(&keys, now.wall);
                    self.heard_something(now);
                    self.table_changed(now, table, Some(&keys));
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

    pub(crate) fn notify(&mut self, now: Now, notification: Notification, live: bool) {
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
