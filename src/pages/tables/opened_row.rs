//! A row that the user opened.

use leptos::prelude::*;

use crate::store::Hub;

/// A row that the user opened.
#[component]
pub fn OpenedRow(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let _ = view! {};
}
