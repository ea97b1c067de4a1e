//! Rows of one table: snapshots, messages, what is gone (docs/decisions/0018-lists-and-tables.md).

use std::collections::HashMap;

use serde_json::Value;

use crate::{Millis, RowKey, Stamp, TableId};

mod export;
mod fold;
mod order;

pub use export::Export;
pub use order::{CellReader, Letter, Order, View};

/// A value in a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing there.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// An exact whole number: it holds every u64 and i64.
    Integer(i128),
    /// Any other number.
    Number(f64),
    /// Yes or no.
    Bool(bool),
    /// A moment.
    Time(Stamp),
    /// Several texts.
    List(Vec<String>),
    /// Anything else.
    Json(Value),
}

/// A row as the profile reads it. A cell that is `None` is unknown and keeps its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Unique within the table.
    pub key: RowKey,
    /// In the order of the columns.
    pub cells: Vec<Option<Cell>>,
    /// An older version never overwrites a newer one.
    pub version: Option<i128>,
}

/// What to do with a key that a snapshot holds twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// The first stays.
    First,
    /// The last stays.
    #[default]
    Last,
    /// All stay, numbered.
    Number,
}

/// What a table needs to know.
#[derive(Clone, Debug, PartialEq)]
pub struct TableOptions {
    /// Its name.
    pub id: TableId,
    /// How many columns it has.
    pub columns: usize,
    /// Rows that the hub no longer has stay, greyed.
    pub keep_removed: bool,
    /// For keys that come twice.
    pub duplicates: Duplicates,
}

/// A stored row.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRow {
    /// Its key.
    pub key: RowKey,
    /// Its cells, as many as there are columns.
    pub cells: Vec<Cell>,
    /// The hub no longer has it.
    pub removed: bool,
    /// Columns that the last change touched, and when it came.
    pub changed: Vec<usize>,
    /// When `changed` was filled; `None` for a row that never changed.
    pub changed_at: Option<Millis>,
    version: Option<i128>,
    scope: Option<String>,
    /// When a message last touched it.
    touched: Option<Millis>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    spec: TableOptions,
    rows: Vec<StoredRow>,
    index: HashMap<RowKey, usize>,
    as_of: Option<Millis>,
    /// Scopes that were listed in full.
    listed: Vec<Option<String>>,
    duplicates: u64,
}

impl StoredRow {
    /// Whether its row belongs to one of these scopes; one that names none belongs to any.
    #[must_use]
    pub fn is_of(&self, scopes: &[Option<String>]) -> bool {
        scopes.contains(&self.scope) || (self.scope.is_none() && !scopes.is_empty())
    }
}

impl Table {
    /// A table that nothing is known of.
    #[must_use]
    pub fn new(spec: TableOptions) -> Self {
        Self { spec, rows: Vec::new(), index: HashMap::new(), as_of: None, listed: Vec::new(), duplicates: 0 }
    }

    /// Scopes that were listed in full.
    #[must_use]
    pub fn listed(&self) -> &[Option<String>] {
        &self.listed
    }

    /// All rows of a scope, in answer to a request sent at `asked`; not `complete`: some could not be read,
    /// and what is missing stays. True where a message was newer: the caller asks again.
    pub fn snapshot(
        &mut self,
        scope: Option<&str>,
        rows: Vec<Row>,
        complete: bool,
        asked: Millis,
        now: Millis,
    ) -> bool {
        let rows = self.without_duplicates(rows);
        let mut conflict = false;
        // Of the rows as they stand; those that come now follow after them.
        let mut present = vec![false; self.rows.len()];
        for row in rows {
            if let Some(present) = self.index.get(&row.key).and_then(|index| present.get_mut(*index)) {
                *present = true;
            }
            let newer = self.get(&row.key).and_then(|stored| stored.touched).is_some_and(|at| at > asked);
            if newer {
                conflict = true;
            } else {
                self.put(row, scope, now, None);
            }
        }
        if !complete {
            self.as_of = Some(now);
            return conflict;
        }
        if !self.listed.iter().any(|listed| listed.as_deref() == scope) {
            self.listed.push(scope.map(str::to_owned));
        }
        let keep = self.spec.keep_removed;
        for (stored, present) in self.rows.iter_mut().zip(present) {
            let of_scope = scope.is_none() || stored.scope.as_deref() == scope;
            if !of_scope || present {
                continue;
            }
            if stored.touched.is_some_and(|at| at > asked) {
                conflict = true;
            } else {
                stored.removed = true;
            }
        }
        if !keep {
            self.rows.retain(|stored| !stored.removed);
            self.reindex();
        }
        self.as_of = Some(now);
        conflict
    }

