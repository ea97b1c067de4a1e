//! Moving through a grid by keyboard: arrows, Home and End, pages, Enter (ARIA Authoring Practices, "Grid Pattern").
//!
//! The grid has the focus and names the cell that is meant; so that cell may leave the page and come back as rows are
//! scrolled. The cursor names its row by key: a row that is sorted elsewhere takes the cursor along.

use model::RowKey;

use crate::table_window::ROW_PX;

/// The cell at which the keyboard is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellCursor {
    /// The row; `None` is the heading.
    pub row: Option<RowKey>,
    /// Position among the visible columns.
    pub column: usize,
}

/// The grid that a cursor moves in.
#[derive(Clone, Copy, Debug)]
pub struct GridShape<'a> {
    /// Keys of the rows, in order.
    pub keys: &'a [RowKey],
    /// How many columns are visible.
    pub columns: usize,
    /// How many rows PageDown and PageUp go: [`page_rows`].
    pub page: usize,
}

/// What a key does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CursorAction {
    /// The cursor moves.
    Move {
        /// There.
        to: CellCursor,
        /// The line of the grid that has to come into view: 0 is the heading. See [`scroll_into_view`].
        line: usize,
    },
    /// Sort by the column at this position among the visible ones.
    Sort {
        /// Its position.
        column: usize,
    },
    /// Open a row.
    Open(RowKey),
    /// Nothing, but the key is the grid's.
    Nothing,
}

impl CursorAction {
    /// What a key (by its `KeyboardEvent.key`) does where the cursor is. `None`: the key is not the grid's, and the
    /// browser's own action holds. For every other one the view prevents that: also for Enter, since what opens takes
    /// the focus, and the same key would press the first button in it.
    #[must_use]
    pub fn of(key: &str, ctrl: bool, cursor: Option<&CellCursor>, grid: GridShape<'_>) -> Option<Self> {
        let GridShape { keys, columns, page } = grid;
        let line = line_of(cursor, keys);
        let column = cursor.map_or(0, |cursor| cursor.column);
        let (last_line, last_column) = (keys.len(), columns.saturating_sub(1));
        let (line, column) = match (key, ctrl) {
            // The first key shows where the cursor is.
            ("ArrowDown", _) => (line.saturating_add(usize::from(cursor.is_some())), column),
            ("ArrowUp", _) => (line.saturating_sub(1), column),
            ("ArrowRight", _) => (line, column.saturating_add(1)),
            ("ArrowLeft", _) => (line, column.saturating_sub(1)),
            ("Home", false) => (line, 0),
            ("End", false) => (line, last_column),
            ("Home", true) => (1, 0),
            ("End", true) => (last_line, last_column),
            ("PageDown", _) => (line.saturating_add(page), column),
            ("PageUp", _) => (line.saturating_sub(page).max(1), column),
            ("Enter", _) => return Some(Self::enter(cursor)),
            _ => return None,
        };
        let (line, column) = (line.min(last_line), column.min(last_column));
        let row = line.checked_sub(1).and_then(|place| keys.get(place)).cloned();
        Some(Self::Move { to: CellCursor { row, column }, line })
    }

    /// Enter sorts by a heading and opens a row.
    fn enter(cursor: Option<&CellCursor>) -> Self {
        match cursor {
            None => Self::Nothing,
            Some(CellCursor { row: None, column }) => Self::Sort { column: *column },
            Some(CellCursor { row: Some(key), .. }) => Self::Open(key.clone()),
        }
    }
}

/// The line of the grid that the cursor is in: 0 is the heading. Without a cursor, and where its row is gone, the first
/// row.
fn line_of(cursor: Option<&CellCursor>, keys: &[RowKey]) -> usize {
    match cursor.map(|cursor| &cursor.row) {
        None => 1,
        Some(None) => 0,
        Some(Some(key)) => {
            keys.iter().position(|other| other == key).map_or(1, |place| place.saturating_add(1))
        }
    }
}

/// How many rows a page is, in what scrolls and is this high (CSS pixels): two less than fit, so that the user sees
/// where they came from.
#[must_use]
pub fn page_rows(client_height: i32) -> usize {
    let rows = usize::try_from(client_height).unwrap_or(0) / ROW_PX;
    rows.saturating_sub(2).max(1)
}

/// The scroll position that brings a line of the grid into view, where it is not; in CSS pixels. Lines that are not
/// drawn cannot be revealed by the browser. The heading, which stays in view, covers one row.
#[must_use]
pub fn scroll_into_view(line: usize, scroll_top: i32, client_height: i32) -> Option<i32> {
    let pixels = |rows: usize| i32::try_from(rows.saturating_mul(ROW_PX)).unwrap_or(i32::MAX);
    let above = pixels(line.saturating_sub(1));
    let below = pixels(line.saturating_add(1));
    if line == 0 || above < scroll_top {
        Some(above)
    } else if below > scroll_top.saturating_add(client_height) {
        Some(below.saturating_sub(client_height))
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
