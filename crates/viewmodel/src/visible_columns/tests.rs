#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use proptest::prelude::*;

fn places(columns: &VisibleColumns) -> Vec<usize> {
    columns.places().collect()
}

fn in_order(columns: &VisibleColumns) -> Vec<usize> {
    columns.in_order().collect()
}

#[test]
fn all_are_shown_at_first() {
    let columns = VisibleColumns::all(3);
    assert_eq!((places(&columns), columns.len(), columns.is_complete()), (vec![0, 1, 2], 3, true));
    assert_eq!((columns.get(2), columns.get(3)), (Some(2), None));
    let none = VisibleColumns::all(0);
    assert_eq!((places(&none), none.is_empty(), none.is_complete()), (vec![], true, true));
}

#[test]
fn hidden_ones_follow_and_what_makes_no_sense_is_left_out() {
    let table: [(&[usize], _, _); 5] = [
        (&[2, 0], vec![2, 0], vec![2, 0, 1]),
        (&[1, 1, 9], vec![1], vec![1, 0, 2]),
        (&[], vec![0, 1, 2], vec![0, 1, 2]),
        (&[7], vec![0, 1, 2], vec![0, 1, 2]),
        (&[2, 1, 0], vec![2, 1, 0], vec![2, 1, 0]),
    ];
    for (visible, shown, order) in table {
        let columns = VisibleColumns::of(visible.iter().copied(), 3);
        assert_eq!((places(&columns), in_order(&columns)), (shown, order), "{visible:?}");
    }
}

#[test]
fn a_hidden_column_comes_back_in_its_place() {
    let mut columns = VisibleColumns::all(3);
    columns.toggle(1);
    assert_eq!((places(&columns), columns.is_visible(1), columns.is_complete()), (vec![0, 2], false, false));
    assert_eq!(in_order(&columns), [0, 1, 2]);
    columns.toggle(1);
    assert!(columns.is_complete());
    columns.toggle(9);
    assert!(columns.is_complete(), "a column that is not there changes nothing");
}

#[test]
fn at_least_one_remains() {
    let mut columns = VisibleColumns::of([1], 3);
    assert!(columns.is_last_visible(1) && !columns.is_last_visible(0));
    columns.toggle(1);
    assert_eq!(places(&columns), [1]);
    columns.toggle(0);
    assert!(!columns.is_last_visible(1));
    columns.toggle(1);
    assert_eq!(places(&columns), [0]);
}

#[test]
fn a_column_moves_past_its_neighbour_hidden_or_not() {
    let mut columns = VisibleColumns::of([0, 2], 3);
    assert_eq!(in_order(&columns), [0, 2, 1]);
    assert_eq!(columns.move_column(2, MoveColumn::Down), Some(2));
    assert_eq!((in_order(&columns), places(&columns)), (vec![0, 1, 2], vec![0, 2]));
    assert_eq!(columns.move_column(2, MoveColumn::Down), None, "it is the last");
    assert_eq!(columns.move_column(0, MoveColumn::Up), None, "it is the first");
    assert_eq!(columns.move_column(9, MoveColumn::Up), None, "there is none");
    assert_eq!(columns.move_column(2, MoveColumn::Up), Some(1));
    assert_eq!(columns.move_column(2, MoveColumn::Up), Some(0));
    assert_eq!(places(&columns), [2, 0]);
    assert!(!columns.can_move(2, MoveColumn::Up) && columns.can_move(2, MoveColumn::Down));
}

#[test]
fn all_are_shown_again_in_the_profiles_order() {
    let mut columns = VisibleColumns::of([2], 3);
    columns.show_all();
    assert_eq!(columns, VisibleColumns::all(3));
}

proptest! {
    #[test]
    fn whatever_is_done_every_column_has_one_place_and_one_is_shown(
        count in 1..6_usize,
        steps in proptest::collection::vec((0..3_u8, 0..7_usize), 0..40),
    ) {
        let mut columns = VisibleColumns::all(count);
        for (what, place) in steps {
            match what {
                0 => columns.toggle(place),
                1 => { columns.move_column(place, MoveColumn::Up); }
                _ => { columns.move_column(place, MoveColumn::Down); }
            }
            let mut all = in_order(&columns);
            all.sort_unstable();
            prop_assert_eq!(all, (0..count).collect::<Vec<_>>());
            prop_assert!(places(&columns).len() == columns.len());
            prop_assert!(columns.places().next().is_some());
        }
    }
}
