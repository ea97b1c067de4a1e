//! A row of a table.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::{Cell, RowKey};
use profile::Column;
use wasm_bindgen::JsCast;

use crate::components::cell::{CellText, is_number};
use crate::components::leaf::{maybe, text};
use crate::store::{App, TableView};

/// A changed cell is tinted this long (milliseconds).
const FLASH_MS: i64 = 1_500;

/// A row. A click opens it.
///
/// The rows are the page's hot path: all of them look at the session whenever their table changes. So a row has one
/// memo that reads all its cells, and one effect that draws them; the effect runs only where what is read differs,
/// and the renderer then writes only to the cells that do.
#[component]
pub fn Row(
    /// The table.
    table: TableView,
    /// The visible columns, by their place in the profile.
    places: StoredValue<Vec<usize>>,
    /// Its key.
    key: RowKey,
    /// `aria-rowindex`.
    index: Signal<usize>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let columns: Vec<(usize, Column)> = places.with_value(|places| {
        places.iter().filter_map(|place| Some((*place, table.column(*place)?))).collect()
    });
    let columns = StoredValue::new(columns);
    let name = key.to_string();
    let opened = key.clone();
    let open = move |event: MouseEvent| {
        if !is_link(&event) {
            table.open(opened.clone());
        }
    };
    let stored_key = StoredValue::new(key);
    let removed = Memo::new(move |_| {
        let removed = |rows: &model::Table| stored_key.with_value(|key| rows.get(key).map(|row| row.removed));
        table.rows(removed).flatten().unwrap_or(false)
    });
    // The position of the cell that the keyboard is at, where it is in this row.
    let cursor = Memo::new(move |_| {
        table.cursor.with(|cursor| {
            let here = cursor
                .as_ref()
                .filter(|cursor| stored_key.with_value(|key| cursor.row.as_ref() == Some(key)));
            here.map(|cursor| cursor.column)
        })
    });
    let cells = Memo::new(move |_| {
        columns.with_value(|columns| stored_key.with_value(|key| read_cells(app, table, key, columns)))
    });
    view! {
        <div
            role="row"
            class="row"
            data-key=name
            data-removed=maybe(move || removed.get().then(|| "true".to_owned()))
            aria-rowindex=text(move || index.get().to_string())
            on:click=open
        >
            {move || {
                let lang = app.lang.get();
                let active = cursor.get();
                let cell = |(position, (drawn, (_, column))): (usize, (DrawnCell, &(usize, Column)))| {
                    let here = active == Some(position);
                    view! {
                        <div
                            role="gridcell"
                            class:num=is_number(&column.kind)
                            class:flash=drawn.flash
                            class:active=here
                            id=here.then(|| table.active_id())
                            data-column=column.id.clone()
                            data-label=lang.label(&column.title)
                        >
                            {drawn.text.view()}
                        </div>
                    }
                };
                columns.with_value(|columns| cells.get().into_iter().zip(columns).enumerate().map(cell).collect_view())
            }}
        </div>
    }
}

/// A cell as it is drawn.
#[derive(Clone, Debug, PartialEq)]
struct DrawnCell {
    text: CellText,
    /// It changed a moment ago.
    flash: bool,
}

/// The cells of a row; none where the row is gone.
fn read_cells(app: App, table: TableView, key: &RowKey, columns: &[(usize, Column)]) -> Vec<DrawnCell> {
    let (lang, now) = (app.lang.get(), app.tick.get().0);
    table.read(|session, id| {
        let Some(row) = session.table(id).and_then(|table| table.get(key)) else { return Vec::new() };
        let cell = |(place, column): &(usize, Column)| {
            let changed_at = row.changed_at.filter(|_| row.changed.contains(place));
            let cell = row.cells.get(*place).unwrap_or(&Cell::Empty);
            DrawnCell {
                text: CellText::of(session, lang, now, &column.kind, cell),
                flash: changed_at.is_some_and(|at| now - at.0 < FLASH_MS),
            }
        };
        columns.iter().map(cell).collect()
    })
}

fn is_link(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest("a").ok().flatten().is_some())
}
