//! Rows of one table: snapshots, messages, what is gone (docs/decisions/0018-lists-and-tables.md).

use std::collections::HashMap;

use serde_json::Value;

use crate::{CellChange, Millis, Moment, PartOf, RowKey, Stamp, TableId};

mod cells;
mod export;
mod kept;
mod order;
mod search;
mod shown;
mod snapshot;

pub use export::Export;
pub use kept::KeptRow;
pub use order::{CellReader, Order, View};
pub use shown::ShownRows;
use snapshot::UnreadableRows;

/// A value in a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing there.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// An exact whole number.
    Integer(i128),
    /// Any other number.
    Number(f64),
    /// A number that neither of these holds exactly, as its digits.
    Decimal(String),
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, compact::Compact)]
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
    /// Since when the hub no longer has it; `None`: it has it.
    pub removed_at: Option<Millis>,
    /// Columns that the last change touched, and when it came.
    pub changed: Vec<usize>,
    /// When `changed` was filled; `None` for a row that never changed.
    pub changed_at: Option<Millis>,
    version: Option<i128>,
    scope: Option<String>,
    /// When a message last touched it (monotonic clock, milliseconds).
    touched: Option<u64>,
    /// A message without a version touched it since `version`: a list of that version does not know of it.
    ahead: bool,
    /// Which of the table's edits last made it show something else.
    edit: u64,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    spec: TableOptions,
    rows: Vec<StoredRow>,
    index: HashMap<RowKey, usize>,
    as_of: Option<Moment>,
    /// Scopes that were listed in full.
    listed: Vec<Option<String>>,
    /// For each scope where there are any.
    unreadable: Vec<UnreadableRows>,
    duplicates: u64,
    /// The last list was a page of a longer one.
    part: Option<PartOf>,
    /// How many edits there were.
    edits: u64,
    /// Another one once a row stands at another place, or at none.
    layout: u64,
    /// The hub has listed nothing since rows of an earlier life of the page were restored.
    restored: bool,
}

