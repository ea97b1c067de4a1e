//! What is shown of a table, and a way to take it along: columns are chosen and put in order, and the rows
//! that are shown become a file.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Array;
use leptos::prelude::*;
use model::{Export, RowKey, Stamp, View};
use web_sys::{Blob, Event, HtmlElement, HtmlInputElement, Url};

use super::{Table, address};
use crate::browser::{clock, storage};
use crate::i18n::{DeferredMsg, format};
use crate::views::dom::{El, Item, el, item, watch};

/// The inside of the menu.
pub fn menu(into: El, table: &Arc<Table>, keys: Memo<Vec<RowKey>>) -> El {
    let app = table.app;
    let columns = Columns::new(table);
    let lines = {
        let columns = columns.clone();
        move || columns.in_order().into_iter().filter_map(|place| columns.line(place)).collect()
    };
    let (every, complete) = (columns.clone(), columns.clone());
    let all = el("button")
        .set("type", "button")
        .class("quiet")
        .truth("aria-disabled", move || complete.is_complete())
        .on("click", move |_| every.show_all())
        .say(app.t(DeferredMsg::AllColumns));
    let rows = move || app.lang.get().text(&DeferredMsg::Exported { rows: keys.with(Vec::len) });
    let files = el("footer").with(download(table, keys, "CSV", "csv", |rows| rows.csv())).with(download(
        table,
        keys,
        "JSON",
        "json",
        |rows| rows.json(),
    ));
    into.with(
        el("header").with(el("h3").say(app.t(DeferredMsg::Columns))).with(el("span").class("grow")).with(all),
    )
    .with(el("ul").each(lines))
    .with(columns.told)
    .with(el("h3").say(app.t(DeferredMsg::Export)))
    .with(el("small").say(rows))
    .with(files)
}

/// The columns of a table as they stand in the menu.
#[derive(Clone)]
struct Columns {
    table: Arc<Table>,
    /// All of them, those that are not shown too, so that each has its place when it comes back.
    order: Rc<RefCell<Vec<usize>>>,
    /// What says where a column went.
    told: El,
}

impl Columns {
    fn new(table: &Arc<Table>) -> Self {
        let mut order: Vec<usize> = Vec::new();
        let shown = table.shown.with_untracked(Clone::clone);
        for place in shown.into_iter().chain(0..table.columns.len()) {
            if !order.contains(&place) {
                order.push(place);
            }
        }
        let told = el("p").class("hidden").set("role", "status");
        Self { table: Arc::clone(table), order: Rc::new(RefCell::new(order)), told }
    }

    /// All columns; changes with those that are shown.
    fn in_order(&self) -> Vec<usize> {
        self.table.shown.track();
        self.order.borrow().clone()
    }

    fn is_shown(&self, place: usize) -> bool {
        self.table.shown.with(|shown| shown.contains(&place))
    }

    fn is_complete(&self) -> bool {
        self.table.shown.with(|shown| shown.iter().copied().eq(0..self.table.columns.len()))
    }

    /// Show these in the menu's order, and keep it for as long as the tab is open. The last one stays.
    fn show(&self, wanted: impl Fn(usize) -> bool) {
        let shown: Vec<usize> = self.in_order().into_iter().filter(|place| wanted(*place)).collect();
        if shown.is_empty() {
            return;
        }
        let table = &self.table;
        let choice = address::write(&View::default(), &shown, &table.columns);
        // Where the browser keeps nothing the choice holds until the page is left.
        storage::set(storage::tab(), &address::kept_as(&table.hub.id(), &table.id), &choice);
        table.shown.set(shown);
    }

    fn show_all(&self) {
        self.order.replace((0..self.table.columns.len()).collect());
        self.show(|_| true);
    }

    fn turn(&self, place: usize) {
        self.show(|other| self.is_shown(other) != (other == place));
    }

