//! Which columns of a table are visible, and its export.

mod export;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use viewmodel::visible_columns::{MoveColumn, VisibleColumns};
use web_sys::HtmlElement;

use crate::components::each::Each;
use crate::components::leaf::{flag, t, text};
use crate::i18n::{DeferredMsg, Msg};
use crate::store::{App, TableView};
use export::ExportMenu;

/// The inside of the menu.
#[component]
pub fn TableMenu(
    /// The table.
    table: TableView,
) -> impl IntoView {
    let moved = RwSignal::new(None);
    view! {
        <Columns table moved />
        <Moved table moved />
        <ExportMenu table />
    }
}

/// A column that was moved, and its new position among all, from 0.
type MovedColumn = RwSignal<Option<(usize, usize)>>;

/// The columns: each can be shown, hidden and moved.
#[component]
fn Columns(
    /// The table.
    table: TableView,
    /// The column that was moved last.
    moved: MovedColumn,
) -> impl IntoView {
    let complete = move || table.columns.with(VisibleColumns::is_complete).to_string();
    let in_order = move || table.columns.with(|columns| columns.in_order().collect::<Vec<_>>());
    view! {
        <header>
            <h3>{t(DeferredMsg::Columns)}</h3>
            <span class="grow"></span>
            <button
                type="button"
                class="quiet"
                aria-disabled=text(complete)
                on:click=move |_| table.change_columns(VisibleColumns::show_all)
            >
                {t(DeferredMsg::AllColumns)}
            </button>
        </header>
        <ul>
            <Each each=in_order key=|place| place.to_string() let:place>
                <ColumnLine table place moved />
            </Each>
        </ul>
    }
}

/// A column with what can be done with it.
#[component]
fn ColumnLine(
    /// The table.
    table: TableView,
    /// The column's place in the profile.
    place: usize,
    /// The column that was moved last.
    moved: MovedColumn,
) -> impl IntoView {
    let app = expect_context::<App>();
    let id = table.spec().columns.get(place).map(|column| column.id.clone());
    view! {
        <li data-column=id>
            <label>
                <input
                    type="checkbox"
                    // The attribute would set only the initial state.
                    prop:checked=move || table.columns.with(|columns| columns.is_visible(place))
                    disabled=flag(move || table.columns.with(|columns| columns.is_last_visible(place)))
                    on:change=move |_| table.change_columns(|columns| columns.toggle(place))
                />
                <span>{text(move || title(app, table, place))}</span>
            </label>
            <Mover table place moved way=MoveColumn::Up />
            <Mover table place moved way=MoveColumn::Down />
        </li>
    }
}

/// The button that moves a column. At the end it stays, so that it keeps the focus.
#[component]
fn Mover(
    /// The table.
    table: TableView,
    /// The column's place in the profile.
    place: usize,
    /// The column that was moved last.
    moved: MovedColumn,
    /// Which way it moves.
    way: MoveColumn,
) -> impl IntoView {
    let app = expect_context::<App>();
    let name = move || {
        let column = &title(app, table, place);
        app.text(&match way {
            MoveColumn::Up => DeferredMsg::ColumnUp { column },
            MoveColumn::Down => DeferredMsg::ColumnDown { column },
        })
    };
    let ended = move || table.columns.with(|columns| !columns.can_move(place, way)).to_string();
    let press = move |event: MouseEvent| {
        if let Some(position) = table.change_columns(|columns| columns.move_column(place, way)) {
            moved.set(Some((place, position)));
        }
        let button: HtmlElement = event_target(&event);
        // A line that moves loses the focus.
        request_animation_frame(move || {
            let _ = button.focus();
        });
    };
    view! {
        <button
            type="button"
            class="quiet"
            aria-label=text(name)
            aria-disabled=text(ended)
            on:click=press
        >
            {match way {
                MoveColumn::Up => "↑",
                MoveColumn::Down => "↓",
            }}
        </button>
    }
}

/// Says where a column went.
#[component]
fn Moved(
    /// The table.
    table: TableView,
    /// The column that was moved last.
    moved: MovedColumn,
) -> impl IntoView {
    let app = expect_context::<App>();
    let sentence = move || {
        moved.get().map_or_else(String::new, |(place, position)| {
            let column = &title(app, table, place);
            app.text(&DeferredMsg::ColumnAt { column, at: position + 1, of: table.spec().columns.len() })
        })
    };
    view! { <p class="hidden" role="status">{text(sentence)}</p> }
}

/// A column's title; tracks the language.
fn title(app: App, table: TableView, place: usize) -> String {
    let spec = table.spec();
    let column = spec.columns.get(place);
    column.map_or_else(|| app.text(&Msg::Empty), |column| app.lang.get().label(&column.title))
}
