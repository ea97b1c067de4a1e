//! Sorting and filtering: stable, typed, empty cells last.

use std::cmp::Ordering;

use serde_json::Value;

use super::fold_case::{fold_case, fold_letter};
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
    /// Text that a row must contain in any cell, in any case.
    pub filter: String,
}

impl Table {
    /// The rows of a view.
    #[must_use]
    pub fn view(&self, view: &View) -> Vec<&StoredRow> {
        let wanted = fold_case(view.filter.trim());
        let mut rows: Vec<&StoredRow> = self.rows().iter().filter(|row| row.contains(&wanted)).collect();
        if let Some(order) = view.order {
            rows.sort_by(|a, b| {
                let empty = Cell::Empty;
                let (a, b) = (a.cells.get(order.column), b.cells.get(order.column));
                compare(a.unwrap_or(&empty), b.unwrap_or(&empty), order.descending)
            });
        }
        rows
    }
}

impl StoredRow {
    fn contains(&self, wanted: &str) -> bool {
        wanted.is_empty() || self.cells.iter().any(|cell| fold_case(&cell.text()).contains(wanted))
    }
}

impl Cell {
    /// The cell as plain text, for filters and exports.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
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

/// Empty cells stand at the end in both directions.
fn compare(a: &Cell, b: &Cell, descending: bool) -> Ordering {
    match (a, b) {
        (Cell::Empty, Cell::Empty) => Ordering::Equal,
        (Cell::Empty, _) => Ordering::Greater,
        (_, Cell::Empty) => Ordering::Less,
        _ if descending => typed(b, a),
        _ => typed(a, b),
    }
}

#[allow(clippy::cast_precision_loss)] // only for a whole number beside a fraction
fn typed(a: &Cell, b: &Cell) -> Ordering {
    match (a, b) {
        (Cell::Integer(a), Cell::Integer(b)) => a.cmp(b),
        (Cell::Number(a), Cell::Number(b)) => a.total_cmp(b),
        (Cell::Integer(a), Cell::Number(b)) => (*a as f64).total_cmp(b),
        (Cell::Number(a), Cell::Integer(b)) => a.total_cmp(&(*b as f64)),
        (Cell::Bool(a), Cell::Bool(b)) => a.cmp(b),
        (Cell::Time(a), Cell::Time(b)) => moment(a).cmp(&moment(b)),
        (Cell::Text(a), Cell::Text(b)) => text(a, b),
        _ => rank(a).cmp(&rank(b)).then_with(|| text(&a.text(), &b.text())),
    }
}

/// Of one column all stamps have the same zone, so the wall clock orders them.
fn moment(stamp: &Stamp) -> i64 {
    match stamp {
        Stamp::At(at) => at.0,
        Stamp::Naive { local, .. } => local.0,
    }
}

fn text(a: &str, b: &str) -> Ordering {
    a.chars().map(fold_letter).cmp(b.chars().map(fold_letter)).then_with(|| a.cmp(b))
}

fn rank(cell: &Cell) -> u8 {
    match cell {
        Cell::Integer(_) | Cell::Number(_) => 0,
        Cell::Time(_) => 1,
        Cell::Bool(_) => 2,
        Cell::Text(_) => 3,
        Cell::List(_) => 4,
        Cell::Json(_) => 5,
        Cell::Empty => 6,
    }
}
