//! Cells that are made from what stands in the table: lists that grow and shrink, and columns that the hub does not send.

use super::{Cell, StoredRow, Table};
use crate::RowKey;

/// Make of texts that come into lists of a row, or leave them, those lists. What is no list stays as it is.
pub(super) fn change_lists(stored: &StoredRow, cells: &mut [Option<Cell>], come: bool) {
    for (old, new) in stored.cells.iter().zip(cells) {
        let Some(Cell::List(texts)) = new.take() else { continue };
        let mut items = match old {
            Cell::List(items) => items.clone(),
            Cell::Empty => Vec::new(),
            _ => continue,
        };
        items.retain(|item| come || !texts.contains(item));
        for text in texts {
            if come && !items.contains(&text) {
                items.push(text);
            }
        }
        *new = Some(Cell::List(items));
    }
}

impl Table {
    /// Fill a column that the hub does not send, of all rows or `only` these, from each row's other cells; what is `None`
    /// stays. True where one is another now.
    pub fn derive(
        &mut self,
        column: usize,
        only: Option<&[RowKey]>,
        of: impl Fn(&StoredRow) -> Option<Cell>,
    ) -> bool {
        self.edits = self.edits.saturating_add(1);
        let places: Vec<usize> = match only {
            Some(keys) => keys.iter().filter_map(|key| self.index.get(key).copied()).collect(),
            None => (0..self.rows.len()).collect(),
        };
        let mut differs = false;
        for place in places {
            let Some(stored) = self.rows.get_mut(place) else { continue };
            let Some(cell) = of(stored) else { continue };
            if let Some(old) = stored.cells.get_mut(column).filter(|old| **old != cell) {
                *old = cell;
                stored.edit = self.edits;
                differs = true;
            }
        }
        differs
    }
}
