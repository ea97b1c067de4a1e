//! The keyboard in a grid: what a key does is decided by `viewmodel`, here it is done.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use viewmodel::cell_cursor::{CursorAction, GridShape, page_rows, scroll_into_view};
use viewmodel::visible_columns::VisibleColumns;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::store::TableView;

/// A key was pressed in the grid. `scroll` is what its rows scroll in.
pub fn on_key(table: TableView, scroll: NodeRef<html::Div>, event: &KeyboardEvent) {
    let Some(scroll) = scroll.get_untracked() else { return };
    let columns = table.columns.with_untracked(VisibleColumns::len);
    let page = page_rows(scroll.client_height());
    let keys = &untrack(|| table.keys_at(0..table.count()));
    let cursor = table.cursor.get_untracked();
    let grid = GridShape { keys, columns, page };
    let action = CursorAction::of(&event.key(), event.ctrl_key(), cursor.as_ref(), grid);
    let Some(action) = action else { return };
    event.prevent_default();
    match action {
        CursorAction::Move { to, line } => {
            if let Some(top) = scroll_into_view(line, scroll.scroll_top(), scroll.client_height()) {
                scroll.set_scroll_top(top);
            }
            table.cursor.set(Some(to));
            request_animation_frame(move || reveal(&table.active_id()));
        }
        CursorAction::Sort { column } => {
            if let Some(place) = table.columns.with_untracked(|columns| columns.get(column)) {
                table.cycle_sort(place);
            }
        }
        CursorAction::Open(key) => table.open(key),
        CursorAction::Nothing => {}
    }
}

/// Scroll as little as brings an element into view.
fn reveal(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let how = ScrollIntoViewOptions::new();
    how.set_block(ScrollLogicalPosition::Nearest);
    how.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&how);
}
