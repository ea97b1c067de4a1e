//! A hub's tables: ARIA grids of which only the visible rows are drawn.

use leptos::ev::Event;
use leptos::prelude::*;
use model::{Cell, Held, Order, RowKey, Stamp, TableId, View};
use profile::{Column, ColumnKind, Status};

use super::dynamic::{IntoPart, Part, each, flag, item, maybe, say, show, truth};
use crate::browser::clock;
use crate::i18n::{Lang, Msg, format};
use crate::state::{App, Hub};
use session::State;

/// Height of a row (CSS pixels); `table.css` says the same.
const ROW_PX: usize = 37;
/// Rows drawn at a time.
const WINDOW: usize = 60;
/// Rows drawn above the visible ones.
const ABOVE: usize = 15;
/// A changed cell is tinted this long (milliseconds).
const FLASH: i64 = 1_500;

/// All tables of a hub, or the one that is asked for.
#[component]
pub fn Tables(
    /// The state.
    app: App,
    /// The hub.
    hub: Hub,
    /// Only this table.
    only: Option<String>,
) -> impl IntoView {
    let ids =
        hub.read(|session| session.profile().tables.iter().map(|spec| spec.id.clone()).collect::<Vec<_>>());
    let wanted = move |id: &TableId| only.as_deref().is_none_or(|only| only == id.as_str());
    ids.into_iter().filter(wanted).map(|id| view! { <TablePanel app hub id /> }).collect_view()
}

/// A table with its title, freshness and filter.
#[component]
fn TablePanel(
    /// The state.
    app: App,
    /// Its hub.
    hub: Hub,
    /// Its id.
    id: TableId,
) -> impl IntoView {
    let spec = hub.read(|session| session.profile().table(id.as_str()).cloned());
    let Some(spec) = spec else { return ().part() };
    let wanted = RwSignal::new(View::default());
    let scrolled = RwSignal::new(0_usize);
    let id = StoredValue::new(id);
    let columns = StoredValue::new(spec.columns.clone());
    let keys = Memo::new(move |_| {
        hub.tables.track();
        let view = wanted.get();
        hub.read(|session| {
            let table = session.table(&id.get_value());
            table.map_or_else(Vec::new, |table| {
                table.view(&view).iter().map(|row| row.key.clone()).collect::<Vec<_>>()
            })
        })
    });
    let window = Memo::new(move |_| keys.with(|keys| first_drawn(scrolled.get(), keys.len())));
    let drawn = move || {
        let first = window.get();
        keys.with(|keys| keys.iter().skip(first).take(WINDOW).cloned().collect::<Vec<_>>())
    };
    let as_of = move || {
        hub.tables.track();
        hub.read(|session| session.table(&id.get_value()).and_then(model::Table::as_of))
    };
    let stale = move || {
        app.tick.track();
        hub.tables.track();
        hub.read(|session| session.is_stale(clock::now(), &id.get_value()))
    };
    let total = move || {
        hub.tables.track();
        hub.read(|session| session.table(&id.get_value()).map_or(0, |table| table.rows().len()))
    };
    let fresh = move || {
        let lang = app.lang.get();
        let mut parts = Vec::new();
        if let Some(at) = as_of() {
            parts.push(lang.text(&Msg::AsOf { time: &format::clock(lang, at.0) }));
        }
        if let Some(every) = hub.read(|session| session.poll_interval(&id.get_value())) {
            parts.push(lang.text(&Msg::Every { seconds: every / 1_000 }));
        }
        parts.join(" · ")
    };
    let title = spec.title.clone();
    let title = StoredValue::new(title);
    let label = move || app.lang.get().label(&title.get_value());
    let on_scroll = move |event: Event| {
        let body: web_sys::HtmlElement = event_target(&event);
        scrolled.set(usize::try_from(body.scroll_top()).unwrap_or(0) / ROW_PX);
    };
    let above = move || format!("{}px", window.get() * ROW_PX);
    let below = move || {
        let undrawn = keys.with(Vec::len).saturating_sub(window.get() + WINDOW);
        format!("{}px", undrawn * ROW_PX)
    };
    let template = format!("repeat({}, minmax(max-content, auto))", spec.columns.len());
    view! {
        <section class="panel table-panel">
            <header>
                <h2>{say(label)}</h2>
                <small>{say(fresh)}</small>
                <span class="pill warn" hidden=flag(move || !stale())>{app.t(Msg::StaleTable)}</span>
                <span class="grow"></span>
                <small class="count" hidden=flag(move || as_of().is_none())>{say(move || app.t(Msg::Rows { count: total() })())}</small>
                <input
                    type="search"
                    placeholder=app.t(Msg::FilterRows)
                    aria-label=app.t(Msg::FilterRows)
                    on:input=move |event| wanted.update(|wanted| wanted.filter = event_target_value(&event))
                />
            </header>
            <TableState app hub id keys />
            <div class="scroll" tabindex="0" role="group" aria-label=say(label) on:scroll=on_scroll hidden=flag(move || as_of().is_none())>
                <div
                    class="grid"
                    role="grid"
                    aria-label=say(label)
                    style:grid-template-columns=template
                    data-testid="table"
                    data-table=id.get_value().to_string()
                    data-hub=hub.id().to_string()
                    aria-rowcount=say(move || (keys.with(Vec::len) + 1).to_string())
                    data-as-of=maybe(move || as_of().map(|at| format::iso(at.0)))
                    data-stale=truth(stale)
                >
                    <div role="row" class="row head" aria-rowindex="1">
                        {spec
                            .columns
                            .into_iter()
                            .enumerate()
                            .map(|(place, column)| view! { <Heading app column place wanted /> })
                            .collect_view()}
                    </div>
                    <div class="spacer" role="presentation" style:block-size=say(above)></div>
                    {each(move || drawn().into_iter().map(|key| item(key.to_string(), move || view! { <RowView app hub id columns keys key=key.clone() /> }.part())).collect())}
                    <div class="spacer" role="presentation" style:block-size=say(below)></div>
                </div>
            </div>
        </section>
    }
    .part()
}

