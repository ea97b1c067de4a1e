//! What an address asks of a table: `?sort=column:desc&filter=text&columns=a,b`.

use model::{HubId, Order, TableId, View};
use profile::TableSpec;

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
    /// What a query (with or without its `?`) asks of a table. What it does not say, or names in vain, is as the profile
    /// has it.
    #[must_use]
    pub fn parse(query: &str, table: &TableSpec) -> Self {
        let columns = &table.columns;
        let mut view = View { order: initial_order(table), filter: String::new() };
        let mut visible = VisibleColumns::initial(columns);
        let place = |id: &str| columns.iter().position(|column| column.id == id);
        for (name, value) in pairs(query) {
            match name {
                "filter" => view.filter = value,
                // As the hub has it.
                "sort" if value.is_empty() => view.order = None,
                "sort" => {
                    let (id, order) = value.rsplit_once(':').unwrap_or((&value, ""));
                    let wanted = place(id).map(|column| Order { column, descending: order == "desc" });
                    view.order = wanted.or(view.order);
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
    pub fn write(&self, table: &TableSpec) -> String {
        write(&self.view, &self.columns, table)
    }
}

/// As [`TableQuery::write`], for a view and columns that are kept apart.
#[must_use]
pub fn write(view: &View, visible: &VisibleColumns, table: &TableSpec) -> String {
    let id =
        |place: usize| encode_component(table.columns.get(place).map_or("", |column| column.id.as_str()));
    let mut pairs = Vec::new();
    if view.order != initial_order(table) {
        let order = view.order.map_or_else(String::new, |order| {
            format!("{}:{}", id(order.column), if order.descending { "desc" } else { "asc" })
        });
        pairs.push(format!("sort={order}"));
    }
    if !view.filter.is_empty() {
        pairs.push(format!("filter={}", encode_component(&view.filter)));
    }
    if !visible.places().eq(VisibleColumns::initial(&table.columns).places()) {
        let ids: Vec<String> = visible.places().map(id).collect();
        pairs.push(format!("columns={}", ids.join(",")));
    }
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// By what the rows are sorted before the user sorts them.
#[must_use]
pub fn initial_order(table: &TableSpec) -> Option<Order> {
    table.sort.map(|(column, descending)| Order { column, descending })
}

/// The storage key under which the tab keeps the columns that the user chose of a table.
#[must_use]
pub fn columns_storage_key(hub: &HubId, table: &TableId) -> String {
    format!("atalaya.columns.{hub}.{table}")
}

#[cfg(test)]
mod tests;
