//! A button that reads a text file of the user's.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::leaf::Text;

/// A button that reads a text file of the user's.
#[component]
pub fn FileButton(
    /// The button's `data-testid`.
    name: &'static str,
    /// The `data-testid` of its field.
    field: &'static str,
    /// What it says.
    label: Text,
    /// Called with the text.
    on_text: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be brought again.
        input.set_value("");
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            if let Some(text) = text {
                on_text.run(text);
            }
        });
    };
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <input
            node_ref=input
            type="file"
            accept=".json,application/json"
            hidden
            data-testid=field
            on:change=read
        />
        <button type="button" data-testid=name on:click=press>{label}</button>
    }
}
