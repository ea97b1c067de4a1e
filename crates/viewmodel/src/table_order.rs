//! In which order a hub's tables stand on its page.

use std::sync::Arc;

use profile::TableSpec;

/// Tables in the order in which they are looked at: those that are drawn as a status map say the most at a glance and
/// stand first, else the profile's order holds.
#[must_use]
pub fn in_order_of_use(tables: &[Arc<TableSpec>]) -> Vec<Arc<TableSpec>> {
    let mut ordered = Vec::new();
    for is_map in [true, false] {
        for table in tables {
            if table.grid.is_some() == is_map {
                ordered.push(Arc::clone(table));
            }
        }
    }
    ordered
}

#[cfg(test)]
mod tests;
