//! A row that was opened: all that is known of it, and what belongs to it.

use leptos::prelude::*;
use model::Cell;
use profile::{Column, TableSpec};
use session::{Intent, Opened, Part, Session};
use web_sys::HtmlDialogElement;

use super::dom::{self, El, Item, el, item};
use super::icon::close_button;
use super::lazy;
use super::table::Drawn;
use crate::browser::clock;
use crate::i18n::{Lang, Msg};
use crate::state::{App, Hub};

/// The dialog, which is there for as long as a row of the hub is open.
pub fn dialog(app: App, hub: Hub) -> El {
    let open = move || {
        hub.tables.track();
        hub.read(|session| session.opened().is_some())
    };
    on_cleanup(move || hub.intend(Intent::Shut));
    let part = move |into: El| lazy::fill(into, app, move |rare, into| (rare.details)(into, app, hub));
    let dialog = el("dialog")
        .class("details-panel")
        .set("data-testid", "details")
        .attr("aria-label", app.t(Msg::Details))
        .on("close", move |_| hub.intend(Intent::Shut))
        .fill_when(open, part);
    dom::keep_open(&dialog.cast::<HtmlDialogElement>(), open);
    dialog
}

/// What stands in it.
pub fn panel(into: El, app: App, hub: Hub) -> El {
    let name = move || with_opened(hub, |_, opened, _| opened.key.to_string()).unwrap_or_default();
    let header = el("header")
        .with(el("h2").say(name))
        .with(el("span").class("grow"))
        .with(close_button(app, move || hub.intend(Intent::Shut)));
    let facts = move || {
        with_opened(hub, |session, opened, spec| facts(app, session, opened, spec)).unwrap_or_default()
    };
    let belongs = move |into: El| {
        with_opened(hub, |session, opened, spec| part(into.clone(), app, session, opened, spec))
            .unwrap_or(into)
    };
    into.with(header).with(el("dl").class("facts").each(facts)).with(el("div").class("slot").fill(belongs))
}

/// Something of the opened row and its table's part of the profile.
fn with_opened<T>(hub: Hub, read: impl FnOnce(&Session, &Opened, &TableSpec) -> T) -> Option<T> {
    hub.tables.track();
    hub.read(|session| {
        let opened = session.opened()?;
        Some(read(session, opened, session.profile().table(opened.table.as_str())?))
    })
}

/// Every column, whichever the table shows.
fn facts(app: App, session: &Session, opened: &Opened, spec: &TableSpec) -> Vec<Item> {
    let (lang, now) = (app.lang.get(), app.tick.get().0);
    let Some(row) = session.table(&opened.table).and_then(|table| table.get(&opened.key)) else {
        return Vec::new();
    };
    let one = |(column, cell): (&Column, &Cell)| {
        let drawn = Drawn::of(session, lang, now, &column.kind, cell, false);
        let title = lang.label(&column.title);
        item(format!("{title}\u{1e}{}", drawn.key()), move || {
            let value = el("dd");
            drawn.draw(&value);
            el("div").with(el("dt").text(&title)).with(value)
        })
    };
    spec.columns.iter().zip(&row.cells).map(one).collect()
}

/// What was fetched for the row.
fn part(into: El, app: App, session: &Session, opened: &Opened, spec: &TableSpec) -> El {
    let Some(details) = &spec.details else { return into };
    let lang = app.lang.get();
    let title = el("h3").text(&lang.label(&details.title));
    match &opened.part {
        Part::None => into,
        Part::Loading => into.with(title).with(dom::skeleton(app)),
        Part::Failed(why) => {
            let text = lang.text(&Msg::DetailsFailed { why });
            into.with(title).with(el("p").class("problem").set("role", "status").text(&text))
        }
        Part::Rows(rows) if rows.is_empty() => {
            into.with(title).with(el("p").class("empty").say(app.t(Msg::NoRows)))
        }
        Part::Rows(rows) => into.with(title).with(list(lang, session, &details.columns, rows)),
    }
}

fn list(lang: Lang, session: &Session, columns: &[Column], rows: &[Vec<Cell>]) -> El {
    let now = clock::wall().0;
    let heading =
        |line: El, column: &Column| line.with(el("th").set("scope", "col").text(&lang.label(&column.title)));
    let head = columns.iter().fold(el("tr"), heading);
    let line = |body: El, cells: &Vec<Cell>| {
        let cell = |line: El, (column, cell): (&Column, &Cell)| {
            let value = el("td");
            Drawn::of(session, lang, now, &column.kind, cell, false).draw(&value);
            line.with(value)
        };
        body.with(columns.iter().zip(cells).fold(el("tr"), cell))
    };
    let body = rows.iter().fold(el("tbody"), line);
    el("div").class("scroll").set("tabindex", "0").with(el("table").with(el("thead").with(head)).with(body))
}
