//! Mistakes in the configuration: every one, with its place.

use leptos::prelude::*;

/// Mistakes in the configuration: every one, with its place.
#[component]
pub fn Problems() -> impl IntoView {
    let _ = view! {};
}
