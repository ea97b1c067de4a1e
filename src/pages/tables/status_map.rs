//! The status map: a square for each row, coloured by a column.

use leptos::prelude::*;
use viewmodel::column_totals::{StatusSquare, status_map};

use crate::components::cell::status_class;
use crate::components::each::Each;
use crate::store::TableView;

/// A square for each row; a click opens the row. The table below says the same in words.
#[component]
pub fn StatusMap(
    /// The table.
    table: TableView,
    /// The column that colours, by its place in the profile.
    place: usize,
) -> impl IntoView {
    let spec = table.spec();
    let squares = move || {
        let squares = |rows: &model::Table| {
            let column = spec.columns.get(place)?;
            Some(table.shown(|shown| status_map(shown.rows(rows), place, &column.kind)))
        };
        table.rows(squares).flatten().unwrap_or_default()
    };
    // A row whose status changes has another square.
    let key = |square: &StatusSquare| format!("{}\u{1e}{}", square.key, status_class(square.status));
    view! {
        <div class="squares" aria-hidden="true">
            <Each each=squares key=key let:square>
                <i
                    class=format!("sq {}", status_class(square.status))
                    title=square.key.to_string()
                    on:click=move |_| table.open(square.key.clone())
                ></i>
            </Each>
        </div>
    }
}
