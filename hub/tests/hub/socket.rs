//! Hub 002 §2, with its faults mended.

use std::collections::VecDeque;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::plain_client::PlainClient;
use crate::server::{Server, ids};
use crate::socket_client::SocketClient;

#[test]
fn a_client_is_welcomed_with_the_newest_ten_and_then_receives_everything() {
    let server = Server::fresh("welcome", &[]);
    let made: Vec<String> = (0..12).map(|n| server.notify(&n.to_string())).collect();
    let mut socket = SocketClient::connect(&server);
    let (name, recent) = socket.next();
    assert_eq!(name, "recent_notifications");
    assert_eq!(ids(&recent), made.iter().rev().take(10).cloned().collect::<Vec<_>>());
    assert_eq!((&recent["unread_count"], &recent["last_id"]), (&json!(13), &json!(made[11])));
    let (name, stats) = socket.next();
    assert_eq!(name, "initial_stats");
    assert_eq!((&stats["connected_clients"], &stats["system_status"]), (&json!(1), &json!("healthy")));
    let id = server.notify("new");
    let (name, new) = socket.next();
    assert_eq!((name.as_str(), &new["notification"]["id"]), ("new_notification", &json!(id)));
    assert_eq!(new["unread_count"], 14);
}

#[test]
fn what_one_client_does_is_broadcast_to_all() {
    let server = Server::fresh("broadcast", &[]);
    let id = server.notify("x");
    let (mut one, mut other) = (SocketClient::welcomed(&server), SocketClient::welcomed(&server));
    let answer = one.ask("mark_notification_read", &[json!({ "notification_id": id })]);
    assert_eq!(answer, json!({ "success": true, "notification_id": id, "unread_count": 1 }));
    let unread = json!({ "portal": 1, "cluster": 0 });
    let expected = json!({ "success": true, "notification_id": id, "unread_count": 1, "unread": unread });
    // Hub 002 §2.1: the original answers only the sender.
    assert_eq!(other.next(), ("notification_marked_read".to_owned(), expected.clone()));
    assert_eq!(one.event("notification_marked_read"), expected);

    assert_eq!(other.ask("clear_notifications", &[]), json!({ "success": true }));
    assert_eq!(one.next(), ("notifications_cleared".to_owned(), Value::Null));
    assert_eq!(server.ids().len(), 0);

    let id = server.notify("y");
    server.post(&format!("/api/notifications/{id}/read"), &json!({}));
    one.event("new_notification");
    let marked = one.next().1;
    assert_eq!((&marked["notification_id"], &marked["unread_count"]), (&json!(id), &json!(0)));
}

#[test]
fn a_client_of_a_channels_namespace_hears_what_is_about_it_and_nothing_else() {
    let server = Server::fresh("channels", &[]);
    let mut portal = SocketClient::connect_to(&server, "/portal");
    let mut cluster = SocketClient::connect_to(&server, "/cluster");
    let (_, recent) = portal.next();
    assert_eq!(recent["total"], 1, "the hub's start");
    assert_eq!(cluster.next().1["total"], 0);
    portal.event("initial_stats");
    cluster.event("initial_stats");
    server.put_well("/api/nodes/n1", &json!({ "rack": "r1" }));
    server.notify("x");
    let told = server.post("/api/notifications/test", &json!({ "channel": "cluster" })).json();
    assert_eq!(portal.next().1["notification"]["title"], "x");
    let of_cluster: Vec<String> = (0..3).map(|_| cluster.next().0).collect();
    assert_eq!(of_cluster, ["cluster_event", "rows", "new_notification"]);
    assert_eq!(cluster.ask("clear_notifications", &[]), json!({ "success": true }));
    assert_eq!(server.ids().len(), 2, "those of the other channel stay");
    let list = server.get("/api/notifications?channel=portal").json();
    assert_eq!((&list["total"], &list["unread"]), (&json!(2), &json!({ "portal": 2, "cluster": 0 })));
    assert!(!server.ids().contains(&told["notification"]["id"].to_string()));
}

