use std::path::Path;

use super::*;
use crate::store::blocks::{BlockReport, HeldBlock};
use crate::store::files::{self, Content, Placing};
use crate::store::nodes::{self, Beat};
use crate::store::{self, changes};
use crate::time;

/// Nodes by id and rack, and the bytes that are free.
fn cluster(nodes: &[(&str, &str, i64)]) -> Connection {
    let conn = store::open(Path::new(":memory:")).unwrap();
    for (id, rack, free) in nodes {
        let capacity = if *free > 0 { free + 10 } else { 0 };
        let beat = Beat {
            rack: (*rack).to_owned(),
            address: String::new(),
            capacity,
            used: capacity.min(10),
            load: 0.0,
        };
        nodes::beat(&conn, id, &beat, next(&conn), time::now()).unwrap();
    }
    conn
}

fn next(conn: &Connection) -> i64 {
    changes::next_version(conn).unwrap()
}

fn hold(conn: &Connection, node: &str, ids: &[&str], wanted: i64) {
    let held = ids
        .iter()
        .map(|id| HeldBlock { id: (*id).to_owned(), file: "f".to_owned(), size: 100, wanted })
        .collect();
    let report = BlockReport { held, ..BlockReport::default() };
    blocks::report(conn, node, &report, next(conn), time::now()).unwrap();
}

fn drain(conn: &Connection, node: &str, drain: bool) {
    nodes::set_drain(conn, node, drain, next(conn), time::now()).unwrap();
    blocks::recount_staying(conn, node).unwrap();
}

fn lose(conn: &Connection, node: &str) {
    let version = next(conn);
    nodes::lose(conn, node, version, time::now()).unwrap();
    blocks::recount_of(conn, node, version, time::now()).unwrap();
}

/// Order what is due at a moment, and say of whom each block is expected.
fn place_due(conn: &Connection, now: DateTime<Utc>) -> Vec<(String, Vec<String>)> {
    let mut targets = targets(conn).unwrap();
    due(conn, "", 100)
        .unwrap()
        .into_iter()
        .map(|block| (block.id.clone(), place(conn, &block, &mut targets, now).unwrap()))
        .collect()
}

fn copies(conn: &Connection, node: &str) -> Vec<String> {
    let orders = of(conn, node, time::now()).unwrap();
    orders.iter().filter_map(|order| order["copy"].as_str().map(str::to_owned)).collect()
}

fn due_ids(conn: &Connection) -> Vec<String> {
    due(conn, "", 100).unwrap().into_iter().map(|block| block.id).collect()
}

#[test]
fn copies_go_to_other_racks_first_and_then_where_most_room_is() {
    let conn = cluster(&[
        ("n1", "r1", 5_000),
        ("n2", "r1", 9_000),
        ("n3", "r2", 300),
        ("n4", "r2", 200),
        ("n5", "r3", 50),
        ("n6", "r4", 0),
    ]);
    for (wanted, expected) in
        [(2, &["n3"][..]), (3, &["n3", "n6"]), (4, &["n3", "n6", "n2"]), (9, &["n3", "n6", "n2", "n4"])]
    {
        let id = format!("b{wanted}");
        hold(&conn, "n1", &[&id], wanted);
        let block = block(&conn, &id).unwrap().unwrap();
        let tx = conn.unchecked_transaction().unwrap();
        let to = place(&conn, &block, &mut targets(&conn).unwrap(), time::now()).unwrap();
        assert_eq!(to, expected, "of {wanted}: n5 has no room");
        let mut again = place(&conn, &block, &mut targets(&conn).unwrap(), time::now()).unwrap();
        let mut expected = expected.to_vec();
        again.sort();
        expected.sort_unstable();
        assert_eq!(again, expected, "and once");
        tx.rollback().unwrap();
    }
}

#[test]
fn what_waits_for_a_node_counts_as_taken() {
    let conn = cluster(&[("n1", "", 900), ("n2", "", 250), ("n3", "", 240)]);
    hold(&conn, "n1", &["b1", "b2", "b3", "b4", "b5"], 2);
    drain(&conn, "n1", true);
    let to: Vec<Vec<String>> = place_due(&conn, time::now()).into_iter().map(|(_, to)| to).collect();
    assert_eq!(
        to,
        [vec!["n2", "n3"], vec!["n2", "n3"], vec![], vec![], vec![]],
        "the third is too much for both"
    );
}

#[test]
fn agents_see_to_their_blocks_until_a_node_is_drained_or_a_client_asks() {
    let conn = cluster(&[("n1", "", 900), ("n2", "", 900), ("n3", "", 900)]);
    hold(&conn, "n1", &["b1", "b2"], 2);
    hold(&conn, "n2", &["b1", "b3"], 2);
    assert_eq!(due_ids(&conn), Vec::<String>::new());
    ask(&conn, "b3").unwrap();
    assert_eq!(due_ids(&conn), ["b3"]);
    drain(&conn, "n1", true);
    assert_eq!(due_ids(&conn), ["b1", "b2", "b3"]);
    drain(&conn, "n1", false);
    assert_eq!(due_ids(&conn), ["b3"], "what was asked for is not forgotten");
    hold(&conn, "n3", &["b3"], 2);
    lose(&conn, "n2");
    assert_eq!(due_ids(&conn), Vec::<String>::new(), "and was done with then");
}

