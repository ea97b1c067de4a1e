//! Sorting and filtering by what a reader sees: stable, typed, empty cells last.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

use super::{Cell, StoredRow};
use crate::Stamp;
use crate::fold::{Alphabet, collation_key};

/// By which column, in which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Index of the column.
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

/// What is wanted of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// `None`: the hub's order.
    pub order: Option<Order>,
    /// Text that a row must show in any cell, in any case and with any accents.
    pub filter: String,
}

/// How cells read in a language: the words on the page, and the letters that they are made of.
pub trait CellReader: Alphabet {
    /// The language, by its tag.
    fn language(&self) -> &'static str;
    /// What a row shows in a column; empty where that is nothing.
    fn text<'a>(&self, row: &'a StoredRow, column: usize) -> Cow<'a, str>;
    /// A number for the text of a cell in a row that the hub has, where many of its column say the same: a status, an
    /// age, a yes. Cells of a column with the same number have the same text at that moment.
    fn shared_text(&self, column: usize, cell: &Cell) -> Option<i64>;
    /// The small ASCII letters that texts of numbers may have, such as those of units.
    fn number_letters(&self) -> &'static str;
}

impl Cell {
    /// The cell as plain text, for the profile's conditions and templates.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Decimal(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => json::text(&Value::from(*number)),
            Self::Bool(yes) => yes.to_string(),
            Self::Time(Stamp::At(at)) => at.0.to_string(),
            Self::Time(Stamp::Naive { local, .. }) => local.0.to_string(),
            Self::List(items) => items.join(", "),
            Self::Json(value) => json::text(value),
        }
    }

    /// A number as far as it can be compared; nothing where it is none.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // only beside another kind of number
    pub fn size(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Number(number) => Some(*number),
            Self::Decimal(digits) => {
                let read = digits.parse::<serde_json::Number>().ok().and_then(|number| json::float(&number));
                Some(read.unwrap_or(if digits.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY }))
            }
            _ => None,
        }
    }
}

/// What a row is ordered by.
#[derive(Clone, Debug, Default)]
pub(super) struct OrderKey {
    /// Decides, unless it is the same.
    head: u64,
    /// What is shown, as its collation key; nothing for values that have an order of their own.
    text: Vec<u8>,
}

/// More than any value or text has: empty cells stand at the end.
const EMPTY: u64 = u64::MAX;

impl OrderKey {
    pub(super) fn of(row: &StoredRow, column: usize, reader: &dyn CellReader) -> Self {
        let cell = row.cells.get(column).unwrap_or(&Cell::Empty);
        let mut text = Vec::new();
        let bits = match cell {
            Cell::Empty => return Self { head: EMPTY, text },
            Cell::Time(stamp) => rising(moment(stamp)),
            Cell::Bool(yes) => u64::from(*yes) << 2,
            Cell::Text(_) | Cell::List(_) | Cell::Json(_) => {
                text = collation_key(&reader.text(row, column), reader);
                let byte = |at: usize| u64::from(text.get(at).copied().unwrap_or(0));
                (0..8).fold(0, |bits, at| bits << 8 | byte(at))
            }
            cell => float_bits(cell.size().unwrap_or(0.0)),
        };
        // The two bits that go make no difference but to what is the same so far.
        Self { head: u64::from(rank(cell)) << 62 | bits >> 2, text }
    }

    /// The head, turned round where the largest comes first. Empty cells stand at the end in both directions.
    pub(super) fn head(&self, descending: bool) -> u64 {
        if descending && self.head != EMPTY { (EMPTY - 1).saturating_sub(self.head) } else { self.head }
    }

    /// The order of two rows whose heads are the same.
    pub(super) fn rest(&self, other: &Self, column: usize, rows: (&StoredRow, &StoredRow)) -> Ordering {
        match (rows.0.cells.get(column), rows.1.cells.get(column)) {
            (Some(a), Some(b)) if self.text.is_empty() => typed(a, b),
            _ => self.text.cmp(&other.text),
        }
    }
}

/// Bits that order whole numbers as they are.
fn rising(number: i64) -> u64 {
    number.cast_unsigned() ^ 1 << 63
}

/// Bits that order floats as `f64::total_cmp` does.
fn float_bits(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

fn typed(a: &Cell, b: &Cell) -> Ordering {
    match (a, b) {
        (Cell::Integer(a), Cell::Integer(b)) => a.cmp(b),
        (Cell::Number(a), Cell::Number(b)) => a.total_cmp(b),
        (Cell::Bool(a), Cell::Bool(b)) => a.cmp(b),
        (Cell::Time(a), Cell::Time(b)) => moment(a).cmp(&moment(b)),
        _ => match (a.size(), b.size()) {
            // Of the same sign and as large as far as floats go: the longer one is the larger one.
            (Some(x), Some(y)) => {
                let digits = |cell: &Cell| cell.text().trim_start_matches('-').to_owned();
                let by_digits = || {
                    let (a, b) = (digits(a), digits(b));
                    let ordering = a.len().cmp(&b.len()).then_with(|| a.cmp(&b));
                    if x < 0.0 { ordering.reverse() } else { ordering }
                };
                x.total_cmp(&y).then_with(by_digits)
            }
            _ => rank(a).cmp(&rank(b)),
        },
    }
}

/// Of one column all stamps have the same zone, so the wall clock orders them.
fn moment(stamp: &Stamp) -> i64 {
    match stamp {
        Stamp::At(at) => at.0,
        Stamp::Naive { local, .. } => local.0,
    }
}

fn rank(cell: &Cell) -> u8 {
    match cell {
        Cell::Integer(_) | Cell::Number(_) | Cell::Decimal(_) => 0,
        Cell::Time(_) => 1,
        Cell::Bool(_) => 2,
        Cell::Text(_) | Cell::List(_) | Cell::Json(_) | Cell::Empty => 3,
    }
}

#[cfg(test)]
pub(super) mod tests;
