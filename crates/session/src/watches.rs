//! Watches at work: rows compared with the last good snapshot, told once and in time.
//!
//! A row's *standing* is what the watch looks at: whether it is there, or a column's value. A new standing
//! counts when it has lasted for `for_s`; the first complete snapshot, of each scope, is taken in silence.

use std::collections::HashMap;

use model::{Cell, DedupKey, EventId, Notification, RowKey, StoredRow, TableId, Texts};
use profile::{AlertSpec, AlertTrigger, RowTemplate};
use serde_json::Value;

use crate::{Now, Session};

/// What one watch remembers.
#[derive(Debug, Default)]
pub(crate) struct Watcher {
    /// Scopes that were seen in full.
    seen: Vec<Option<String>>,
    rows: HashMap<RowKey, Watched>,
    /// The rows whose standing does not count yet, in order.
    unsettled: Vec<RowKey>,
}

#[derive(Debug)]
struct Watched {
    /// What counts, and the row as it was when it began to count.
    standing: Standing,
    cells: Vec<Cell>,
    /// What is seen now, since when (monotonic), and the row.
    now: Standing,
    since: u64,
    latest: Vec<Cell>,
    /// When it was last told (monotonic).
    told: Option<u64>,
}

/// What a watch looks at in a row. `None` is nothing to tell of.
type Standing = Option<String>;

/// A row of which something is to be told.
struct Due {
    key: RowKey,
    standing: String,
    new: Vec<Cell>,
    old: Vec<Cell>,
}

impl Session {
    /// When a standing will have lasted long enough.
    pub(crate) fn next_watch(&self) -> Option<u64> {
        let watches = self.profile.alerts.iter().zip(&self.watchers);
        let due = watches.flat_map(|(watch, watcher)| {
            let unsettled = watcher.unsettled.iter().filter_map(|key| watcher.rows.get(key));
            unsettled.map(|row| row.since.saturating_add(watch.for_ms))
        });
        due.min()
    }

    /// Rows of a table changed, these or any. What it comes to is told when the input has been taken.
    pub(crate) fn watch(&mut self, now: Now, table: &TableId, touched: Option<&[RowKey]>) {
        let Some((_, held)) = self.tables.iter().find(|(id, _)| id == table) else { return };
        // Of a table that is never listed every row is news.
        let listed = self.profile.polls.iter().any(|poll| poll.fills(table));
        for (watch, watcher) in self.profile.alerts.iter().zip(&mut self.watchers) {
            if watch.table == *table {
                watcher.look(now.mono, &watch.on, held, touched, listed);
            }
        }
    }

    /// Tell what has lasted long enough.
    pub(crate) fn tell_watched(&mut self, now: Now) {
        let mut told = Vec::new();
        for (place, (watch, watcher)) in self.profile.alerts.iter().zip(&mut self.watchers).enumerate() {
            let due = watcher.settle(now.mono, watch);
            if due.len() > watch.group {
                told.extend(summary(watch, place, &due, now));
            } else {
                told.extend(due.iter().map(|due| one(watch, place, due, now)));
            }
        }
        for notification in told {
            self.notify(now, notification, true);
        }
    }
}

impl Watcher {
    /// See how rows stand, these or all.
    fn look(
        &mut self,
        now: u64,
        on: &AlertTrigger,
        table: &model::Table,
        touched: Option<&[RowKey]>,
        listed: bool,
    ) {
        let keys = match touched {
            Some(keys) => keys.to_vec(),
            None => {
                let gone = self.rows.keys().filter(|key| table.get(key).is_none());
                table.rows().iter().map(|row| &row.key).chain(gone).cloned().collect()
            }
        };
        for key in keys {
            match table.get(&key) {
                Some(row) => {
                    // A row that comes later is new only to a watch that tells of new ones.
                    let tells = matches!(on, AlertTrigger::Added | AlertTrigger::Is { .. });
                    let news = tells && (!listed || row.is_of(&self.seen));
                    self.see(now, &key, standing(on, Some(row)), &row.cells, on, news);
                }
                None if self.rows.contains_key(&key) => {
                    self.see(now, &key, standing(on, None), &[], on, false);
                }
                None => {}
            }
            let unsettled = self.rows.get(&key).is_some_and(|row| row.now != row.standing);
            match self.unsettled.binary_search(&key) {
                Err(place) if unsettled => self.unsettled.insert(place, key),
                Ok(place) if !unsettled => drop(self.unsettled.remove(place)),
                _ => {}
            }
        }
        self.seen = table.listed().to_vec();
    }

