//! The alerts of a profile (`watch`): rows compared with the last good snapshot, reported once and in time.
//!
//! A row's *condition* is what the alert looks at: whether it is there, or a column's value. A new condition counts when
//! it has lasted for `for_s` (debounce); the first complete snapshot, of each scope, is taken in silence.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use model::{Cell, DedupKey, EventId, Notification, RowKey, StoredRow, Table, TableId, Texts};
use profile::{AlertSpec, AlertTrigger, Profile, RowTemplate};
use serde_json::Value;

use crate::{Mono, Now, Timer};

/// What happened to the tables.
pub(crate) enum Input<'a> {
    /// Rows of a table changed.
    Changed {
        /// The table's name.
        id: &'a TableId,
        /// The table.
        table: &'a Table,
        /// Which rows; nothing where it may be any.
        touched: Option<&'a [RowKey]>,
    },
    /// Nothing is known of a table any more.
    Forget(&'a TableId),
    /// The moment of a time-out came.
    Timeout,
}

/// All alerts of a profile.
pub(crate) struct Alerts {
    profile: Rc<Profile>,
    alerts: Vec<Alert>,
    outputs: VecDeque<Notification>,
}

/// What one alert remembers.
#[derive(Debug, Default)]
struct Alert {
    /// Scopes that were seen in full.
    seen: Vec<Option<String>>,
    rows: HashMap<RowKey, AlertRow>,
    /// The rows whose condition does not count yet, in order.
    debouncing: Vec<RowKey>,
}

#[derive(Debug)]
struct AlertRow {
    /// What counts, and the row as it was when it began to count.
    counted: Condition,
    cells: Vec<Cell>,
    /// What is seen now, since when, and the row.
    now: Condition,
    since: Mono,
    latest: Vec<Cell>,
    /// When it was last reported.
    reported: Option<Mono>,
}

/// What an alert looks at in a row. `None` is nothing to report.
type Condition = Option<String>;

/// A row of which something is to be reported.
struct AlertReport {
    key: RowKey,
    condition: String,
    new: Vec<Cell>,
    old: Vec<Cell>,
}

impl Alerts {
    /// Alerts that have seen nothing.
    pub fn new(profile: Rc<Profile>) -> Self {
        let alerts = profile.alerts.iter().map(|_| Alert::default()).collect();
        Self { profile, alerts, outputs: VecDeque::new() }
    }

    /// Take one input; drain [`Alerts::poll_output`] afterwards.
    pub fn handle(&mut self, now: Now, input: Input<'_>) {
        match input {
            Input::Changed { id, table, touched } => {
                // Of a table that is never listed every row is news.
                let listed = self.profile.polls.iter().any(|poll| poll.fills(id));
                for (watch, alert) in self.profile.alerts.iter().zip(&mut self.alerts) {
                    if watch.table == *id {
                        alert.look(now.mono, &watch.on, table, touched, listed);
                    }
                }
            }
            Input::Forget(id) => {
                for (watch, alert) in self.profile.alerts.iter().zip(&mut self.alerts) {
                    if watch.table == *id {
                        *alert = Alert::default();
                    }
                }
            }
            Input::Timeout => self.report(now),
        }
    }

    /// The next notification, in order.
    pub fn poll_output(&mut self) -> Option<Notification> {
        self.outputs.pop_front()
    }

    /// When a condition will have lasted long enough.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let alerts = self.profile.alerts.iter().zip(&self.alerts);
        let due = alerts.flat_map(|(watch, alert)| {
            let rows = alert.debouncing.iter().filter_map(|key| alert.rows.get(key));
            rows.map(|row| row.since.saturating_add(watch.for_ms))
        });
        due.min().map(|due| (Timer::Alert, due))
    }

    /// Report what has lasted long enough.
    fn report(&mut self, now: Now) {
        for (place, (watch, alert)) in self.profile.alerts.iter().zip(&mut self.alerts).enumerate() {
            let due = alert.debounced(now.mono, watch);
            if due.len() > watch.group {
                self.outputs.extend(summary(watch, place, &due, now));
            } else {
                self.outputs.extend(due.iter().map(|report| one(watch, place, report, now)));
            }
        }
    }
}

