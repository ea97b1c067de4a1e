#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use profile::Profile;
use serde_json::{Value, json};

/// The ids of tables in the order of use; `maps` of them are drawn as status maps.
fn ordered(ids: &[&str], maps: &[&str]) -> Vec<String> {
    let table = |id: &&str| {
        let mut table = json!({
            "id": id, "title": "T", "key": "/a",
            "columns": [{ "id": "s", "title": "S", "at": "/s", "type": "status" }],
        });
        if maps.contains(id) {
            table["grid"] = json!("s");
        }
        table
    };
    let tables: Vec<Value> = ids.iter().map(table).collect();
    let profile =
        json!({ "name": "t", "title": "T", "sources": { "rest": { "kind": "rest" } }, "tables": tables });
    let profile = Profile::parse(&profile.to_string()).unwrap();
    in_order_of_use(&profile.tables).iter().map(|table| table.id.to_string()).collect()
}

#[test]
fn a_status_map_stands_before_the_other_tables_and_the_rest_keep_the_profiles_order() {
    let table: [(&[&str], &[&str], &[&str]); 5] = [
        (&[], &[], &[]),
        (&["nodes", "files"], &[], &["nodes", "files"]),
        (&["nodes", "files", "blocks"], &["blocks"], &["blocks", "nodes", "files"]),
        (&["a", "b", "c", "d"], &["b", "d"], &["b", "d", "a", "c"]),
        (&["a", "b"], &["a", "b"], &["a", "b"]),
    ];
    for (ids, maps, order) in table {
        assert_eq!(ordered(ids, maps), order, "{ids:?} with {maps:?}");
    }
}
