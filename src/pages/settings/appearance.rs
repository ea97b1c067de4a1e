//! Language and theme.

use leptos::prelude::*;

use super::field::{ChoiceButton, Group, WordChoice, say};
use crate::components::leaf::{flag, t, text};
use crate::i18n::{DeferredMsg, Lang, PreferenceMsg};
use crate::store::App;
use crate::store::preferences::choose;

/// How the page looks.
#[component]
pub fn Appearance() -> impl IntoView {
    let themes = vec![
        ("auto", t(DeferredMsg::ThemeAuto)),
        ("light", t(DeferredMsg::ThemeLight)),
        ("dark", t(DeferredMsg::ThemeDark)),
        ("contrast", say(PreferenceMsg::ThemeContrast)),
    ];
    view! {
        <Group id="appearance" title=say(PreferenceMsg::Appearance)>
            <Languages />
            <WordChoice name="theme" legend=t(DeferredMsg::Theme) words=themes absent="auto" />
        </Group>
    }
}

/// The languages of the app, each by its own name.
#[component]
fn Languages() -> impl IntoView {
    let app = expect_context::<App>();
    let choice = move |lang: &Lang| {
        let lang = *lang;
        view! {
            <ChoiceButton
                pressed=flag(move || app.lang.get() == lang)
                choose=Callback::new(move |()| choose(app, "lang", lang.tag()))
                label=text(move || lang.name().to_owned())
                lang=lang.tag()
            />
        }
    };
    view! {
        <fieldset>
            <legend>{t(DeferredMsg::Language)}</legend>
            {Lang::ALL.iter().map(choice).collect_view()}
        </fieldset>
    }
}
