//! A row that was opened: all that is known of it, and what belongs to it.

use std::rc::Rc;

use leptos::prelude::*;
use model::{Cell, RowKey, TableId};
use profile::{Column, Details, Forms, TableSpec};
use serde_json::Value;
use session::{DetailsRun, Input, Intent, Outcome, RunStatus, Session};
use web_sys::HtmlDialogElement;

use super::dom::{self, El, Item, el, item};
use super::icon::close_button;
use super::table::Drawn;
use super::{action, lazy};
use crate::browser::clock;
use crate::i18n::{Lang, Msg, Rare};
use crate::state::{App, Hub};

/// The dialog, which is there for as long as a row of the hub is open.
pub fn dialog(app: App, hub: Hub) -> El {
    let open = move || hub.opened.with(Option::is_some);
    on_cleanup(move || hub.opened.set(None));
    let part = move |into: El| lazy::fill(into, app, move |rare, into| (rare.details)(into, app, hub));
    let dialog = el("dialog")
        .class("details-panel")
        .set("data-testid", "details")
        .attr("aria-label", app.t(Msg::Details))
        .on("close", move |_| hub.opened.set(None))
        .fill_when(open, part);
    dom::keep_open(&dialog.cast::<HtmlDialogElement>(), open);
    dialog
}

/// What stands in it, anew for each row.
pub fn panel(into: El, app: App, hub: Hub) -> El {
    let forms = Rc::new(hub.read(|session| session.profile().forms()));
    into.fill(move |into| match hub.opened.get() {
        Some(row) => untrack(|| row_panel(into, app, hub, &forms, row)),
        None => into,
    })
}

fn row_panel(into: El, app: App, hub: Hub, forms: &Rc<Forms>, row: (TableId, RowKey)) -> El {
    let shut = move || hub.opened.set(None);
    let header = el("header")
        .with(el("h2").text(&name(&row.1)))
        .with(el("span").class("grow"))
        .with(close_button(app, shut));
    let buttons = action::row_buttons(el("div").class("actions"), app, hub, forms, &row, shut);
    let buttons = buttons.with(dismiss(app, hub, row.clone()));
    let details = forms.details(&row.0).cloned();
    let held = row.clone();
    let facts = move || {
        hub.tables.track();
        hub.read(|session| facts(app, session, &held)).unwrap_or_default()
    };
    let into = into.with(header).with(buttons).with(el("dl").class("facts").each(facts));
    match details {
        Some(details) => into.with(belongs(app, hub, forms, details, row)),
        None => into,
    }
}

/// The button that forgets a row which the hub no longer has.
fn dismiss(app: App, hub: Hub, (table, key): (TableId, RowKey)) -> El {
    let (held, id) = (table.clone(), key.clone());
    let gone = move || {
        hub.tables.track();
        hub.read(|session| session.table(&held)?.get(&id).map(|row| row.removed)).unwrap_or(false)
    };
    let forget = move |_| {
        hub.intend(Intent::Dismiss(table.clone(), key.clone()));
        hub.opened.set(None);
    };
    let button = el("button").set("type", "button").set("data-testid", "dismiss").on("click", forget);
    button.flag("hidden", move || !gone()).say(app.t(Rare::Dismiss))
}

/// A key as people read it: one of several parts is the text of a JSON array.
fn name(key: &RowKey) -> String {
    let parts = serde_json::from_str::<Vec<Value>>(key.as_str()).ok();
    let text = |part: &Value| part.as_str().map_or_else(|| part.to_string(), str::to_owned);
    let parts = parts.map(|parts| parts.iter().map(text).collect::<Vec<_>>().join(" · "));
    parts.unwrap_or_else(|| key.to_string())
}

/// Every column, whichever the table shows.
fn facts(app: App, session: &Session, (table, key): &(TableId, RowKey)) -> Option<Vec<Item>> {
    let (lang, now) = (app.lang.get(), app.tick.get().0);
    let spec = session.profile().table(table.as_str())?;
    let row = session.table(table)?.get(key)?;
    let one = |(column, cell): (&Column, &Cell)| {
        let drawn = Drawn::of(session, lang, now, &column.kind, cell, false);
        let title = lang.label(&column.title);
        item(format!("{title}\u{1e}{}", drawn.key()), move || {
            let value = el("dd");
            drawn.draw(&value);
            el("div").with(el("dt").text(&title)).with(value)
        })
    };
    Some(spec.columns.iter().zip(&row.cells).map(one).collect())
}

/// What belongs to a row.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    /// It is being fetched.
    Loading,
    /// Its rows, cell by cell.
    Rows(Vec<Vec<Cell>>),
    /// Why it could not be fetched.
    Failed(String),
}

/// What belongs to the row: asked now, and no more once another row is open.
fn belongs(app: App, hub: Hub, forms: &Rc<Forms>, details: Details, row: (TableId, RowKey)) -> El {
    let path = hub.read(|session| {
        let spec: &TableSpec = session.profile().table(row.0.as_str())?;
        let held = session.table(&row.0).and_then(|table| table.get(&row.1));
        Some(details.path(spec, &row.1, held.map(|row| row.cells.as_slice()).unwrap_or_default()))
    });
    let (run, unfit) = match path {
        Some(Ok(path)) => {
            (Some(hub.start_run(DetailsRun::new(details.clone(), Rc::clone(forms), path))), None)
        }
        Some(Err(problem)) => (None, Some(problem.to_string())),
        None => (None, None),
    };
    if let Some(run) = run {
        on_cleanup(move || hub.give(Input::ForgetRun(run)));
    }
    let part = Memo::new(move |_| {
        hub.runs.track();
        let status = run.and_then(|run| hub.read(|session| session.run(run).cloned()));
        match (&unfit, status) {
            (Some(why), _) => Part::Failed(why.clone()),
            (None, Some(RunStatus::Ended(outcome))) => ended(app.lang.get(), outcome),
            (None, _) => Part::Loading,
        }
    });
    el("div").class("slot").fill(move |into| draw(into, app, hub, &details, &part.get()))
}

fn ended(lang: Lang, outcome: Outcome) -> Part {
    match outcome {
        Outcome::Rows(rows) => Part::Rows(rows),
        Outcome::Refused(status, refusal) => {
            Part::Failed(lang.text(&Rare::Refused { status, why: &refusal.text }))
        }
        Outcome::Failed(why) => Part::Failed(why),
        _ => Part::Failed(String::new()),
    }
}

/// What was fetched for the row.
fn draw(into: El, app: App, hub: Hub, details: &Details, part: &Part) -> El {
    let lang = app.lang.get();
    let into = into.with(el("h3").text(&lang.label(&details.title)));
    match part {
        Part::Loading => into.with(dom::skeleton(app)),
        Part::Failed(why) => {
            let text = lang.text(&Msg::DetailsFailed { why });
            into.with(el("p").class("problem").set("role", "status").text(&text))
        }
        Part::Rows(rows) if rows.is_empty() => into.with(el("p").class("empty").say(app.t(Msg::NoRows))),
        Part::Rows(rows) => into.with(hub.read(|session| list(lang, session, &details.columns, rows))),
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
