use std::path::Path;

use super::*;
use crate::store;
use crate::store::blocks::{BlockReport, HeldBlock};
use crate::store::nodes::{self, Beat};

const PLACING: Placing = Placing { block_size: 100, replicas: 2 };

fn fresh(nodes: &[&str]) -> Connection {
    let conn = store::open(Path::new(":memory:")).unwrap();
    let beat = Beat { rack: String::new(), address: String::new(), capacity: 0, used: 0, load: 0.0 };
    for node in nodes {
        let version = changes::next_version(&conn).unwrap();
        nodes::beat(&conn, node, &beat, version, time::now()).unwrap();
    }
    conn
}

fn hold(conn: &Connection, node: &str, held: &[(&str, &str, i64)], removed: &[&str]) {
    let held = held.iter().map(|(id, file, size)| HeldBlock {
        id: (*id).to_owned(),
        file: (*file).to_owned(),
        size: *size,
        wanted: 2,
    });
    let removed = removed.iter().map(|id| (*id).to_owned()).collect();
    let version = changes::next_version(conn).unwrap();
    let report = BlockReport { held: held.collect(), removed, whole: false };
    blocks::report(conn, node, &report, version, time::now()).unwrap();
    remove_empty(conn, version).unwrap();
}

fn store_file(conn: &Connection, name: &str, size: i64, sha256: &str) -> (Content, Result<Added, Error>) {
    let content = Content { name: next_content(conn).unwrap(), size, sha256: sha256.to_owned() };
    let version = changes::next_version(conn).unwrap();
    let added = add(conn, name, &content, PLACING, version, time::now());
    (content, added)
}

fn rows(conn: &Connection) -> Vec<Value> {
    select(conn, "ORDER BY id", []).unwrap()
}

fn sizes_of_blocks(conn: &Connection, content: &str) -> Vec<i64> {
    let rows = blocks::select(conn, "WHERE content = ?1 ORDER BY start", [content]).unwrap();
    rows.iter().map(|row| row["size"].as_i64().unwrap()).collect()
}

#[test]
fn a_file_of_agents_is_a_row_as_long_as_a_block_names_it() {
    let conn = fresh(&["n1", "n2"]);
    hold(&conn, "n1", &[("b1", "a", 60), ("b2", "a", 40), ("b3", "", 7), ("b4", "c", 1)], &[]);
    let found = rows(&conn);
    assert_eq!(found.iter().map(|row| row["id"].clone()).collect::<Vec<_>>(), ["a", "c"]);
    let figures = |row: &Value| (row["size"].clone(), row["blocks"].clone(), row["under"].clone());
    assert_eq!(figures(&found[0]), (json!(100), json!(2), json!(2)));
    assert_eq!((&found[0]["stored"], &found[0]["state"]), (&json!(false), &json!("under")));
    let before = found[1]["version"].clone();
    hold(&conn, "n2", &[("b1", "a", 60), ("b2", "a", 40)], &[]);
    let found = rows(&conn);
    assert_eq!((&found[0]["state"], &found[0]["under"]), (&json!("healthy"), &json!(0)));
    assert_eq!(found[1]["version"], before, "it is as it was");
    // A block may turn out to be of another file, or of another size.
    hold(&conn, "n2", &[("b2", "c", 41)], &[]);
    let found = rows(&conn);
    assert_eq!(figures(&found[0]), (json!(60), json!(1), json!(0)));
    assert_eq!(figures(&found[1]), (json!(42), json!(2), json!(1)));
    let mark = changes::mark(&conn).unwrap().version;
    hold(&conn, "n1", &[], &["b1"]);
    hold(&conn, "n2", &[], &["b1"]);
    let changed = changes::since(&conn, RowKind::Files, mark).unwrap().unwrap();
    assert_eq!((changed.removed, changed.upserted.len()), (vec!["a".to_owned()], 0));
    hold(&conn, "n2", &[("b1", "a", 1)], &[]);
    let changed = changes::changes(&conn, RowKind::Files, mark).unwrap();
    assert_eq!((changed.removed.len(), changed.upserted.len()), (0, 1), "it is there again");
}

