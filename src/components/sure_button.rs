//! A button for what cannot be taken back: it asks for a second press.

use leptos::prelude::*;

use super::leaf::{Text, text};

/// A button for what cannot be taken back: it asks for a second press, until the focus leaves it.
#[component]
pub fn SureButton(
    /// Its `data-testid`.
    name: &'static str,
    /// What it says.
    label: Text,
    /// What it says once it was pressed.
    sure: Text,
    /// It was pressed twice.
    on_sure: Callback<()>,
) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let press = move |_| {
        let is_sure = is_asked.get_untracked();
        is_asked.set(!is_sure);
        if is_sure {
            on_sure.run(());
        }
    };
    view! {
        <button
            type="button"
            class="danger"
            data-testid=name
            on:click=press
            on:blur=move |_| is_asked.set(false)
        >
            {text(move || if is_asked.get() { sure() } else { label() })}
        </button>
    }
}