    /// Where a column stands, and where it would go.
    fn step(&self, place: usize, up: bool) -> (usize, Option<usize>) {
        let order = self.in_order();
        let at = order.iter().position(|other| *other == place).unwrap_or(0);
        let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < order.len()) };
        (at, to)
    }

    fn go(&self, place: usize, up: bool) {
        let (at, Some(to)) = self.step(place, up) else { return };
        self.order.borrow_mut().swap(at, to);
        self.show(|place| self.is_shown(place));
        let (column, of) = (self.title(place), self.table.columns.len());
        self.told.write(&self.table.app.lang.get().text(&DeferredMsg::ColumnAt {
            column: &column,
            at: to + 1,
            of,
        }));
    }

    fn title(&self, place: usize) -> String {
        let column = self.table.columns.get(place);
        column.map(|column| self.table.app.lang.get().label(&column.title)).unwrap_or_default()
    }

    /// A column with what can be done with it.
    fn line(&self, place: usize) -> Option<Item> {
        let (all, id) = (self.clone(), self.table.columns.get(place)?.id.clone());
        let draw = move || {
            let (here, turned, named, last) = (all.clone(), all.clone(), all.clone(), all.clone());
            let check = el("input")
                .set("type", "checkbox")
                .on("change", move |_| turned.turn(place))
                .flag("disabled", move || last.table.shown.with(Vec::len) == 1 && last.is_shown(place));
            let input: HtmlInputElement = check.cast();
            // An attribute would say how it began.
            watch(Box::new(move || input.set_checked(here.is_shown(place))));
            let label = el("label").with(check).with(el("span").say(move || named.title(place)));
            el("li")
                .set("data-column", &id)
                .with(label)
                .with(all.mover(place, true))
                .with(all.mover(place, false))
        };
        Some(item(place.to_string(), draw))
    }

    /// The button that moves a column. At the end it stays, so that it keeps the focus.
    fn mover(&self, place: usize, up: bool) -> El {
        let (moved, named, ended) = (self.clone(), self.clone(), self.clone());
        let name = move || {
            let column = named.title(place);
            let column = column.as_str();
            let text = if up { DeferredMsg::ColumnUp { column } } else { DeferredMsg::ColumnDown { column } };
            named.table.app.lang.get().text(&text)
        };
        let press = move |event: Event| {
            moved.go(place, up);
            let button: HtmlElement = event_target(&event);
            // A line that moves loses the focus.
            request_animation_frame(move || {
                let _ = button.focus();
            });
        };
        el("button")
            .set("type", "button")
            .class("quiet")
            .attr("aria-label", name)
            .truth("aria-disabled", move || ended.step(place, up).1.is_none())
            .on("click", press)
            .text(if up { "↑" } else { "↓" })
    }
}

/// The button that makes a file of what is shown.
fn download(
    table: &Arc<Table>,
    keys: Memo<Vec<RowKey>>,
    name: &str,
    kind: &'static str,
    write: fn(&Export<'_>) -> String,
) -> El {
    let table = Arc::clone(table);
    el("button")
        .set("type", "button")
        .set("data-testid", &format!("export-{kind}"))
        .on("click", move |_| {
            if let Some(text) = file(&table, keys, write) {
                offer(&text, &format!("{}-{}-{}.{kind}", table.hub.id(), table.id, stamp()));
            }
        })
        .text(name)
}

/// What is shown, written.
fn file(table: &Table, keys: Memo<Vec<RowKey>>, write: fn(&Export<'_>) -> String) -> Option<String> {
    let column = |place: &usize| Some((*place, table.columns.get(*place)?.id.as_str()));
    table.session(|session| {
        let held = session.table(&table.id)?;
        let iso = |stamp: &Stamp| format::iso(session.resolve(stamp).0);
        let columns = table.shown.with(|shown| shown.iter().filter_map(column).collect());
        let rows = keys.with(|keys| keys.iter().filter_map(|key| held.get(key)).collect());
        Some(write(&Export { columns, rows, iso: &iso }))
    })
}

/// "20260723T100305Z".
fn stamp() -> String {
    let iso = format::iso(clock::wall().0);
    let (second, _) = iso.split_once('.').unwrap_or((&iso, ""));
    format!("{}Z", second.replace(['-', ':'], ""))
}

/// Hand a file to the browser.
fn offer(text: &str, name: &str) {
    let Ok(blob) = Blob::new_with_str_sequence(&Array::of1(&text.into())) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    el("a").set("href", &address).set("download", name).cast::<HtmlElement>().click();
    // A browser may fetch it only after the click; a minute is time enough.
    let forget = move || {
        let _ = Url::revoke_object_url(&address);
    };
    set_timeout(forget, std::time::Duration::from_mins(1));
}