    /// A message brought some rows at `now`.
    pub fn upsert(&mut self, rows: Vec<Row>, now: Millis) {
        for row in rows {
            self.put(row, None, now, Some(now));
        }
        self.as_of = Some(now);
    }

    /// A message brought some cells of a row. False where the row is not known: half a row is not made up.
    pub fn patch(&mut self, row: Row, now: Millis) -> bool {
        let known = self.index.contains_key(&row.key);
        if known {
            self.put(row, None, now, Some(now));
        }
        known
    }

    /// Fill a column that the hub does not send, from each row's other cells.
    pub fn derive(&mut self, column: usize, of: impl Fn(&StoredRow) -> Cell) {
        for stored in &mut self.rows {
            let cell = of(stored);
            if let Some(old) = stored.cells.get_mut(column) {
                *old = cell;
            }
        }
    }

    /// A message said at `now` that rows are gone.
    pub fn remove(&mut self, keys: &[RowKey], now: Millis) {
        for stored in self.rows.iter_mut().filter(|stored| keys.contains(&stored.key)) {
            stored.removed = true;
            stored.touched = Some(now);
        }
        if !self.spec.keep_removed {
            self.rows.retain(|stored| !stored.removed);
            self.reindex();
        }
        self.as_of = Some(now);
    }

    /// Forget a row that the hub no longer has. False where it still has it.
    pub fn dismiss(&mut self, key: &RowKey) -> bool {
        let before = self.rows.len();
        self.rows.retain(|stored| !(stored.removed && stored.key == *key));
        self.reindex();
        self.rows.len() < before
    }

    fn put(&mut self, row: Row, scope: Option<&str>, now: Millis, touched: Option<Millis>) {
        let columns = self.spec.columns;
        let Some(stored) = self.index.get(&row.key).and_then(|index| self.rows.get_mut(*index)) else {
            let mut cells: Vec<Cell> = row.cells.into_iter().map(Option::unwrap_or_default).collect();
            cells.resize(columns, Cell::Empty);
            self.index.insert(row.key.clone(), self.rows.len());
            self.rows.push(StoredRow {
                key: row.key,
                cells,
                removed: false,
                changed: Vec::new(),
                changed_at: None,
                version: row.version,
                scope: scope.map(str::to_owned),
                touched,
            });
            return;
        };
        if row.version.is_some() && row.version < stored.version {
            return;
        }
        stored.version = row.version.or(stored.version);
        stored.removed = false;
        stored.touched = touched.or(stored.touched);
        if let Some(scope) = scope {
            stored.scope = Some(scope.to_owned());
        }
        let mut changed = Vec::new();
        for (column, (old, new)) in stored.cells.iter_mut().zip(row.cells).enumerate() {
            if let Some(new) = new.filter(|new| new != old) {
                *old = new;
                changed.push(column);
            }
        }
        if !changed.is_empty() {
            stored.changed = changed;
            stored.changed_at = Some(now);
        }
    }

    fn without_duplicates(&mut self, rows: Vec<Row>) -> Vec<Row> {
        let mut indexes: HashMap<RowKey, usize> = HashMap::with_capacity(rows.len());
        let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
        let mut numbers: HashMap<RowKey, usize> = HashMap::new();
        for mut row in rows {
            let Some(index) = indexes.get(&row.key).copied() else {
                indexes.insert(row.key.clone(), kept.len());
                kept.push(row);
                continue;
            };
            self.duplicates = self.duplicates.saturating_add(1);
            match self.spec.duplicates {
                Duplicates::First => {}
                Duplicates::Last => {
                    if let Some(first) = kept.get_mut(index) {
                        *first = row;
                    }
                }
                Duplicates::Number => {
                    let number = numbers.entry(row.key.clone()).or_insert(1);
                    *number = number.saturating_add(1);
                    row.key = RowKey::from(format!("{}#{number}", row.key));
                    kept.push(row);
                }
            }
        }
        kept
    }

    fn reindex(&mut self) {
        self.index =
            self.rows.iter().enumerate().map(|(index, stored)| (stored.key.clone(), index)).collect();
    }

    /// The rows, in the hub's order.
    #[must_use]
    pub fn rows(&self) -> &[StoredRow] {
        &self.rows
    }

    /// A row by its key.
    #[must_use]
    pub fn get(&self, key: &RowKey) -> Option<&StoredRow> {
        self.rows.get(*self.index.get(key)?)
    }

    /// When the hub last said something about it; `None`: nothing is known yet.
    #[must_use]
    pub fn as_of(&self) -> Option<Millis> {
        self.as_of
    }

    /// Keys that came twice in one snapshot, so far.
    #[must_use]
    pub fn duplicates(&self) -> u64 {
        self.duplicates
    }
}

#[cfg(test)]
mod tests;
