//! Moving through a table by keyboard: arrows, Home and End, pages, Enter. The grid has the focus, and says
//! which of its cells is meant; so the cell may leave the page and come back as rows are scrolled.

use std::sync::Arc;

use leptos::prelude::*;
use model::RowKey;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use super::{ROW_PX, Table};

/// Where the keyboard is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The row; `None` is the heading.
    pub row: Option<RowKey>,
    /// Place among the columns that are shown.
    pub column: usize,
}

/// A key was pressed in the grid. `scroll` is what its rows scroll in.
pub fn pressed(table: &Arc<Table>, keys: &[RowKey], scroll: &HtmlElement, event: &Event) {
    let event: &KeyboardEvent = event.unchecked_ref();
    let columns = table.shown.with_untracked(Vec::len);
    let at = table.at.get_untracked();
    let row = match &at {
        None => 1,
        Some(At { row: None, .. }) => 0,
        Some(At { row: Some(key), .. }) => {
            keys.iter().position(|other| other == key).map_or(1, |row| row + 1)
        }
    };
    let column = at.as_ref().map_or(0, |at| at.column);
    let (last, end) = (keys.len(), columns.saturating_sub(1));
    let page = usize::try_from(scroll.client_height()).unwrap_or(0) / ROW_PX;
    let page = page.saturating_sub(2).max(1);
    let (row, column) = match (event.key().as_str(), event.ctrl_key()) {
        ("ArrowDown", _) => (row + usize::from(at.is_some()), column),
        ("ArrowUp", _) => (row.saturating_sub(1), column),
        ("ArrowRight", _) => (row, column + 1),
        ("ArrowLeft", _) => (row, column.saturating_sub(1)),
        ("Home", false) => (row, 0),
        ("End", false) => (row, end),
        ("Home", true) => (1, 0),
        ("End", true) => (last, end),
        ("PageDown", _) => (row + page, column),
        ("PageUp", _) => (row.saturating_sub(page).max(1), column),
        ("Enter", _) => {
            // What opens takes the focus; the same key would press the first button in it.
            event.prevent_default();
            return act(table, at);
        }
        _ => return,
    };
    event.prevent_default();
    let (row, column) = (row.min(last), column.min(end));
    bring_into_view(scroll, row);
    let key = row.checked_sub(1).and_then(|row| keys.get(row)).cloned();
    table.at.set(Some(At { row: key, column }));
}

/// Enter sorts by a heading and opens a row.
fn act(table: &Arc<Table>, at: Option<At>) {
    match at {
        None => {}
        Some(At { row: None, column }) => {
            if let Some(place) = table.shown.with_untracked(|shown| shown.get(column).copied()) {
                table.turn(place);
            }
        }
        Some(At { row: Some(key), .. }) => table.open(key),
    }
}

/// Rows that are not drawn cannot be revealed: scroll to where the row will be. The heading covers one row.
fn bring_into_view(scroll: &HtmlElement, row: usize) {
    let pixels = |rows: usize| i32::try_from(rows * ROW_PX).unwrap_or(i32::MAX);
    let (top, height) = (scroll.scroll_top(), scroll.client_height());
    if row == 0 || pixels(row - 1) < top {
        scroll.set_scroll_top(pixels(row.saturating_sub(1)));
    } else if pixels(row + 1) > top + height {
        scroll.set_scroll_top(pixels(row + 1) - height);
    }
}
