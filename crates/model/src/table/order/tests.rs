#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
use super::*;
pub use crate::fold::tests::Spanish;
use crate::table::{ShownRows, Table, TableOptions};
use crate::{Duplicates, Millis, Moment, Row, RowKey, TableId};

/// A Spanish page: column 1 holds statuses, and times are shown as their age. A row that is gone says so in place of its
/// status.
impl CellReader for Spanish {
    fn language(&self) -> &'static str {
        "es"
    }

    fn text<'a>(&self, row: &'a StoredRow, column: usize) -> Cow<'a, str> {
        match (column, row.cells.get(column).unwrap_or(&Cell::Empty)) {
            (1, _) if row.is_removed() => "ya no está".into(),
            (1, Cell::Text(word)) if word == "down" => "caído".into(),
            (_, Cell::Text(text)) => text.into(),
            (_, Cell::Bool(yes)) => if *yes { "sí" } else { "no" }.into(),
            (_, Cell::Time(stamp)) => format!("hace {} minutos", moment(stamp) / 60_000 % 60).into(),
            (_, cell) => cell.text().into(),
        }
    }

    fn shared_text(&self, column: usize, cell: &Cell) -> Option<i64> {
        match (column, cell) {
            (1, Cell::Text(word)) if word == "down" => Some(0),
            (_, Cell::Bool(yes)) => Some(i64::from(*yes)),
            (_, Cell::Time(stamp)) => Some(moment(stamp) / 60_000 % 60),
            _ => None,
        }
    }

    fn number_letters(&self) -> &'static str {
        "e"
    }
}

const TODAY: i64 = 1_795_417_029_000;

pub fn table(rows: &[(&str, Vec<Cell>)]) -> Table {
    let options =
        TableOptions { id: TableId::from("t"), columns: 4, keep_removed: true, duplicates: Duplicates::Last };
    let mut table = Table::new(options);
    let row = |(key, cells): &(&str, Vec<Cell>)| Row {
        key: RowKey::from(*key),
        cells: cells.iter().cloned().map(Some).collect(),
        version: None,
    };
    table.upsert(rows.iter().map(row).collect(), Moment::default());
    table
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn shown(table: &Table, view: &View, columns: &[usize]) -> Vec<String> {
    let mut shown = ShownRows::default();
    shown.update(table, view, columns, &Spanish);
    shown.rows(table).map(|row| row.key.to_string()).collect()
}

fn found(table: &Table, filter: &str, columns: &[usize]) -> Vec<String> {
    shown(table, &View { order: None, filter: filter.to_owned() }, columns)
}

#[test]
fn a_row_that_is_gone_is_found_by_what_it_shows_instead_of_its_status() {
    let row = |key: &str, state: Cell| (key.to_owned(), vec![text(key), state]);
    let mut table = table(&[
        ("a", row("a", text("down")).1),
        ("b", row("b", text("down")).1),
        ("c", row("c", Cell::Empty).1),
    ]);
    let left =
        Row { key: RowKey::from("a"), cells: vec![Some(text("a")), Some(text("down"))], version: None };
    table.snapshot(None, vec![left], 0, Moment::default(), Moment::default());
    for (filter, keys) in [("caído", &["a"][..]), ("ya no", &["b", "c"]), ("down", &[]), ("b", &["b"])] {
        assert_eq!(found(&table, filter, &[0, 1]), keys, "{filter}");
    }
    let by_state = View { order: Some(Order { column: 1, descending: false }), filter: String::new() };
    assert_eq!(shown(&table, &by_state, &[0, 1]), ["a", "b", "c"], "what is shown is what orders them");
}

#[test]
fn only_what_is_in_sight_is_found() {
    let time = |minute: i64| Cell::Time(Stamp::At(Millis(TODAY / 3_600_000 * 3_600_000 + minute * 60_000)));
    let table = table(&[
        ("a", vec![text("Ávila"), text("down"), Cell::Bool(true), time(17)]),
        ("b", vec![text("nube"), text("up"), Cell::Bool(false), time(18)]),
    ]);
    let all = [0, 1, 2, 3];
    for (filter, columns, keys) in [
        ("17", &all[..], vec!["a"]),
        ("1795", &all[..], vec![]),
        ("caido", &all[..], vec!["a"]),
        ("down", &all[..], vec![]),
        ("SÍ", &all[..], vec!["a"]),
        ("true", &all[..], vec![]),
        ("avila", &all[..], vec!["a"]),
        (" nube ", &all[..], vec!["b"]),
        ("ávila", &[1, 2, 3], vec![]),
        ("avilacaido", &all[..], vec![]),
        ("", &all[..], vec!["a", "b"]),
    ] {
        assert_eq!(found(&table, filter, columns), keys, "{filter} {columns:?}");
    }
}

#[test]
fn words_are_ordered_as_shown_and_values_by_their_own_order() {
    let table = table(&[
        ("ten", vec![text("node10"), text("down"), Cell::Bool(true), Cell::Integer(10)]),
        ("two", vec![text("node2"), text("beta"), Cell::Bool(false), Cell::Number(2.5)]),
        ("none", vec![Cell::Empty, text("zeta"), Cell::Empty, Cell::Empty]),
        ("old", vec![text("Node2"), text("delta"), Cell::Bool(true), Cell::Time(Stamp::At(Millis(5)))]),
    ]);
    let sorted = |column: usize, descending: bool| -> Vec<String> {
        let view = View { order: Some(Order { column, descending }), filter: String::new() };
        shown(&table, &view, &[])
    };
    assert_eq!(sorted(0, false), ["old", "two", "ten", "none"]);
    assert_eq!(sorted(0, true), ["ten", "two", "old", "none"]);
    assert_eq!(sorted(1, false), ["two", "ten", "old", "none"], "beta, caído, delta, zeta");
    assert_eq!(sorted(2, false), ["two", "ten", "old", "none"]);
    assert_eq!(sorted(3, false), ["two", "ten", "old", "none"]);
}

#[test]
fn numbers_of_all_sizes_are_ordered_by_their_digits() {
    let decimal = |digits: &str| Cell::Decimal(digits.to_owned());
    let rising = [
        decimal("-1e+400"),
        decimal("-340282366920938463463374607431768211455"),
        decimal("-340282366920938463463374607431768211454"),
        Cell::Integer(i128::MIN),
        Cell::Number(-0.5),
        Cell::Integer(0),
        decimal("0.1000000000000000055511151231257827"),
        Cell::Number(2.5),
        Cell::Integer(i128::MAX),
        decimal("340282366920938463463374607431768211454"),
        decimal("340282366920938463463374607431768211455"),
        decimal("1e+400"),
    ];
    for pair in rising.windows(2) {
        assert_eq!(typed(&pair[0], &pair[1]), Ordering::Less, "{pair:?}");
        assert_eq!(typed(&pair[1], &pair[0]), Ordering::Greater, "{pair:?}");
    }
    let names: Vec<String> = (0..rising.len()).map(|place| place.to_string()).collect();
    let rows = names.iter().zip(&rising).rev().map(|(name, cell)| (name.as_str(), vec![cell.clone()]));
    let table = table(&rows.collect::<Vec<_>>());
    let sorted = |descending| {
        shown(&table, &View { order: Some(Order { column: 0, descending }), filter: String::new() }, &[])
    };
    assert_eq!(sorted(false), names);
    assert_eq!(sorted(true), names.iter().rev().cloned().collect::<Vec<_>>());
}
