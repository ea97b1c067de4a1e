//! A hub's tables: ARIA grids of which only the visible rows are drawn.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Cell, Held, Order, RowKey, TableId, View};
use profile::{Column, ColumnKind, Label, Status};
use session::{Session, State};
use web_sys::{Event, HtmlElement};

use super::dom::{self, El, el, item, watch};
use crate::browser::clock;
use crate::i18n::{Lang, Msg, format};
use crate::state::{App, Hub};

/// Height of a row (CSS pixels); `table.css` says the same.
const ROW_PX: usize = 37;
/// Rows drawn at a time.
const WINDOW: usize = 60;
/// Rows drawn above the visible ones.
const ABOVE: usize = 15;
/// A changed cell is tinted this long (milliseconds).
const FLASH: i64 = 1_500;

/// All tables of a hub, or the one that is asked for.
pub fn tables(into: El, app: App, hub: Hub, only: Option<&str>) -> El {
    let specs = hub.read(|session| session.profile().tables.clone());
    let wanted = specs.into_iter().filter(|spec| only.is_none_or(|only| only == spec.id.as_str()));
    wanted.fold(into, |into, spec| {
        let table = Table {
            app,
            hub,
            id: spec.id,
            title: spec.title,
            columns: spec.columns,
            wanted: RwSignal::new(View::default()),
        };
        into.with(panel(&Arc::new(table)))
    })
}

/// A table on the page.
struct Table {
    app: App,
    hub: Hub,
    id: TableId,
    title: Label,
    columns: Vec<Column>,
    /// What is wanted of it.
    wanted: RwSignal<View>,
}

impl Table {
    /// Something of the table as it is held, tracking it; nothing before the hub told of it.
    fn held<T>(&self, read: impl FnOnce(&model::Table) -> T) -> Option<T> {
        self.hub.tables.track();
        self.hub.read(|session| session.table(&self.id).map(read))
    }

    /// Something of the session that changes with the table.
    fn session<T>(&self, read: impl FnOnce(&Session) -> T) -> T {
        self.hub.tables.track();
        self.hub.read(read)
    }

    fn as_of(&self) -> Option<i64> {
        self.held(model::Table::as_of).flatten().map(|at| at.0)
    }

    fn stale(&self) -> bool {
        self.app.tick.track();
        self.session(|session| session.is_stale(clock::now(), &self.id))
    }

    fn label(&self) -> String {
        self.app.lang.get().label(&self.title)
    }

    /// How old it is and how often it comes.
    fn freshness(&self) -> String {
        let lang = self.app.lang.get();
        let as_of = self.as_of().map(|at| lang.text(&Msg::AsOf { time: &format::clock(lang, at) }));
        let every = self.session(|session| session.poll_interval(&self.id));
        let every = every.map(|every| lang.text(&Msg::Every { seconds: every / 1_000 }));
        as_of.into_iter().chain(every).collect::<Vec<_>>().join(" · ")
    }

    /// Keys of the rows that the filter lets through, in order.
    fn keys(&self) -> Vec<RowKey> {
        let wanted = self.wanted.get();
        let keys = |table: &model::Table| table.view(&wanted).iter().map(|row| row.key.clone()).collect();
        self.held(keys).unwrap_or_default()
    }
}

/// A table with its title, freshness and filter.
fn panel(table: &Arc<Table>) -> El {
    let (app, wanted) = (table.app, table.wanted);
    let of = |read: fn(&Table) -> String| {
        let table = Arc::clone(table);
        move || read(&table)
    };
    let is = |read: fn(&Table) -> bool| {
        let table = Arc::clone(table);
        move || read(&table)
    };
    let keys = {
        let table = Arc::clone(table);
        Memo::new(move |_| table.keys())
    };
    let count = |table: &Table| {
        let count = table.held(|table| table.rows().len()).unwrap_or(0);
        table.app.lang.get().text(&Msg::Rows { count })
    };
    let search = el("input")
        .set("type", "search")
        .attr("placeholder", app.t(Msg::FilterRows))
        .attr("aria-label", app.t(Msg::FilterRows))
        .on("input", move |event| wanted.update(|wanted| wanted.filter = event_target_value(&event)));
    let header = el("header")
        .with(el("h2").say(of(Table::label)))
        .with(el("small").say(of(Table::freshness)))
        .with(
            el("span")
                .class("pill warn")
                .flag("hidden", is(|table| !table.stale()))
                .say(app.t(Msg::StaleTable)),
        )
        .with(el("span").class("grow"))
        .with(el("small").class("count").flag("hidden", is(|table| table.as_of().is_none())).say(of(count)))
        .with(search);
    let scrolled = RwSignal::new(0_usize);
    let on_scroll = move |event: Event| {
        let body: HtmlElement = event_target(&event);
        scrolled.set(usize::try_from(body.scroll_top()).unwrap_or(0) / ROW_PX);
    };
    let first = move || first_drawn(scrolled.get(), keys.with(Vec::len));
    let spacer = |rows: Box<dyn Fn() -> usize>| {
        let height = move || format!("{}px", rows() * ROW_PX);
        el("div").class("spacer").set("role", "presentation").style("block-size", height)
    };
    let rows = {
        let table = Arc::clone(table);
        move || {
            let first = first();
            let row = |(place, key): (usize, &RowKey)| {
                let (table, key) = (Arc::clone(&table), key.clone());
                // The heading is row 1.
                item(key.to_string(), move || row(&table, key)).with("aria-rowindex", (place + 2).to_string())
            };
            keys.with(|keys| keys.iter().enumerate().skip(first).take(WINDOW).map(row).collect())
        }
    };
    let head = el("div").set("role", "row").class("row head").set("aria-rowindex", "1");
    let head = (0..table.columns.len()).fold(head, |head, place| head.with(heading(table, place)));
    let template = format!("repeat({}, minmax(max-content, auto))", table.columns.len());
    let grid = el("div")
        .class("grid")
        .set("role", "grid")
        .attr("aria-label", of(Table::label))
        .style("grid-template-columns", move || template.clone())
        .set("data-testid", "table")
        .set("data-table", table.id.as_str())
        .set("data-hub", table.hub.id().as_str())
        .attr("aria-rowcount", move || (keys.with(Vec::len) + 1).to_string())
        .attr("data-as-of", of(|table| table.as_of().map(format::iso).unwrap_or_default()))
        .truth("data-stale", is(Table::stale))
        .with(head)
        .with(spacer(Box::new(first)))
        .each(rows)
        .with(spacer(Box::new(move || keys.with(Vec::len).saturating_sub(first() + WINDOW))));
    let scroll = el("div")
        .class("scroll")
        .set("tabindex", "0")
        .set("role", "group")
        .attr("aria-label", of(Table::label))
        .on("scroll", on_scroll)
        .flag("hidden", is(|table| table.as_of().is_none()))
        .with(grid);
    el("section").class("panel table-panel").with(header).with(condition(table, keys)).with(scroll)
}

