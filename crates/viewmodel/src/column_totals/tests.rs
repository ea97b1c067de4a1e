#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use model::{Duplicates, Moment, Row, Table, TableId, TableOptions};
use profile::Profile;

/// A column whose words are `up` (all is well) and `down` (something is wrong).
fn statuses() -> ColumnKind {
    let json = r#"{ "name": "t", "title": "T", "sources": { "rest": { "kind": "rest" } }, "tables": [ { "id": "t",
        "title": "T", "key": "/a", "columns": [ { "id": "a", "title": "A", "at": "/a", "type": "status",
        "map": { "up": { "as": "ok", "es": "bien", "en": "up" }, "down": { "as": "error", "es": "mal", "en": "down" } } } ] } ] }"#;
    Profile::parse(json).map(|profile| profile.tables[0].columns[0].kind.clone()).unwrap()
}

fn table(rows: &[(&str, Cell)]) -> Table {
    let mut table = Table::new(TableOptions {
        id: TableId::from("t"),
        columns: 1,
        keep_removed: true,
        duplicates: Duplicates::Last,
    });
    let row = |(key, cell): &(&str, Cell)| Row {
        key: RowKey::from(*key),
        cells: vec![Some(cell.clone())],
        version: None,
    };
    table.snapshot(None, rows.iter().map(row).collect(), 0, Moment::default(), Moment::default());
    table
}

fn word(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn sum(cells: &[Cell]) -> ColumnTotal {
    ColumnTotal::of_cells(cells.iter(), &ColumnKind::Number)
}

#[test]
fn numbers_are_added_and_whole_ones_stay_whole() {
    use Cell::{Integer, Number};
    let table: [(&[Cell], ColumnTotal); 8] = [
        (&[], ColumnTotal::Nothing),
        (&[Cell::Empty, word("x"), Cell::Bool(true)], ColumnTotal::Nothing),
        (&[Integer(0)], ColumnTotal::Sum(Integer(0))),
        (&[Integer(2), Cell::Empty, Integer(-5), word("7")], ColumnTotal::Sum(Integer(-3))),
        (&[Integer(1), Number(0.5)], ColumnTotal::Sum(Number(1.5))),
        (&[Number(0.5), Integer(1), Integer(1)], ColumnTotal::Sum(Number(2.5))),
        (&[Number(0.25), Number(0.25)], ColumnTotal::Sum(Number(0.5))),
        (&[Integer(i128::MAX), Integer(i128::MAX)], ColumnTotal::Sum(Number(i128::MAX as f64 * 2.0))),
    ];
    for (cells, total) in table {
        assert_eq!(sum(cells), total, "{cells:?}");
    }
    let large = i128::from(u64::MAX);
    assert_eq!(sum(&[Integer(large), Integer(1)]), ColumnTotal::Sum(Integer(large + 1)));
}

#[test]
fn statuses_are_counted_in_the_order_in_which_they_come() {
    let cells = [
        word("down"),
        word("up"),
        Cell::Empty,
        word(""),
        word("down"),
        word("¿qué?"),
        word("up"),
        word("down"),
    ];
    let counted = |list: &[(&str, usize)]| {
        ColumnTotal::Counts(list.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect())
    };
    let total = ColumnTotal::of_cells(cells.iter(), &statuses());
    assert_eq!(total, counted(&[("down", 3), ("up", 2), ("¿qué?", 1)]));
    assert_eq!(ColumnTotal::of_cells([Cell::Empty].iter(), &statuses()), ColumnTotal::Nothing);
    assert_eq!(ColumnTotal::of_cells([].iter(), &statuses()), ColumnTotal::Nothing);
}

#[test]
fn words_of_one_name_are_counted_together() {
    let json = r#"{ "name": "t", "title": "T", "sources": { "rest": { "kind": "rest" } }, "tables": [ { "id": "t",
        "title": "T", "key": "/a", "columns": [ { "id": "a", "title": "A", "at": "/a", "type": "status",
        "map": { "0..3": { "as": "ok", "en": "low" }, "9": { "as": "error", "en": "low" }, "*": { "as": "warning" } } } ] } ] }"#;
    let kind = Profile::parse(json).map(|profile| profile.tables[0].columns[0].kind.clone()).unwrap();
    let cells = ["1", "x", "3", "9", "x", "y"].map(word);
    let expected = [("0..3", 2), ("x", 2), ("9", 1), ("y", 1)].map(|(name, count)| (name.to_owned(), count));
    assert_eq!(ColumnTotal::of_cells(cells.iter(), &kind), ColumnTotal::Counts(expected.to_vec()));
    // What it is counted as has the name and the colour of each of them.
    assert_eq!(kind.status("0..3"), kind.status("2"));
}

#[test]
fn only_the_rows_that_are_asked_for_and_still_there_count() {
    let mut table = table(&[("a", Cell::Integer(1)), ("b", Cell::Integer(10)), ("c", Cell::Integer(100))]);
    table.remove(&[RowKey::from("b")], Moment::default());
    let total = |rows: &[StoredRow], place| ColumnTotal::of(rows.iter(), place, &ColumnKind::Integer);
    assert_eq!(total(table.rows(), 0), ColumnTotal::Sum(Cell::Integer(101)));
    assert_eq!(total(&table.rows()[..2], 0), ColumnTotal::Sum(Cell::Integer(1)));
    assert_eq!(total(&[], 0), ColumnTotal::Nothing);
    assert_eq!(total(table.rows(), 7), ColumnTotal::Nothing, "there is no such column");
}

#[test]
fn the_map_has_a_square_for_each_row() {
    let mut table = table(&[("a", word("up")), ("b", word("down")), ("ñ", word("¿qué?")), ("d", word("up"))]);
    table.remove(&[RowKey::from("d")], Moment::default());
    let map = status_map(table.rows().iter(), 0, &statuses());
    let seen: Vec<_> = map.iter().map(|square| (square.key.as_str(), square.status)).collect();
    let expected = [
        ("a", StatusLevel::Ok),
        ("b", StatusLevel::Error),
        ("ñ", StatusLevel::Neutral),
        ("d", StatusLevel::Neutral),
    ];
    assert_eq!(seen, expected, "what the profile does not know and what is gone have no colour");
    assert_eq!(status_map([].iter(), 0, &statuses()), []);
}

#[test]
fn the_map_has_an_end() {
    let one = table(&[("a", word("up"))]);
    let rows = std::iter::repeat_n(&one.rows()[0], SQUARES + 1);
    assert_eq!(status_map(rows, 0, &statuses()).len(), SQUARES);
}
