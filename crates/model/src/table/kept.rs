//! Rows that outlive the page: what is kept of them, and how they come back.

use super::{Cell, StoredRow, Table};
use crate::{Millis, Moment, RowKey};

/// A row as it is kept between two lives of the page. Its version is not: a hub that begins to count anew would never
/// be heard over an old one.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRow {
    /// Its key.
    pub key: RowKey,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Since when the hub no longer has it.
    pub removed_at: Option<Millis>,
    /// The part of the table that it belongs to.
    pub scope: Option<String>,
}

impl StoredRow {
    /// The part of the table that it belongs to, where a list said so.
    #[must_use]
    pub fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }
}

impl Table {
    /// Show what was known in an earlier life of the page, as of then. Where the hub has said something already that
    /// stands, and of what was known only the rows come back that it no longer has. False where nothing does.
    pub fn restore(&mut self, mut rows: Vec<KeptRow>, as_of: Millis) -> bool {
        let columns = self.spec.columns;
        if rows.iter().any(|row| row.cells.len() != columns) {
            return false;
        }
        match self.as_of {
            None => (self.as_of, self.restored) = (Some(Moment { mono: 0, wall: as_of }), true),
            Some(now) => rows = self.gone(rows, now.wall),
        }
        self.edits = self.edits.saturating_add(1);
        let edit = self.edits;
        self.rows.extend(rows.into_iter().map(|KeptRow { key, cells, removed_at, scope }| StoredRow {
            key,
            cells,
            removed_at,
            changed: Vec::new(),
            changed_at: None,
            version: None,
            scope,
            touched: None,
            ahead: false,
            edit,
        }));
        self.forget_removed();
        self.reindex();
        true
    }

    /// Of rows that were known those that the hub no longer has: they are gone since then, or since it listed the others.
    fn gone(&self, rows: Vec<KeptRow>, now: Millis) -> Vec<KeptRow> {
        let is_listed = |row: &KeptRow| self.listed.contains(&row.scope) || self.listed.contains(&None);
        let mut gone = rows;
        gone.retain(|row| {
            let is_gone = row.removed_at.is_some() || (is_listed(row) && self.part.is_none());
            is_gone && !self.index.contains_key(&row.key)
        });
        for row in &mut gone {
            row.removed_at.get_or_insert(now);
        }
        gone
    }

    /// Whether the hub has listed nothing since what was known before was restored.
    #[must_use]
    pub fn is_restored(&self) -> bool {
        self.restored
    }

    /// The hub, which never lists this table, speaks of it again: of what was restored only what was gone already is
    /// known to hold.
    pub fn drop_restored(&mut self) {
        if std::mem::replace(&mut self.restored, false) {
            self.rows.retain(StoredRow::is_removed);
            self.reindex();
        }
    }
}

#[cfg(test)]
mod tests;
