//! A cluster: nodes that beat, are lost and come back, and the blocks that they hold.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::server::{Server, scratch};
use crate::socket_client::SocketClient;

/// Nodes of these tests beat so often (seconds); a beat is missed a second later.
const HEARTBEAT: [&str; 2] = ["--heartbeat", "0.5"];

fn beat(server: &Server, id: &str, rack: &str) -> Value {
    let body =
        json!({ "rack": rack, "address": "10.0.0.7:9000", "capacity": 1000, "used": 400, "load": 0.25 });
    server.put_well(&format!("/api/nodes/{id}"), &body)
}

fn hold(server: &Server, node: &str, blocks: &Value) -> Value {
    server.put_well(&format!("/api/nodes/{node}/blocks"), blocks)
}

fn block(id: &str, replicas: u32) -> Value {
    json!({ "id": id, "file": "censo.csv", "size": 64, "replicas": replicas })
}

/// The rows of a list by their ids.
fn rows(server: &Server, kind: &str) -> Vec<Value> {
    server.get(&format!("/api/{kind}")).json()[kind].as_array().unwrap().clone()
}

fn row(server: &Server, kind: &str, id: &str) -> Value {
    rows(server, kind).into_iter().find(|row| row["id"] == id).unwrap_or_default()
}

/// What a list says in one field, row by row.
fn field(server: &Server, kind: &str, name: &str) -> Vec<Value> {
    rows(server, kind).iter().map(|row| row[name].clone()).collect()
}

