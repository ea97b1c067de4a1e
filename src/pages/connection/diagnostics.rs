//! All that is known of a connection, on a page of its own.

use leptos::prelude::*;

use crate::store::Hub;

/// All that is known of a connection, on a page of its own.
#[component]
pub fn Diagnostics(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let _ = view! {};
}