#[test]
fn clients_beyond_those_that_there_is_room_for_are_refused_and_let_in_once_there_is() {
    let server = Server::fresh("room", &["--max-clients", "2"]);
    let first = SocketClient::welcomed(&server);
    let mut second = PlainClient::connect(&server, "");
    second.until("up_to_date");
    let refusal = SocketClient::connect_as(&server, "").err().unwrap();
    assert!(refusal["message"].as_str().unwrap().contains("--max-clients"), "{refusal}");
    let upgrade = [
        ("connection", "Upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    let refused = server.get_with("/ws", &upgrade);
    assert_eq!((refused.status, refused.header("retry-after")), (503, "10"));
    drop(first);
    let end = Instant::now() + Duration::from_secs(10);
    while SocketClient::connect_as(&server, "").is_err() {
        assert!(Instant::now() < end, "there is room again");
    }
}

#[test]
fn every_event_is_acknowledged_also_when_it_is_wrong() {
    let server = Server::fresh("acks", &[]);
    let mut socket = SocketClient::welcomed(&server);
    let long = "x".repeat(200);
    // Hub 002 §1.3: the original never answers most of these.
    let cases = [
        ("ping", vec![], true),
        ("ping", vec![json!({})], true),
        ("get_notifications", vec![], true),
        ("get_notifications", vec![json!({ "limit": 1 })], true),
        ("get_notifications", vec![json!({ "limit": "x" })], false),
        ("get_notifications", vec![json!({ "limit": -1 })], false),
        ("get_notifications", vec![json!({ "limit": null })], false),
        ("mark_notification_read", vec![], false),
        ("mark_notification_read", vec![json!({})], false),
        ("mark_notification_read", vec![json!({ "notification_id": 5 })], false),
        ("mark_notification_read", vec![json!({ "notification_id": "n-000000009999" })], false),
        ("join_room", vec![json!({ "room": "x" })], true),
        ("join_room", vec![json!({ "room": "" })], false),
        ("join_room", vec![json!({ "room": long })], false),
        ("leave_room", vec![json!({ "room": "x" })], true),
        ("leave_room", vec![json!("x")], false),
        ("clear_notifications", vec![json!({})], true),
        ("no_such_event", vec![json!(1)], false),
    ];
    for (event, arguments, good) in cases {
        let answer = socket.ask(event, &arguments);
        let failed =
            answer["success"] == false && answer["error"].as_str().is_some_and(|why| !why.is_empty());
        assert_eq!(failed, !good, "{event} {arguments:?}: {answer}");
    }
}

#[test]
fn a_failure_reaches_a_client_that_asked_for_no_acknowledgement() {
    let server = Server::fresh("errors", &[]);
    let mut socket = SocketClient::welcomed(&server);
    socket.emit("get_notifications", &[json!({ "limit": "x" })]);
    let error = socket.event("error");
    assert_eq!(error["event"], "get_notifications");
    assert!(error["error"].as_str().unwrap().contains("limit"));
    socket.emit("mark_notification_read", &[json!({ "notification_id": "n-000000009999" })]);
    let answer = json!({ "notification_id": "n-000000009999", "success": false });
    assert_eq!(socket.event("notification_marked_read"), answer);
}

#[test]
fn a_clients_events_do_not_overtake_each_other() {
    let server = Server::fresh("order", &[]);
    let made: Vec<String> = (0..60).map(|n| server.notify(&n.to_string())).collect();
    let mut socket = SocketClient::welcomed(&server);
    for id in &made {
        socket.emit("mark_notification_read", &[json!({ "notification_id": id })]);
        socket.emit("get_notifications", &[json!({ "limit": 1 })]);
    }
    for left in (1..=60).rev() {
        assert_eq!(socket.event("notifications_list")["unread_count"], left);
    }
}

#[test]
fn a_burst_from_many_arrives_in_order_with_true_counts() {
    let server = Server::fresh("burst", &[]);
    let mut socket = SocketClient::welcomed(&server);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..50).for_each(|n| drop(server.notify(&n.to_string()))));
        }
        // Hub 002 §2.3: in the original's threading mode, frames overtake each other.
        for n in 0..400 {
            let new = socket.event("new_notification");
            assert_eq!(new["notification"]["id"], format!("n-{:012}", n + 2));
            assert_eq!(new["unread_count"], n + 2);
        }
    });
}

#[test]
fn a_client_that_falls_behind_is_resynchronised_and_can_catch_up_exactly() {
    let server = Server::fresh("behind", &["--client-buffer", "16"]);
    let mut socket = SocketClient::welcomed(&server);
    let start = server.ids().remove(0);
    let message = "x".repeat(4_000);
    // Far more than the network holds for a client that does not read.
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..600 {
                    server.post("/api/notifications/test", &json!({ "message": message }));
                }
            });
        }
    });
    let newest = server.get("/api/notifications?limit=1").json()["last_id"].as_str().unwrap().to_owned();
    let mut follower = Follower { server: &server, last: seq(&start), received: 0, caught_up: 0 };
    follower.read_until(&mut socket, seq(&newest));
    assert_eq!(follower.received + follower.caught_up, 4_800);
    assert!(follower.received > 0 && follower.caught_up > 0, "the test must overflow, and not at once");
    let back = server.notify("back");
    follower.read_until(&mut socket, seq(&back));
}

