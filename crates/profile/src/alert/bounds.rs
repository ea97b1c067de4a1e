//! Bounds of a number, and how far back within them it must come to be well again.

use compact::Compact;
use model::Cell;

use crate::node::{Node, ObjectFields};
use crate::table::is_number;
use crate::{Column, TableSpec};

/// Bounds of a column of numbers.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct Bounds {
    /// Index of the column.
    pub column: usize,
    /// Infinite where there is none, as is the other.
    above: f64,
    below: f64,
    hysteresis: f64,
}

impl Bounds {
    /// Whether the cells of a row hold a number to compare.
    #[must_use]
    pub fn are_known(&self, cells: &[Cell]) -> bool {
        self.number(cells).is_some()
    }

    /// Which bound a row is beyond, where `before` is the one that it was beyond so far: it stays so until it is back by
    /// the hysteresis, so that a number that moves about its bound is reported once.
    #[must_use]
    pub fn beyond(&self, cells: &[Cell], before: Option<&str>) -> Option<&'static str> {
        let number = self.number(cells)?;
        let margin = |side: &str| if before == Some(side) { self.hysteresis } else { 0.0 };
        // What is beyond one bound has left the other.
        if number > self.above || (number >= self.below && number > self.above - margin("above")) {
            Some("above")
        } else {
            (number < self.below + margin("below")).then_some("below")
        }
    }

    fn number(&self, cells: &[Cell]) -> Option<f64> {
        cells.get(self.column)?.size()
    }

    /// Nothing where none is given. The column is read elsewhere, and checked here.
    pub(super) fn read(fields: &mut ObjectFields<'_>, table: &TableSpec) -> Option<Option<Self>> {
        let given = ["above", "below", "hysteresis"].into_iter().any(|key| fields.has(key));
        let column = fields.optional("column").filter(|_| given);
        let above = fields.optional("above");
        let below = fields.optional("below");
        let hysteresis = fields.optional("hysteresis");
        let read = || {
            let bound = |node: &Option<Node<'_>>| node.map_or(Some(None), |node| node.number().map(Some));
            let (upper, lower) = (bound(&above), bound(&below));
            let hysteresis = hysteresis.map_or(Some(0.0), |node| {
                node.float().filter(|it| *it >= 0.0).or_else(|| node.wrong("a number from 0"))
            });
            let column = column.and_then(|node| number_column(&node, table));
            let (upper, lower) = (upper?, lower?);
            if let (Some(upper), Some(lower), Some(node)) = (upper, lower, below)
                && lower > upper
            {
                return node.wrong("a number that is not above the one of \"above\"");
            }
            if upper.is_none() && lower.is_none() {
                return fields.node().wrong("\"above\" or \"below\" beside \"hysteresis\"");
            }
            let (above, below) = (upper.unwrap_or(f64::INFINITY), lower.unwrap_or(f64::NEG_INFINITY));
            Some(Self { column: column?, above, below, hysteresis: hysteresis? })
        };
        given.then(read)
    }
}

/// The index of a column of numbers; what is no column of the table is reported elsewhere.
fn number_column(node: &Node<'_>, table: &TableSpec) -> Option<usize> {
    let place = table.column(node.value.as_str()?)?;
    let is_one = |column: &Column| is_number(&column.kind);
    let number = table.columns.get(place).is_some_and(is_one).then_some(place);
    number.or_else(|| node.wrong("a column of numbers: integer, number, bytes, duration or percent"))
}
