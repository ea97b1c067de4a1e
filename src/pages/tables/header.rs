//! What stands above a table: its title, how old it is, the filter, and what can be done with it.

use leptos::prelude::*;
use model::Table;

use super::offered_actions::OfferedActions;
use crate::components::icon::{Icon, IconName};
use crate::components::later::Later;
use crate::components::leaf::{flag, t, text};
use crate::components::when::When;
use crate::i18n::{Msg, format};
use crate::paths::{Route, href};
use crate::store::{App, Part, TableView};

/// What stands above a table.
#[component]
pub fn TableHeader(
    /// The table.
    table: TableView,
    /// It is alone on its page: then its title is no link to that.
    alone: bool,
) -> impl IntoView {
    let app = expect_context::<App>();
    let stale = move || {
        app.tick.track();
        table.is_stale()
    };
    let withheld = move || {
        let withheld = |session: &session::Session| session.withheld(&table.id()).is_some();
        table.hub.read_connection(withheld)
    };
    let filter = move |event| table.wanted.update(|wanted| wanted.filter = event_target_value(&event));
    view! {
        <header>
            <Title table alone />
            <small>{text(move || freshness(app, table))}</small>
            <span class="pill warn" hidden=flag(move || !stale())>{t(Msg::StaleTable)}</span>
            <span class="grow"></span>
            <small class="count" hidden=flag(move || table.as_of().is_none())>
                {text(move || rows_text(app, table))}
            </small>
            <input
                type="search"
                placeholder=t(Msg::FilterRows)
                aria-label=t(Msg::FilterRows)
                value=table.wanted.with_untracked(|wanted| wanted.filter.clone())
                on:input=filter
            />
            <OfferedActions
                hub=table.hub
                place=format!("table:{}", table.id())
                hidden=flag(withheld)
            />
            <MenuOpener table />
        </header>
    }
}

/// The title; a link to the table's own page, unless this is it.
#[component]
fn Title(
    /// The table.
    table: TableView,
    /// This is its own page.
    alone: bool,
) -> impl IntoView {
    let app = expect_context::<App>();
    let address = move || format!("{}{}", href(&Route::table(&table.hub.id(), &table.id())), table.query());
    let title = text(move || title(app, table));
    view! {
        <h2>
            {match alone {
                true => title.into_any(),
                false => view! { <a href=text(address)>{title}</a> }.into_any(),
            }}
        </h2>
    }
}

/// The button of the table's menu, with the menu, which comes when it is first opened.
#[component]
fn MenuOpener(
    /// The table.
    table: TableView,
) -> impl IntoView {
    let app = expect_context::<App>();
    let opened = RwSignal::new(false);
    let id = format!("menu-{}", table.active_id());
    let name = text(move || app.text(&Msg::TableMenu { table: &title(app, table) }));
    view! {
        <button
            type="button"
            class="bell quiet"
            data-testid="table-menu"
            popovertarget=id.clone()
            aria-label=name.clone()
            on:click=move |_| opened.set(true)
        >
            <Icon icon=IconName::Columns />
        </button>
        <div
            id=id
            popover="auto"
            class="popover menu"
            data-testid="table-menu-box"
            role="group"
            aria-label=name
        >
            <When is=flag(move || opened.get())>
                <Later part=Part::TableMenu(table) />
            </When>
        </div>
    }
}

/// What is older says its day, too (milliseconds).
const HALF_A_DAY: i64 = 12 * 3_600_000;

/// The table's title; tracks the language.
pub fn title(app: App, table: TableView) -> String {
    app.lang.get().label(&table.spec().title)
}

/// How old it is and how often it comes.
fn freshness(app: App, table: TableView) -> String {
    let lang = app.lang.get();
    table.hub.signals.connection.track();
    let as_of = table.as_of().map(|at| {
        let is_old = app.tick.get_untracked().0.saturating_sub(at) > HALF_A_DAY;
        let write = if is_old { format::moment } else { format::clock };
        lang.text(&Msg::AsOf { time: &write(lang, at) })
    });
    let every = table.read(|session, id| session.poll_interval(id));
    let every = every.map(|every| lang.text(&Msg::Every { seconds: every / 1_000 }));
    as_of.into_iter().chain(every).collect::<Vec<_>>().join(" · ")
}

fn row_count(table: TableView) -> usize {
    table.rows(Table::present).unwrap_or(0)
}

/// How many rows there are, and how many of them the hub listed where it has more.
fn rows_text(app: App, table: TableView) -> String {
    let number = |count: i128| format::integer(app.lang.get(), count);
    let count = &number(row_count(table) as i128);
    match table.read(|session, id| session.table(id).and_then(model::Table::part)) {
        None => app.text(&Msg::Rows { count }),
        Some(model::PartOf::Count(all)) => app.text(&Msg::RowsOf { count, all: &number(all.into()) }),
        Some(model::PartOf::More) => app.text(&Msg::RowsOfMore { count }),
    }
}
