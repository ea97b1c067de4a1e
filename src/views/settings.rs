//! Language, theme, and hubs added by hand.

use leptos::prelude::*;

use super::add_hub::AddHub;
use crate::browser::theme::Theme;
use crate::i18n::{Lang, Msg};
use crate::state::App;

/// The page.
#[component]
pub fn Settings(
    /// The state.
    app: App,
) -> impl IntoView {
    let theme = RwSignal::new(Theme::chosen());
    let choose_lang = move |lang: Lang| {
        lang.choose();
        app.lang.set(lang);
    };
    let choose_theme = move |wanted: Theme| {
        wanted.choose();
        theme.set(wanted);
    };
    view! {
        <section class="panel settings">
            <header>
                <h1>{app.t(Msg::Settings)}</h1>
            </header>
            <div class="form">
                <fieldset>
                    <legend>{app.t(Msg::Language)}</legend>
                    <Choice chosen=move || app.lang.get() == Lang::Es choose=move || choose_lang(Lang::Es) text=|| "Español".into() />
                    <Choice chosen=move || app.lang.get() == Lang::En choose=move || choose_lang(Lang::En) text=|| "English".into() />
                </fieldset>
                <fieldset>
                    <legend>{app.t(Msg::Theme)}</legend>
                    <Choice
                        chosen=move || theme.get() == Theme::Auto
                        choose=move || choose_theme(Theme::Auto)
                        text=app.t(Msg::ThemeAuto)
                    />
                    <Choice
                        chosen=move || theme.get() == Theme::Light
                        choose=move || choose_theme(Theme::Light)
                        text=app.t(Msg::ThemeLight)
                    />
                    <Choice
                        chosen=move || theme.get() == Theme::Dark
                        choose=move || choose_theme(Theme::Dark)
                        text=app.t(Msg::ThemeDark)
                    />
                </fieldset>
                <small>{app.t(Msg::Version { version: env!("CARGO_PKG_VERSION") })}</small>
            </div>
        </section>
        <Show when=move || app.loaded.get() && !app.hubs.with(Vec::is_empty)>
            <AddHub app />
        </Show>
    }
}

/// One of several.
#[component]
fn Choice(
    /// Whether it is the one.
    chosen: impl Fn() -> bool + Send + Sync + 'static,
    /// Makes it the one.
    choose: impl Fn() + 'static,
    /// Its text.
    text: impl Fn() -> String + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <button type="button" aria-pressed=move || if chosen() { "true" } else { "false" } on:click=move |_| choose()>
            {text}
        </button>
    }
}
