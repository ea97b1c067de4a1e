//! Columns that the hub does not send: they say what another table says, and follow it.

use std::collections::HashMap;
use std::rc::Rc;

use model::{Cell, RowKey, StoredRow, Table, TableId};
use profile::{Elsewhere, Says};

use crate::{Delta, Session};

impl Session {
    /// Fill again what columns say of a table of which these rows changed, or any, and what columns in it say of others.
    /// A table of which a cell is another now is drawn anew, and no other.
    pub(super) fn derive(&mut self, changed: &TableId, touched: Option<&[RowKey]>) {
        let profile = Rc::clone(&self.profile);
        for spec in &profile.tables {
            let columns = spec.columns.iter().enumerate();
            for (place, elsewhere) in columns.filter_map(|(place, it)| Some((place, it.elsewhere.as_ref()?)))
            {
                let is_ours = spec.id == *changed;
                let touched = match (is_ours, elsewhere.table == *changed) {
                    (true, true) => None,
                    (true, false) => touched.map(|keys| (keys, true)),
                    (false, true) => touched.map(|keys| (keys, false)),
                    (false, false) => continue,
                };
                let find = |id: &TableId| self.tables.iter().find(|(known, _)| known == id).map(|(_, it)| it);
                let (Some(table), Some(other)) = (find(&spec.id), find(&elsewhere.table)) else { continue };
                let Some(said) = said(table, other, elsewhere, touched) else { continue };
                let only = touched.and_then(|(keys, are_ours)| are_ours.then_some(keys));
                let cell = |row: &StoredRow| {
                    let lead = row.cells.get(elsewhere.by).unwrap_or(&Cell::Empty);
                    let text = lead.text();
                    match (said.get(&text), elsewhere.says) {
                        (Some(said), _) => Some(said.clone()),
                        (None, Says::Count(_)) => Some(Cell::Integer(0)),
                        (None, Says::Name(_)) if *lead == Cell::Empty => Some(Cell::Empty),
                        // A row that is not there is called by its key.
                        (None, Says::Name(_)) => touched.is_none().then_some(Cell::Text(text)),
                    }
                };
                let table = self.tables.iter_mut().find(|(id, _)| *id == spec.id);
                if table.is_some_and(|(_, table)| table.derive(place, only, cell)) && !is_ours {
                    self.delta(Delta::Table(spec.id.clone()));
                }
            }
        }
    }
}

/// What is said of another table, by what leads to it. `touched`: only these rows have changed, and whether they are this
/// table's. Nothing where all is as it was.
fn said(
    table: &Table,
    other: &Table,
    elsewhere: &Elsewhere,
    touched: Option<(&[RowKey], bool)>,
) -> Option<HashMap<String, Cell>> {
    let mut said = HashMap::new();
    match (elsewhere.says, touched) {
        (Says::Count(column), _) => {
            for row in other.rows().iter().filter(|row| !row.is_removed()) {
                let text = row.cells.get(column).map(Cell::text).unwrap_or_default();
                let count = said.entry(text).or_insert(Cell::Integer(0));
                if let Cell::Integer(count) = count {
                    *count = count.saturating_add(1);
                }
            }
        }
        (Says::Name(column), None) => {
            said.extend(other.rows().iter().map(|row| name(other, column, row.key.clone())));
        }
        // One that is called what it was called is nobody's news.
        (Says::Name(column), Some(([key], false))) if other.get(key).is_some_and(|row| row.keeps(column)) => {
            return None;
        }
        (Says::Name(column), Some((keys, are_ours))) => {
            let lead = |key: &RowKey| {
                let cell = table.get(key)?.cells.get(elsewhere.by)?;
                (*cell != Cell::Empty).then(|| RowKey::from(cell.text()))
            };
            let keys = keys.iter().filter_map(|key| if are_ours { lead(key) } else { Some(key.clone()) });
            said.extend(keys.map(|key| name(other, column, key)));
        }
    }
    Some(said)
}

/// What a row says in a column; where it is not there, or says nothing, its key.
fn name(other: &Table, column: usize, key: RowKey) -> (String, Cell) {
    let row = other.get(&key);
    let name = row.and_then(|row| row.cells.get(column)).map(Cell::text).filter(|name| !name.is_empty());
    let key = key.to_string();
    (key.clone(), Cell::Text(name.unwrap_or(key)))
}
