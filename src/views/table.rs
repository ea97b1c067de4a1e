//! A hub's tables: ARIA grids of which only the visible rows are drawn.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Order, RowKey, TableId, View};
use profile::{Column, Label, Offer, TableSpec};
use session::{Access, Reason, Session, State, Withheld};
use web_sys::{Event, HtmlElement};

use super::dom::{self, El, el, item};
use super::icon::{Drawing, icon};
use super::{details, lazy};
use crate::browser::{clock, storage};
use crate::i18n::{Msg, format};
use crate::router::{self, href};
use crate::state::{App, Hub, Said};

mod address;
mod keyboard;
mod menu;
mod row;
mod totals;

use keyboard::At;
pub use menu::menu;
pub use row::Drawn;
use row::{is_number, row};

/// Height of a row (CSS pixels); `table.css` says the same.
const ROW_PX: usize = 37;
/// Rows drawn at a time.
const WINDOW: usize = 60;
/// Rows drawn above the visible ones.
const ABOVE: usize = 15;
/// A changed cell is tinted this long (milliseconds).
const FLASH: i64 = 1_500;

/// All tables of a hub, or the one that is asked for; that one's view stands in the address.
pub fn tables(into: El, app: App, hub: Hub, only: Option<&str>) -> El {
    let specs = hub.read(|session| session.profile().tables.clone());
    let wanted = specs.into_iter().filter(|spec| only.is_none_or(|only| only == spec.id.as_str()));
    let asks = hub.read(|session| *session.access() != Access::NotRequired);
    let into =
        if asks { lazy::fill(into, app, move |rare, into| (rare.login)(into, app, hub)) } else { into };
    let into = if only.is_none() { into.with(actions(app, hub, "hub")) } else { into };
    let into = into.with(details::dialog(app, hub));
    wanted.fold(into, |into, spec| {
        let (grid, sums) = (spec.grid, spec.totals.clone());
        let table = Arc::new(Table::new(app, hub, spec, only.is_some()));
        if only.is_some() {
            address::keep(Arc::clone(&table));
        }
        into.with(panel(&table, grid, sums, only.is_some()))
    })
}

/// The buttons of what can be done at a place.
fn actions(app: App, hub: Hub, place: &str) -> El {
    let offers: Vec<Offer> = hub.read(|session| session.profile().offers(place).collect());
    offers.into_iter().fold(el("div").class("actions"), |into, offer| {
        let (id, title) = (offer.id.clone(), offer.title);
        let begin = move |_| {
            let id = id.clone();
            lazy::need(move |rare| match rare {
                Some(rare) => (rare.act)(app, hub, &id),
                None => app.say(hub.id(), Said::Done(app.lang.get_untracked().text(&Msg::PartMissing))),
            });
        };
        let button = el("button").set("type", "button").set("data-action", &offer.id).on("click", begin);
        let button = if offer.asks { button.class("danger") } else { button };
        into.with(button.say(move || app.lang.get().label(&title)))
    })
}

/// A table on the page.
pub struct Table {
    app: App,
    hub: Hub,
    id: TableId,
    title: Label,
    columns: Vec<Column>,
    /// What is wanted of it.
    wanted: RwSignal<View>,
    /// Places of the columns that are drawn, in order.
    shown: RwSignal<Vec<usize>>,
    /// Where the keyboard is.
    at: RwSignal<Option<At>>,
}

impl Table {
    fn new(app: App, hub: Hub, spec: TableSpec, addressed: bool) -> Self {
        let kept = || storage::get(storage::tab(), &address::kept_as(&hub.id(), &spec.id));
        let query = if addressed { router::query() } else { kept().unwrap_or_default() };
        let (view, shown) = address::read(&query, &spec.columns);
        Self {
            app,
            hub,
            id: spec.id,
            title: spec.title,
            columns: spec.columns,
            wanted: RwSignal::new(view),
            shown: RwSignal::new(shown),
            at: RwSignal::new(None),
        }
    }

    /// Sort by a column, turn the order round, or take it back.
    fn turn(&self, place: usize) {
        self.wanted.update(|wanted| {
            let order = |descending| Some(Order { column: place, descending });
            wanted.order = match wanted.order.filter(|order| order.column == place) {
                None => order(false),
                Some(Order { descending: false, .. }) => order(true),
                Some(_) => None,
            };
        });
    }

    /// What is wanted of it, as the query of its page.
    fn query(&self) -> String {
        self.wanted.with(|view| self.shown.with(|shown| address::write(view, shown, &self.columns)))
    }

    /// The address of its page, with what is wanted of it.
    fn address(&self) -> String {
        href(&format!("/hub/{}/table/{}{}", self.hub.id(), self.id, self.query()))
    }

    /// Open a row.
    fn open(&self, key: RowKey) {
        self.hub.opened.set(Some((self.id.clone(), key)));
    }

