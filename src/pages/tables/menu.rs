//! Which columns of a table are visible, and its export.

use leptos::prelude::*;

use crate::store::TableView;

/// Which columns of a table are visible, and its export.
#[component]
pub fn TableMenu(
    /// The table.
    table: TableView,
) -> impl IntoView {
    let _ = view! {};
}
