//! The login of a hub.

use leptos::prelude::*;

use crate::store::Hub;

/// The login of a hub.
#[component]
pub fn Login(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let _ = view! {};
}