#[test]
fn a_content_is_cut_into_blocks_that_are_never_lost() {
    let cases: [(i64, &[i64]); 5] =
        [(0, &[]), (1, &[1]), (100, &[100]), (101, &[100, 1]), (250, &[100, 100, 50])];
    for (size, parts) in cases {
        let conn = fresh(&["n1"]);
        let (content, added) = store_file(&conn, "a", size, "s");
        assert_eq!(added.unwrap(), Added::New);
        assert_eq!(sizes_of_blocks(&conn, &content.name), parts, "{size}");
        let row = rows(&conn).remove(0);
        assert_eq!((&row["size"], &row["blocks"]), (&json!(size), &json!(parts.len())));
        let state = if parts.is_empty() { "healthy" } else { "under" };
        assert_eq!((&row["state"], &row["stored"]), (&json!(state), &json!(true)));
        // A node that had one, and is gone, has not lost it.
        if !parts.is_empty() {
            let id = format!("{}-0", content.name);
            hold(&conn, "n1", &[(&id, "other", 9)], &[]);
            hold(&conn, "n1", &[], &[&id]);
            let row = blocks::select(&conn, "WHERE id = ?1", [&id]).unwrap().remove(0);
            assert_eq!(
                (&row["state"], &row["file"]),
                (&json!("under"), &json!("a")),
                "what agents say of it is left"
            );
        }
    }
}

#[test]
fn a_file_is_replaced_and_its_blocks_go_when_no_node_holds_them() {
    let conn = fresh(&["n1"]);
    let (first, _) = store_file(&conn, "a", 200, "s1");
    let held = format!("{}-1", first.name);
    hold(&conn, "n1", &[(&held, "a", 100)], &[]);
    let (same, added) = store_file(&conn, "a", 200, "s1");
    assert_eq!(added.unwrap(), Added::Same(first.name.clone()));
    assert_ne!(same.name, first.name, "no name is given twice");
    let (second, added) = store_file(&conn, "a", 50, "s2");
    assert_eq!(added.unwrap(), Added::Replaced(first.name));
    assert_eq!(contents(&conn).unwrap(), std::slice::from_ref(&second.name));
    let row = rows(&conn).remove(0);
    assert_eq!((&row["size"], &row["blocks"], &row["sha256"]), (&json!(50), &json!(1), &json!("s2")));
    let left = blocks::select(&conn, "WHERE file = ''", []).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!((&left[0]["id"], &left[0]["wanted"]), (&json!(held), &json!(0)));
    hold(&conn, "n1", &[], &[&held]);
    assert_eq!(blocks::select(&conn, "WHERE file = ''", []).unwrap(), Vec::<Value>::new());
    let version = changes::next_version(&conn).unwrap();
    assert_eq!(remove(&conn, "a", version).unwrap(), second.name);
    remove_empty(&conn, version).unwrap();
    assert_eq!(rows(&conn), Vec::<Value>::new());
    assert!(matches!(remove(&conn, "a", version), Err(Error::NotFound(_))));
}

#[test]
fn a_node_that_returns_with_a_block_of_a_removed_file_is_to_drop_it() {
    let conn = fresh(&["n1"]);
    let (content, _) = store_file(&conn, "a", 100, "s");
    let version = changes::next_version(&conn).unwrap();
    remove(&conn, "a", version).unwrap();
    remove_empty(&conn, version).unwrap();
    let id = format!("{}-0", content.name);
    hold(&conn, "n1", &[(&id, "a", 100)], &[]);
    assert_eq!(rows(&conn), Vec::<Value>::new());
    assert_eq!(blocks::dropped_by(&conn, "n1", 10).unwrap(), std::slice::from_ref(&id));
    // A node that is gone holds nothing: nobody is waited for.
    blocks::drop_of(&conn, "n1", version, time::now()).unwrap();
    assert_eq!(blocks::select(&conn, "", []).unwrap(), Vec::<Value>::new());
}

#[test]
fn a_file_of_agents_is_neither_replaced_nor_removed() {
    let conn = fresh(&["n1"]);
    hold(&conn, "n1", &[("b1", "a", 60)], &[]);
    let (_, added) = store_file(&conn, "a", 10, "s");
    assert!(matches!(added, Err(Error::Conflict(_))), "{added:?}");
    assert!(matches!(find(&conn, "a"), Err(Error::Conflict(_))));
    assert!(matches!(remove(&conn, "a", 9), Err(Error::Conflict(_))));
    assert!(matches!(find(&conn, "b"), Err(Error::NotFound(_))));
}

#[test]
fn a_file_of_more_blocks_than_are_kept_is_refused() {
    let conn = fresh(&[]);
    let (_, added) = store_file(&conn, "a", (blocks::MAX_BLOCKS + 1) * 100, "s");
    assert!(matches!(added, Err(Error::Invalid(_))), "{added:?}");
    assert_eq!(contents(&conn).unwrap(), Vec::<String>::new());
}
