#![allow(clippy::unwrap_used, clippy::panic)]
use serde_json::json;

use super::*;
use crate::node::Problems;

/// A table of an id, a name and a number.
fn table(more: &Value) -> TableSpec {
    let column =
        |id: &str, kind: &str| json!({ "id": id, "title": id, "at": format!("/{id}"), "type": kind });
    let mut table = json!({
        "id": "t", "title": "T", "key": "/id", "version": "/at", "label": "name",
        "columns": [column("id", "text"), column("name", "text"), column("n", "number")]
    });
    table.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let problems = Problems::default();
    let read = TableSpec::read(&Node::root(&table, &problems), Tables::NONE);
    read.unwrap_or_else(|| panic!("{:?}", problems.into_inner()))
}

fn read(text: &str) -> Row {
    table(&json!({})).row(&json::read(text).unwrap().value).unwrap()
}

#[test]
fn numbers_keep_their_digits_in_keys_cells_and_requests() {
    for (sent, expected) in [
        ("94.52706955539223", Cell::Number(94.527_069_555_392_23)),
        ("0.9999999999999999", Cell::Number(0.999_999_999_999_999_9)),
        ("\"94.52706955539223\"", Cell::Number(94.527_069_555_392_23)),
        ("5.0", Cell::Number(5.0)),
        ("1e-7", Cell::Number(1e-7)),
        ("-0.0", Cell::Number(-0.0)),
        ("25000000000000000001", Cell::Integer(25_000_000_000_000_000_001)),
        ("-170141183460469231731687303715884105728", Cell::Integer(i128::MIN)),
        (
            "340282366920938463463374607431768211455",
            Cell::Decimal("340282366920938463463374607431768211455".into()),
        ),
        (
            "0.1000000000000000055511151231257827",
            Cell::Decimal("0.1000000000000000055511151231257827".into()),
        ),
        ("1e400", Cell::Decimal("1e+400".into())),
        ("1e-400", Cell::Decimal("1e-400".into())),
    ] {
        let row = read(&format!(r#"{{"id":{sent},"n":{sent}}}"#));
        assert_eq!(row.cells.last(), Some(&Some(expected.clone())), "{sent}");
        let plain = sent.replace("1e4", "1e+4");
        let plain = plain.trim_matches('"');
        assert!(row.key.as_str().eq_ignore_ascii_case(plain) || plain.contains('e'), "{sent}: {}", row.key);
        let sent_back = json(&expected).to_string();
        assert!(sent_back == plain || matches!(expected, Cell::Number(_)), "{sent}: {sent_back}");
    }
    let keys = ["340282366920938463463374607431768211455", "340282366920938463463374607431768211454"];
    let keys = keys.map(|key| read(&format!(r#"{{"id":{key}}}"#)).key);
    assert_ne!(keys.first(), keys.last());
}

#[test]
fn what_is_scaled_shows_no_digits_that_nobody_sent() {
    let columns = json!([
        { "id": "id", "title": "I", "at": "/id" },
        { "id": "t", "title": "T", "at": "/t", "type": "number", "scale": 0.1 },
        { "id": "cents", "title": "C", "at": "/t", "type": "number", "scale": 0.01 },
        { "id": "half", "title": "H", "at": "/t", "type": "number", "scale": 2.5 }
    ]);
    let table = table(&json!({ "columns": columns, "label": "id" }));
    for (sent, expected) in [(3, [0.3, 0.03, 7.5]), (213, [21.3, 2.13, 532.5]), (7, [0.7, 0.07, 17.5])] {
        let row = table.row(&json!({ "id": "a", "t": sent })).unwrap();
        let cells: Vec<_> = row.cells.into_iter().skip(1).flatten().collect();
        assert_eq!(cells, expected.map(Cell::Number), "{sent}");
    }
}

#[test]
fn a_version_is_a_number_or_a_time() {
    let version = |at: Value| table(&json!({})).row(&json!({ "id": "a", "at": at })).unwrap().version;
    let in_order = [
        json!(1_795_418_528),
        json!("2026-11-23T07:22:08.5Z"),
        json!(1_795_418_528.75),
        json!("1795418529"),
        json!("2026-11-23 07:22:10"),
        json!("Mon, 23 Nov 2026 07:22:11 GMT"),
    ];
    let versions: Vec<_> = in_order.iter().map(|at| version(at.clone())).collect();
    assert!(versions.is_sorted() && versions.iter().all(Option::is_some), "{versions:?}");
    for none in [json!(null), json!("soon"), json!({}), json!(true)] {
        assert_eq!(version(none.clone()), None, "{none}");
    }
}

#[test]
fn a_row_is_called_by_its_label_else_by_its_key() {
    let name = |row: Value| {
        let table = table(&json!({}));
        let row = table.row(&row).unwrap();
        let cells: Vec<_> = row.cells.into_iter().map(Option::unwrap_or_default).collect();
        table.name(&row.key, &cells)
    };
    assert_eq!(name(json!({ "id": 7, "name": "Ana" })), "Ana");
    assert_eq!(name(json!({ "id": 7 })), "7");
}

#[test]
fn a_time_is_sent_as_iso_8601_in_its_own_zone() {
    let columns = json!([
        { "id": "id", "title": "I", "at": "/id" },
        { "id": "at", "title": "A", "at": "/at", "type": "time", "format": ["iso", "epoch_ms"] },
        { "id": "utc", "title": "U", "at": "/at", "type": "time", "zone": "utc" }
    ]);
    let table = table(&json!({ "columns": columns, "label": "id" }));
    for (sent, expected) in [
        (json!("2026-11-23 07:29:42.5"), json!("2026-11-23T07:29:42")),
        (json!("2026-11-23T07:29:42-03:00"), json!("2026-11-23T10:29:42Z")),
        (json!(1_795_418_529_500_i64), json!("2026-11-23T07:22:09Z")),
        (json!("soon"), json!("soon")),
    ] {
        let row = table.row(&json!({ "id": "a", "at": sent })).unwrap();
        let cells: Vec<_> = row.cells.into_iter().map(Option::unwrap_or_default).collect();
        let values = table.values(&row.key, &cells);
        assert_eq!(values.get("at"), Some(&expected), "{sent}");
        let naive = sent == "2026-11-23 07:29:42.5";
        assert!(
            !naive || values.get("utc") == Some(&json!("2026-11-23T07:29:42Z")),
            "{sent} of a column in UTC"
        );
    }
}

#[test]
fn a_number_is_as_serious_as_the_range_that_its_whole_part_is_in() {
    let map = json!({ "..-1": { "as": "info" }, "80..89": { "as": "warning" }, "90..": { "as": "error" }, "42": { "as": "ok" } });
    for kind in ["integer", "number", "bytes", "duration", "percent"] {
        let column = json!({ "id": "n", "title": "N", "at": "/n", "type": kind, "map": map });
        let table = table(&json!({ "label": "n", "columns": [column] }));
        let column = table.columns.first().unwrap();
        for (cell, level) in [
            (Cell::Integer(79), None),
            (Cell::Integer(80), Some(StatusLevel::Warning)),
            (Cell::Number(89.99), Some(StatusLevel::Warning)),
            (Cell::Integer(90), Some(StatusLevel::Error)),
            (Cell::Number(42.5), Some(StatusLevel::Ok)),
            (Cell::Number(1.5e-7), None),
            (Cell::Number(-0.5), None),
            (Cell::Number(-1.5), Some(StatusLevel::Info)),
            (Cell::Integer(i128::MAX), Some(StatusLevel::Error)),
            (Cell::Decimal("1e+400".into()), Some(StatusLevel::Error)),
            (Cell::Text("90".into()), None),
            (Cell::Empty, None),
        ] {
            assert_eq!(column.level(&cell), level, "{kind}: {cell:?}");
        }
    }
}
