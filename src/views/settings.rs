//! Language, theme, and hubs added by hand.

use leptos::prelude::*;

use super::add_hub;
use super::dom::{El, el};
use crate::browser::theme::Theme;
use crate::i18n::{DeferredMsg, Lang, Msg};
use crate::state::App;

/// The page.
pub fn page(into: El, app: App) -> El {
    let theme = RwSignal::new(Theme::chosen());
    let lang = |wanted: Lang| {
        let choose = move || {
            wanted.choose();
            app.lang.set(wanted);
        };
        choice(move || app.lang.get() == wanted, choose, move || wanted.name().to_owned())
    };
    let look = |wanted: Theme, text: DeferredMsg<'static>| {
        let choose = move || {
            wanted.choose();
            theme.set(wanted);
        };
        choice(move || theme.get() == wanted, choose, app.t(text))
    };
    let languages =
        Lang::ALL.iter().copied().fold(
            el("fieldset").with(el("legend").say(app.t(DeferredMsg::Language))),
            |languages, wanted| languages.with(lang(wanted).set("lang", wanted.tag())),
        );
    let themes = el("fieldset")
        .with(el("legend").say(app.t(DeferredMsg::Theme)))
        .with(look(Theme::Auto, DeferredMsg::ThemeAuto))
        .with(look(Theme::Light, DeferredMsg::ThemeLight))
        .with(look(Theme::Dark, DeferredMsg::ThemeDark));
    let version = el("small").say(app.t(DeferredMsg::Version { version: env!("CARGO_PKG_VERSION") }));
    let form = el("div").class("form").with(languages).with(themes).with(version);
    let panel = el("section")
        .class("panel settings")
        .with(el("header").with(el("h1").say(app.t(Msg::Settings))))
        .with(form);
    let add = el("div").class("slot").fill_when(
        move || app.loaded.get() && !app.hubs.with(Vec::is_empty),
        move |into| add_hub::panel(into, app),
    );
    into.with(panel).with(add)
}

/// One of several.
fn choice(
    chosen: impl Fn() -> bool + 'static,
    choose: impl Fn() + 'static,
    text: impl Fn() -> String + 'static,
) -> El {
    el("button").set("type", "button").truth("aria-pressed", chosen).on("click", move |_| choose()).say(text)
}