/// The first row to draw, in steps, so that scrolling does not redraw at every pixel.
fn first_drawn(scrolled: usize, rows: usize) -> usize {
    let first = scrolled.saturating_sub(ABOVE) / ABOVE * ABOVE;
    first.min(rows.saturating_sub(WINDOW))
}

/// Loading, empty and failed. Made anew only when that changes, so that it is announced once.
fn condition(table: &Arc<Table>, keys: Memo<Vec<RowKey>>) -> El {
    let (table, app) = (Arc::clone(table), table.app);
    let seen = Memo::new(move |_| {
        let error = table.session(|session| session.poll_error(&table.id).map(str::to_owned));
        let heard = error.is_none() || matches!(table.hub.state(clock::now()), State::Online { .. });
        let rows = table.held(|table| !table.rows().is_empty()).unwrap_or(false);
        (error, heard, table.as_of().is_some(), rows, keys.with(Vec::is_empty))
    });
    el("div").class("slot").fill(move |into| {
        let empty = |text| el("p").class("empty").say(app.t(text));
        let (error, heard, known, rows, none) = seen.get();
        let failed = error.map(|why| {
            let text = if heard { Msg::TableFailed { why: &why } } else { Msg::TableUnreached };
            let line = el("p").class(if known { "failed" } else { "failed empty" });
            line.set("role", "status").text(&app.lang.get().text(&text))
        });
        match (failed, known, rows, none) {
            (Some(failed), false, ..) => into.with(failed),
            (None, false, ..) => into.with(dom::skeleton(app)),
            (failed, ..) => {
                let into = failed.into_iter().fold(into, El::with);
                match (rows, none) {
                    (false, _) => into.with(empty(Msg::NoRows)),
                    (true, true) => into.with(empty(Msg::NoMatch)),
                    (true, false) => into,
                }
            }
        }
    })
}

/// A column's heading: a click sorts, another turns the order round, a third takes it back.
fn heading(table: &Arc<Table>, place: usize) -> El {
    let Some(column) = table.columns.get(place) else { return el("div") };
    let wanted = table.wanted;
    let order = move || wanted.with(|wanted| wanted.order.filter(|order| order.column == place));
    let sort = move || match order() {
        None => ("none", ""),
        Some(Order { descending: false, .. }) => ("ascending", " ↑"),
        Some(_) => ("descending", " ↓"),
    };
    let turn = move |_| {
        let next = match order() {
            None => Some(Order { column: place, descending: false }),
            Some(Order { descending: false, .. }) => Some(Order { column: place, descending: true }),
            Some(_) => None,
        };
        wanted.update(|wanted| wanted.order = next);
    };
    let (app, title) = (table.app, column.title.clone());
    let button = el("button")
        .set("type", "button")
        .on("click", turn)
        .say(move || app.lang.get().label(&title))
        .with(el("span").set("aria-hidden", "true").say(move || sort().1.to_owned()));
    el("div")
        .set("role", "columnheader")
        .class(if is_number(&column.kind) { "num" } else { "" })
        .set("data-column", &column.id)
        .attr("aria-sort", move || sort().0.to_owned())
        .with(button)
}