    /// The id of the cell that the keyboard is at.
    fn active_id(&self) -> String {
        format!("at-{}-{}", self.hub.id(), self.id)
    }

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

    /// It is never fetched: nothing can be done with it either.
    fn is_withheld(&self) -> bool {
        self.hub.link.track();
        self.session(|session| session.withheld(&self.id)).is_some()
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

/// Something of a table that changes, for an element.
fn of<T: 'static>(table: &Arc<Table>, read: fn(&Table) -> T) -> impl Fn() -> T + 'static {
    let table = Arc::clone(table);
    move || read(&table)
}

/// A table with its title, freshness and filter; `alone` on its page it has no link to that.
fn panel(table: &Arc<Table>, map: Option<usize>, sums: Vec<usize>, alone: bool) -> El {
    let keys = {
        let table = Arc::clone(table);
        Memo::new(move |_| table.keys())
    };
    let section = el("section").class("panel table-panel").with(header(table, keys, alone));
    let section = section.with(condition(table, keys));
    let section = map.into_iter().fold(section, |into, place| into.with(totals::squares(table, keys, place)));
    let section = section.with(body(table, keys));
    if sums.is_empty() { section } else { section.with(totals::strip(table, keys, sums)) }
}

fn header(table: &Arc<Table>, keys: Memo<Vec<RowKey>>, alone: bool) -> El {
    let (app, wanted) = (table.app, table.wanted);
    let count = |table: &Table| {
        let count = table.held(|table| table.rows().len()).unwrap_or(0);
        table.app.lang.get().text(&Msg::Rows { count })
    };
    let search = el("input")
        .set("type", "search")
        .attr("placeholder", app.t(Msg::FilterRows))
        .attr("aria-label", app.t(Msg::FilterRows))
        .set("value", &wanted.with_untracked(|wanted| wanted.filter.clone()))
        .on("input", move |event| wanted.update(|wanted| wanted.filter = event_target_value(&event)));
    let title = el("h2");
    let title = if alone {
        title.say(of(table, Table::label))
    } else {
        title.with(el("a").attr("href", of(table, Table::address)).say(of(table, Table::label)))
    };
    let stale = el("span").class("pill warn").flag("hidden", of(table, |table| !table.stale()));
    let unknown = of(table, |table| table.as_of().is_none());
    el("header")
        .with(title)
        .with(el("small").say(of(table, Table::freshness)))
        .with(stale.say(app.t(Msg::StaleTable)))
        .with(el("span").class("grow"))
        .with(el("small").class("count").flag("hidden", unknown).say(of(table, count)))
        .with(search)
        .with(
            actions(app, table.hub, &format!("table:{}", table.id))
                .flag("hidden", of(table, Table::is_withheld)),
        )
        .with(opener(table, keys))
}

/// The button of the menu, with the menu, which comes when it is first opened.
fn opener(table: &Arc<Table>, keys: Memo<Vec<RowKey>>) -> El {
    let (app, id, inside) = (table.app, format!("menu-{}", table.active_id()), Arc::clone(table));
    let title = |table: &Table| table.app.lang.get().text(&Msg::TableMenu { table: &table.label() });
    let wanted = RwSignal::new(false);
    let button = el("button")
        .set("type", "button")
        .class("bell quiet")
        .set("data-testid", "table-menu")
        .set("popovertarget", &id)
        .attr("aria-label", of(table, title))
        .on("click", move |_| wanted.set(true))
        .with(icon(Drawing::Columns));
    let draw = move |into: El| {
        let table = Arc::clone(&inside);
        lazy::fill(into, app, move |rare, into| (rare.table_menu)(into, &table, keys))
    };
    let menu = el("div")
        .set("id", &id)
        .set("popover", "auto")
        .class("popover menu")
        .set("role", "group")
        .attr("aria-label", of(table, title))
        .fill_when(move || wanted.get(), draw);
    el("div").class("slot").with(button).with(menu)
}

/// The rows, of which the visible ones are drawn, in what they scroll in.
fn body(table: &Arc<Table>, keys: Memo<Vec<RowKey>>) -> El {
    let scrolled = RwSignal::new(0_usize);
    let on_scroll = move |event: Event| {
        let body: HtmlElement = event_target(&event);
        scrolled.set(usize::try_from(body.scroll_top()).unwrap_or(0) / ROW_PX);
    };
    let first = move || first_drawn(scrolled.get(), keys.with(Vec::len));
    let below = move || keys.with(Vec::len).saturating_sub(first() + WINDOW);
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
    let inside = Arc::clone(table);
    let content = move |grid: El| {
        let shown = inside.shown.get();
        let head = el("div").set("role", "row").class("row head").set("aria-rowindex", "1");
        let places = shown.iter().enumerate();
        let head = places.fold(head, |head, (at, place)| head.with(heading(&inside, at, *place)));
        grid.with(head).with(spacer(Box::new(first))).each(rows.clone()).with(spacer(Box::new(below)))
    };
    let scroll = el("div").class("scroll").on("scroll", on_scroll);
    let scroll = scroll.flag("hidden", of(table, |table| table.as_of().is_none()));
    let (pressed, scrolling) = (Arc::clone(table), scroll.cast::<HtmlElement>());
    let on_key = move |event| {
        keys.with_untracked(|keys| keyboard::pressed(&pressed, keys, &scrolling, &event));
    };
    let grid = grid(table)
        .attr("aria-rowcount", move || (keys.with(Vec::len) + 1).to_string())
        .on("keydown", on_key)
        .fill(content);
    scroll.with(grid)
}

/// The grid, with nothing inside.
fn grid(table: &Arc<Table>) -> El {
    let template =
        |table: &Table| format!("repeat({}, minmax(max-content, auto))", table.shown.with(Vec::len));
    el("div")
        .class("grid")
        .set("role", "grid")
        .set("tabindex", "0")
        .attr("aria-label", of(table, Table::label))
        .maybe("aria-activedescendant", of(table, |it| it.at.with(Option::is_some).then(|| it.active_id())))
        .style("grid-template-columns", of(table, template))
        .set("data-testid", "table")
        .set("data-table", table.id.as_str())
        .set("data-hub", table.hub.id().as_str())
        .set("aria-colcount", &table.columns.len().to_string())
        .attr("data-as-of", of(table, |table| table.as_of().map(format::iso).unwrap_or_default()))
        .truth("data-stale", of(table, Table::stale))
}

/// The first row to draw, in steps, so that scrolling does not redraw at every pixel.
fn first_drawn(scrolled: usize, rows: usize) -> usize {
    let first = scrolled.saturating_sub(ABOVE) / ABOVE * ABOVE;
    first.min(rows.saturating_sub(WINDOW))
}

/// Loading, empty and failed. Made anew only when that changes, so that it is announced once.
fn condition(table: &Arc<Table>, keys: Memo<Vec<RowKey>>) -> El {
    let (table, app) = (Arc::clone(table), table.app);
    let seen = move || {
        let error = table.session(|session| session.poll_error(&table.id).map(str::to_owned));
        // A hub that answers with an error is there; what it says is more than that it is not.
        let answers = |state| {
            matches!(state, State::Online { .. } | State::Waiting { reason: Reason::Http { .. }, .. })
        };
        let heard = error.is_none() || answers(table.hub.state(clock::now()));
        let rows = table.held(|table| !table.rows().is_empty()).unwrap_or(false);
        let (known, none) = (table.as_of().is_some(), keys.with(Vec::is_empty));
        table.hub.link.track();
        let withheld = table.session(|session| session.withheld(&table.id));
        (app.lang.get(), error, heard, known, rows, none, withheld)
    };
    el("div").class("slot").fill_for(seen, move |into, (lang, error, heard, known, rows, none, withheld)| {
        let empty = |text| el("p").class("empty").say(app.t(text));
        let failed = error.as_ref().map(|why| {
            let text = if *heard { Msg::TableFailed { why } } else { Msg::TableUnreached };
            let line = el("p").class(if *known { "failed" } else { "failed empty" });
            line.set("role", "status").text(&lang.text(&text))
        });
        match (failed, known, rows, none) {
            (Some(failed), false, ..) => into.with(failed),
            (None, false, ..) => match withheld {
                Some(Withheld::NeedsLogin) => into.with(empty(Msg::OnlyKnown)),
                Some(Withheld::NoAddress) => into.with(empty(Msg::NoAddress)),
                None => into.with(dom::skeleton(app)),
            },
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

/// A column's heading: a click sorts, another turns the order round, a third takes it back. `at` is its place
/// among those that are shown.
fn heading(table: &Arc<Table>, at: usize, place: usize) -> El {
    let Some(column) = table.columns.get(place) else { return el("div") };
    let (app, wanted, title) = (table.app, table.wanted, column.title.clone());
    let sort = move || match wanted.with(|wanted| wanted.order.filter(|order| order.column == place)) {
        None => ("none", ""),
        Some(Order { descending: false, .. }) => ("ascending", " ↑"),
        Some(_) => ("descending", " ↓"),
    };
    let (turned, here) = (Arc::clone(table), Arc::clone(table));
    let button = el("button")
        .set("type", "button")
        .set("tabindex", "-1")
        .on("click", move |_| turned.turn(place))
        .say(move || app.lang.get().label(&title))
        .with(el("span").set("aria-hidden", "true").say(move || sort().1.to_owned()));
    let is_here = move || here.at.with(|now| *now == Some(At { row: None, column: at }));
    let id = (table.active_id(), is_here.clone());
    el("div")
        .set("role", "columnheader")
        .class(if is_number(&column.kind) { "num" } else { "" })
        .class_if("active", is_here)
        .maybe("id", move || id.1().then(|| id.0.clone()))
        .set("data-column", &column.id)
        .attr("aria-sort", move || sort().0.to_owned())
        .with(button)
}
