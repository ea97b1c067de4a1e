#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! A column's type follows from every value that stood there, and from its name.
use serde_json::{Value, json};

use super::{columns, find_changing, ids};
use crate::draft::{Alternative, ColumnType, Confidence, Level};
use crate::testing::{rows, tree};
use crate::tree::cell_hash;

/// The type of one column of rows with these values.
fn kind(name: &str, values: &[Value]) -> (ColumnType, Confidence) {
    let values: Vec<Value> = values.iter().map(|value| json!({ name: value })).collect();
    let (tree, rows) = rows(&values);
    let (columns, _) = columns(&tree, rows);
    (columns[0].kind.clone(), columns[0].confidence)
}

fn texts(list: &[&str]) -> Vec<Value> {
    list.iter().map(|text| json!(text)).collect()
}

#[test]
fn types_follow_from_values_and_names() {
    let number = ColumnType::Number { cents: false };
    for (name, values, expected) in [
        ("x", texts(&["a", "b"]), ColumnType::Text),
        ("x", vec![json!(1), json!(null), json!(2)], ColumnType::Integer),
        ("x", vec![json!(1), json!(2.5)], number.clone()),
        ("x", vec![json!(1), json!("n/a")], ColumnType::Text),
        ("x", vec![json!(1), json!("2")], ColumnType::Integer),
        ("x", vec![json!(null)], ColumnType::Text),
        ("latency_ms", vec![json!(5)], ColumnType::Duration("ms")),
        ("uptimeSeconds", vec![json!(5)], ColumnType::Duration("s")),
        ("wait_s", vec![json!(5.5)], ColumnType::Duration("s")),
        ("s", vec![json!(5)], ColumnType::Integer),
        ("delay_min", vec![json!(5)], ColumnType::Duration("min")),
        ("price_min", vec![json!(5)], ColumnType::Integer),
        ("age_hours", vec![json!(5)], ColumnType::Duration("h")),
        ("memory_bytes", vec![json!(5)], ColumnType::Bytes),
        ("delta_bytes", vec![json!(-5)], ColumnType::Integer),
        ("progress_pct", vec![json!(0.5)], ColumnType::Percent { of_one: false }),
        ("percent_done", vec![json!(50)], ColumnType::Percent { of_one: false }),
        ("disk_usage", vec![json!(0.5), json!(1)], ColumnType::Percent { of_one: true }),
        ("disk_usage", vec![json!(0.5), json!(73)], number.clone()),
        ("load", vec![json!(0), json!(1)], ColumnType::Integer),
        ("total_cents", vec![json!(1299)], ColumnType::Number { cents: true }),
        ("temp_c", vec![json!(21.5)], number.clone()),
        ("tags", vec![json!(["a"]), json!([])], ColumnType::List),
        ("tags", vec![json!([{ "a": 1 }])], ColumnType::Json),
        ("tags", vec![json!(["a"]), json!("a")], ColumnType::Json),
        ("url", texts(&["https://a.example/"]), ColumnType::Link),
        ("url", texts(&["https://a.example/", "none"]), ColumnType::Text),
        ("urgent", vec![json!(true)], ColumnType::Boolean),
        ("urgent", texts(&["yes", "no"]), ColumnType::Boolean),
        ("seen_at", texts(&["2026-11-26T10:00:00Z"]), ColumnType::Time(vec!["iso".to_owned()])),
        ("weight", texts(&["5", "7.5"]), number),
        ("weight", texts(&["05", "7.5"]), ColumnType::Text),
        ("phone", texts(&["+56", "57"]), ColumnType::Text),
        ("order_id", texts(&["5", "7"]), ColumnType::Text),
        ("firmware_version", texts(&["1.9", "1.10"]), ColumnType::Text),
        ("is_urgent", vec![json!(0), json!(1)], ColumnType::Boolean),
        ("is_online", vec![json!(1)], ColumnType::Boolean),
        ("alarm_enabled", vec![json!(0)], ColumnType::Boolean),
        ("is_urgent", vec![json!(0), json!(2)], ColumnType::Integer),
        ("open_issues", vec![json!(0), json!(1)], ColumnType::Integer),
    ] {
        assert_eq!(kind(name, &values).0, expected, "{name} {values:?}");
    }
}

#[test]
fn ambiguous_dates_stay_text_and_are_asked() {
    let (tree, rows) = rows(&[json!({ "due_date": "05/06/2026" })]);
    let (columns, _) = columns(&tree, rows);
    assert_eq!((&columns[0].kind, columns[0].confidence), (&ColumnType::Text, Confidence::Asked));
    let time = |format: &str| Alternative::Column(ColumnType::Time(vec![format.to_owned()]));
    assert_eq!(columns[0].alternatives, [time("%d/%m/%Y"), time("%m/%d/%Y")]);
}

