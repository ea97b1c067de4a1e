//! Language, theme, and hubs added by hand.

use leptos::prelude::*;

use super::add_hub::AddHub;
use crate::browser::theme::Theme;
use crate::components::leaf::{Flag, Text, flag, t, text};
use crate::components::when::When;
use crate::i18n::{DeferredMsg, Lang, Msg};
use crate::store::App;

/// The page of settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <section class="panel settings" data-testid="settings">
            <header>
                <h1>{t(Msg::Settings)}</h1>
            </header>
            <div class="form">
                <Languages />
                <Themes />
                <small>{t(DeferredMsg::Version { version: env!("CARGO_PKG_VERSION") })}</small>
            </div>
        </section>
        <When is=flag(move || app.loaded.get() && !app.hubs.with(Vec::is_empty))>
            <AddHub />
        </When>
    }
}

/// The languages of the app, each by its own name.
#[component]
fn Languages() -> impl IntoView {
    let app = expect_context::<App>();
    let choice = move |lang: &Lang| {
        let lang = *lang;
        let choose = move |()| {
            lang.choose();
            app.lang.set(lang);
        };
        view! {
            <ChoiceButton
                pressed=flag(move || app.lang.get() == lang)
                choose=Callback::new(choose)
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

/// Light, dark, or as the system has it.
#[component]
fn Themes() -> impl IntoView {
    let chosen = RwSignal::new(Theme::chosen());
    let choice = move |theme: Theme, label: DeferredMsg<'static>| {
        let choose = move |()| {
            theme.choose();
            chosen.set(theme);
        };
        view! {
            <ChoiceButton
                pressed=flag(move || chosen.get() == theme)
                choose=Callback::new(choose)
                label=t(label)
            />
        }
    };
    view! {
        <fieldset>
            <legend>{t(DeferredMsg::Theme)}</legend>
            {choice(Theme::Auto, DeferredMsg::ThemeAuto)}
            {choice(Theme::Light, DeferredMsg::ThemeLight)}
            {choice(Theme::Dark, DeferredMsg::ThemeDark)}
        </fieldset>
    }
}

/// One of several buttons, of which one is pressed.
#[component]
fn ChoiceButton(
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
