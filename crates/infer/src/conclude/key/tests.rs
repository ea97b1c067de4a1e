#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! What sets rows apart is always there, in every list.
use serde_json::{Value, json};

use super::{Key, of_list, of_log, of_messages};
use crate::conclude::column::columns;
use crate::draft::Confidence;
use crate::testing::tree;
use crate::words::words;

/// The key of several lists.
fn listed(lists: &[Value], table: &str) -> Option<Key> {
    let (tree, root) = tree(lists);
    let rows = tree.get(root).items?;
    let (columns, _) = columns(&tree, rows);
    of_list(&tree, rows, &columns, &words(table))
}

fn pointers(key: Option<Key>) -> String {
    key.map_or_else(String::new, |key| key.pointers.join(" "))
}

#[test]
fn names_of_keys_come_before_others() {
    for (row, expected) in [
        (json!({ "id": 1, "uuid": "a", "name": "x" }), "/id"),
        (json!({ "_id": "a", "code": "b" }), "/_id"),
        (json!({ "code": "a", "name": "b", "user_id": 3 }), "/code"),
        (json!({ "user_id": 3, "thing_id": 4, "name": "b" }), "/thing_id"),
        (json!({ "name": "b", "title": "t", "length": 5 }), "/name"),
        (json!({ "metadata": { "uid": "u" }, "owner": { "id": 1 }, "label": "l" }), "/metadata/uid"),
        (json!({ "long": "a text that goes on", "short": "s" }), "/short"),
        (json!({ "count": 1, "plate": "AB-12-34" }), "/plate"),
        (json!({ "número": 4, "cliente": "c" }), "/número"),
    ] {
        assert_eq!(pointers(listed(&[json!([row])], "things")), expected, "{row}");
    }
}

#[test]
fn what_comes_twice_in_a_list_or_is_absent_is_none() {
    let twice = json!([{ "id": 1, "plate": "a" }, { "id": 1, "plate": "b" }]);
    assert_eq!(pointers(listed(&[twice], "")), "/plate");
    let null = json!([{ "id": 1, "plate": "a" }, { "id": null, "plate": "b" }]);
    assert_eq!(pointers(listed(&[null], "")), "/plate");
    let absent = json!([{ "id": 1, "plate": "a" }, { "plate": "b" }]);
    assert_eq!(pointers(listed(&[absent], "")), "/plate");
    let only_later =
        [json!([{ "id": 1, "plate": "a" }]), json!([{ "id": 2, "plate": "a" }, { "id": 2, "plate": "b" }])];
    assert_eq!(pointers(listed(&only_later, "")), "/plate");
    let times =
        json!([{ "at": "2026-11-26T10:00:00Z", "weight": 1.5, "url": "https://a.example", "plate": "a" }]);
    assert_eq!(pointers(listed(&[times], "")), "/plate");
}

#[test]
fn what_stays_from_list_to_list_comes_before_what_is_only_different() {
    let list = |round: usize| json!([{ "seq": format!("a{round}"), "plate": "AB-12-34" }, { "seq": format!("b{round}"), "plate": "CD-56-78" }]);
    assert_eq!(pointers(listed(&[list(0), list(1)], "")), "/plate");
}

#[test]
fn two_together_only_where_no_one_will_do() {
    let rows: Vec<Value> =
        (0..12).map(|it| json!({ "shard": format!("s{}", it % 3), "slot": it / 3, "used": 7 })).collect();
    let key = listed(&[Value::Array(rows)], "").unwrap();
    assert_eq!((key.pointers.join(" ").as_str(), key.confidence), ("/shard /slot", Confidence::Likely));
    let same = vec![json!({ "a": 1, "b": "x" }); 5];
    let key = listed(&[Value::Array(same)], "").unwrap();
    assert!(key.is_all, "nothing sets them apart");
}

fn messages(values: &[Value]) -> Option<Key> {
    let (tree, root) = tree(values);
    let (columns, _) = columns(&tree, root);
    of_messages(&tree, root, &columns, &[])
}

#[test]
fn messages_name_the_same_things_again() {
    let readings = |it: usize| json!({ "sensor_id": format!("s{}", it % 3), "value": it });
    assert_eq!(pointers(messages(&(0..9).map(readings).collect::<Vec<_>>())), "/sensor_id");
    let metrics = |it: usize| json!({ "metric": (["cpu", "mem"][it % 2]), "host": (["a", "b", "c"][it % 3]), "value": it, "state": (["up", "down"][it / 6 % 2]) });
    assert_eq!(
        pointers(messages(&(0..24).map(metrics).collect::<Vec<_>>())),
        "/host /metric",
        "a state is no name"
    );
    let places = |it: usize| json!({ "room": (["a", "b"][it % 2]), "value": it });
    assert_eq!(pointers(messages(&(0..8).map(places).collect::<Vec<_>>())), "/room");
    let nothing = |it: usize| json!({ "room": (["a", "b"][it % 2]), "user": (["x", "y", "z"][it % 3]) });
    assert_eq!(messages(&(0..12).map(nothing).collect::<Vec<_>>()), None, "there is nothing to see");
    assert_eq!(messages(&[json!({ "value": 1 }), json!({ "value": 2 })]), None);
}

#[test]
fn a_log_has_ids_that_no_two_share() {
    let key = |values: &[Value]| {
        let (tree, root) = tree(values);
        let (columns, _) = columns(&tree, root);
        of_log(&tree, root, &columns, &[])
    };
    assert_eq!(pointers(key(&[json!({ "id": 1, "msg": "a" }), json!({ "id": 2, "msg": "a" })])), "/id");
    assert_eq!(key(&[json!({ "id": 1, "msg": "a" }), json!({ "id": 1, "msg": "b" })]), None);
}
