//! The facts about a connection.

use leptos::prelude::*;

use crate::store::Hub;

/// The facts about a connection.
#[component]
pub fn ConnectionFacts(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let _ = view! {};
}
