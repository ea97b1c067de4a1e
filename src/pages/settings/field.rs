//! What the page of settings is made of.

use leptos::prelude::*;

use crate::components::leaf::{Flag, Text, flag, t, text};
use crate::i18n::{DeferredMsg, PreferenceMsg};
use crate::store::App;
use crate::store::preferences::{choose, chosen};

/// A text about preferences, in the language of the moment.
pub fn say(message: PreferenceMsg<'static>) -> Text {
    t(DeferredMsg::Preference(message))
}

/// Settings of one subject, below its heading.
#[component]
pub fn Group(
    /// Its id, and its `data-testid`.
    id: &'static str,
    /// Its heading.
    title: Text,
    /// What belongs to it.
    children: Children,
) -> impl IntoView {
    let heading = format!("settings-{id}");
    view! {
        <section class="group" data-testid=heading.clone() aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{title}</h2>
            <div class="form">{children()}</div>
        </section>
    }
}

/// A choice of one word: a button for each, of which one is pressed.
#[component]
pub fn WordChoice(
    /// The choice.
    name: &'static str,
    /// What it is about.
    legend: Text,
    /// The words and what they are called.
    words: Vec<(&'static str, Text)>,
    /// The word that holds where nothing was chosen.
    absent: &'static str,
) -> impl IntoView {
    let app = expect_context::<App>();
    let button = |(word, label): (&'static str, Text)| {
        view! {
            <ChoiceButton
                pressed=flag(move || chosen(name).as_deref().unwrap_or(absent) == word)
                choose=Callback::new(move |()| choose(app, name, word))
                label
            />
        }
    };
    view! {
        <fieldset>
            <legend>{legend}</legend>
            {words.into_iter().map(button).collect_view()}
        </fieldset>
    }
}

/// One of several buttons, of which one is pressed.
#[component]
pub fn ChoiceButton(
    /// It is the one that is pressed.
    pressed: Flag,
    /// What a click does.
    choose: Callback<()>,
    /// What it says.
    label: Text,
    /// The language of what it says, where that is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            aria-pressed=text(move || pressed().to_string())
            lang=lang
            on:click=move |_| choose.run(())
        >
            {label}
        </button>
    }
}

/// Something that is on or off.
#[component]
pub fn Check(
    /// Its name among the fields, and its `data-testid`.
    name: &'static str,
    /// What it is about.
    label: Text,
    /// What is to be known of it.
    #[prop(optional)]
    hint: Option<Text>,
    /// It is on.
    on: Flag,
    /// The user turned it on or off.
    change: Callback<bool>,
    /// It cannot be changed.
    #[prop(optional)]
    disabled: Option<Flag>,
) -> impl IntoView {
    let described = hint.as_ref().map(|_| format!("hint-{name}"));
    let disabled = disabled.unwrap_or_else(|| flag(|| false));
    view! {
        <div class="switch">
            <label>
                <input
                    type="checkbox"
                    name=name
                    data-testid=name
                    aria-describedby=described.clone()
                    prop:checked=move || on()
                    disabled=disabled
                    on:change=move |event| change.run(event_target_checked(&event))
                />
                <span>{label}</span>
            </label>
            {hint.map(|hint| view! { <small id=described>{hint}</small> })}
        </div>
    }
}
