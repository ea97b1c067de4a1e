//! What is wanted of a table, in the page's address: `?sort=column:desc&filter=text&columns=a,b`.

use model::{HubId, Order, TableId, View};
use profile::Column;

use super::Table;
use crate::router::put_query;
use crate::views::dom::watch;

/// What an address asks for: the view, and the columns in order.
pub fn read(query: &str, columns: &[Column]) -> (View, Vec<usize>) {
    let mut view = View::default();
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    let place = |id: &str| columns.iter().position(|column| column.id == id);
    for pair in query.trim_start_matches('?').split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decode(value);
        match name {
            "filter" => view.filter = value,
            "sort" => {
                let (id, order) = value.rsplit_once(':').unwrap_or((&value, ""));
                view.order = place(id).map(|column| Order { column, descending: order == "desc" });
            }
            "columns" => {
                let wanted: Vec<usize> = value.split(',').filter_map(place).collect();
                if !wanted.is_empty() {
                    shown = wanted;
                }
            }
            _ => {}
        }
    }
    (view, shown)
}

/// The query of an address that asks for this.
pub fn write(view: &View, shown: &[usize], columns: &[Column]) -> String {
    let id = |place: usize| columns.get(place).map_or("", |column| column.id.as_str());
    let mut pairs = Vec::new();
    if let Some(order) = view.order {
        let direction = if order.descending { "desc" } else { "asc" };
        pairs.push(format!("sort={}:{direction}", encode(id(order.column))));
    }
    if !view.filter.is_empty() {
        pairs.push(format!("filter={}", encode(&view.filter)));
    }
    if !shown.iter().copied().eq(0..columns.len()) {
        let ids: Vec<String> = shown.iter().map(|place| encode(id(*place))).collect();
        pairs.push(format!("columns={}", ids.join(",")));
    }
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// Keep the address of the page in step with what is wanted.
pub fn keep(table: std::sync::Arc<Table>) {
    watch(Box::new(move || put_query(&table.query())));
}

/// Where the tab keeps the columns that were chosen of a table.
pub fn kept_as(hub: &HubId, table: &TableId) -> String {
    format!("atalaya.columns.{hub}.{table}")
}

fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

fn decode(text: &str) -> String {
    let plain = text.replace('+', " ");
    js_sys::decode_uri_component(&plain).map_or(plain, Into::into)
}

#[cfg(test)]
mod tests;
