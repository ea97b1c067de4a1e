#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use model::{Cell, Millis, Moment, Row};
use profile::Profile;
use serde_json::{Value, json};
use session::{Fault, RequestFailure, SourceId, State, Withheld};

const FACTS: TableFacts<'static> = TableFacts {
    known: true,
    rows: 2,
    unreadable: 0,
    poll_error: None,
    fault: None,
    is_hubs: false,
    online: true,
    listed: true,
    withheld: None,
};

const FAILURE: RequestFailure = RequestFailure::Html;

fn fault() -> Fault {
    let (source, since) = (SourceId(1), Millis(5));
    Fault { source, state: State::Stopped, since, diagnosis: None, reason: None, probed: false }
}

#[test]
fn a_table_needs_attention_for_the_worst_that_is_wrong_with_it() {
    let lost = fault();
    let failing = TableFacts { poll_error: Some(&FAILURE), unreadable: 1, ..FACTS };
    let cut_off = TableFacts { known: false, fault: Some(&lost), ..FACTS };
    let unreadable = TableFacts { unreadable: 4, ..FACTS };
    let table = [
        (failing, true, 3, Attention::Failing),
        (cut_off, false, 0, Attention::Failing),
        (unreadable, true, 3, Attention::Stale),
        (unreadable, false, 3, Attention::Errors(3)),
        (unreadable, false, 0, Attention::Unreadable(4)),
    ];
    for (facts, stale, errors, why) in table {
        assert_eq!(Attention::of(&facts, stale, errors), Some(why), "{facts:?}");
    }
}

#[test]
fn what_is_well_or_not_known_yet_or_waits_for_the_user_needs_none() {
    let unknown = TableFacts { known: false, rows: 0, ..FACTS };
    let withheld = [Withheld::NoAddress, Withheld::NeedsLogin];
    let withheld = withheld.map(|why| TableFacts { withheld: Some(why), ..unknown });
    for facts in [FACTS, unknown].into_iter().chain(withheld) {
        assert_eq!(Attention::of(&facts, false, 0), None, "{facts:?}");
    }
}

#[test]
fn a_known_table_whose_source_is_lost_needs_attention_only_once_it_is_old() {
    let lost = fault();
    let facts = TableFacts { fault: Some(&lost), ..FACTS };
    assert_eq!(Attention::of(&facts, false, 0), None);
    assert_eq!(Attention::of(&facts, true, 0), Some(Attention::Stale));
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::String(text) => Cell::Text(text.clone()),
        Value::Number(number) => Cell::Integer(number.as_i64().unwrap().into()),
        _ => Cell::Empty,
    }
}

/// A table with a status, a number whose ranges have colours, and a text; and its rows.
fn table(rows: &[Value]) -> (TableSpec, Table) {
    let profile = json!({
        "name": "t", "title": "T", "sources": { "rest": { "kind": "rest" } },
        "tables": [{
            "id": "t", "title": "T", "key": "/id", "keep_removed": true,
            "columns": [
                { "id": "id", "title": "I", "at": "/id" },
                { "id": "state", "title": "S", "at": "/state", "type": "status",
                  "map": { "down": { "as": "error" }, "slow": { "as": "warning" }, "up": { "as": "ok" } } },
                { "id": "load", "title": "L", "at": "/load", "type": "integer", "map": { "90..": { "as": "error" } } },
            ],
        }],
    });
    let spec = Profile::parse(&profile.to_string()).unwrap().tables[0].as_ref().clone();
    let mut table = Table::new(spec.options());
    let now = Moment { wall: Millis(1), mono: 1 };
    let row = |row: &Value| Row {
        key: row["id"].to_string().as_str().into(),
        cells: ["id", "state", "load"].map(|name| Some(cell(&row[name]))).to_vec(),
        version: None,
    };
    table.upsert(rows.iter().map(row).collect(), now);
    (spec, table)
}

#[test]
fn a_row_is_in_error_once_however_many_of_its_cells_say_so() {
    let cases = [
        (json!({ "id": 1, "state": "up", "load": 5 }), 0),
        (json!({ "id": 1, "state": "slow", "load": 5 }), 0),
        (json!({ "id": 1, "state": "of a word that nobody knows" }), 0),
        (json!({ "id": 1, "state": "down" }), 1),
        (json!({ "id": 1, "state": "up", "load": 95 }), 1),
        (json!({ "id": 1, "state": "down", "load": 95 }), 1),
    ];
    for (row, count) in cases {
        let (spec, table) = table(std::slice::from_ref(&row));
        assert_eq!(rows_in_error(&spec, &table), count, "{row}");
    }
}

#[test]
fn a_row_that_the_hub_no_longer_has_is_not_in_error() {
    let rows = [json!({ "id": 1, "state": "down" }), json!({ "id": 2, "state": "down" })];
    let (spec, mut table) = table(&rows);
    assert_eq!(rows_in_error(&spec, &table), 2);
    table.remove(&["1".into()], Moment { wall: Millis(2), mono: 2 });
    assert_eq!(table.rows().len(), 2);
    assert_eq!(rows_in_error(&spec, &table), 1);
}

#[test]
fn the_worst_comes_first_and_the_rest_as_the_hubs_and_tables_come() {
    let tables = vec![
        ("rows", Some(Attention::Unreadable(1))),
        ("well", None),
        ("few", Some(Attention::Errors(1))),
        ("old", Some(Attention::Stale)),
        ("many", Some(Attention::Errors(90))),
        ("lost", Some(Attention::Failing)),
    ];
    let order: Vec<&str> = worst_first(tables).into_iter().map(|(table, _)| table).collect();
    assert_eq!(order, ["lost", "old", "few", "many", "rows"]);
    assert_eq!(worst_first(vec![((), None)]), []);
}
