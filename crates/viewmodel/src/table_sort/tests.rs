#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;

#[test]
fn a_heading_sorts_up_then_down_then_not_at_all() {
    let (up, down) = (Order { column: 2, descending: false }, Order { column: 2, descending: true });
    assert_eq!(cycle_sort(None, 2), Some(up));
    assert_eq!(cycle_sort(Some(up), 2), Some(down));
    assert_eq!(cycle_sort(Some(down), 2), None);
}

#[test]
fn another_heading_begins_anew() {
    for descending in [false, true] {
        let other = Some(Order { column: 0, descending });
        assert_eq!(cycle_sort(other, 1), Some(Order { column: 1, descending: false }));
    }
}

#[test]
fn a_heading_says_how_it_sorts() {
    let table = [
        (None, "none", ""),
        (Some(Order { column: 0, descending: true }), "none", ""),
        (Some(Order { column: 1, descending: false }), "ascending", " ↑"),
        (Some(Order { column: 1, descending: true }), "descending", " ↓"),
    ];
    for (order, aria, arrow) in table {
        let sort = ColumnSort::of(order, 1);
        assert_eq!((sort.aria(), sort.arrow()), (aria, arrow), "{order:?}");
    }
}
