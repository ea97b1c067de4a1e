//! A column's heading.

use leptos::prelude::*;
use profile::is_number;
use viewmodel::cell_cursor::CellCursor;
use viewmodel::table_sort::ColumnSort;

use crate::components::leaf::{flag, maybe, text};
use crate::store::{App, TableView};

/// A column's heading: a click sorts, another turns the order round, a third takes it back.
#[component]
pub fn Heading(
    /// The table.
    table: TableView,
    /// Its position among the visible columns.
    position: usize,
    /// The column's place in the profile.
    place: usize,
) -> impl IntoView {
    let app = expect_context::<App>();
    let spec = table.spec();
    let column = spec.columns.get(place);
    let id = column.map(|column| column.id.clone());
    let number = column.is_some_and(|column| is_number(&column.kind));
    let sort = move || table.wanted.with(|wanted| ColumnSort::of(wanted.order, place));
    let active =
        move || table.cursor.with(|cursor| *cursor == Some(CellCursor { row: None, column: position }));
    let name = move || {
        spec.columns.get(place).map_or_else(String::new, |column| app.lang.get().label(&column.title))
    };
    view! {
        <div
            role="columnheader"
            class:num=number
            class:active=flag(active)
            id=maybe(move || active().then(|| table.active_id()))
            data-column=id
            aria-sort=text(move || sort().aria().to_owned())
        >
            <button type="button" tabindex="-1" on:click=move |_| table.cycle_sort(place)>
                {text(name)}
                <span aria-hidden="true">{text(move || sort().arrow().to_owned())}</span>
            </button>
        </div>
    }
}
