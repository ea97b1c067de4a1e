//! A row as one alert sees it: its condition, from when on that counts, and what it was before.

use model::{Cell, StoredRow};
use profile::{AlertSpec, AlertTrigger};

use crate::Mono;

/// What an alert looks at in a row. `None` is nothing to report.
pub(super) type Condition = Option<String>;

/// A row as one alert sees it.
#[derive(Debug)]
pub(super) struct AlertRow {
    /// What counts, and the row as it was when it began to count.
    pub counted: Condition,
    pub cells: Vec<Cell>,
    /// What is seen now, since when, and the row.
    pub now: Condition,
    since: Mono,
    pub latest: Vec<Cell>,
    /// When it was last reported.
    reported: Option<Mono>,
    /// The watched column had a value: until then nothing is known that could change.
    has_value: bool,
}

impl AlertRow {
    /// A row that is seen for the first time. `news`: what it shows is to be reported.
    pub fn new(now: Mono, condition: Condition, cells: &[Cell], on: &AlertTrigger, news: bool) -> Self {
        Self {
            counted: if news { None } else { condition.clone() },
            cells: cells.to_vec(),
            has_value: has_value(on, condition.as_ref(), cells),
            now: condition,
            since: now,
            latest: cells.to_vec(),
            reported: None,
        }
    }

    /// It is seen again; without cells it is gone for good.
    pub fn see(&mut self, now: Mono, mut condition: Condition, cells: &[Cell], on: &AlertTrigger) {
        if !self.has_value && has_value(on, condition.as_ref(), cells) {
            *self = Self { reported: self.reported, ..Self::new(now, condition, cells, on, false) };
            return;
        }
        let mut cells = cells.to_vec();
        // A cell without a value leaves the condition, and the last value, as they were.
        let without_value = match on {
            AlertTrigger::Changes { column, .. } if condition.is_none() => Some(*column),
            AlertTrigger::Beyond(bounds) if !cells.is_empty() && !bounds.are_known(&cells) => {
                Some(bounds.column)
            }
            _ => None,
        };
        if let Some(column) = without_value {
            condition.clone_from(&self.now);
            if let (Some(cell), Some(last)) = (cells.get_mut(column), self.latest.get(column)) {
                cell.clone_from(last);
            }
        }
        if self.now != condition {
            self.now = condition;
            self.since = now;
        }
        if !cells.is_empty() {
            if self.now == self.counted {
                self.cells.clone_from(&cells);
            }
            self.latest = cells;
        }
    }

    /// Whether what is seen does not count yet.
    pub fn is_debouncing(&self) -> bool {
        self.now != self.counted
    }

    /// Whether what is to be reported is seen, and counts.
    pub fn stands(&self) -> bool {
        self.now.is_some() && self.now == self.counted
    }

    /// When what is seen will count: after it has lasted, and not before the row has cooled down from its last report.
    pub fn due(&self, watch: &AlertSpec) -> Mono {
        let lasted = self.since.saturating_add(watch.for_ms);
        let cooled = self.reported.filter(|_| self.now.is_some());
        cooled.map_or(lasted, |at| lasted.max(at.saturating_add(watch.cooldown_ms)))
    }

    /// From now on what is seen counts. Gives the condition that is to be reported, and the row as it was before.
    pub fn count(&mut self, now: Mono, on: &AlertTrigger) -> Option<(String, Vec<Cell>)> {
        self.counted.clone_from(&self.now);
        let old = std::mem::replace(&mut self.cells, self.latest.clone());
        let condition = self.now.clone().filter(|_| on.follows(&old))?;
        self.reported = Some(now);
        Some((condition, old))
    }
}

/// The condition of a row of which `before` counted so far; `None` of a row: it is gone for good.
pub(super) fn condition(on: &AlertTrigger, row: Option<&StoredRow>, before: Option<&str>) -> Condition {
    let there = row.filter(|row| !row.is_removed());
    let value = |column: &usize| there.and_then(|row| row.cells.get(*column)).map(Cell::text);
    match on {
        AlertTrigger::Added => there.map(|_| "added".to_owned()),
        AlertTrigger::Removed => there.is_none().then(|| "removed".to_owned()),
        AlertTrigger::Is { column, values, .. } => value(column).filter(|value| values.contains(value)),
        AlertTrigger::Changes { column, except } => {
            value(column).filter(|value| !value.is_empty() && !except.contains(value))
        }
        AlertTrigger::Beyond(bounds) => bounds.beyond(&there?.cells, before).map(str::to_owned),
    }
}

/// Whether the watched column says anything.
fn has_value(on: &AlertTrigger, condition: Option<&String>, cells: &[Cell]) -> bool {
    match on {
        AlertTrigger::Added | AlertTrigger::Removed => true,
        AlertTrigger::Is { column, .. } => cells.get(*column).is_some_and(|cell| *cell != Cell::Empty),
        AlertTrigger::Changes { .. } => condition.is_some(),
        AlertTrigger::Beyond(bounds) => bounds.are_known(cells),
    }
}
