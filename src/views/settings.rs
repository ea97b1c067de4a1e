//! Language, theme, and hubs added by hand.

use leptos::prelude::*;

use super::add_hub::AddHub;
use super::dynamic::{IntoPart, Part, say, truth, when};
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
                    {choice(move || app.lang.get() == Lang::Es, move || choose_lang(Lang::Es), || "Español".into())}
                    {choice(move || app.lang.get() == Lang::En, move || choose_lang(Lang::En), || "English".into())}
                </fieldset>
                <fieldset>
                    <legend>{app.t(Msg::Theme)}</legend>
                    {[(Theme::Auto, Msg::ThemeAuto), (Theme::Light, Msg::ThemeLight), (Theme::Dark, Msg::ThemeDark)]
                        .map(|(wanted, text)| {
                            choice(move || theme.get() == wanted, move || choose_theme(wanted), app.t(text))
                        })
                        .into_iter()
                        .collect_view()}
                </fieldset>
                <small>{app.t(Msg::Version { version: env!("CARGO_PKG_VERSION") })}</small>
            </div>
        </section>
        {when(
            move || app.loaded.get() && !app.hubs.with(Vec::is_empty),
            move || view! { <AddHub app /> }.part(),
        )}
    }
}

/// One of several.
fn choice(
    chosen: impl Fn() -> bool + Send + Sync + 'static,
    choose: impl Fn() + 'static,
    text: impl Fn() -> String + Send + Sync + 'static,
) -> Part {
    let choose: Box<dyn Fn()> = Box::new(choose);
    view! {
        <button type="button" aria-pressed=truth(chosen) on:click=move |_| choose()>
            {say(text)}
        </button>
    }
    .part()
}