    fn see(
        &mut self,
        now: u64,
        key: &RowKey,
        standing: Standing,
        cells: &[Cell],
        on: &AlertTrigger,
        news: bool,
    ) {
        let Some(row) = self.rows.get_mut(key) else {
            let counts = if news { None } else { standing.clone() };
            let (cells, latest) = (cells.to_vec(), cells.to_vec());
            let row = Watched { standing: counts, cells, now: standing, since: now, latest, told: None };
            self.rows.insert(key.clone(), row);
            return;
        };
        // What is no value leaves a column as it was.
        let standing = match on {
            AlertTrigger::Changes { .. } if standing.is_none() => row.now.clone(),
            _ => standing,
        };
        if row.now != standing {
            row.now = standing;
            row.since = now;
        }
        if !cells.is_empty() {
            row.latest = cells.to_vec();
            if row.now == row.standing {
                row.cells = cells.to_vec();
            }
        }
    }

    /// What has lasted long enough counts; what of it is to be told, by key.
    fn settle(&mut self, now: u64, watch: &AlertSpec) -> Vec<Due> {
        let mut due = Vec::new();
        self.unsettled.retain(|key| {
            let Some(row) = self.rows.get_mut(key) else { return false };
            if now < row.since.saturating_add(watch.for_ms) {
                return true;
            }
            row.standing.clone_from(&row.now);
            let old = std::mem::replace(&mut row.cells, row.latest.clone());
            let cooling = row.told.is_some_and(|told| now < told.saturating_add(watch.cooldown_ms));
            if let Some(standing) = row.now.clone().filter(|_| !cooling) {
                row.told = Some(now);
                due.push(Due { key: key.clone(), standing, new: row.latest.clone(), old });
            }
            false
        });
        due
    }
}

/// How a row stands; `None` of a row: it is gone for good.
fn standing(on: &AlertTrigger, row: Option<&StoredRow>) -> Standing {
    let there = row.filter(|row| !row.removed);
    let value = |column: &usize| there.and_then(|row| row.cells.get(*column)).map(Cell::text);
    match on {
        AlertTrigger::Added => there.map(|_| "added".to_owned()),
        AlertTrigger::Removed => there.is_none().then(|| "removed".to_owned()),
        AlertTrigger::Is { column, values } => value(column).filter(|value| values.contains(value)),
        AlertTrigger::Changes { column, except } => {
            value(column).filter(|value| !value.is_empty() && !except.contains(value))
        }
    }
}

fn one(watch: &AlertSpec, place: usize, due: &Due, now: Now) -> Notification {
    let id = format!("watch:{place}:{}:{}:{}", due.key, due.standing, now.wall.0);
    let message = watch.message.as_ref();
    let dedup_keys = dedup_key(watch, due).into_iter().collect();
    Notification { dedup_keys, ..notification(watch, id, (&watch.title, message), due, 1) }
}

fn dedup_key(watch: &AlertSpec, due: &Due) -> Option<DedupKey> {
    let (key, within_ms) = watch.dedup.as_ref()?;
    Some(DedupKey { key: key.write(&due.new, &due.old, 1), within_ms: *within_ms })
}

/// Many at once become one.
fn summary(watch: &AlertSpec, place: usize, due: &[Due], now: Now) -> Option<Notification> {
    let id = format!("watch:{place}:{}:{}", due.len(), now.wall.0);
    let notification = notification(watch, id, (&watch.summary, None), due.first()?, due.len());
    let keys: Vec<&str> = due.iter().map(|due| due.key.as_str()).collect();
    let message = Some(Texts::from(keys.join(", ")));
    let dedup_keys = due.iter().filter_map(|due| dedup_key(watch, due)).collect();
    Some(Notification { message, dedup_keys, ..notification })
}

fn notification(
    watch: &AlertSpec,
    id: String,
    (title, message): (&Texts<RowTemplate>, Option<&Texts<RowTemplate>>),
    due: &Due,
    count: usize,
) -> Notification {
    let write = |texts: &Texts<RowTemplate>| texts.map(|template| template.write(&due.new, &due.old, count));
    Notification {
        id: EventId::from(id),
        kind: watch.kind,
        title: Some(write(title)),
        message: message.map(write),
        stamp: None,
        read: false,
        link: None,
        data: Value::Null,
        dedup_keys: Vec::new(),
        id_from_content: false,
    }
}