fn is_status(name: &str, values: &[Value]) -> bool {
    matches!(kind(name, values).0, ColumnType::Status(_))
}

#[test]
fn a_status_is_few_short_words_under_a_name_that_says_so() {
    let of = |words: &[&str], count: usize| -> Vec<Value> {
        (0..count).map(|it| json!(words[it % words.len()])).collect()
    };
    for (name, values, expected) in [
        ("state", of(&["mauve", "ochre"], 10), true),
        ("colour", of(&["mauve", "ochre"], 10), false),
        // Too few samples of words that nobody knows, or only one of them.
        ("state", of(&["mauve", "ochre"], 9), false),
        ("state", of(&["mauve"], 50), false),
        ("state", of(&["up", "down"], 2), true),
        ("estado", of(&["en cola", "terminado", "atascado"], 3), true),
        ("situacao", of(&["pendente", "concluído"], 2), true),
        ("state", of(&["a", "b", "c", "d", "e", "f", "g", "h", "i"], 18), false),
        ("state", of(&["a", "b", "c", "d", "e", "f", "g", "h", "i"], 90), true),
        ("status", of(&["a sentence that says at length how it is", "up"], 20), false),
    ] {
        assert_eq!(is_status(name, &values), expected, "{name} {values:?}");
    }
    let codes = [json!(200), json!(503)];
    let ColumnType::Status(map) = kind("status", &codes).0 else { panic!("codes of HTTP") };
    assert!(map.contains(&("500..".to_owned(), Level::Error)));
    assert!(!is_status("priority", &[json!(1), json!(2)]), "few samples");
    assert!(is_status("priority", &(0..12).map(|it| json!(it % 3)).collect::<Vec<_>>()));
}

#[test]
fn what_a_name_or_a_value_is_of_says_what_it_is() {
    let (tree, rows) =
        rows(&[json!({ "fields": { "status": { "name": "open" }, "owner": { "name": "open" } } })]);
    let (columns, _) = columns(&tree, rows);
    let of = |at: &str| columns.iter().find(|column| column.pointer == at).unwrap();
    assert!(matches!(of("/fields/status/name").kind, ColumnType::Status(_)));
    assert_eq!(of("/fields/owner/name").kind, ColumnType::Text);
}

#[test]
fn texts_that_change_for_the_same_row_are_a_status() {
    let list = |round: usize| {
        let row = |id: usize| json!({ "id": id, "lamp": (["amber", "teal"][(id + round) % 2]), "room": (["a", "b"][id % 2]) });
        Value::Array((0..6).map(row).collect())
    };
    let (tree, root) = tree(&[list(0), list(1)]);
    let rows = tree.get(root).items.unwrap();
    let (mut columns, _) = columns(&tree, rows);
    find_changing(&tree, rows, &[cell_hash(&["id".to_owned()])], &mut columns);
    let kinds: Vec<bool> =
        columns.iter().map(|column| matches!(column.kind, ColumnType::Status(_))).collect();
    assert_eq!(kinds, [false, true, false], "the lamp changes, the room does not");
}

#[test]
fn booleans_have_colours_where_the_name_says_which_side_is_bad() {
    for (name, bad) in [
        ("online", Some("false")),
        ("is_healthy", Some("false")),
        ("has_error", Some("true")),
        ("failed", Some("true")),
        ("urgent", None),
        ("enabled", None),
        ("error_ok", None),
    ] {
        let found = match kind(name, &[json!(true)]).0 {
            ColumnType::Status(map) => {
                map.into_iter().find(|(_, level)| *level == Level::Error).map(|(word, _)| word)
            }
            _ => None,
        };
        assert_eq!(found.as_deref(), bad, "{name}");
    }
}

#[test]
fn members_of_members_are_columns_of_their_own() {
    let (tree, rows) = rows(&[
        json!({ "meta": { "name": "x", "deep": { "er": { "est": 1 } } }, "name": "y", "": 1, "a/b~c": 2 }),
    ]);
    let (columns, _) = columns(&tree, rows);
    let mut pointers: Vec<&str> = columns.iter().map(|column| column.pointer.as_str()).collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/", "/a~1b~0c", "/meta/deep/er", "/meta/name", "/name"]);
    let mut ids = ids(&columns);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 5);
}
