#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;

fn keys(count: usize) -> Vec<RowKey> {
    (0..count).map(|place| RowKey::from(format!("r{place}"))).collect()
}

fn at(row: Option<usize>, column: usize) -> CellCursor {
    CellCursor { row: row.map(|place| RowKey::from(format!("r{place}"))), column }
}

/// Where a key leads in a grid of `rows` rows, three columns and pages of four.
fn pressed(key: &str, ctrl: bool, cursor: Option<&CellCursor>, rows: usize) -> Option<CursorAction> {
    CursorAction::of(key, ctrl, cursor, GridShape { keys: &keys(rows), columns: 3, page: 4 })
}

fn moved(key: &str, ctrl: bool, cursor: Option<&CellCursor>, rows: usize) -> CellCursor {
    match pressed(key, ctrl, cursor, rows) {
        Some(CursorAction::Move { to, .. }) => to,
        other => panic!("{key} does not move: {other:?}"),
    }
}

#[test]
fn keys_move_the_cursor() {
    let table = [
        ("ArrowDown", false, at(Some(1), 1), at(Some(2), 1)),
        ("ArrowDown", false, at(None, 1), at(Some(0), 1)),
        ("ArrowDown", false, at(Some(9), 1), at(Some(9), 1)),
        ("ArrowUp", false, at(Some(1), 1), at(Some(0), 1)),
        ("ArrowUp", false, at(Some(0), 1), at(None, 1)),
        ("ArrowUp", false, at(None, 1), at(None, 1)),
        ("ArrowRight", false, at(Some(1), 1), at(Some(1), 2)),
        ("ArrowRight", false, at(Some(1), 2), at(Some(1), 2)),
        ("ArrowLeft", false, at(Some(1), 1), at(Some(1), 0)),
        ("ArrowLeft", false, at(Some(1), 0), at(Some(1), 0)),
        ("Home", false, at(Some(4), 2), at(Some(4), 0)),
        ("End", false, at(Some(4), 0), at(Some(4), 2)),
        ("Home", true, at(Some(4), 2), at(Some(0), 0)),
        ("End", true, at(Some(4), 0), at(Some(9), 2)),
        ("PageDown", false, at(Some(1), 1), at(Some(5), 1)),
        ("PageDown", false, at(Some(8), 1), at(Some(9), 1)),
        ("PageUp", false, at(Some(6), 1), at(Some(2), 1)),
        ("PageUp", false, at(Some(2), 1), at(Some(0), 1)),
        ("End", false, at(None, 0), at(None, 2)),
    ];
    for (key, ctrl, from, to) in table {
        assert_eq!(moved(key, ctrl, Some(&from), 10), to, "{key} at {from:?}");
    }
}

#[test]
fn the_first_key_shows_where_the_cursor_is() {
    assert_eq!(moved("ArrowDown", false, None, 10), at(Some(0), 0));
    assert_eq!(moved("ArrowUp", false, None, 10), at(None, 0));
    assert_eq!(moved("ArrowRight", false, None, 10), at(Some(0), 1));
}

#[test]
fn a_table_without_rows_has_its_heading() {
    for key in ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"] {
        for ctrl in [false, true] {
            assert_eq!(moved(key, ctrl, None, 0).row, None, "{key}");
        }
    }
    let nothing = CursorAction::of("End", true, None, GridShape { keys: &[], columns: 0, page: 1 });
    assert_eq!(nothing, Some(CursorAction::Move { to: at(None, 0), line: 0 }));
}

#[test]
fn a_row_that_is_gone_leaves_the_cursor_at_the_first() {
    assert_eq!(moved("ArrowRight", false, Some(&at(Some(77), 0)), 10), at(Some(0), 1));
    assert_eq!(moved("ArrowDown", false, Some(&at(Some(77), 0)), 10), at(Some(1), 0));
}

#[test]
fn a_column_that_is_hidden_leaves_the_cursor_at_the_last() {
    assert_eq!(moved("ArrowDown", false, Some(&at(Some(0), 8)), 10), at(Some(1), 2));
}

#[test]
fn enter_sorts_by_a_heading_and_opens_a_row() {
    assert_eq!(pressed("Enter", false, None, 10), Some(CursorAction::Nothing));
    assert_eq!(pressed("Enter", false, Some(&at(None, 2)), 10), Some(CursorAction::Sort { column: 2 }));
    assert_eq!(pressed("Enter", true, Some(&at(Some(3), 2)), 10), Some(CursorAction::Open("r3".into())));
}

#[test]
fn other_keys_are_not_the_grids() {
    for key in ["Tab", "a", " ", "Escape", "F5", "arrowdown", ""] {
        assert_eq!(pressed(key, false, Some(&at(Some(1), 1)), 10), None, "{key}");
    }
}

#[test]
fn a_move_names_the_line_to_reveal() {
    let line = |key, cursor: Option<&CellCursor>| match pressed(key, false, cursor, 10) {
        Some(CursorAction::Move { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    assert_eq!(line("ArrowDown", Some(&at(Some(2), 0))), 4);
    assert_eq!(line("ArrowUp", Some(&at(Some(0), 0))), 0);
}

#[test]
fn a_page_is_two_rows_less_than_fit() {
    for (height, rows) in [(-1, 1), (0, 1), (37, 1), (37 * 3, 1), (37 * 4, 2), (37 * 12 + 36, 10)] {
        assert_eq!(page_rows(height), rows, "{height}");
    }
}

#[test]
fn a_line_out_of_sight_is_scrolled_to() {
    let table = [
        // line, scroll_top, client_height, new position
        (0, 0, 370, Some(0)),
        (0, 500, 370, Some(0)),
        (1, 0, 370, None),
        (1, 10, 370, Some(0)),
        (9, 0, 370, None),
        (10, 0, 370, Some(37)),
        (100, 0, 370, Some(101 * 37 - 370)),
        (20, 740, 370, Some(19 * 37)),
        (21, 740, 370, None),
        (usize::MAX, 0, 370, Some(i32::MAX - 370)),
    ];
    for (line, top, height, position) in table {
        assert_eq!(scroll_into_view(line, top, height), position, "line {line} at {top}");
    }
}
