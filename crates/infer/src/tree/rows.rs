//! Some of the rows that were seen, for what no path alone can say.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Map, Value};

use crate::text_shape::{hash, hash_on};

/// Most cells that are kept of one list, and of one row.
const CELLS: usize = 2_000;
const CELLS_OF_ROW: usize = 40;

/// Stands for the name of the member that a row is.
pub(crate) const NAME: u64 = 0;

/// The newest rows, as hashes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    rows: VecDeque<SampledRow>,
    cells: usize,
}

/// A row: the list that it stands in, and hashes of paths and of the scalars there.
#[derive(Clone, Debug, Default)]
pub(crate) struct SampledRow {
    pub listing: u64,
    pub cells: BTreeMap<u64, u64>,
}

/// The hash of a path in a row.
pub(crate) fn cell_hash(path: &[String]) -> u64 {
    path.iter().fold(hash(""), |before, name| step(before, name))
}

fn step(before: u64, name: &str) -> u64 {
    hash_on(hash_on(before, "/"), name)
}

impl SampledRow {
    pub fn of(row: &Map<String, Value>, name: Option<&str>, listing: u64) -> Self {
        let mut cells = BTreeMap::new();
        if let Some(name) = name {
            cells.insert(NAME, hash(name));
        }
        collect(row, hash(""), 2, &mut cells);
        Self { listing, cells }
    }
}

fn collect(row: &Map<String, Value>, before: u64, levels: u8, cells: &mut BTreeMap<u64, u64>) {
    for (name, value) in row.iter().take(CELLS_OF_ROW) {
        if cells.len() >= CELLS_OF_ROW {
            return;
        }
        let at = step(before, name);
        match (value, levels.checked_sub(1).filter(|left| *left > 0)) {
            (Value::Object(inner), Some(left)) => collect(inner, at, left, cells),
            (Value::Object(_) | Value::Array(_), _) => {}
            (Value::String(text), _) => {
                cells.insert(at, hash(text));
            }
            (scalar, _) => {
                cells.insert(at, hash(&json::text(scalar)));
            }
        }
    }
}

impl Rows {
    pub fn push(&mut self, row: SampledRow) {
        self.cells = self.cells.saturating_add(row.cells.len());
        self.rows.push_back(row);
        while self.cells > CELLS && self.rows.len() > 1 {
            let gone = self.rows.pop_front().map_or(0, |row| row.cells.len());
            self.cells = self.cells.saturating_sub(gone);
        }
    }

    pub fn absorb(&mut self, other: Self) {
        other.rows.into_iter().for_each(|row| self.push(row));
    }

    pub fn iter(&self) -> impl Iterator<Item = &SampledRow> {
        self.rows.iter()
    }

    /// Whether the value of one cell has changed between rows that share all of these others.
    pub fn changes(&self, keys: &[u64], cell: u64) -> bool {
        let mut values: BTreeMap<Vec<u64>, u64> = BTreeMap::new();
        self.iter().any(|row| {
            let key: Option<Vec<u64>> = keys.iter().map(|key| row.cells.get(key).copied()).collect();
            let (Some(key), Some(value)) = (key, row.cells.get(&cell).copied()) else { return false };
            values.insert(key, value).is_some_and(|before| before != value)
        })
    }

    /// Whether these cells together set apart the rows of each list.
    pub fn set_apart(&self, keys: &[u64]) -> bool {
        let mut seen = BTreeSet::new();
        self.iter().all(|row| {
            let key: Option<Vec<u64>> = keys.iter().map(|key| row.cells.get(key).copied()).collect();
            key.is_some_and(|key| seen.insert((row.listing, key)))
        })
    }
}
