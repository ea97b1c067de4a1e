//! Sorting and filtering by what a reader sees: stable, typed, empty cells last.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

use super::fold::{Fold, collation_key};
use super::{Cell, StoredRow, Table};
use crate::Stamp;

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
pub trait CellReader {
    /// What a row shows in a column; empty where that is nothing.
    fn text<'a>(&self, row: &'a StoredRow, column: usize) -> Cow<'a, str>;
    /// A letter that is not ASCII.
    fn letter(&self, letter: char) -> Letter;
}

/// A letter in a language's alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The same without accents.
    pub base: char,
    /// The language counts it as a letter of its own, as Spanish does ñ: in an order it follows its base.
    pub is_own: bool,
}

impl Table {
    /// The rows of a view in which `columns` are visible, as a reader finds and orders them.
    #[must_use]
    pub fn view(&self, view: &View, columns: &[usize], reader: &dyn CellReader) -> Vec<&StoredRow> {
        let mut rows: Vec<&StoredRow> = match view.filter.trim() {
            "" => self.rows().iter().collect(),
            wanted => matching(self.rows(), wanted, columns, reader),
        };
        if let Some(order) = view.order {
            let mut keyed: Vec<(OrderKey<'_>, &StoredRow)> =
                rows.into_iter().map(|row| (OrderKey::of(row, order.column, reader), row)).collect();
            keyed.sort_by(|(a, _), (b, _)| a.compare(b, order.descending));
            rows = keyed.into_iter().map(|(_, row)| row).collect();
        }
        rows
    }
}

/// The rows that show a text in one of their cells.
fn matching<'a>(
    rows: &'a [StoredRow],
    wanted: &str,
    columns: &[usize],
    reader: &dyn CellReader,
) -> Vec<&'a StoredRow> {
    let fold = Fold::for_wanted(wanted, reader);
    let (mut folded, mut shown) = (String::new(), String::new());
    fold.push(wanted, &mut folded);
    let shows = |row: &&StoredRow| {
        shown.clear();
        for column in columns {
            fold.push(&reader.text(row, *column), &mut shown);
            // No text that is looked for reaches from one cell into the next.
            shown.push('\u{1f}');
        }
        shown.contains(&folded)
    };
    rows.iter().filter(shows).collect()
}

impl Cell {
    /// The cell as plain text, for the profile's conditions and templates.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Decimal(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => Value::from(*number).to_string(),
            Self::Bool(yes) => yes.to_string(),
            Self::Time(Stamp::At(at)) => at.0.to_string(),
            Self::Time(Stamp::Naive { local, .. }) => local.0.to_string(),
            Self::List(items) => items.join(", "),
            Self::Json(value) => value.to_string(),
        }
    }
}

/// What a row is ordered by.
enum OrderKey<'a> {
    /// A value with an order of its own.
    Value(&'a Cell),
    /// What is shown, as its collation key: made once for each row, since it is compared many times.
    Text(Vec<u8>),
    Empty,
}

impl<'a> OrderKey<'a> {
    fn of(row: &'a StoredRow, column: usize, reader: &dyn CellReader) -> Self {
        match row.cells.get(column) {
            None | Some(Cell::Empty) => Self::Empty,
            Some(Cell::Text(_) | Cell::List(_) | Cell::Json(_)) => {
                Self::Text(collation_key(&reader.text(row, column), reader))
            }
            Some(cell) => Self::Value(cell),
        }
    }

    /// Empty cells stand at the end in both directions.
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        match (self, other) {
            (Self::Empty, Self::Empty) => Ordering::Equal,
            (Self::Empty, _) => Ordering::Greater,
            (_, Self::Empty) => Ordering::Less,
            _ if descending => other.ascending(self),
            _ => self.ascending(other),
        }
    }

    fn ascending(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Value(a), Self::Value(b)) => typed(a, b),
            (Self::Value(_), _) => Ordering::Less,
            (_, Self::Value(_)) => Ordering::Greater,
            _ => Ordering::Equal,
        }
    }
}

fn typed(a: &Cell, b: &Cell) -> Ordering {
    match (a, b) {
        (Cell::Integer(a), Cell::Integer(b)) => a.cmp(b),
        (Cell::Bool(a), Cell::Bool(b)) => a.cmp(b),
        (Cell::Time(a), Cell::Time(b)) => moment(a).cmp(&moment(b)),
        _ => match (size(a), size(b)) {
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

/// A number as far as it can be compared; nothing where it is none.
#[allow(clippy::cast_precision_loss)] // only beside another kind of number
fn size(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Integer(number) => Some(*number as f64),
        Cell::Number(number) => Some(*number),
        Cell::Decimal(digits) => {
            let read = digits.parse::<serde_json::Number>().ok().and_then(|number| json::float(&number));
            Some(read.unwrap_or(if digits.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY }))
        }
        _ => None,
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
