//! Modal dialogs.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, IconName};
use super::leaf::{Flag, Text, t};
use super::when::When;
use crate::components::leaf::effect;
use crate::i18n::Msg;

/// A modal dialog that is open for as long as a signal says so. What is inside is made anew each time.
///
/// Opened, it has the focus itself: its content may load later, and a button that stands there until then would take
/// the focus away with it.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: Flag,
    /// The user closed it, by Escape or otherwise; or it was closed because `open` became false.
    on_close: Callback<()>,
    /// Its classes.
    class: &'static str,
    /// Its `data-testid`.
    testid: &'static str,
    /// Its accessible name.
    label: Text,
    /// What is inside.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let shown = Arc::clone(&open);
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        match (open(), dialog.open()) {
            (true, false) => {
                // Fails only where the element is not connected; then there is nothing to show.
                let _ = dialog.show_modal();
                let _ = dialog.focus();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class=class
            data-testid=testid
            aria-label=label
            on:close=move |_| on_close.run(())
        >
            <When is=shown>{children()}</When>
        </dialog>
    }
}

/// The button that closes a dialog.
#[component]
pub fn CloseButton(
    /// What a click does.
    close: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="bell quiet"
            data-testid="close"
            aria-label=t(Msg::Close)
            on:click=move |_| close.run(())
        >
            <Icon icon=IconName::Close />
        </button>
    }
}
