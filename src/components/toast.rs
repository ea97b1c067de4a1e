//! Short-lived sentences in a polite live region. The region is there from the start, what it says comes later.

pub mod list;
pub mod notice_text;

use leptos::prelude::*;

use super::later::LaterWords;
use super::leaf::flag;
use super::when::When;
use crate::store::{App, Part};

/// The live region of the page, or of the dialog: while that is open nothing else is seen or read out.
#[component]
pub fn Toasts(
    /// It is the one of the dialog.
    modal: bool,
) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <When is=flag(move || app.inbox_open.get() == modal && app.has_toasts())>
                <LaterWords part=Part::Toasts { modal } />
            </When>
        </div>
    }
}