/// The first row to draw, in steps, so that scrolling does not redraw at every pixel.
fn first_drawn(scrolled: usize, rows: usize) -> usize {
    let first = scrolled.saturating_sub(ABOVE) / ABOVE * ABOVE;
    first.min(rows.saturating_sub(WINDOW))
}

/// Loading, empty and failed.
#[component]
fn TableState(
    /// The state.
    app: App,
    /// Its hub.
    hub: Hub,
    /// The table.
    id: StoredValue<TableId>,
    /// Keys of the rows that the filter lets through.
    keys: Memo<Vec<RowKey>>,
) -> impl IntoView {
    let known = move || {
        hub.tables.track();
        hub.read(|session| {
            let id = id.get_value();
            let table = session.table(&id);
            let as_of = table.and_then(model::Table::as_of).is_some();
            (
                as_of,
                table.is_some_and(|table| !table.rows().is_empty()),
                session.poll_error(&id).map(str::to_owned),
            )
        })
    };
    show(move || {
        let (as_of, rows, error) = known();
        let failed = error.map(|why| {
            let heard = matches!(hub.state(clock::now()), State::Online { .. });
            let text = if heard { Msg::TableFailed { why: &why } } else { Msg::TableUnreached };
            let class = if as_of { "failed" } else { "failed empty" };
            view! { <p class=class role="status">{app.lang.get().text(&text)}</p> }
        });
        let state = match (as_of, rows, keys.with(Vec::is_empty)) {
            (false, ..) if failed.is_some() => None,
            (false, ..) => Some(
                view! {
                    <div class="skeleton late" role="status" aria-label=app.t(Msg::Loading)>
                        <i></i>
                        <i></i>
                        <i></i>
                    </div>
                }
                .part(),
            ),
            (true, false, _) => Some(view! { <p class="empty">{app.t(Msg::NoRows)}</p> }.part()),
            (true, true, true) => Some(view! { <p class="empty">{app.t(Msg::NoMatch)}</p> }.part()),
            _ => None,
        };
        (failed, state).part()
    })
}

/// A column's heading: a click sorts, another turns the order round, a third takes it back.
#[component]
fn Heading(
    /// The state.
    app: App,
    /// The column.
    column: Column,
    /// Its place.
    place: usize,
    /// What is wanted of the table.
    wanted: RwSignal<View>,
) -> impl IntoView {
    let order = move || wanted.with(|wanted| wanted.order.filter(|order| order.column == place));
    let sort = move || match order() {
        None => "none",
        Some(Order { descending: false, .. }) => "ascending",
        Some(_) => "descending",
    };
    let turn = move |_| {
        let next = match order() {
            None => Some(Order { column: place, descending: false }),
            Some(Order { descending: false, .. }) => Some(Order { column: place, descending: true }),
            Some(_) => None,
        };
        wanted.update(|wanted| wanted.order = next);
    };
    let arrow = move || match sort() {
        "ascending" => " ↑",
        "descending" => " ↓",
        _ => "",
    };
    let number = is_number(&column.kind);
    view! {
        <div role="columnheader" aria-sort=say(sort) class:num=number data-column=column.id.clone()>
            <button type="button" on:click=turn>
                {say(move || app.lang.get().label(&column.title))}
                <span aria-hidden="true">{arrow}</span>
            </button>
        </div>
    }
}

