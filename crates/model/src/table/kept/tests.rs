#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use crate::{Duplicates, Row, TableId, TableOptions};

fn table(keep_removed: bool) -> Table {
    Table::new(TableOptions {
        id: TableId::from("t"),
        columns: 1,
        keep_removed,
        duplicates: Duplicates::Last,
    })
}

fn at(ms: u64) -> Moment {
    Moment { mono: ms, wall: Millis(i64::try_from(ms).unwrap()) }
}

fn kept(key: &str, removed_at: Option<i64>) -> KeptRow {
    let (cells, removed_at) = (vec![Cell::from_text(key)], removed_at.map(Millis));
    KeptRow { key: RowKey::from(key), cells, removed_at, scope: None }
}

impl Cell {
    fn from_text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

fn row(key: &str) -> Row {
    Row { key: RowKey::from(key), cells: vec![Some(Cell::from_text("new"))], version: Some(1) }
}

fn shown(table: &Table) -> Vec<(&str, bool)> {
    table.rows().iter().map(|row| (row.key.as_str(), row.is_removed())).collect()
}

#[test]
fn what_was_known_is_shown_as_of_then_until_the_hub_lists_anew() {
    let mut table = table(true);
    assert!(table.restore(vec![kept("a", None), kept("b", None), kept("gone", Some(7))], Millis(9)));
    assert_eq!((table.as_of().unwrap().wall, table.is_restored()), (Millis(9), true));
    table.snapshot(None, vec![row("b"), row("c")], 0, at(1), at(2));
    assert!(!table.is_restored());
    // What left while the page was closed is gone now; what was gone before stays gone since then.
    assert_eq!(shown(&table), [("a", true), ("b", false), ("c", false), ("gone", true)]);
    assert_eq!(table.get(&RowKey::from("gone")).unwrap().removed_at, Some(Millis(7)));
    assert_eq!(table.get(&RowKey::from("b")).unwrap().cells[0], Cell::from_text("new"));
}

#[test]
fn the_hub_is_never_overruled() {
    let mut table = table(true);
    table.upsert(vec![row("a")], at(1));
    table.restore(vec![kept("a", None), kept("b", None), kept("gone", Some(7))], Millis(9));
    assert_eq!((shown(&table), table.is_restored()), (vec![("a", false), ("gone", true)], false));
    assert_eq!(table.get(&RowKey::from("a")).unwrap().cells[0], Cell::from_text("new"));
}

#[test]
fn what_left_while_the_page_was_closed_is_gone_even_where_the_hub_was_faster() {
    let mut whole = table(true);
    whole.snapshot(None, vec![row("b")], 0, at(1), at(2));
    whole.restore(vec![kept("a", None), kept("b", None), kept("gone", Some(7))], Millis(9));
    assert_eq!(shown(&whole), [("b", false), ("a", true), ("gone", true)]);
    let removed = |key: &str| whole.get(&RowKey::from(key)).unwrap().removed_at.unwrap();
    assert_eq!((removed("a"), removed("gone")), (at(2).wall, Millis(7)));
    // On a page of a longer list a row may be on another page.
    let mut part = table(true);
    part.page(None, vec![row("b")], crate::PartOf::More, (at(1), at(2)));
    part.restore(vec![kept("a", None), kept("gone", Some(7))], Millis(9));
    assert_eq!(shown(&part), [("b", false), ("gone", true)]);
}

#[test]
fn rows_of_other_columns_are_not_those_of_the_table() {
    let mut table = table(true);
    let wide = KeptRow { cells: vec![Cell::Empty, Cell::Empty], ..kept("a", None) };
    assert!(!table.restore(vec![wide], Millis(9)));
    assert_eq!(table.as_of(), None);
}

#[test]
fn where_nothing_is_listed_a_message_ends_what_was_restored() {
    let mut table = table(true);
    table.restore(vec![kept("a", None), kept("gone", Some(7))], Millis(9));
    table.drop_restored();
    table.upsert(vec![row("b")], at(1));
    assert_eq!(shown(&table), [("gone", true), ("b", false)]);
    table.drop_restored();
    assert_eq!(shown(&table).len(), 2);
}

#[test]
fn a_table_that_keeps_nothing_that_is_gone_restores_none_of_it() {
    let mut table = table(false);
    table.restore(vec![kept("a", None), kept("gone", Some(7))], Millis(9));
    assert_eq!(shown(&table), [("a", false)]);
}
