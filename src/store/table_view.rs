//! A table as the user wants to see it: order, filter, visible columns, and where the keyboard is.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Order, RowKey, TableId, View};
use profile::{Column, TableSpec};
use session::Session;

use super::Hub;

/// Where the keyboard is in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellCursor {
    /// The row; none in the heading.
    pub row: Option<RowKey>,
    /// The place among the visible columns.
    pub column: usize,
}

/// A table on the page. Cheap to copy.
#[derive(Clone, Copy)]
pub struct TableView {
    /// Its hub.
    pub hub: Hub,
    spec: StoredValue<Arc<TableSpec>>,
    /// Order and filter.
    pub wanted: RwSignal<View>,
    /// Places of the visible columns, in order.
    pub visible_columns: RwSignal<Vec<usize>>,
    /// Where the keyboard is.
    pub cursor: RwSignal<Option<CellCursor>>,
    /// Keys of the rows that the filter lets through, in order.
    pub keys: Memo<Vec<RowKey>>,
}

impl TableView {
    /// A table with the order, filter and columns that the user wanted last.
    pub fn new(hub: Hub, spec: TableSpec, wanted: View, visible_columns: Vec<usize>) -> Self {
        let spec = StoredValue::new(Arc::new(spec));
        let wanted = RwSignal::new(wanted);
        let keys = Memo::new(move |_| {
            let id = spec.with_value(|spec| spec.id.clone());
            let keys = |session: &Session| {
                let table = session.table(&id)?;
                Some(wanted.with(|wanted| table.view(wanted).iter().map(|row| row.key.clone()).collect()))
            };
            hub.read_table(&id, keys).unwrap_or_default()
        });
        Self {
            hub,
            spec,
            wanted,
            visible_columns: RwSignal::new(visible_columns),
            cursor: RwSignal::new(None),
            keys,
        }
    }

    /// The profile's description of it.
    pub fn spec(self) -> Arc<TableSpec> {
        self.spec.get_value()
    }

    /// Its id.
    pub fn id(self) -> TableId {
        self.spec.with_value(|spec| spec.id.clone())
    }

    /// A column by its place.
    pub fn column(self, place: usize) -> Option<Column> {
        self.spec.with_value(|spec| spec.columns.get(place).cloned())
    }

    /// Read what changes with its rows.
    pub fn read<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.spec.with_value(|spec| self.hub.read_table(&spec.id, read))
    }

    /// Read its rows; nothing where the session has no such table.
    pub fn rows<T>(self, read: impl FnOnce(&model::Table) -> T) -> Option<T> {
        self.spec
            .with_value(|spec| self.hub.read_table(&spec.id, |session| session.table(&spec.id).map(read)))
    }

    /// Sort by a column, turn the order round, or take it back.
    pub fn cycle_sort(self, place: usize) {
        self.wanted.update(|wanted| {
            let order = |descending| Some(Order { column: place, descending });
            wanted.order = match wanted.order.filter(|order| order.column == place) {
                None => order(false),
                Some(Order { descending: false, .. }) => order(true),
                Some(_) => None,
            };
        });
    }

    /// Open a row.
    pub fn open(self, key: RowKey) {
        self.hub.opened_row.set(Some((self.id(), key)));
    }
}
