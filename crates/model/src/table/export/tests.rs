use super::*;
use crate::{Duplicates, Millis, Moment, Row, RowKey, Table, TableId, TableOptions};
use serde_json::json;

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let columns = rows.first().map_or(0, Vec::len);
    let id = TableId::from("t");
    let spec = TableOptions { id, columns, keep_removed: false, duplicates: Duplicates::Last };
    let mut table = Table::new(spec);
    let row = |(key, cells): (usize, Vec<Cell>)| Row {
        key: RowKey::from(key.to_string().as_str()),
        cells: cells.into_iter().map(Some).collect(),
        version: None,
    };
    table.snapshot(
        None,
        rows.into_iter().enumerate().map(row).collect(),
        0,
        Moment::default(),
        Moment::default(),
    );
    table
}

fn export<'a>(table: &'a Table, columns: &[(usize, &'a str)]) -> Export<'a> {
    let iso: &dyn Fn(&Stamp) -> String = &|stamp| format!("{stamp:?}");
    Export { columns: columns.to_vec(), rows: table.rows().iter().collect(), iso }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn a_field_is_quoted_where_it_must_be_and_no_text_becomes_a_formula() {
    let cases = [
        (text("plain"), "plain"),
        (text(""), ""),
        (text("a,b"), "\"a,b\""),
        (text("say \"no\""), "\"say \"\"no\"\"\""),
        (text("two\r\nlines"), "\"two\r\nlines\""),
        (text("a;b"), "\"a;b\""),
        (text("=1+1"), "'=1+1"),
        (text("+56 2"), "'+56 2"),
        (text("-1"), "'-1"),
        (text("@x"), "'@x"),
        (text("\t=1"), "\"'\t=1\""),
        (text("=a,\"b\""), "\"'=a,\"\"b\"\"\""),
        (Cell::List(vec!["=1".into(), "b".into()]), "\"'=1, b\""),
        (Cell::Json(json!({ "a": 1 })), "\"{\"\"a\"\":1}\""),
        (Cell::Integer(-1), "-1"),
        (Cell::Integer(i128::from(u64::MAX)), "18446744073709551615"),
        (Cell::Number(-0.1), "-0.1"),
        (Cell::Number(f64::NAN), ""),
        (Cell::Bool(true), "true"),
        (Cell::Empty, ""),
        (Cell::Time(Stamp::At(Millis(7))), "At(Millis(7))"),
    ];
    for (cell, field) in cases {
        let table = table(vec![vec![cell.clone()]]);
        assert_eq!(export(&table, &[(0, "id")]).csv(), format!("id\r\n{field}\r\n"), "{cell:?}");
    }
}

#[test]
fn columns_come_in_the_wanted_order_and_types_are_kept_in_json() {
    let table = table(vec![
        vec![text("=ñ"), Cell::Integer(i128::from(u64::MAX)), Cell::Bool(false)],
        vec![Cell::Empty, Cell::Number(0.5), Cell::List(vec!["a".into(), "b".into()])],
    ]);
    let some = export(&table, &[(2, "c"), (0, "a")]);
    assert_eq!(some.csv(), "c,a\r\nfalse,'=ñ\r\n\"a, b\",\r\n");
    assert_eq!(some.json(), "[\n{\"c\":false,\"a\":\"=ñ\"},\n{\"c\":[\"a\",\"b\"],\"a\":null}\n]\n");
    let numbers = export(&table, &[(1, "b")]);
    assert_eq!(numbers.json(), "[\n{\"b\":18446744073709551615},\n{\"b\":0.5}\n]\n");
}

#[test]
fn a_table_without_rows_is_a_header_and_an_empty_list() {
    let table = table(Vec::new());
    let none = export(&table, &[(0, "a"), (1, "b")]);
    assert_eq!(none.csv(), "a,b\r\n");
    assert_eq!(none.json().split_whitespace().collect::<String>(), "[]");
}
