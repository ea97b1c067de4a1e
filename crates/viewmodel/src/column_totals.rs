//! What the rows of a table add up to: numbers summed, statuses counted; and the status map, a square for each row.

use model::{Cell, RowKey, StoredRow};
use profile::{ColumnKind, StatusLevel};

/// Squares of a status map at the most; the table has the rest.
const SQUARES: usize = 2_000;

/// The total of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnTotal {
    /// No cell has anything to add.
    Nothing,
    /// The sum of its numbers: [`Cell::Integer`] or [`Cell::Number`].
    Sum(Cell),
    /// How often each status stands there, in the order in which they come: the word, or what all words of one name
    /// have in common.
    Counts(Vec<(String, usize)>),
}

/// A row in the status map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusSquare {
    /// The row.
    pub key: RowKey,
    /// Its status; a word that the profile does not know is neutral.
    pub status: StatusLevel,
}

impl ColumnTotal {
    /// The total of the column at `place` over those of the rows that the hub still has.
    #[must_use]
    pub fn of<'a>(rows: impl Iterator<Item = &'a StoredRow>, place: usize, kind: &ColumnKind) -> Self {
        let present = rows.filter(|row| !row.is_removed());
        Self::of_cells(present.filter_map(|row| row.cells.get(place)), kind)
    }

    /// The total of these cells of a column.
    #[must_use]
    pub fn of_cells<'a>(cells: impl Iterator<Item = &'a Cell>, kind: &ColumnKind) -> Self {
        if let ColumnKind::Status(_) = kind {
            let counts = count_words(cells.map(|cell| named(kind, cell.text())));
            return if counts.is_empty() { Self::Nothing } else { Self::Counts(counts) };
        }
        match cells.fold(Cell::Empty, |sum, cell| add(&sum, cell)) {
            Cell::Empty => Self::Nothing,
            sum => Self::Sum(sum),
        }
    }
}

/// What a word is counted as. Words that share a name are counted together.
fn named(kind: &ColumnKind, word: String) -> String {
    kind.status(&word).filter(|status| status.label.is_some()).map_or(word, |status| status.word.clone())
}

/// The squares of a column's statuses for these rows.
#[must_use]
pub fn status_map<'a>(
    rows: impl Iterator<Item = &'a StoredRow>,
    place: usize,
    kind: &ColumnKind,
) -> Vec<StatusSquare> {
    let square = |row: &StoredRow| {
        let cell = row.cells.get(place).filter(|_| !row.is_removed());
        let status = kind.status(&cell.map(Cell::text).unwrap_or_default());
        let status = status.map_or(StatusLevel::Neutral, |label| label.status);
        StatusSquare { key: row.key.clone(), status }
    };
    rows.take(SQUARES).map(square).collect()
}

/// How often each word comes; empty ones are no words.
fn count_words(words: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => counts.push((word, 1)),
        }
    }
    counts
}

/// Whole numbers stay whole for as long as their sum fits; what is no number adds nothing.
#[allow(clippy::cast_precision_loss)] // a sum with fractions is shown with three digits of them
fn add(sum: &Cell, cell: &Cell) -> Cell {
    match (sum, cell) {
        (Cell::Empty, Cell::Integer(_) | Cell::Number(_)) => cell.clone(),
        (Cell::Integer(a), Cell::Integer(b)) => {
            a.checked_add(*b).map_or(Cell::Number(*a as f64 + *b as f64), Cell::Integer)
        }
        (Cell::Integer(a), Cell::Number(b)) | (Cell::Number(b), Cell::Integer(a)) => {
            Cell::Number(*a as f64 + b)
        }
        (Cell::Number(a), Cell::Number(b)) => Cell::Number(a + b),
        (sum, _) => sum.clone(),
    }
}

#[cfg(test)]
mod tests;
