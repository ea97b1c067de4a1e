//! In which order a hub's tables stand on its page.

use std::sync::Arc;

use profile::TableSpec;

/// Tables in the order in which they are looked at: those that are drawn as a status map say the most at a glance and
/// stand first, else the profile's order holds.
#[must_use]
pub fn in_order_of_use(tables: &[Arc<TableSpec>]) -> Vec<Arc<TableSpec>> {
    let those = |is_map: bool| tables.iter().filter(move |table| table.grid.is_some() == is_map).cloned();
    those(true).chain(those(false)).collect()
}

#[cfg(test)]
mod tests;