/// A row. One effect keeps all its cells: it writes only where what is drawn would differ.
fn row(table: &Arc<Table>, key: RowKey) -> El {
    let line = el("div").set("role", "row").class("row").set("data-key", key.as_str());
    let cells: Vec<El> = table.columns.iter().map(cell).collect();
    let line = cells.iter().fold(line, |line, cell| line.with(cell.clone()));
    let (table, marked) = (Arc::clone(table), line.clone());
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut labelled = None;
    let mut removed = false;
    watch(Box::new(move || {
        let (lang, now) = (table.app.lang.get(), table.app.tick.get());
        if labelled.replace(lang) != Some(lang) {
            for (cell, column) in cells.iter().zip(&table.columns) {
                cell.put("data-label", &lang.label(&column.title));
            }
        }
        table.session(|session| {
            let Some(held) = session.table(&table.id).and_then(|table| table.get(&key)) else { return };
            if held.removed != removed {
                removed = held.removed;
                marked.mark("data-removed", removed.then_some("true"));
            }
            for (place, (cell, column)) in cells.iter().zip(&table.columns).enumerate() {
                let new = Drawn::of(session, lang, now.0, held, place, &column.kind);
                if drawn.get(place) == Some(&new) {
                    continue;
                }
                new.draw(cell);
                match drawn.get_mut(place) {
                    Some(old) => *old = new,
                    None => drawn.push(new),
                }
            }
        });
    }));
    line
}

fn cell(column: &Column) -> El {
    let class = if is_number(&column.kind) { "num" } else { "" };
    el("div").set("role", "gridcell").set("data-column", &column.id).class(class)
}

/// A cell as it stands on the page. Whatever the hub says is only ever text.
#[derive(PartialEq)]
struct Drawn {
    text: String,
    /// How it is drawn.
    form: Form,
    /// It changed a moment ago.
    flash: bool,
}

#[derive(PartialEq)]
enum Form {
    Plain,
    Muted,
    Pill(Status),
    Time(i64, Lang),
    Link,
}

impl Drawn {
    fn of(session: &Session, lang: Lang, now: i64, held: &Held, place: usize, kind: &ColumnKind) -> Self {
        let changed = held.changed_at.filter(|_| held.changed.contains(&place));
        let flash = changed.is_some_and(|at| now - at.0 < FLASH);
        let (text, form) = match (kind, held.cells.get(place).unwrap_or(&Cell::Empty)) {
            (_, Cell::Empty) => (lang.text(&Msg::Empty), Form::Muted),
            (ColumnKind::Status(labels), Cell::Text(word)) => {
                let known = labels.iter().find(|label| label.word == *word);
                let text = known.map_or_else(|| word.clone(), |label| lang.label(&label.label));
                (text, Form::Pill(known.map_or(Status::Neutral, |label| label.status)))
            }
            (ColumnKind::Time(_), Cell::Time(stamp)) => {
                let at = session.resolve(stamp).0;
                (format::relative(lang, at, now), Form::Time(at, lang))
            }
            (ColumnKind::Link, Cell::Text(link))
                if link.starts_with("https://") || link.starts_with("http://") =>
            {
                (link.clone(), Form::Link)
            }
            (kind, cell) => (text(lang, kind, cell), Form::Plain),
        };
        Self { text, form, flash }
    }

    fn draw(&self, cell: &El) {
        cell.write("");
        cell.toggle("flash", self.flash);
        let inside = match &self.form {
            Form::Plain => return cell.write(&self.text),
            Form::Muted => el("span").class("muted"),
            Form::Pill(status) => el("span").class(&format!("pill {}", status_class(*status))),
            Form::Time(at, lang) => {
                el("time").set("datetime", &format::iso(*at)).set("title", &format::moment(*lang, *at))
            }
            Form::Link => dom::link(&self.text),
        };
        cell.clone().with(inside.text(&self.text));
    }
}

fn is_number(kind: &ColumnKind) -> bool {
    use ColumnKind::{Bytes, Duration, Integer, Number, Percent};
    matches!(kind, Integer | Number | Bytes | Duration { .. } | Percent)
}

fn text(lang: Lang, kind: &ColumnKind, cell: &Cell) -> String {
    let number = match cell {
        Cell::Integer(number) => Some(*number as f64),
        Cell::Number(number) => Some(*number),
        _ => None,
    };
    match (kind, cell, number) {
        (ColumnKind::Duration { unit_ms }, _, Some(number)) => {
            format::duration(lang, number * f64::from(*unit_ms))
        }
        (ColumnKind::Bytes, _, Some(number)) => format::bytes(lang, number),
        (ColumnKind::Percent, _, Some(number)) => format!("{}\u{a0}%", format::number(lang, number, 1)),
        (_, Cell::Integer(number), _) => format::integer(lang, *number),
        (_, Cell::Number(number), _) => format::number(lang, *number, 3),
        (_, Cell::Bool(yes), _) => lang.text(if *yes { &Msg::Yes } else { &Msg::No }),
        (_, cell, _) => cell.text(),
    }
}

fn status_class(status: Status) -> &'static str {
    match status {
        Status::Ok => "ok",
        Status::Info => "inf",
        Status::Warning => "warn",
        Status::Error => "bad",
        Status::Neutral => "",
    }
}