#[test]
fn an_order_is_given_until_it_is_reported_or_needless() {
    type End = (&'static str, fn(&Connection));
    let ended: [End; 6] = [
        ("it is reported", |conn| hold(conn, "n3", &["b1"], 1)),
        ("another has it", |conn| hold(conn, "n2", &["b1"], 1)),
        ("the drain ends", |conn| drain(conn, "n1", false)),
        ("the target is drained", |conn| drain(conn, "n3", true)),
        ("the target is lost", |conn| lose(conn, "n3")),
        ("the only source is lost", |conn| lose(conn, "n1")),
    ];
    for (why, end) in ended {
        let conn = cluster(&[("n1", "r1", 900), ("n2", "r1", 900), ("n3", "r2", 950)]);
        hold(&conn, "n1", &["b1"], 1);
        drain(&conn, "n1", true);
        place_due(&conn, time::now());
        for _ in 0..2 {
            let orders = of(&conn, "n3", time::now()).unwrap();
            let expected = json!({ "copy": "b1", "from": ["n1"], "file": "f", "size": 100, "replicas": 1 });
            assert_eq!(orders, [expected], "it is repeated");
        }
        end(&conn);
        let left: i64 = conn.query_row("SELECT count(*) FROM orders", [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "{why}");
    }
}

#[test]
fn what_is_not_done_in_time_is_ordered_of_another_and_comes_last() {
    let conn = cluster(&[("n1", "r1", 900), ("n2", "r2", 900), ("n3", "r3", 800)]);
    hold(&conn, "n1", &["b1"], 1);
    drain(&conn, "n1", true);
    let long_ago = time::now() - PATIENCE - TimeDelta::seconds(1);
    assert_eq!(place_due(&conn, long_ago)[0].1, ["n2"]);
    assert_eq!(place_due(&conn, time::now())[0].1, ["n3"]);
    hold(&conn, "n1", &["b0", "b2"], 1);
    blocks::recount_staying(&conn, "n1").unwrap();
    place_due(&conn, time::now());
    assert_eq!(copies(&conn, "n2"), ["b0", "b2", "b1"]);
}

#[test]
fn a_part_of_a_kept_file_is_copied_from_the_hub_and_dropped_with_it() {
    let conn = cluster(&[("n1", "r1", 0), ("n2", "r2", 0), ("n3", "r3", 0)]);
    let content = Content { name: files::next_content(&conn).unwrap(), size: 150, sha256: "s".to_owned() };
    let placing = Placing { block_size: 100, replicas: 2 };
    files::add(&conn, "año 1.csv", &content, placing, next(&conn), time::now()).unwrap();
    let placed = place_due(&conn, time::now());
    assert_eq!(placed.iter().map(|(_, to)| to.len()).collect::<Vec<_>>(), [2, 2]);
    let node = &placed[1].1[0];
    let order = of(&conn, node, time::now()).unwrap().pop().unwrap();
    let id = format!("{}-1", content.name);
    assert_eq!(
        order,
        json!({
            "copy": id, "from": [], "file": "año 1.csv", "size": 50, "replicas": 2,
            "content": "/api/files/a%C3%B1o%201%2Ecsv", "range": "bytes=100-149",
        })
    );
    hold(&conn, node, &[&id], 7);
    let version = next(&conn);
    files::remove(&conn, "año 1.csv", version).unwrap();
    assert_eq!(of(&conn, node, time::now()).unwrap(), [json!({ "drop": id })]);
    let left: i64 = conn.query_row("SELECT count(*) FROM orders", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn an_answer_bears_a_hundred_orders_and_drops_leave_room_for_copies() {
    let conn = cluster(&[("n1", "r1", 0), ("n2", "r2", 0)]);
    let placing = Placing { block_size: 1, replicas: 1 };
    for (name, size) in [("a", 80), ("b", 90)] {
        let content = Content { name: files::next_content(&conn).unwrap(), size, sha256: name.to_owned() };
        files::add(&conn, name, &content, placing, next(&conn), time::now()).unwrap();
    }
    let all: Vec<String> = due_ids(&conn);
    let of_a = blocks::select(&conn, "WHERE file = 'a'", []).unwrap();
    let of_a: Vec<&str> = of_a.iter().map(|row| row["id"].as_str().unwrap()).collect();
    hold(&conn, "n1", &of_a, 1);
    files::remove(&conn, "a", next(&conn)).unwrap();
    drain(&conn, "n2", true);
    let mut targets = targets(&conn).unwrap();
    for block in due(&conn, "", 1_000).unwrap() {
        place(&conn, &block, &mut targets, time::now()).unwrap();
    }
    assert_eq!(all.len(), 100, "a look is bounded too");
    let orders = of(&conn, "n1", time::now()).unwrap();
    let drops = orders.iter().filter(|order| order["drop"].is_string()).count();
    assert_eq!((orders.len(), drops), (100, 50));
}