impl StoredRow {
    /// Whether the hub no longer has it.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        self.removed_at.is_some()
    }

    /// Whether the last change of it, if it ever changed, left a column as it was.
    #[must_use]
    pub fn keeps(&self, column: usize) -> bool {
        self.changed_at.is_some() && !self.changed.contains(&column)
    }

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
        Self {
            spec,
            rows: Vec::new(),
            index: HashMap::new(),
            as_of: None,
            listed: Vec::new(),
            unreadable: Vec::new(),
            duplicates: 0,
            part: None,
            edits: 0,
            layout: 0,
            restored: false,
        }
    }

    /// What the rows that were listed last are a part of; nothing where the hub has no more.
    #[must_use]
    pub fn part(&self) -> Option<PartOf> {
        self.part
    }

    /// Scopes that were listed in full.
    #[must_use]
    pub fn listed(&self) -> &[Option<String>] {
        &self.listed
    }

    /// Whether a row shows something else than it did earlier, has come or is gone.
    #[must_use]
    pub fn differs_from(&self, earlier: &Self) -> bool {
        self.rows.len() != earlier.rows.len() || self.rows.iter().any(|row| row.edit > earlier.edits)
    }

    /// The hub said that what it listed still holds.
    pub fn confirm(&mut self, now: Moment) {
        self.restored = false;
        self.as_of = Some(now);
    }

    /// A message brought some rows at `now`.
    pub fn upsert(&mut self, rows: Vec<Row>, now: Moment) {
        for row in rows {
            self.put(row, None, now, Some(now.mono));
        }
        self.as_of = Some(now);
    }

    /// A message brought some cells of a row. False where the row is not known: half a row is not made up.
    pub fn patch(&mut self, mut row: Row, how: CellChange, now: Moment) -> bool {
        let Some(stored) = self.get(&row.key) else { return false };
        if how != CellChange::Set {
            cells::change_lists(stored, &mut row.cells, how == CellChange::Append);
        }
        self.put(row, None, now, Some(now.mono));
        self.as_of = Some(now);
        true
    }

    /// A message said at `now` that rows are gone.
    pub fn remove(&mut self, keys: &[RowKey], now: Moment) {
        self.edits = self.edits.saturating_add(1);
        for key in keys {
            if let Some(stored) = self.index.get(key).and_then(|index| self.rows.get_mut(*index)) {
                stored.removed_at.get_or_insert(now.wall);
                stored.edit = self.edits;
                stored.touched = Some(now.mono);
            }
        }
        self.forget_removed();
        self.as_of = Some(now);
    }

    /// What is gone goes, unless it is kept.
    fn forget_removed(&mut self) {
        if !self.spec.keep_removed && self.rows.iter().any(StoredRow::is_removed) {
            self.rows.retain(|stored| !stored.is_removed());
            self.reindex();
        }
    }

    /// Forget a row that the hub no longer has. False where it still has it.
    pub fn dismiss(&mut self, key: &RowKey) -> bool {
        let before = self.rows.len();
        self.rows.retain(|stored| !(stored.is_removed() && stored.key == *key));
        self.reindex();
        self.rows.len() < before
    }

    fn put(&mut self, row: Row, scope: Option<&str>, now: Moment, touched: Option<u64>) {
        let columns = self.spec.columns;
        self.edits = self.edits.saturating_add(1);
        let Some(stored) = self.index.get(&row.key).and_then(|index| self.rows.get_mut(*index)) else {
            let mut cells: Vec<Cell> = row.cells.into_iter().map(Option::unwrap_or_default).collect();
            cells.resize(columns, Cell::Empty);
            self.index.insert(row.key.clone(), self.rows.len());
            self.rows.push(StoredRow {
                key: row.key,
                cells,
                removed_at: None,
                changed: Vec::new(),
                changed_at: None,
                version: row.version,
                scope: scope.map(str::to_owned),
                touched,
                ahead: false,
                edit: self.edits,
            });
            return;
        };
        let versions = row.version.zip(stored.version);
        if versions.is_some_and(|(new, old)| new < old) {
            return;
        }
        if stored.removed_at.take().is_some() {
            stored.edit = self.edits;
        }
        if stored.ahead && versions.is_some_and(|(new, old)| new == old) {
            return;
        }
        stored.ahead = touched.is_some() && row.version.is_none() && stored.version.is_some();
        stored.version = row.version.or(stored.version);
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
            stored.changed_at = Some(now.wall);
            stored.edit = self.edits;
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
        self.layout = self.layout.saturating_add(1);
        self.index =
            self.rows.iter().enumerate().map(|(index, stored)| (stored.key.clone(), index)).collect();
    }

    /// The rows, in the hub's order.
    #[must_use]
    pub fn rows(&self) -> &[StoredRow] {
        &self.rows
    }

    /// Of the rows that the hub still has, the one that changed last; of several that changed at once, the last one.
    #[must_use]
    pub fn latest(&self) -> Option<&StoredRow> {
        self.rows.iter().filter(|row| !row.is_removed()).max_by_key(|row| row.edit)
    }

    /// How many rows the hub still has.
    #[must_use]
    pub fn present(&self) -> usize {
        match self.spec.keep_removed {
            true => self.rows.iter().filter(|row| !row.is_removed()).count(),
            // What is gone has left.
            false => self.rows.len(),
        }
    }

    /// A row by its key.
    #[must_use]
    pub fn get(&self, key: &RowKey) -> Option<&StoredRow> {
        self.rows.get(*self.index.get(key)?)
    }

    /// When the hub last said something about it; `None`: nothing is known yet.
    #[must_use]
    pub fn as_of(&self) -> Option<Moment> {
        self.as_of
    }

    /// How many rows could not be read when the hub last listed them.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        self.unreadable.iter().fold(0, |sum, rows| sum.saturating_add(rows.count))
    }

    /// Keys that came twice in one snapshot, so far.
    #[must_use]
    pub fn duplicates(&self) -> u64 {
        self.duplicates
    }
}

#[cfg(test)]
mod tests;
