#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use proptest::prelude::*;

#[test]
fn the_window_follows_in_steps_and_ends_with_the_rows() {
    let table = [
        // scrolled, rows, drawn
        (0, 0, 0..0),
        (0, 1, 0..1),
        (0, 60, 0..60),
        (40, 60, 0..60),
        (0, 61, 0..60),
        (29, 1_000, 0..60),
        (30, 1_000, 15..75),
        (44, 1_000, 15..75),
        (45, 1_000, 30..90),
        (980, 1_000, 940..1_000),
        (usize::MAX, 1_000, 940..1_000),
        (500, 10, 0..10),
    ];
    for (scrolled, rows, drawn) in table {
        assert_eq!(RowWindow::new(scrolled, rows).drawn(), drawn, "{scrolled} of {rows}");
    }
}

#[test]
fn spacers_stand_for_the_rows_that_are_not_drawn() {
    let window = RowWindow::new(45, 100);
    assert_eq!((window.drawn(), window.px_above(), window.px_below()), (30..90, 1_110, 370));
    let all = RowWindow::new(0, 60);
    assert_eq!((all.px_above(), all.px_below()), (0, 0));
    let none = RowWindow::new(0, 0);
    assert_eq!((none.px_above(), none.px_below()), (0, 0));
}

#[test]
fn pixels_are_whole_rows() {
    let table = [(-40, 0), (0, 0), (36, 0), (37, 1), (73, 1), (74, 2), (37_000, 1_000)];
    for (pixels, rows) in table {
        assert_eq!(rows_scrolled(pixels), rows, "{pixels}");
    }
}

#[test]
fn the_heading_is_row_one() {
    assert_eq!((aria_row_count(0), aria_row_count(60)), (1, 61));
    assert_eq!((aria_row_index(0), aria_row_index(59)), (2, 61));
}

proptest! {
    #[test]
    fn what_is_seen_is_drawn_and_the_height_never_changes(rows in 0..5_000_usize, scrolled in 0..6_000_usize) {
        let window = RowWindow::new(scrolled, rows);
        let drawn = window.drawn();
        prop_assert_eq!(window.px_above() + drawn.len() * ROW_PX + window.px_below(), rows * ROW_PX);
        prop_assert_eq!(drawn.len(), rows.min(WINDOW));
        // A screen of thirty rows, as far as the table reaches.
        let top = scrolled.min(rows.saturating_sub(30));
        prop_assert!(drawn.start <= top && (top + 30).min(rows) <= drawn.end);
    }
}
