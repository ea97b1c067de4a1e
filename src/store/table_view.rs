//! A table as the user wants to see it: order, filter, visible columns, and where the keyboard is.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use model::{RowKey, ShownRows, Table, TableId, View};
use profile::{ColumnKind, TableSpec};
use session::Session;
use viewmodel::cell_cursor::CellCursor;
use viewmodel::table_query::{self, TableQuery, columns_storage_key};
use viewmodel::table_sort::cycle_sort;
use viewmodel::visible_columns::VisibleColumns;

use super::{App, Hub};
use crate::browser::{clock, storage};
use crate::i18n::PageReader;
use crate::paths;

/// A table on the page. Cheap to copy.
#[derive(Clone, Copy)]
pub struct TableView {
    /// Its hub.
    pub hub: Hub,
    /// The profile's description of it.
    spec: StoredValue<Arc<TableSpec>>,
    /// Order and filter.
    pub wanted: RwSignal<View>,
    /// Which columns are drawn, in which order.
    pub columns: RwSignal<VisibleColumns>,
    /// Where the keyboard is.
    pub cursor: RwSignal<Option<CellCursor>>,
    /// The rows that the filter lets through, in order.
    shown: StoredValue<ShownRows>,
    /// Another one whenever one of them is another.
    shown_version: Memo<u64>,
}

impl TableView {
    /// A table of a hub. What is wanted of it stands in the page's address where it is `alone` on its page, else
    /// in the tab's storage.
    pub fn new(app: App, hub: Hub, spec: Arc<TableSpec>, alone: bool) -> Self {
        let stored = || storage::get(storage::tab(), &columns_storage_key(&hub.id(), &spec.id));
        let query = if alone { paths::query() } else { stored().unwrap_or_default() };
        let TableQuery { view, columns } = TableQuery::parse(&query, &spec);
        let wanted = RwSignal::new(view);
        let spec = StoredValue::new(spec);
        let (columns, cursor) = (RwSignal::new(columns), RwSignal::new(None));
        let shown = StoredValue::new(ShownRows::default());
        let shown_version = Memo::new(move |version: Option<&u64>| {
            let update = |shown: &mut ShownRows| {
                spec.with_value(|spec| update(shown, app, hub, spec, wanted, columns))
            };
            version.copied().unwrap_or(0) + u64::from(shown.try_update_value(update).unwrap_or(false))
        });
        Self { hub, spec, wanted, columns, cursor, shown, shown_version }
    }

    /// The profile's description of it.
    pub fn spec(self) -> Arc<TableSpec> {
        self.spec.get_value()
    }

    /// Its id.
    pub fn id(self) -> TableId {
        self.spec.with_value(|spec| spec.id.clone())
    }

    /// Read what changes with its rows.
    pub fn read<T>(self, read: impl FnOnce(&Session, &TableId) -> T) -> T {
        self.spec.with_value(|spec| self.hub.read_table(&spec.id, |session| read(session, &spec.id)))
    }

    /// Read its rows; nothing where the session does not have the table.
    pub fn rows<T>(self, read: impl FnOnce(&Table) -> T) -> Option<T> {
        self.read(|session, id| session.table(id).map(read))
    }

    /// Read the rows that the filter lets through, in order.
    pub fn shown<T>(self, read: impl FnOnce(&ShownRows) -> T) -> T {
        // To track it would not bring them up to date.
        self.shown_version.get();
        self.shown.with_value(read)
    }

    /// How many rows the filter lets through.
    pub fn count(self) -> usize {
        self.shown(ShownRows::len)
    }

    /// The keys of those at these positions.
    pub fn keys_at(self, positions: Range<usize>) -> Vec<RowKey> {
        let keys = |table: &Table| {
            self.shown(|shown| shown.rows_at(table, positions).map(|row| row.key.clone()).collect())
        };
        self.hub.read(|session| session.table(&self.id()).map(keys)).unwrap_or_default()
    }

    /// When the hub last said what it holds (wall clock, milliseconds); nothing before the first time.
    pub fn as_of(self) -> Option<i64> {
        self.rows(Table::as_of).flatten().map(|at| at.wall.0)
    }

    /// Whether it is older than it should be; changes with the time.
    pub fn is_stale(self) -> bool {
        self.hub.signals.connection.track();
        self.read(|session, id| session.is_stale(clock::now(), id))
    }

    /// The id of the element that the keyboard is at.
    pub fn active_id(self) -> String {
        format!("at-{}-{}", self.hub.id(), self.id())
    }

    /// The query that asks for the table as the user wants to see it.
    pub fn query(self) -> String {
        self.spec.with_value(|spec| {
            self.wanted.with(|view| self.columns.with(|columns| table_query::write(view, columns, spec)))
        })
    }

    /// Change which columns are visible, and keep that for as long as the tab is open.
    pub fn change_columns<T>(self, change: impl FnOnce(&mut VisibleColumns) -> T) -> T {
        let mut columns = self.columns.get_untracked();
        let changed = change(&mut columns);
        let spec = self.spec();
        let unsorted = View { order: table_query::initial_order(&spec), filter: String::new() };
        let query = table_query::write(&unsorted, &columns, &spec);
        // Where the browser keeps nothing the choice holds until the page is left.
        storage::set(storage::tab(), &columns_storage_key(&self.hub.id(), &spec.id), &query);
        self.columns.set(columns);
        changed
    }

    /// Sort by a column, turn the order round, or take it back.
    pub fn cycle_sort(self, place: usize) {
        self.wanted.update(|wanted| wanted.order = cycle_sort(wanted.order, place));
    }

    /// Open a row.
    pub fn open(self, key: RowKey) {
        self.hub.opened_row.set(Some((self.id(), key)));
    }
}

/// Find the rows that the filter lets through, in order; true where one is another than before. What a filter finds is
/// what is in sight: it changes with the language, and with the time where that is shown.
fn update(
    shown: &mut ShownRows,
    app: App,
    hub: Hub,
    spec: &TableSpec,
    wanted: RwSignal<View>,
    columns: RwSignal<VisibleColumns>,
) -> bool {
    let lang = app.lang.get();
    let visible: Vec<usize> = columns.with(|columns| columns.places().collect());
    let is_time = |place: &usize| {
        spec.columns.get(*place).is_some_and(|column| matches!(column.kind, ColumnKind::Time(_)))
    };
    if wanted.with(|wanted| !wanted.filter.is_empty()) && visible.iter().any(is_time) {
        app.tick.track();
    }
    hub.read_table(&spec.id, |session| {
        let now = app.tick.get_untracked().0;
        let reader = PageReader::new(session, lang, now, &spec.columns, &visible);
        session
            .table(&spec.id)
            .is_some_and(|table| wanted.with(|wanted| shown.update(table, wanted, &visible, &reader)))
    })
}
