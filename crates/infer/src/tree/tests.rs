//! Paths are bounded, and what turned out to be the same is one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use serde_json::{Map, Value, json};

use super::{Bound, COLUMNS, PATHS, cell_hash};
use crate::testing::{NOW, rows, tree};

#[test]
fn a_record_whose_members_become_many_and_alike_is_a_map_from_the_beginning() {
    let zones = |count: usize| -> Value {
        let zone = |it: usize| {
            (format!("zone{}", ["a", "b", "c", "d", "e"][it % 5].repeat(it / 5 + 1)), json!({ "t": it }))
        };
        Value::Object((0..count).map(zone).collect::<Map<_, _>>())
    };
    let (tree, root) = tree(&[zones(3), zones(30)]);
    let node = tree.get(root);
    let any = tree.get(node.any.unwrap());
    assert!(node.members.is_empty());
    assert_eq!(any.leaf.objects, 33, "those of the record, too");
    assert_eq!(node.names.keys.different(), 30);
    assert_eq!(tree.get(any.members["t"]).leaf.integers, 33);
}

#[test]
fn members_that_always_say_the_name_of_their_object_are_known() {
    let one = json!({ "a": { "id": "a", "n": "a", "x": 1 }, "b": { "id": "b", "n": "b", "x": 2 } });
    let two = json!({ "a": { "id": "a", "n": "other", "x": 1 } });
    let (tree, root) = tree(&[one, two]);
    let echoes = |name: &str| tree.get(tree.get(root).members[name]).echoes.clone().unwrap();
    assert_eq!(echoes("a").into_iter().collect::<Vec<_>>(), ["id"]);
    assert_eq!(echoes("b").into_iter().collect::<Vec<_>>(), ["id", "n"]);
}

#[test]
fn a_union_knows_what_all_of_them_knew_and_leaves_them_as_they_are() {
    let (mut tree, root) = tree(&[json!({ "a": { "t": 1, "x": "y" }, "b": { "t": 2.5 } })]);
    let ids: Vec<usize> = tree.get(root).members.values().copied().collect();
    let mark = tree.mark();
    let union = tree.union(&ids);
    let t = tree.get(tree.get(union).members["t"]).leaf.clone();
    assert_eq!((t.seen, t.integers, t.floats, t.max), (2, 1, 1, 2.5));
    assert_eq!(tree.get(union).members.len(), 2);
    tree.forget(mark);
    assert_eq!(tree.get(tree.get(ids[0]).members["t"]).leaf.seen, 1);
    assert!(tree.get(union).members.is_empty(), "what was made for it is gone");
}

#[test]
fn paths_and_columns_end_at_their_bounds() {
    let wide: Value = Value::Object(
        (0..COLUMNS + 5)
            .map(|it| (format!("m{it}x"), json!([it])))
            .chain([("z".to_owned(), json!("z"))])
            .collect(),
    );
    let (bounded, root) = rows(&[json!({ "x": wide })]);
    let inner = bounded.get(root).members["x"];
    assert!(bounded.get(inner).members.len() <= COLUMNS);
    let level = |prefix: &str, inner: &Value| -> Value {
        Value::Object(
            (0..15)
                .map(|it| {
                    (
                        format!("{prefix}{it}x"),
                        if usize::is_multiple_of(it, 2) { inner.clone() } else { json!([inner]) },
                    )
                })
                .collect(),
        )
    };
    let many = level("a", &level("b", &level("c", &json!({ "q": 1, "r": "s" }))));
    let (tree, _) = tree(&[many.clone(), many]);
    assert!(tree.bounds.contains(&Bound::Paths));
    assert!(tree.mark() <= PATHS + 1, "{} nodes", tree.mark());
}

#[test]
fn rows_are_sampled_with_the_cells_of_two_levels() {
    let list = |state: &str| json!([{ "id": 1, "status": { "phase": state } }, { "id": 2, "status": { "phase": "up" } }]);
    let (tree, root) = tree(&[list("up"), list("down")]);
    let rows = &tree.get(tree.get(root).items.unwrap()).rows;
    let path = |names: &[&str]| cell_hash(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    assert!(rows.changes(&[path(&["id"])], path(&["status", "phase"])));
    assert!(!rows.changes(&[path(&["id"]), path(&["status", "phase"])], path(&["id"])));
    assert!(rows.set_apart(&[path(&["id"])]) && !rows.set_apart(&[path(&["status"])]));
    let long: Vec<Value> = (0..5_000).map(|it| json!({ "id": it, "at": NOW })).collect();
    let (tree, node) = crate::testing::rows(&long);
    assert_eq!(tree.get(node).rows.iter().count(), 1_000, "the newest, two cells of each");
}
