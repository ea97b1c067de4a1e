//! The frame of every page: header, navigation, dialog, toasts.

use leptos::prelude::*;

use super::dom::{El, body, el, item};
use super::icon::{Drawing, icon};
use super::{inbox, lazy, link, overview, table, toast};
use crate::browser::clock;
use crate::i18n::Msg;
use crate::router::{Route, href};
use crate::state::{App, Hub};

/// The bell swings for this long after something came (milliseconds).
const RINGS: i64 = 1_000;

/// Draw the whole app.
pub fn draw(app: App) {
    let brand = el("a")
        .class("brand")
        .set("href", &href("/"))
        .with(icon(Drawing::Tower))
        .with(el("span").say(move || app.name()));
    let bar = el("header")
        .class("bar")
        .with(brand)
        .with(el("span").class("grow"))
        .with(link::links(app))
        .with(bell(app));
    let main = el("main")
        .set("id", "main")
        .set("tabindex", "-1")
        .with(problems(app))
        .with(el("div").class("page").fill(move |into| page(into, app)));
    let shell = el("div").class("shell").with(bar).with(side(app)).with(main);
    body()
        .with(el("a").class("skip").set("href", "#main").say(app.t(Msg::SkipToContent)))
        .with(shell)
        .with(inbox::dialog(app))
        .with(toast::toasts(app, false));
}

/// Mistakes in the configuration, where there are any.
fn problems(app: App) -> El {
    el("div").class("slot").fill_when(
        move || !app.problems.with(Vec::is_empty),
        move |into| lazy::fill(into, app, move |rare, into| (rare.problems)(into, app)),
    )
}

/// The page that the route names; its hub may still be loading.
fn page(into: El, app: App) -> El {
    match app.route.get() {
        Route::Overview => overview::page(into, app),
        Route::Inbox => into.with(inbox::page(app)),
        Route::Settings => lazy::fill(into, app, move |rare, into| (rare.settings)(into, app)),
        Route::Tables { hub, table } => match app.hub(&hub) {
            Some(hub) => table::tables(heading(into, hub), app, hub, table.as_deref()),
            None => missing(into, app),
        },
        Route::Connection { hub } => match app.hub(&hub) {
            Some(hub) => {
                lazy::fill(heading(into, hub), app, move |rare, into| (rare.diagnostics)(into, app, hub))
            }
            None => missing(into, app),
        },
        Route::Unknown => into.with(el("p").class("empty").say(app.t(Msg::NotFound))),
    }
}

fn heading(into: El, hub: Hub) -> El {
    into.with(el("h1").text(&hub.name()))
}

fn missing(into: El, app: App) -> El {
    let message = if app.loaded.get() { Msg::NotFound } else { Msg::Loading };
    into.with(el("p").class("empty late").say(app.t(message)))
}

/// The bell with its badge. It swings once when something comes.
fn bell(app: App) -> El {
    let text = move || match app.unread() {
        100.. => "99+".to_owned(),
        unread => unread.to_string(),
    };
    let badge = el("span")
        .class("badge")
        .set("data-testid", "badge")
        .attr("data-count", move || app.unread().to_string())
        .flag("hidden", move || app.unread() == 0)
        .say(text);
    el("button")
        .set("type", "button")
        .class("bell quiet")
        .class_if("ring", move || app.tick.get().0 - app.rang.get().0 < RINGS)
        .set("data-testid", "bell")
        .attr("aria-label", move || app.lang.get().text(&Msg::Bell { unread: app.unread() }))
        .set("aria-haspopup", "dialog")
        .on("click", move |_| app.dialog.set(true))
        .with(icon(Drawing::Bell))
        .with(badge)
}

/// Navigation: at the side, on a phone at the bottom.
fn side(app: App) -> El {
    let to = |path: &str, page: Route, drawing: Drawing, text: Msg<'static>| {
        let link = el("a").set("href", &href(path)).maybe("aria-current", here(app, page));
        link.with(icon(drawing)).say(app.t(text))
    };
    let unread = el("span").class("count").say(move || count(app.unread()));
    el("nav")
        .class("side")
        .attr("aria-label", app.t(Msg::Sections))
        .with(to("/", Route::Overview, Drawing::Overview, Msg::Overview))
        .with(to("/inbox", Route::Inbox, Drawing::Inbox, Msg::InboxPage).with(unread))
        .with(to("/settings", Route::Settings, Drawing::Settings, Msg::Settings))
        .with(el("h2").say(app.t(Msg::Hubs)))
        .each(move || app.map_hubs(|hub| item(hub.id().to_string(), move || side_hub(app, hub))))
}

/// A hub in the navigation.
fn side_hub(app: App, hub: Hub) -> El {
    let id = hub.id().to_string();
    let state = move || {
        app.tick.track();
        hub.state(clock::now()).word().to_owned()
    };
    el("a")
        .class("hub")
        .set("href", &href(&format!("/hub/{id}")))
        .maybe("aria-current", here(app, Route::Tables { hub: id, table: None }))
        .with(el("span").class("dot").attr("data-state", state))
        .with(el("span").class("name").text(&hub.name()))
        .with(el("span").class("count").say(move || count(hub.unread())))
}

fn here(app: App, page: Route) -> impl Fn() -> Option<String> {
    move || app.route.with(|route| (*route == page).then(|| "page".to_owned()))
}

/// A count, or nothing for none.
fn count(unread: usize) -> String {
    if unread > 0 { unread.to_string() } else { String::new() }
}
