//! What the user confirms before an action is done.

use leptos::html;
use leptos::prelude::*;
use profile::Confirm;

use super::opened::OpenedAction;
use crate::components::leaf::{flag, t, text};
use crate::i18n::DeferredMsg;
use crate::store::App;

/// The name that the user types to confirm. Cheap to copy.
#[derive(Clone, Copy)]
pub struct TypedName {
    name: StoredValue<String>,
    input: NodeRef<html::Input>,
    wrong: RwSignal<bool>,
}

impl TypedName {
    /// The user has to type this name.
    pub fn new(name: String) -> Self {
        Self { name: StoredValue::new(name), input: NodeRef::new(), wrong: RwSignal::new(false) }
    }

    /// Whether it was typed; where it was not, the dialog says so.
    pub fn is_right(self) -> bool {
        let typed = self.input.get_untracked().map(|input| input.value()).unwrap_or_default();
        let right = self.name.with_value(|name| typed.trim() == name);
        self.wrong.set(!right);
        right
    }

    /// Focus it.
    pub fn focus(self) {
        if let Some(input) = self.input.get_untracked() {
            // Fails only for an element that is not in the page.
            let _ = input.focus();
        }
    }
}

/// What the user confirms: nothing, that it is meant, or by its name what it is done to.
#[component]
pub fn Confirmation(
    /// The action.
    action: OpenedAction,
    /// The name, where it is to be typed.
    typed: Option<TypedName>,
) -> impl IntoView {
    match (typed, action.confirm()) {
        (Some(typed), _) => Some(view! { <TypeName typed /> }.into_any()),
        (None, Confirm::Yes) => Some(view! { <Sure action /> }.into_any()),
        (None, _) => None,
    }
}

/// The field for the name.
#[component]
fn TypeName(
    /// The name.
    typed: TypedName,
) -> impl IntoView {
    let app = expect_context::<App>();
    let TypedName { name, input, wrong } = typed;
    view! {
        <label class="field">
            <span>{text(move || name.with_value(|name| app.text(&DeferredMsg::TypeName { name })))}</span>
            <input
                node_ref=input
                type="text"
                autocomplete="off"
                name="confirm"
                aria-invalid=text(move || wrong.get().to_string())
                aria-describedby="misnamed"
            />
            <span id="misnamed" class="problem" hidden=flag(move || !wrong.get())>
                {t(DeferredMsg::NotThatName)}
            </span>
        </label>
    }
}

/// The question whether it is meant.
#[component]
fn Sure(
    /// The action.
    action: OpenedAction,
) -> impl IntoView {
    let app = expect_context::<App>();
    let (title, name) = (action.title(), action.target_name());
    let question = move || {
        let action = app.lang.get().label(&title);
        app.text(&DeferredMsg::Sure { action: &action, name: &name })
    };
    let path = action.offered_path().map(|path| view! { <p><code>"POST " {path}</code></p> });
    view! {
        <p>{text(question)}</p>
        {path}
    }
}
