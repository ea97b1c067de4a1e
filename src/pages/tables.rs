//! A hub's tables.

pub mod menu;
pub mod opened_row;

use leptos::prelude::*;

use crate::store::Hub;

/// All tables of a hub, or the one that is asked for.
#[component]
pub fn Tables(
    /// The hub.
    hub: Hub,
    /// Only this table.
    only: Option<String>,
) -> impl IntoView {
    let _ = (hub, only);
}
