//! The page of settings.

use leptos::prelude::*;

/// The page of settings.
#[component]
pub fn Settings() -> impl IntoView {
    let _ = view! {};
}
