//! What an address asks of a table: `?sort=column:desc&filter=text&columns=a,b`.

use model::{HubId, Order, TableId, View};
use profile::Column;

use crate::percent::{encode_component, pairs};
use crate::visible_columns::VisibleColumns;

/// The view of a table and its columns, as an address names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableQuery {
    /// Order and filter.
    pub view: View,
    /// Which columns, in which order.
    pub columns: VisibleColumns,
}

impl TableQuery {
    /// What a query (with or without its `?`) asks of a table with these columns. What names no column of the table
    /// is left out.
    #[must_use]
    pub fn parse(query: &str, columns: &[Column]) -> Self {
        let mut view = View::default();
        let mut visible = VisibleColumns::all(columns.len());
        let place = |id: &str| columns.iter().position(|column| column.id == id);
        for (name, value) in pairs(query) {
            match name {
                "filter" => view.filter = value,
                "sort" => {
                    let (id, order) = value.rsplit_once(':').unwrap_or((&value, ""));
                    view.order = place(id).map(|column| Order { column, descending: order == "desc" });
                }
                "columns" => {
                    let wanted: Vec<usize> = value.split(',').filter_map(place).collect();
                    if !wanted.is_empty() {
                        visible = VisibleColumns::of(wanted, columns.len());
                    }
                }
                _ => {}
            }
        }
        Self { view, columns: visible }
    }

    /// The query that asks for this; empty where nothing differs from what is shown without one.
    #[must_use]
    pub fn write(&self, columns: &[Column]) -> String {
        write(&self.view, &self.columns, columns)
    }
}

/// As [`TableQuery::write`], for a view and columns that are kept apart.
#[must_use]
pub fn write(view: &View, visible: &VisibleColumns, columns: &[Column]) -> String {
    let id = |place: usize| encode_component(columns.get(place).map_or("", |column| column.id.as_str()));
    let mut pairs = Vec::new();
    if let Some(order) = view.order {
        let direction = if order.descending { "desc" } else { "asc" };
        pairs.push(format!("sort={}:{direction}", id(order.column)));
    }
    if !view.filter.is_empty() {
        pairs.push(format!("filter={}", encode_component(&view.filter)));
    }
    if !visible.is_complete() {
        let ids: Vec<String> = visible.places().map(id).collect();
        pairs.push(format!("columns={}", ids.join(",")));
    }
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// The storage key under which the tab keeps the columns that the user chose of a table.
#[must_use]
pub fn columns_storage_key(hub: &HubId, table: &TableId) -> String {
    format!("atalaya.columns.{hub}.{table}")
}

#[cfg(test)]
mod tests;