impl Alert {
    /// Read the condition of rows, these or all.
    fn look(
        &mut self,
        now: Mono,
        on: &AlertTrigger,
        table: &Table,
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
                    // A row that comes later is new only to an alert that looks for new ones.
                    let counts = matches!(on, AlertTrigger::Added | AlertTrigger::Is { .. });
                    let news = counts && (!listed || row.is_of(&self.seen));
                    self.see(now, &key, condition(on, Some(row)), &row.cells, on, news);
                }
                None if self.rows.contains_key(&key) => {
                    self.see(now, &key, condition(on, None), &[], on, false);
                }
                None => {}
            }
            let debouncing = self.rows.get(&key).is_some_and(|row| row.now != row.counted);
            match self.debouncing.binary_search(&key) {
                Err(place) if debouncing => self.debouncing.insert(place, key),
                Ok(place) if !debouncing => drop(self.debouncing.remove(place)),
                _ => {}
            }
        }
        self.seen = table.listed().to_vec();
    }

    fn see(
        &mut self,
        now: Mono,
        key: &RowKey,
        condition: Condition,
        cells: &[Cell],
        on: &AlertTrigger,
        news: bool,
    ) {
        let Some(row) = self.rows.get_mut(key) else {
            let counted = if news { None } else { condition.clone() };
            let (cells, latest) = (cells.to_vec(), cells.to_vec());
            let row = AlertRow { counted, cells, now: condition, since: now, latest, reported: None };
            self.rows.insert(key.clone(), row);
            return;
        };
        // A cell without a value leaves the condition as it was.
        let condition = match on {
            AlertTrigger::Changes { .. } if condition.is_none() => row.now.clone(),
            _ => condition,
        };
        if row.now != condition {
            row.now = condition;
            row.since = now;
        }
        if !cells.is_empty() {
            row.latest = cells.to_vec();
            if row.now == row.counted {
                row.cells = cells.to_vec();
            }
        }
    }

    /// What has lasted long enough counts; what of it is to be reported, by key.
    fn debounced(&mut self, now: Mono, watch: &AlertSpec) -> Vec<AlertReport> {
        let mut due = Vec::new();
        self.debouncing.retain(|key| {
            let Some(row) = self.rows.get_mut(key) else { return false };
            if now < row.since.saturating_add(watch.for_ms) {
                return true;
            }
            row.counted.clone_from(&row.now);
            let old = std::mem::replace(&mut row.cells, row.latest.clone());
            let cooling = row.reported.is_some_and(|at| now < at.saturating_add(watch.cooldown_ms));
            if let Some(condition) = row.now.clone().filter(|_| !cooling) {
                row.reported = Some(now);
                due.push(AlertReport { key: key.clone(), condition, new: row.latest.clone(), old });
            }
            false
        });
        due
    }
}

/// The condition of a row; `None` of a row: it is gone for good.
fn condition(on: &AlertTrigger, row: Option<&StoredRow>) -> Condition {
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

fn one(watch: &AlertSpec, place: usize, report: &AlertReport, now: Now) -> Notification {
    let id = format!("watch:{place}:{}:{}:{}", report.key, report.condition, now.wall.0);
    let message = watch.message.as_ref();
    let dedup_keys = dedup_key(watch, report).into_iter().collect();
    Notification { dedup_keys, ..notification(watch, id, (&watch.title, message), report, 1) }
}

fn dedup_key(watch: &AlertSpec, report: &AlertReport) -> Option<DedupKey> {
    let (key, within_ms) = watch.dedup.as_ref()?;
    Some(DedupKey { key: key.write(&report.new, &report.old, 1), within_ms: *within_ms })
}

/// Many at once become one.
fn summary(watch: &AlertSpec, place: usize, due: &[AlertReport], now: Now) -> Option<Notification> {
    let id = format!("watch:{place}:{}:{}", due.len(), now.wall.0);
    let whole = notification(watch, id, (&watch.summary, None), due.first()?, due.len());
    let keys: Vec<&str> = due.iter().map(|report| report.key.as_str()).collect();
    let message = Some(Texts::from(keys.join(", ")));
    let dedup_keys = due.iter().filter_map(|report| dedup_key(watch, report)).collect();
    Some(Notification { message, dedup_keys, ..whole })
}

fn notification(
    watch: &AlertSpec,
    id: String,
    (title, message): (&Texts<RowTemplate>, Option<&Texts<RowTemplate>>),
    report: &AlertReport,
    count: usize,
) -> Notification {
    let write =
        |texts: &Texts<RowTemplate>| texts.map(|template| template.write(&report.new, &report.old, count));
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

#[cfg(test)]
mod tests;
