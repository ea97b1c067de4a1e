//! `/ws`: the envelope of hub 004, with everything that was missed.

use serde_json::{Value, json};

use crate::plain_client::PlainClient;
use crate::server::{Server, scratch};

fn beat(server: &Server, id: &str) {
    server.put_well(&format!("/api/nodes/{id}"), &json!({ "rack": "r1" }));
}

fn hold(server: &Server, node: &str, ids: &[&str], removed: &[&str]) {
    let blocks: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    let body = json!({ "blocks": blocks, "removed": removed });
    server.put_well(&format!("/api/nodes/{node}/blocks"), &body);
}

fn types(frames: &[Value]) -> Vec<&str> {
    frames.iter().map(|frame| frame["type"].as_str().unwrap()).collect()
}

fn of_table<'a>(frames: &'a [Value], table: &str) -> &'a Value {
    frames.iter().find(|frame| frame["table"] == table).unwrap()
}

#[test]
fn a_client_gets_all_that_the_hub_holds_and_then_what_happens() {
    let server = Server::fresh("ws", &[]);
    beat(&server, "n1");
    hold(&server, "n1", &["b1", "b2"], &[]);
    let mut client = PlainClient::connect(&server, "");
    let first = client.until("up_to_date");
    assert_eq!(
        types(&first),
        [
            "connection_ack",
            "recent_notifications",
            "table",
            "table",
            "table",
            "table",
            "recent_events",
            "up_to_date"
        ]
    );
    assert_eq!(first[0]["heartbeat_s"], 30);
    assert_eq!(of_table(&first, "nodes")["rows"][0]["id"], "n1");
    assert_eq!(of_table(&first, "blocks")["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!((&of_table(&first, "datasets")["rows"], &first[7]["replayed"]), (&json!([]), &json!(false)));
    let told = server.notify("Hola");
    let frame = client.frame("new_notification");
    assert_eq!((&frame["notification"]["id"], frame["cursor"].is_string()), (&json!(told), true));
    hold(&server, "n1", &["b3"], &["b1"]);
    let frame = client.frame("rows");
    assert_eq!(
        (&frame["table"], &frame["upserted"][0]["id"], &frame["removed"]),
        (&json!("blocks"), &json!("b3"), &json!(["b1"]))
    );
    let stats = server.get("/ws/stats").json();
    assert_eq!((&stats["active_connections"], &stats["heartbeat_active"]), (&json!(1), &json!(true)));
    client.send(r#"{"type":"ping"}"#);
    assert!(client.frame("pong")["timestamp"].is_string());
}

#[test]
fn a_client_hears_the_notifications_of_one_channel() {
    let server = Server::fresh("ws-channel", &[]);
    let mut client = PlainClient::connect(&server, "?topics=notifications.cluster");
    assert_eq!(client.until("up_to_date")[1]["total"], 0);
    server.notify("of the portal");
    server.post("/api/notifications/test", &json!({ "channel": "cluster", "title": "of the cluster" }));
    assert_eq!(client.frame("new_notification")["notification"]["title"], "of the cluster");
    let cursor = client.cursor.clone();
    drop(client);
    server.notify("of the portal");
    let mut client = PlainClient::connect(&server, &format!("?topics=notifications.cluster&cursor={cursor}"));
    assert_eq!(client.until("up_to_date")[1]["notifications"], json!([]));
    server.post("/api/notifications/clear", &json!({}));
    client.frame("notifications_cleared");
}

#[test]
fn who_was_away_while_the_hub_was_killed_gets_what_was_missed_and_nothing_twice() {
    let database = scratch("ws-killed").join("hub.db");
    let mut server = Server::start(&database, &[]);
    beat(&server, "n1");
    hold(&server, "n1", &["b1", "b2", "b3", "b4"], &[]);
    let mut client = PlainClient::connect(&server, "");
    client.until("up_to_date");
    let heard = server.notify("oída");
    client.frame("new_notification");
    let cursor = client.cursor.clone();
    drop(client);
    let missed = server.notify("perdida");
    hold(&server, "n1", &["b5"], &["b2"]);
    server.kill();
    let server = Server::start(&database, &[]);
    let mut client = PlainClient::connect(&server, &format!("?cursor={cursor}"));
    let frames = client.until("up_to_date");
    assert_eq!(frames.last().unwrap()["replayed"], true);
    let list = frames.iter().find(|frame| frame["type"] == "recent_notifications").unwrap();
    let ids: Vec<&Value> = list["notifications"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert!(!ids.contains(&&json!(heard)) && ids.contains(&&json!(missed)), "{ids:?}");
    assert_eq!((list["complete"].clone(), ids.len()), (json!(true), 2), "the hub's start is told too");
    let blocks = of_table(&frames, "blocks");
    assert_eq!((&blocks["type"], &blocks["removed"]), (&json!("rows"), &json!(["b2"])));
    assert_eq!(blocks["upserted"].as_array().map(Vec::len), Some(1));
    // What another database told, or a future, is no place to go on from.
    for other in ["other.1.1.1".to_owned(), cursor.replace('.', ".9"), "?".to_owned()] {
        let frames = PlainClient::connect(&server, &format!("?cursor={other}")).until("up_to_date");
        assert_eq!(frames.last().unwrap()["replayed"], false, "{other}");
        assert_eq!(of_table(&frames, "blocks")["rows"].as_array().map(Vec::len), Some(4), "{other}");
    }
}

#[test]
fn only_the_last_frame_of_what_happened_at_once_leads_on() {
    let server = Server::fresh("ws-cursors", &["--heartbeat", "0.3"]);
    beat(&server, "n1");
    hold(&server, "n1", &["b1"], &[]);
    let mut client = PlainClient::connect(&server, "");
    client.until("up_to_date");
    let frames = client.until("new_notification");
    assert_eq!(types(&frames), ["rows", "rows", "cluster_event", "new_notification"]);
    let leads: Vec<bool> = frames.iter().map(|frame| frame["cursor"].is_string()).collect();
    assert_eq!(leads, [false, false, false, true]);
}

#[test]
fn a_client_chooses_what_it_hears_and_is_told_what_is_not_understood() {
    let server = Server::fresh("ws-topics", &[]);
    let mut client = PlainClient::connect(&server, "?topics=nodes");
    assert_eq!(types(&client.until("up_to_date")), ["connection_ack", "table", "up_to_date"]);
    server.notify("no se oye");
    beat(&server, "n1");
    assert_eq!(client.next().unwrap()["type"], "rows", "the notification is left out");
    client.send(r#"{"type":"subscribe","topics":["notifications"]}"#);
    assert_eq!(types(&client.until("up_to_date")), ["recent_notifications", "up_to_date"]);
    beat(&server, "n1");
    server.notify("se oye");
    assert_eq!(client.next().unwrap()["type"], "new_notification");
    for wrong in ["{", "[]", r#"{"type":"shout"}"#, r#"{"type":"subscribe","topics":["hands"]}"#] {
        client.send(wrong);
        let error = client.next().unwrap();
        assert_eq!((&error["type"], error["message"].is_string()), (&json!("error"), true), "{wrong}");
    }
    client.send_binary();
    assert_eq!(client.next().unwrap()["message"], "Expected a text frame, found a binary one");
    client.send(r#"{"type":"ping"}"#);
    assert_eq!(client.next().unwrap()["type"], "pong", "it goes on");
    let mut refused = PlainClient::connect(&server, "?topics=nodes,hands");
    let why = refused.frame("error")["message"].as_str().unwrap().to_owned();
    assert_eq!(why, "topics: expected notifications, datasets, nodes, blocks, files, events, found hands");
    assert_eq!(refused.next(), Err(1008));
}

#[test]
fn a_client_that_falls_behind_is_told_and_misses_nothing() {
    let server = Server::fresh("ws-behind", &["--client-buffer", "16"]);
    let mut client = PlainClient::connect(&server, "?topics=notifications");
    client.until("up_to_date");
    // More than the sockets' own buffers hold, while nobody reads.
    let text = "🐦".repeat(4_000);
    let mut made = Vec::new();
    for _ in 0..600 {
        let body = json!({ "title": "largo", "message": text });
        let answer = server.post("/api/notifications/test", &body);
        assert_eq!(answer.status, 200, "{answer:?}");
        made.push(answer.json()["notification"]["id"].clone());
    }
    let (mut heard, mut behind) = (Vec::new(), 0);
    while heard.last() != made.last() {
        let frame = client.next().unwrap();
        match frame["type"].as_str().unwrap() {
            "new_notification" => heard.push(frame["notification"]["id"].clone()),
            "recent_notifications" => {
                let list = frame["notifications"].as_array().unwrap();
                heard.extend(list.iter().rev().map(|one| one["id"].clone()));
            }
            "behind" => behind += 1,
            "up_to_date" => {}
            other => panic!("{other}"),
        }
    }
    assert!(behind > 0, "it never fell behind");
    assert_eq!(heard, made, "each once, in order");
}

#[test]
fn a_hub_that_stops_says_so() {
    let mut server = Server::fresh("ws-stops", &[]);
    let mut client = PlainClient::connect(&server, "");
    client.until("up_to_date");
    server.signal("-TERM");
    assert_eq!(client.frame("error")["message"], "The hub is stopping");
    assert_eq!(client.next(), Err(1001));
    assert!(server.wait().success());
}
