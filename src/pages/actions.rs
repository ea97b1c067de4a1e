//! An action of a profile: filled in, confirmed, sent and answered.

use leptos::prelude::*;

use crate::store::OpenAction;

/// An action of a profile: filled in, confirmed, sent and answered.
#[component]
pub fn ActionDialog(
    /// Which action.
    open: OpenAction,
) -> impl IntoView {
    let _ = view! {};
}
