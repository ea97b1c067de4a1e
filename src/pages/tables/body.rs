//! The rows of a table, of which the visible ones are drawn, in what they scroll in.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;
use model::RowKey;
use viewmodel::drawn_rows::{PlacedRow, place};
use viewmodel::table_window::{RowWindow, aria_row_count, rows_scrolled};
use web_sys::HtmlElement;

use super::header::title;
use super::heading::Heading;
use super::keyboard;
use super::row::Row;
use crate::components::each::Each;
use crate::components::leaf::{flag, maybe, text};
use crate::components::press::Press;
use crate::i18n::format;
use crate::store::{App, TableView};

/// What the rows scroll in.
#[component]
pub fn Body(
    /// The table.
    table: TableView,
) -> impl IntoView {
    let scrolled = RwSignal::new(0_usize);
    let scroll = NodeRef::<html::Div>::new();
    let on_scroll = move |event: Event| {
        let rows = rows_scrolled(event_target::<HtmlElement>(&event).scroll_top());
        if rows != scrolled.get_untracked() {
            scrolled.set(rows);
        }
    };
    view! {
        <div
            class="scroll"
            data-testid="table-scroll"
            node_ref=scroll
            hidden=flag(move || table.as_of().is_none())
            on:scroll=on_scroll
        >
            <Grid table scroll scrolled />
        </div>
    }
}

/// The grid. It has the focus, and names the cell that the keyboard is at.
#[component]
fn Grid(
    /// The table.
    table: TableView,
    /// What it scrolls in.
    scroll: NodeRef<html::Div>,
    /// How many rows are above the visible ones.
    scrolled: RwSignal<usize>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let template = move || {
        let spec = table.spec();
        let track = |place: usize| match spec.columns.get(place).and_then(|column| column.width) {
            // The cells of a row keep room at both sides, and on a narrow page nothing is wider than half of it.
            Some(width) => format!("min({width}ch + 2rem, 50vw)"),
            None => "minmax(max-content, auto)".to_owned(),
        };
        table.columns.with(|columns| columns.places().map(track).collect::<Vec<_>>().join(" "))
    };
    let active = move || table.cursor.with(Option::is_some).then(|| table.active_id());
    let window = move || RowWindow::new(scrolled.get(), table.count());
    let drawn = Memo::new(move |before: Option<&Vec<PlacedRow>>| {
        let range = window().drawn();
        place(range.start, table.keys_at(range), before.map_or(&[], Vec::as_slice))
    });
    let elements = move || drawn.with(|drawn| drawn.iter().map(|row| row.element).collect());
    let stale = move || {
        app.tick.track();
        table.is_stale().to_string()
    };
    let press = Press::on(".row[data-key]", move |pressed| {
        if let Some(key) = pressed.key.filter(|_| !pressed.on_link) {
            table.open(RowKey::from(key));
        }
    });
    view! {
        <div
            class="grid"
            role="grid"
            tabindex="0"
            aria-label=text(move || title(app, table))
            aria-activedescendant=maybe(active)
            aria-colcount=table.spec().columns.len().to_string()
            aria-rowcount=text(move || aria_row_count(table.count()).to_string())
            style:grid-template-columns=text(template)
            data-testid="table"
            data-table=table.id().to_string()
            data-hub=table.hub.id().to_string()
            data-as-of=text(move || table.as_of().map(format::iso).unwrap_or_default())
            data-stale=text(stale)
            on:keydown=move |event| keyboard::on_key(table, scroll, &event)
            on:pointerdown=move |event| press.down(&event)
            on:pointerup=move |event| press.up(&event)
            on:click=move |event| press.click(&event)
        >
            <Headings table />
            <Spacer height=move || window().px_above() />
            <Each each=elements key=usize::to_string let:element>
                <Row table element drawn />
            </Each>
            <Spacer height=move || window().px_below() />
        </div>
    }
}

/// The heading row.
#[component]
fn Headings(
    /// The table.
    table: TableView,
) -> impl IntoView {
    let headings = move || {
        let places: Vec<usize> = table.columns.with(|columns| columns.places().collect());
        let heading = |(position, place)| view! { <Heading table position place /> }.into_any();
        places.into_iter().enumerate().map(heading).collect::<Vec<_>>().into_any()
    };
    view! {
        <div role="row" class="row head" aria-rowindex="1">
            {move || headings()}
        </div>
    }
}

/// Stands for the rows that are not drawn.
#[component]
fn Spacer(
    /// How high it is (CSS pixels).
    height: impl Fn() -> usize + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <div class="spacer" role="presentation" style:block-size=text(move || format!("{}px", height()))></div>
    }
}
