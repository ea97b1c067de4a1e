//! The alerts of a profile (`watch`): rows compared with the last good snapshot, reported once and in time.
//!
//! A row's *condition* is what the alert looks at: whether it is there, or a column's value. A new condition counts when
//! it has lasted for `for_s` (debounce); the first complete snapshot, of each scope, is taken in silence.
//!
//! Few hubs have alerts: what looks at the rows comes from outside ([`Alerts`]), so that only the module that has it carries
//! that code. It may come later than the session begins ([`attached`]).

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use model::{Cell, Notification, RowKey, Table, TableId};
use profile::{AlertSpec, AlertTrigger, Profile};

use crate::{Mono, Now};

pub(crate) mod attached;
mod report;
mod row;

use report::{AlertReport, Reporter};
use row::{AlertRow, condition};

/// Decides what is reported of rows.
pub trait Alerts {
    /// Take one input; drain [`Alerts::poll_output`] afterwards.
    fn handle(&mut self, now: Now, input: Input<'_>);
    /// The next notification, in order.
    fn poll_output(&mut self) -> Option<Notification>;
    /// When [`Input::Timeout`] is due: a condition will have lasted long enough.
    fn poll_timeout(&self) -> Option<Mono>;
}

/// What happened to the tables.
pub enum Input<'a> {
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
pub struct RowAlerts {
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

impl RowAlerts {
    /// Alerts that have seen nothing.
    #[must_use]
    pub fn new(profile: Rc<Profile>) -> Self {
        let alerts = profile.alerts.iter().map(|_| Alert::default()).collect();
        Self { profile, alerts, outputs: VecDeque::new() }
    }

    /// Report what has lasted long enough.
    fn report(&mut self, now: Now) {
        for (place, (watch, alert)) in self.profile.alerts.iter().zip(&mut self.alerts).enumerate() {
            let due = alert.debounced(now.mono, watch);
            let reporter = Reporter { place, watch, table: self.profile.table(watch.table.as_str()) };
            if due.len() > watch.group {
                self.outputs.extend(reporter.summary(&due, alert.standing(watch, &due), now));
            } else {
                self.outputs.extend(due.iter().map(|report| reporter.one(report, now)));
            }
        }
    }
}

impl Alerts for RowAlerts {
    fn handle(&mut self, now: Now, input: Input<'_>) {
        match input {
            Input::Changed { id, table, touched } => {
                // Of a table that is never listed every row is news.
                let listed = self.profile.polls.iter().any(|poll| poll.lists(id));
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

    fn poll_output(&mut self) -> Option<Notification> {
        self.outputs.pop_front()
    }

    fn poll_timeout(&self) -> Option<Mono> {
        let alerts = self.profile.alerts.iter().zip(&self.alerts);
        let due = alerts.flat_map(|(watch, alert)| {
            let rows = alert.debouncing.iter().filter_map(|key| alert.rows.get(key));
            rows.map(|row| row.due(watch))
        });
        due.min()
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
                    let counts =
                        matches!(on, AlertTrigger::Added | AlertTrigger::Is { .. } | AlertTrigger::Beyond(_));
                    let news = counts && (!listed || row.is_of(&self.seen));
                    let before = self.rows.get(&key).and_then(|row| row.counted.as_deref());
                    let condition = condition(on, Some(row), before);
                    match self.rows.get_mut(&key) {
                        Some(known) => known.see(now, condition, &row.cells, on),
                        None => {
                            let seen = AlertRow::new(now, condition, &row.cells, on, news);
                            self.rows.insert(key.clone(), seen);
                        }
                    }
                }
                None => {
                    if let Some(known) = self.rows.get_mut(&key) {
                        known.see(now, condition(on, None, None), &[], on);
                    }
                }
            }
            let debouncing = self.rows.get(&key).is_some_and(AlertRow::is_debouncing);
            match self.debouncing.binary_search(&key) {
                Err(place) if debouncing => self.debouncing.insert(place, key),
                Ok(place) if !debouncing => drop(self.debouncing.remove(place)),
                _ => {}
            }
        }
        self.seen = table.listed().to_vec();
    }

    /// What has lasted long enough counts; what of it is to be reported, by key.
    fn debounced(&mut self, now: Mono, watch: &AlertSpec) -> Vec<AlertReport> {
        let mut due = Vec::new();
        self.debouncing.retain(|key| {
            let Some(row) = self.rows.get_mut(key) else { return false };
            if now < row.due(watch) {
                return true;
            }
            if let Some((condition, old)) = row.count(now, &watch.on) {
                due.push(AlertReport { key: key.clone(), condition, new: row.latest.clone(), old });
            }
            false
        });
        due
    }

    /// Rows that are as the alert says, besides those that are to be reported now: a summary counts them too.
    fn standing<'a>(
        &'a self,
        watch: &'a AlertSpec,
        due: &'a [AlertReport],
    ) -> impl Iterator<Item = (&'a RowKey, &'a [Cell])> {
        let lasts = match &watch.on {
            AlertTrigger::Is { was, .. } => was.is_empty(),
            AlertTrigger::Beyond(_) => true,
            _ => false,
        };
        let others = self.rows.iter().filter(move |(_, row)| lasts && row.stands());
        // What is due is in the order of its keys.
        let reported = move |key: &RowKey| due.binary_search_by(|report| report.key.cmp(key)).is_ok();
        others.filter(move |(key, _)| !reported(key)).map(|(key, row)| (key, row.latest.as_slice()))
    }
}

#[cfg(test)]
mod tests;