/// A row.
#[component]
fn RowView(
    /// The state.
    app: App,
    /// Its hub.
    hub: Hub,
    /// The table.
    id: StoredValue<TableId>,
    /// The columns.
    columns: StoredValue<Vec<Column>>,
    /// Keys of all rows that the filter lets through.
    keys: Memo<Vec<RowKey>>,
    /// Its key.
    key: RowKey,
) -> impl IntoView {
    let held = {
        let key = key.clone();
        Memo::new(move |_| {
            hub.tables.track();
            hub.read(|session| session.table(&id.get_value()).and_then(|table| table.get(&key).cloned()))
        })
    };
    let index = {
        let key = key.clone();
        Memo::new(move |_| {
            keys.with(|keys| keys.iter().position(|other| *other == key)).map_or(0, |place| place + 2)
        })
    };
    let removed = move || held.with(|held| held.as_ref().is_some_and(|held| held.removed));
    let cells = columns.with_value(|columns| {
        let cell = |(place, column): (usize, &Column)| {
            let column = column.clone();
            let (id, number, title) = (column.id.clone(), is_number(&column.kind), column.title.clone());
            let flash = move || {
                let changed = |held: &Held| held.changed_at.filter(|_| held.changed.contains(&place));
                let at = held.with(|held| held.as_ref().and_then(changed));
                at.is_some_and(|at| app.tick.get().0 - at.0 < FLASH)
            };
            view! {
                <div
                    role="gridcell"
                    data-column=id
                    data-label=say(move || app.lang.get().label(&title))
                    class:num=number
                    class:flash=flag(flash)
                >
                    {show(move || {
                        let cell = |held: &Option<Held>| held.as_ref().and_then(|held| held.cells.get(place).cloned());
                        draw(app, hub, &column.kind, &held.with(cell).unwrap_or_default())
                    })}
                </div>
            }
        };
        columns.iter().enumerate().map(cell).collect_view()
    });
    view! {
        <div
            role="row"
            class="row"
            data-key=key.to_string()
            aria-rowindex=say(move || index.get().to_string())
            data-removed=maybe(move || removed().then_some("true"))
        >
            {cells}
        </div>
    }
}

fn is_number(kind: &ColumnKind) -> bool {
    use ColumnKind::{Bytes, Duration, Integer, Number, Percent};
    matches!(kind, Integer | Number | Bytes | Duration { .. } | Percent)
}

/// A cell as its column draws it. Whatever the hub says is only ever text.
fn draw(app: App, hub: Hub, kind: &ColumnKind, cell: &Cell) -> Part {
    let lang = app.lang.get();
    match (kind, cell) {
        (_, Cell::Empty) => view! { <span class="muted">{app.t(Msg::Empty)}</span> }.part(),
        (ColumnKind::Status(labels), Cell::Text(word)) => {
            let known = labels.iter().find(|label| label.word == *word);
            let class = format!("pill {}", known.map_or("", |label| status_class(label.status)));
            let text = known.map_or_else(|| word.clone(), |label| lang.label(&label.label));
            view! { <span class=class>{text}</span> }.part()
        }
        (ColumnKind::Time(_), Cell::Time(stamp)) => moment(app, hub, stamp).part(),
        (ColumnKind::Link, Cell::Text(link))
            if link.starts_with("https://") || link.starts_with("http://") =>
        {
            view! { <a href=link.clone() target="_blank" rel="noopener noreferrer">{link.clone()}</a> }.part()
        }
        (kind, cell) => text(lang, kind, cell).part(),
    }
}

fn moment(app: App, hub: Hub, stamp: &Stamp) -> impl IntoView + use<> {
    let at = hub.read(|session| session.resolve(stamp)).0;
    let title = format::moment(app.lang.get(), at);
    view! {
        <time datetime=format::iso(at) title=title>
            {say(move || format::relative(app.lang.get(), at, app.tick.get().0))}
        </time>
    }
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