/// Beat for some nodes until something holds.
fn beat_until(server: &Server, nodes: &[&str], holds: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(10);
    while !holds() {
        assert!(Instant::now() < until, "it never held");
        nodes.iter().for_each(|node| drop(beat(server, node, "r1")));
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_node_registers_beats_is_lost_and_comes_back() {
    let server = Server::fresh("cluster", &HEARTBEAT);
    let answer = beat(&server, "n1", "r1");
    assert_eq!((&answer["success"], &answer["heartbeat_s"]), (&json!(true), &json!(0.5)));
    let first = row(&server, "nodes", "n1");
    assert_eq!(
        [&first["rack"], &first["state"], &first["used"], &first["load"]],
        [&json!("r1"), &json!("up"), &json!(400), &json!(0.25)]
    );
    beat(&server, "n1", "r1");
    let second = row(&server, "nodes", "n1");
    assert_eq!(second["since"], first["since"], "it is up since its first beat");
    assert!(second["version"].as_i64() > first["version"].as_i64());
    let mut socket = SocketClient::welcomed(&server);
    let lost = loop {
        let pushed = socket.event("rows");
        if pushed["upserted"][0]["state"] == "lost" {
            break pushed;
        }
    };
    assert_eq!((&lost["table"], &lost["upserted"][0]["id"]), (&json!("nodes"), &json!("n1")));
    assert_eq!(socket.event("cluster_event")["event"]["kind"], "lost");
    let told = socket.event("new_notification")["notification"].clone();
    assert_eq!((&told["type"], &told["title"]), (&json!("error"), &json!("Nodo perdido: n1")));
    assert_eq!(told["data"], json!({ "node_id": "n1", "rack": "r1" }));
    assert_eq!(row(&server, "nodes", "n1")["state"], "lost");
    beat(&server, "n1", "r1");
    assert_eq!(socket.event("new_notification")["notification"]["title"], "Nodo recuperado: n1");
    assert_eq!(row(&server, "nodes", "n1")["state"], "up");
    let kinds = server.get("/api/events").json();
    let kinds: Vec<&str> =
        kinds["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["returned", "lost", "registered"]);
}

#[test]
fn a_block_is_healthy_short_of_replicas_or_lost_and_a_node_is_told_of_once() {
    let server = Server::fresh("replicas", &HEARTBEAT);
    for node in ["n1", "n2", "n3"] {
        beat(&server, node, "r1");
    }
    hold(&server, "n1", &json!({ "blocks": [block("b1", 2), block("b2", 1), block("b3", 2)] }));
    hold(&server, "n2", &json!({ "blocks": [block("b1", 2), block("b3", 2)] }));
    hold(&server, "n3", &json!({ "blocks": [block("b3", 2)] }));
    assert_eq!(field(&server, "blocks", "state"), ["healthy", "healthy", "healthy"]);
    assert_eq!(row(&server, "blocks", "b3")["nodes"], json!(["n1", "n2", "n3"]));
    beat_until(&server, &["n2", "n3"], || row(&server, "nodes", "n1")["state"] == "lost");
    assert_eq!(field(&server, "blocks", "state"), ["under", "lost", "healthy"]);
    assert_eq!(field(&server, "blocks", "live"), [1, 0, 2]);
    let told = server.get("/api/notifications?limit=0").json();
    let told: Vec<&Value> =
        told["notifications"].as_array().unwrap().iter().filter(|one| one["type"] == "error").collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        told[0]["message"],
        "El nodo n1 ha dejado de oírse; 1 bloque con menos réplicas de las pedidas y 1 bloque sin ninguna"
    );
    let refused = server.put("/api/nodes/n1/blocks", &json!({ "blocks": [] }));
    assert_eq!(refused.status, 409, "what a lost node says counts once it beats: {refused:?}");
    beat(&server, "n1", "r1");
    assert_eq!(field(&server, "blocks", "state"), ["healthy", "healthy", "healthy"]);
}

#[test]
fn a_node_leaves_in_order_and_a_lost_one_is_forgotten() {
    let server = Server::fresh("leaving", &HEARTBEAT);
    for node in ["n1", "n2"] {
        beat(&server, node, "r1");
    }
    hold(&server, "n1", &json!({ "blocks": [block("b1", 2)] }));
    hold(&server, "n2", &json!({ "blocks": [block("b1", 2), block("b2", 1)] }));
    let refused = server.post("/api/nodes/n1/forget", &json!({}));
    assert_eq!(refused.status, 409, "{refused:?}");
    assert_eq!(server.send("DELETE", "/api/nodes/n1", &[], "").unwrap().status, 200);
    assert_eq!(field(&server, "nodes", "id"), ["n2"]);
    let told = server.get("/api/notifications?limit=1").json()["notifications"][0].clone();
    assert_eq!(told["data"], json!({ "node_id": "n1", "rack": "r1" }), "{told}");
    assert_eq!(
        (&row(&server, "blocks", "b1")["state"], &row(&server, "blocks", "b1")["nodes"]),
        (&json!("under"), &json!(["n2"]))
    );
    beat_until(&server, &[], || row(&server, "nodes", "n2")["state"] == "lost");
    assert_eq!(server.post("/api/nodes/n2/forget", &json!({})).status, 200);
    assert_eq!(rows(&server, "nodes"), Vec::<Value>::new());
    assert_eq!(field(&server, "blocks", "state"), ["lost", "lost"], "what was held is not forgotten");
    for path in ["/api/nodes/n2", "/api/nodes/never"] {
        assert_eq!(server.send("DELETE", path, &[], "").unwrap().status, 404, "{path}");
    }
}

#[test]
fn a_report_adds_removes_or_says_all() {
    let server = Server::fresh("reports", &[]);
    beat(&server, "n1", "r1");
    hold(&server, "n1", &json!({ "blocks": [block("b1", 1), block("b2", 1), block("b3", 1)] }));
    hold(&server, "n1", &json!({ "removed": ["b1"] }));
    assert_eq!(field(&server, "blocks", "id"), ["b2", "b3"]);
    hold(&server, "n1", &json!({ "blocks": [block("b3", 1), block("b4", 1)], "whole": true }));
    assert_eq!(field(&server, "blocks", "id"), ["b3", "b4"]);
    let wrong = [
        (json!({ "blocks": {} }), "blocks: expected a list, found {}"),
        (
            json!({ "blocks": [{ "id": "b 1" }] }),
            "blocks[0].id: expected at most 100 of A-Z a-z 0-9 . _ -, found \"b 1\"",
        ),
        (
            json!({ "blocks": [{ "id": "b", "size": -1 }] }),
            "blocks[0].size: expected a whole number from 0 to 9007199254740991, found -1",
        ),
        (
            json!({ "blocks": [{ "id": "b", "replicas": 0 }] }),
            "blocks[0].replicas: expected a whole number from 1 to 100, found 0",
        ),
        (json!({ "blocks": [{ "id": "b", "sise": 1 }] }), "blocks[0].sise: there is no such field"),
        (json!({ "removed": ["b", 7] }), "removed[1]: expected at most 100 of A-Z a-z 0-9 . _ -, found 7"),
        (json!({ "whole": "yes" }), "whole: expected true or false, found \"yes\""),
    ];
    for (body, why) in wrong {
        let answer = server.put("/api/nodes/n1/blocks", &body);
        assert_eq!((answer.status, &answer.json()["error"]), (400, &json!(why)));
    }
    let as_python_writes_them = json!({ "blocks": [{ "id": "b3", "size": 598_360.0, "replicas": 1.0 }] });
    hold(&server, "n1", &as_python_writes_them);
    assert_eq!(row(&server, "blocks", "b3")["size"], 598_360);
    assert_eq!(server.put("/api/nodes/n1", &json!({ "used": 1.5 })).status, 400);
    assert_eq!(server.put("/api/nodes/n9/blocks", &json!({})).status, 404);
    assert_eq!(server.put("/api/nodes/n%201", &json!({})).status, 400);
    assert_eq!(field(&server, "blocks", "id"), ["b3", "b4"]);
}

#[test]
fn who_has_a_version_is_given_what_changed_since_or_the_whole_where_that_is_shorter() {
    let server = Server::fresh("versions", &[]);
    let blocks: Vec<Value> = (0..10).map(|nr| block(&format!("b{nr}"), 1)).collect();
    beat(&server, "n1", "r1");
    hold(&server, "n1", &json!({ "blocks": blocks }));
    let whole = server.get("/api/blocks");
    let (version, epoch) = (whole.json()["version"].as_i64().unwrap(), whole.json()["epoch"].clone());
    let etag = whole.header("etag").to_owned();
    let same = server.get_with("/api/blocks", &[("if-none-match", &etag)]);
    assert_eq!((same.status, same.body.len()), (304, 0));
    hold(&server, "n1", &json!({ "blocks": [block("b10", 1)], "removed": ["b3"] }));
    assert_eq!(server.get_with("/api/blocks", &[("if-none-match", &etag)]).status, 200);
    let since =
        |version: i64, epoch: &str| server.get(&format!("/api/blocks?since={version}&epoch={epoch}")).json();
    let changed = since(version, epoch.as_str().unwrap());
    assert_eq!((&changed["upserted"][0]["id"], &changed["removed"]), (&json!("b10"), &json!(["b3"])));
    assert!(changed["version"].as_i64() > Some(version));
    let nothing = since(changed["version"].as_i64().unwrap(), epoch.as_str().unwrap());
    assert_eq!((&nothing["upserted"], &nothing["removed"]), (&json!([]), &json!([])));
    // Of another database, from a future of this one, or older than its list is long.
    for whole in
        [since(version, "other"), since(999_999, epoch.as_str().unwrap()), since(0, epoch.as_str().unwrap())]
    {
        assert_eq!(whole["blocks"].as_array().map(Vec::len), Some(10), "{whole}");
    }
    let mut ids = Vec::new();
    let mut next = String::new();
    loop {
        let page = server.get(&format!("/api/blocks?limit=4&after={next}")).json();
        let rows = page["blocks"].as_array().unwrap().clone();
        assert!(rows.len() <= 4);
        ids.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(id) => id.clone_into(&mut next),
            None => break,
        }
    }
    assert_eq!(ids, ["b0", "b1", "b10", "b2", "b4", "b5", "b6", "b7", "b8", "b9"]);
    for query in ["since=-1", "since=x", "limit=x", "since=1&since=2"] {
        let answer = server.get(&format!("/api/blocks?{query}"));
        assert_eq!((answer.status, answer.json()["error"].is_string()), (400, true), "{query}");
    }
}

#[test]
fn a_killed_hub_goes_on_from_what_it_acknowledged_and_waits_for_beats() {
    let database = scratch("cluster-killed").join("hub.db");
    let mut server = Server::start(&database, &HEARTBEAT);
    beat(&server, "n1", "r1");
    let mark = hold(&server, "n1", &json!({ "blocks": [block("b1", 1)] }));
    server.kill();
    thread::sleep(Duration::from_millis(1_600));
    let server = Server::start(&database, &HEARTBEAT);
    let list = server.get("/api/blocks").json();
    assert_eq!((&list["epoch"], &list["blocks"][0]["id"]), (&mark["epoch"], &json!("b1")));
    assert!(list["version"].as_i64() >= mark["version"].as_i64(), "no version goes back");
    assert_eq!(row(&server, "nodes", "n1")["state"], "up", "it had no chance to beat while the hub was away");
    beat_until(&server, &[], || row(&server, "nodes", "n1")["state"] == "lost");
}
