//! The overview: a card per hub, and the tables of the only one.

use leptos::prelude::*;
use model::Cell;

use super::dom::{El, Item, el, item};
use super::link::{pill, why};
use super::{lazy, table};
use crate::i18n::{Msg, format};
use crate::router::href;
use crate::state::{App, Hub};

mod lately;

/// The page.
pub fn page(into: El, app: App) -> El {
    let only = move |into: El| {
        let only = app.hubs.with(|hubs| if let [hub] = hubs.as_slice() { Some(*hub) } else { None });
        match only {
            Some(hub) => table::tables(into, app, hub, None),
            None => into,
        }
    };
    let none = move || app.loaded.get() && app.hubs.with(Vec::is_empty);
    let cards = move || app.map_hubs(|hub| item(hub.id().to_string(), move || card(app, hub)));
    let add = move |into: El| lazy::fill(into, app, move |rare, into| (rare.add_hub)(into, app));
    into.with(el("h1").class("hidden").say(app.t(Msg::Overview)))
        .with(el("div").class("cards").flag("hidden", move || app.hubs.with(Vec::is_empty)).each(cards))
        .with(el("div").class("slot").fill(only))
        .with(el("div").class("slot").fill_when(none, add))
}

/// A hub at a glance.
fn card(app: App, hub: Hub) -> El {
    let last = move || {
        hub.inbox.track();
        let lang = app.lang.get();
        match hub.read(session::Session::last_event) {
            None => lang.text(&Msg::NoEvent),
            Some(at) => lang.text(&Msg::LastEvent { ago: &format::relative(lang, at.0, app.tick.get().0) }),
        }
    };
    let unread = el("dd").say(move || format::integer(app.lang.get(), hub.unread() as i128));
    let name = el("a").set("href", &href(&format!("/hub/{}", hub.id()))).text(&hub.name());
    let header = el("header").with(el("h2").with(name)).with(el("span").class("grow")).with(pill(app, hub));
    let all = el("dl")
        .with(el("div").with(el("dt").say(app.t(Msg::UnreadFigure))).with(unread))
        .each(move || figures(app, hub));
    el("article")
        .class("card")
        .set("data-hub", hub.id().as_str())
        .with(header)
        .with(why(app, hub))
        .with(all)
        .with(lately::bars(app, hub))
        .with(el("small").say(last))
}

/// The figures that the profile asks for.
fn figures(app: App, hub: Hub) -> Vec<Item> {
    hub.tables.track();
    let lang = app.lang.get();
    hub.read(|session| {
        let one = |figure: &profile::FigureSpec| {
            let wanted = |cells: &[Cell]| match &figure.only {
                None => true,
                Some((column, value)) => cells.get(*column).is_some_and(|cell| cell.text() == *value),
            };
            let table = session.table(&figure.table).filter(|table| table.as_of().is_some());
            let count = table
                .map(|table| table.rows().iter().filter(|row| !row.removed && wanted(&row.cells)).count());
            let text = match count {
                None => lang.text(&Msg::Empty),
                Some(count) => format::integer(lang, count as i128),
            };
            let title = lang.label(&figure.title);
            item(format!("{title}\u{1e}{text}"), move || {
                el("div").with(el("dt").text(&title)).with(el("dd").text(&text))
            })
        };
        session.profile().figures.iter().map(one).collect()
    })
}
