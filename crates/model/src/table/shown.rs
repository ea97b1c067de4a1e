//! The rows of a view of a table, kept from one question to the next: only what was written to since is read again.

use std::cmp::Ordering;
use std::ops::Range;

use super::order::OrderKey;
use super::search::Search;
use super::{CellReader, Order, StoredRow, Table, View};

/// Which rows of a table are shown, in which order.
#[derive(Debug, Default)]
pub struct ShownRows {
    /// Places in the table.
    places: Vec<usize>,
    view: View,
    columns: Vec<usize>,
    language: &'static str,
    /// The table's layout and edits, when it was last looked at.
    layout: u64,
    edits: u64,
    /// By place in the table: the filter lets the row through.
    found: Vec<bool>,
    /// By place in the table: a cell that does not age shows what is looked for.
    matches: Vec<bool>,
    /// By place in the table: what it is ordered by.
    keys: Vec<OrderKey>,
}

impl ShownRows {
    /// Make them those of a view in which `columns` are visible, as a reader finds and orders them at this moment. True
    /// where one is another than before.
    pub fn update(&mut self, table: &Table, view: &View, columns: &[usize], reader: &dyn CellReader) -> bool {
        let moved = self.layout != table.layout;
        // What is said of a row that is gone stands where the visible columns have room for it.
        let is_new = moved || self.language != reader.language() || self.columns != columns;
        let column = |order: Option<Order>| order.map(|order| order.column);
        if is_new || self.view.filter != view.filter {
            self.matches.clear();
        }
        if is_new || column(self.view.order) != column(view.order) {
            self.keys.clear();
        }
        let mut is_ordered = !is_new && self.view.order == view.order;
        self.layout = table.layout;
        self.language = reader.language();
        self.view.clone_from(view);
        self.columns = columns.to_vec();
        let since = std::mem::replace(&mut self.edits, table.edits);

        let found = self.find(table, since, reader);
        is_ordered &= found == self.found;
        if let Some(order) = view.order {
            is_ordered &= !self.read_keys(table, since, reader, order.column);
        }
        if is_ordered {
            return false;
        }
        let all = found.iter().enumerate().filter(|(_, found)| **found).map(|(place, _)| place);
        let places = match view.order {
            Some(order) => self.ordered(table, order, all),
            None => all.collect(),
        };
        let differ = self.places != places;
        self.found = found;
        self.places = places;
        moved || differ
    }

    /// By place in the table: whether the filter lets a row through.
    fn find(&mut self, table: &Table, since: u64, reader: &dyn CellReader) -> Vec<bool> {
        let wanted = self.view.filter.trim();
        if wanted.is_empty() {
            return vec![true; table.rows.len()];
        }
        let known = self.matches.len();
        self.matches.resize(table.rows.len(), false);
        let mut search = Search::new(wanted, &self.columns, reader);
        let found = self.matches.iter_mut().zip(&table.rows).enumerate().map(|(place, (matches, row))| {
            if place >= known || row.edit > since {
                *matches = search.finds(row, false);
            }
            *matches || search.finds(row, true)
        });
        found.collect()
    }

    /// Read what rows are ordered by; true where any was written to.
    fn read_keys(&mut self, table: &Table, since: u64, reader: &dyn CellReader, column: usize) -> bool {
        let known = self.keys.len();
        let mut written = false;
        self.keys.resize_with(table.rows.len(), OrderKey::default);
        for (place, (key, row)) in self.keys.iter_mut().zip(&table.rows).enumerate() {
            if place >= known || row.edit > since {
                *key = OrderKey::of(row, column, reader);
                written = true;
            }
        }
        written
    }

    /// Places in order: by the heads of their keys, and those with the same head by the rest.
    fn ordered(&self, table: &Table, order: Order, places: impl Iterator<Item = usize>) -> Vec<usize> {
        let head = |place: usize| self.keys.get(place).map_or(0, |key| key.head(order.descending));
        let mut rows: Vec<(u64, usize)> = places.map(|place| (head(place), place)).collect();
        sort_by_head(&mut rows);
        let rest = |a: &(u64, usize), b: &(u64, usize)| self.compare_rest(table, order, a.1, b.1);
        for same in rows.chunk_by_mut(|a, b| a.0 == b.0) {
            if !same.is_sorted_by(|a, b| rest(a, b) != Ordering::Greater) {
                same.sort_by(rest);
            }
        }
        rows.into_iter().map(|(_, place)| place).collect()
    }

    fn compare_rest(&self, table: &Table, order: Order, a: usize, b: usize) -> Ordering {
        let all = (self.keys.get(a), self.keys.get(b), table.rows.get(a), table.rows.get(b));
        let (Some(a), Some(b), Some(row_a), Some(row_b)) = all else { return Ordering::Equal };
        let rest = a.rest(b, order.column, (row_a, row_b));
        if order.descending { rest.reverse() } else { rest }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Those at these positions of the view, in their table.
    pub fn rows_at<'a>(
        &self,
        table: &'a Table,
        positions: Range<usize>,
    ) -> impl Iterator<Item = &'a StoredRow> {
        let places = self.places.get(positions).unwrap_or_default();
        places.iter().filter_map(|place| table.rows.get(*place))
    }

    /// All of them, in their table.
    pub fn rows<'a>(&self, table: &'a Table) -> impl Iterator<Item = &'a StoredRow> {
        self.rows_at(table, 0..self.places.len())
    }
}

/// Sort by the heads, byte for byte from the last to the first: nothing is compared. What is the same stays in its order.
fn sort_by_head(rows: &mut Vec<(u64, usize)>) {
    let mut buckets = vec![Vec::new(); 256];
    for byte in 0..8 {
        for row in rows.drain(..) {
            let digit = row.0.to_le_bytes().get(byte).copied().map_or(0, usize::from);
            if let Some(bucket) = buckets.get_mut(digit) {
                bucket.push(row);
            }
        }
        for bucket in &mut buckets {
            rows.append(bucket);
        }
    }
}

#[cfg(test)]
mod tests;
