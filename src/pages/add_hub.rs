//! The form that adds a hub by hand.

use leptos::prelude::*;

/// The form that adds a hub by hand.
#[component]
pub fn AddHub() -> impl IntoView {
    let _ = view! {};
}