/// A client that knows everything up to `last`, and that fails on a gap without a `resync`.
struct Follower<'a> {
    server: &'a Server,
    last: u64,
    received: usize,
    caught_up: usize,
}

impl Follower<'_> {
    fn read_until(&mut self, socket: &mut SocketClient, end: u64) {
        while self.last < end {
            match socket.next() {
                (name, new) if name == "new_notification" => {
                    let new = seq(new["notification"]["id"].as_str().unwrap());
                    assert_eq!(new, self.last + 1, "a gap without a resync");
                    self.last = new;
                    self.received += 1;
                }
                (name, resync) if name == "resync" => self.catch_up(seq(resync["last_id"].as_str().unwrap())),
                _ => {}
            }
        }
        assert_eq!(self.last, end);
    }

    /// Fetch the missed notifications up to `through`; the later ones will be pushed.
    fn catch_up(&mut self, through: u64) {
        while self.last < through {
            let path = format!("/api/notifications?limit=500&since=n-{:012}", self.last);
            let caught = self.server.get(&path).json();
            assert_eq!(caught["complete"], true);
            for id in ids(&caught).iter().rev().filter(|id| seq(id) <= through) {
                assert_eq!(seq(id), self.last + 1, "a gap in the log");
                self.last = seq(id);
                self.caught_up += 1;
            }
        }
    }
}

fn seq(id: &str) -> u64 {
    id.strip_prefix("n-").unwrap().parse().unwrap()
}

#[test]
fn the_status_page_lists_the_connected_clients() {
    let server = Server::fresh("clients", &[]);
    let mut socket = SocketClient::welcomed(&server);
    socket.ask("join_room", &[json!({ "room": "datasets" })]);
    let status = server.get("/api/websockets/status").json();
    assert_eq!(status["connected_clients"], 1);
    let client = status["clients_info"].as_object().unwrap().values().next().unwrap().clone();
    let mut rooms: Vec<&str> =
        client["rooms"].as_array().unwrap().iter().map(|room| room.as_str().unwrap()).collect();
    rooms.sort_unstable();
    assert_eq!(rooms, ["datasets", "general"]);
    assert!(client["connected_at"].as_str().is_some_and(|at| at.ends_with('Z')), "{client}");
}

#[test]
fn polling_works_as_well() {
    let server = Server::fresh("polling", &[]);
    let path = "/socket.io/?EIO=4&transport=polling";
    let get = |path: &str| String::from_utf8(server.get(path).body).unwrap();
    let open = get(path);
    let open: Value = serde_json::from_str(open.strip_prefix('0').expect(&open)).unwrap();
    assert_eq!(open["upgrades"], json!(["websocket"]));
    assert_eq!((&open["pingInterval"], &open["pingTimeout"]), (&json!(25_000), &json!(20_000)));
    let session = format!("{path}&sid={}", open["sid"].as_str().unwrap());
    let post = |body: &str| server.send("POST", &session, &[("content-type", "text/plain")], body).unwrap();
    assert_eq!(post("40").body, b"ok");
    let mut packets = Packets { poll: || get(&session), waiting: VecDeque::new() };
    assert!(packets.next_of("40").starts_with("{\"sid\":"));
    assert!(packets.next_of("42").starts_with("[\"recent_notifications\","));
    assert!(packets.next_of("42").starts_with("[\"initial_stats\","));
    post("427[\"ping\"]");
    assert!(packets.next_of("42").starts_with("[\"pong\","));
    assert!(packets.next_of("437").starts_with("[{\"timestamp\":"));
    let unknown = server.get(&format!("{path}&sid=bogus"));
    assert_eq!(unknown.status, 400);
}

/// What comes out of polls, packet by packet.
struct Packets<F> {
    poll: F,
    waiting: VecDeque<String>,
}

impl<F: Fn() -> String> Packets<F> {
    /// The rest of the next packet that is no ping, which must be of this type.
    fn next_of(&mut self, kind: &str) -> String {
        loop {
            let Some(packet) = self.waiting.pop_front() else {
                // Engine.IO protocol, "Packet encoding": a poll answers with several, separated by this.
                self.waiting.extend((self.poll)().split('\u{1e}').map(str::to_owned));
                continue;
            };
            // A hub may ping at once.
            if packet != "2" {
                return packet.strip_prefix(kind).unwrap_or_else(|| panic!("no {kind}: {packet}")).to_owned();
            }
        }
    }
}
