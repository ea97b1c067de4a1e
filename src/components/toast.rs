//! Short-lived sentences in a polite live region. The region is there from the start, what it says comes later.

pub mod list;
pub mod notice_text;
mod place;

use leptos::children::ViewFn;
use leptos::prelude::*;

use super::later::once_there;
use crate::store::Part;

/// The live region of the page, or of the dialog: while that is open nothing else is seen or read out.
#[component]
pub fn Toasts(
    /// It is the one of the dialog.
    modal: bool,
) -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {once_there(Part::Toasts { modal }, ViewFn::default())}
        </div>
    }
}
