#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! Rows lie in lists and in maps, and not everything with members is a map.
use serde_json::{Map, Value, json};

use super::{lists, possible_maps};
use crate::conclude::pointer::pointer;
use crate::testing::tree;

/// Where lists lie, with a `*` for each level of a map.
fn found(values: &[Value]) -> Vec<String> {
    let (mut tree, root) = tree(values);
    let found = lists(&mut tree, root, &|_| None);
    found.iter().map(|list| pointer(&list.path) + &"*".repeat(list.maps)).collect()
}

#[test]
fn lists_are_found_at_the_top_and_below_members() {
    for (value, expected) in [
        (json!([{ "id": 1 }]), &[""][..]),
        (json!({ "items": [{ "id": 1 }], "total": 5 }), &["/items"]),
        (
            json!({ "data": { "orders": [{ "id": 1 }], "users": [{ "id": 1 }] } }),
            &["/data/orders", "/data/users"],
        ),
        (json!({ "_embedded": { "things": [{ "id": 1, "tags": [{ "a": 1 }] }] } }), &["/_embedded/things"]),
        (json!([["a", 1], ["b", 2]]), &[""]),
        (json!([1, 2]), &[]),
        (json!({ "tags": ["a"] }), &[]),
        (json!([]), &[]),
        (json!({ "a": { "b": { "c": { "d": { "e": [{ "id": 1 }] } } } } }), &[]),
    ] {
        assert_eq!(found(std::slice::from_ref(&value)), expected, "{value}");
    }
}

fn map(names: &[&str], row: &Value) -> Value {
    Value::Object(names.iter().map(|name| ((*name).to_owned(), row.clone())).collect::<Map<_, _>>())
}

#[test]
fn maps_are_known_by_their_names_their_number_or_what_comes_and_goes() {
    let row = json!({ "temp": 1, "on": true });
    let many: Vec<String> =
        (0..20).map(|it| format!("zone{}", ["a", "b", "c", "d"][it % 4].repeat(it + 1))).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (values, expected) in [
        (vec![map(&["17", "204"], &row)], &["*"][..]),
        (vec![json!({ "nodes": map(&["10.0.0.1:80", "10.0.0.2:80"], &row) })], &["/nodes*"]),
        (vec![map(&many, &row)], &["*"]),
        (vec![map(many.get(..19).unwrap_or_default(), &row)], &[]),
        (vec![map(&["north", "south"], &row), map(&["north", "east"], &row)], &["*"]),
        (vec![map(&["north", "south"], &row), map(&["north", "south"], &row)], &[]),
        (vec![json!({ "north": { "id": "north", "t": 1 }, "south": { "id": "south", "t": 2 } })], &["*"]),
        (vec![map(&["KJ-RT-21", "BB-DL-405"], &row)], &["*"]),
        (vec![map(&["truck1", "truck22"], &row)], &["*"]),
        (vec![map(&["truck1", "car2x"], &row)], &[]),
        // A record whose members are unlike, or that is not always whole.
        (
            vec![
                json!({ "cpu": { "load": 1 }, "disk": { "free": 2, "all": 3 } }),
                json!({ "cpu": { "load": 1 } }),
            ],
            &[],
        ),
        (vec![json!({ "a": 1, "b": 2 }), json!({ "a": 1 })], &[]),
        (vec![json!({ "s1": map(&["1", "2"], &row), "s2": map(&["3", "4"], &row) })], &["/s1*", "/s2*"]),
        (vec![json!({ "1": map(&["1", "2"], &row), "2": map(&["3", "4"], &row) })], &["**"]),
    ] {
        assert_eq!(found(&values), expected, "{values:?}");
    }
}

#[test]
fn what_could_be_a_map_is_known_and_may_be_answered() {
    let value = json!({ "zones": { "north": { "t": 1 }, "south": { "t": 2 } } });
    let (mut tree, root) = tree(&[value]);
    assert_eq!(possible_maps(&tree, root), [["zones"]]);
    let yes = lists(&mut tree, root, &|path| (path == ["zones"]).then_some(true));
    assert_eq!(yes.len(), 1);
    let (mut tree, root) = crate::testing::tree(&[map(&["17", "204"], &json!({ "t": 1 }))]);
    assert_eq!(lists(&mut tree, root, &|_| Some(false)).len(), 0);
}
