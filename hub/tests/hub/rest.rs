//! Hub 002 §3, with its faults mended.

use serde_json::{Value, json};

use crate::server::{Server, ids};
use crate::socket_client::SocketClient;

fn healthy() -> Value {
    json!({ "name": "Censo", "category": "demografía", "url": "https://datos.example/censo", "status": "up",
            "latency_ms": 7.1, "http_code": 200, "error": null })
}

fn with(name: &str, value: Value) -> Value {
    let mut body = healthy();
    body[name] = value;
    body
}

fn is_utc(time: &Value) -> bool {
    let text = time.as_str().unwrap_or_default();
    text.ends_with('Z') && chrono::DateTime::parse_from_rfc3339(text).is_ok()
}

#[test]
fn a_notification_is_made_listed_read_and_cleared() {
    let server = Server::fresh("crud", &[]);
    let made = server.post(
        "/api/notifications/test",
        &json!({ "type": "warning", "title": "<b>Título</b>", "message": "ñ 🐦" }),
    );
    assert_eq!(made.status, 200);
    let made = made.json()["notification"].clone();
    assert_eq!(made["type"], "warning");
    assert_eq!(made["title"], "<b>Título</b>");
    assert_eq!(made["data"], json!({ "test": true, "created_via": "api" }));
    assert!(is_utc(&made["timestamp"]), "{made}");

    let list = server.get("/api/notifications").json();
    assert_eq!(list["notifications"][0], made);
    assert_eq!(list["notifications"][1]["title"], "Sistema Iniciado");
    assert_eq!(
        (&list["total"], &list["unread_count"], &list["last_id"]),
        (&json!(2), &json!(2), &made["id"])
    );

    let path = format!("/api/notifications/{}/read", made["id"].as_str().unwrap());
    for _ in 0..2 {
        let read = server.post(&path, &json!({}));
        assert_eq!((read.status, read.json()), (200, json!({ "success": true, "unread_count": 1 })));
    }
    assert_eq!(server.get("/api/notifications?limit=1").json()["notifications"][0]["read"], true);

    let cleared = server.send("POST", "/api/notifications/clear", &[], "").unwrap();
    assert_eq!(cleared.json(), json!({ "message": "All notifications cleared", "success": true }));
    let list = server.get("/api/notifications").json();
    assert_eq!((&list["notifications"], &list["unread_count"]), (&json!([]), &json!(0)));
    assert!(server.notify("x").as_str() > made["id"].as_str().unwrap(), "ids grow over a clear");
}

#[test]
fn what_is_not_there_is_a_404_with_a_reason() {
    let server = Server::fresh("missing", &[]);
    for path in ["/api/notifications/n-000000009999/read", "/api/notifications/notif_2026/read"] {
        let answer = server.post(path, &json!({}));
        assert_eq!((answer.status, answer.json()), (404, json!({ "error": "Notification not found" })));
    }
    for path in ["/datasets/nothing/history", "/api/nothing", "/nothing", "/x.js"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.json()["error"].is_string(), "{path}");
    }
    let answer = server.send("DELETE", "/api/notifications", &[], "").unwrap();
    assert_eq!((answer.status, answer.json()["error"].is_string()), (405, true));
}

#[test]
fn a_wrong_notification_is_refused_with_a_reason_and_not_kept() {
    let server = Server::fresh("wrong", &[]);
    // Hub 002 §2.3: the original sends each of these to all clients.
    let wrong = [
        json!({ "type": "critical<b>" }),
        json!({ "type": null }),
        json!({ "type": 5 }),
        json!({ "type": "" }),
        json!({ "type": "Error" }),
        json!({ "title": null }),
        json!({ "title": 7 }),
        json!({ "title": "x".repeat(201) }),
        json!({ "message": { "a": [1] } }),
        json!({ "message": "x".repeat(4_001) }),
        json!({ "mesage": "misspelt" }),
        json!([]),
        json!("text"),
        json!(null),
    ];
    for body in wrong {
        let answer = server.post("/api/notifications/test", &body);
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.json()["error"].as_str().is_some_and(|why| !why.is_empty()), "{body}");
    }
    let json_type = [("content-type", "application/json")];
    for (headers, body) in [(&json_type[..], "{"), (&json_type[..], ""), (&[], "{}")] {
        let answer = server.send("POST", "/api/notifications/test", headers, body).unwrap();
        assert_eq!((answer.status, answer.json()["error"].is_string()), (400, true), "{body:?}");
    }
    let deep = format!("{{\"title\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(server.send("POST", "/api/notifications/test", &json_type, &deep).unwrap().status, 400);
    let large = format!("{{\"title\":\"{}\"}}", "x".repeat(70_000));
    let answer = server.send("POST", "/api/notifications/test", &json_type, &large).unwrap();
    assert_eq!((answer.status, answer.json()["error"].is_string()), (413, true));
    assert_eq!(server.ids().len(), 1);
}

#[test]
fn wrong_queries_are_refused_with_a_reason() {
    let server = Server::fresh("queries", &[]);
    server.put("/datasets/censo", &healthy());
    let wrong = [
        "/api/notifications?limit=x",
        "/api/notifications?limit=-1",
        "/api/notifications?limit=1.5",
        "/api/notifications?limit=99999999999",
        "/api/notifications?since=3",
        "/api/notifications?since=",
        "/api/notifications?channel=Cluster",
        "/datasets/censo/history?hours=abc",
        "/datasets/censo/history?hours=0",
        "/datasets/censo/history?hours=999999",
    ];
    for path in wrong {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.json()["error"].is_string()), (400, true), "{path}");
    }
}

#[test]
fn a_client_catches_up_exactly() {
    let server = Server::fresh("since", &[]);
    let start = server.notify("start");
    let made: Vec<String> = (0..45).map(|n| server.notify(&n.to_string())).collect();
    let (mut at, mut seen) = (start, Vec::new());
    loop {
        let page = server.get(&format!("/api/notifications?since={at}&limit=20")).json();
        assert_eq!(page["complete"], true);
        let mut ids = ids(&page);
        ids.reverse();
        at = ids.last().unwrap_or(&at).clone();
        seen.extend(ids);
        if page["more"] == false {
            break;
        }
    }
    assert_eq!(seen, made);
    let nothing = server.get(&format!("/api/notifications?since={at}")).json();
    assert_eq!((&nothing["total"], &nothing["complete"]), (&json!(0), &json!(true)));
    let unknown = server.get("/api/notifications?since=n-000000999999").json();
    assert_eq!(unknown["complete"], false, "this hub never gave that id");
}

#[test]
fn a_change_of_state_is_history_and_a_notification() {
    let server = Server::fresh("datasets", &[]);
    let mut socket = SocketClient::welcomed(&server);
    assert_eq!(server.put("/datasets/censo", &healthy()).status, 200);
    assert_eq!(socket.next().0, "dataset_update", "a first report is no change of state");
    let mut down = with("status", json!("down"));
    down["http_code"] = json!(503);
    server.put("/datasets/censo", &down);
    server.put("/datasets/censo", &down);
    server.put("/datasets/censo", &healthy());

    let mut events = Vec::new();
    while events.len() < 5 {
        events.push(socket.next());
    }
    let names: Vec<&str> = events.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["dataset_update", "new_notification", "dataset_update", "dataset_update", "new_notification"]
    );
    assert_eq!(events[0].1["dataset"]["status"], "down");
    let bad = &events[1].1["notification"];
    assert_eq!((&bad["type"], &bad["title"]), (&json!("error"), &json!("Error en dataset Censo")));
    assert_eq!(bad["message"], "Error al verificar el dataset Censo: HTTP 503");
    assert_eq!(bad["data"]["change_type"], "error");
    let details = json!({ "previous_status": "up", "new_status": "down", "error": null, "http_code": 503, "dataset_id": "censo" });
    assert_eq!(bad["data"]["details"], details);
    let good = &events[4].1["notification"];
    assert_eq!((&good["type"], &good["data"]["change_type"]), (&json!("info"), &json!("updated")));

    let status = server.get("/status").json();
    assert_eq!((&status["count"], &status["results"][0]), (&json!(1), &events[3].1["dataset"]));
    assert!(is_utc(&status["last_updated"]) && is_utc(&status["results"][0]["checked_at"]));
    let history = server.get("/datasets/censo/history?hours=1").json();
    let states: Vec<&str> =
        history["history"].as_array().unwrap().iter().map(|row| row["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["up", "down", "down", "up"]);
    assert_eq!(history["history"][0]["dataset_id"], "censo");
}

#[test]
fn data_sets_are_listed_by_category() {
    let server = Server::fresh("categories", &[]);
    server.put("/datasets/censo", &healthy());
    server.put("/datasets/pib", &with("category", json!("economía")));
    let all = server.get("/datasets").json();
    assert_eq!(all["count"], 2);
    // Hub 002 §3: the original forgets the query in its cache.
    let some = server.get("/datasets?category=econom%C3%ADa").json();
    assert_eq!((&some["count"], &some["datasets"][0]["id"]), (&json!(1), &json!("pib")));
}

#[test]
fn a_wrong_report_is_refused_and_not_kept() {
    let server = Server::fresh("reports", &[]);
    let wrong = [
        ("name", json!(null)),
        ("name", json!("  ")),
        ("name", json!(5)),
        ("status", json!("unknown")),
        ("status", json!(null)),
        ("latency_ms", json!(-1)),
        ("latency_ms", json!("7")),
        ("http_code", json!(42)),
        ("http_code", json!(200.5)),
        ("error", json!({})),
        ("url", json!("javascript:alert(1)")),
        ("category", json!([])),
        ("colour", json!("red")),
    ];
    for (name, value) in wrong {
        let answer = server.put("/datasets/censo", &with(name, value.clone()));
        assert_eq!(answer.status, 400, "{name}: {value}");
        assert!(answer.json()["error"].as_str().unwrap().starts_with(name), "{name}: {}", answer.json());
    }
    assert_eq!(server.put("/datasets/a%20b", &healthy()).status, 400);
    assert_eq!(server.get("/status").json()["count"], 0);
}

#[test]
fn a_check_is_asked_of_agents_that_are_there() {
    let server = Server::fresh("check", &[]);
    let none = server.send("POST", "/check", &[], "").unwrap();
    assert_eq!((none.status, none.json()["error"].is_string()), (409, true));
    assert_eq!(server.get("/check").json()["requested_at"], Value::Null);
    let mut socket = SocketClient::welcomed(&server);
    let asked = server.send("POST", "/check", &[], "").unwrap();
    assert_eq!(asked.json()["message"], "Check forced successfully");
    assert_eq!(server.get("/check").json()["requested_at"], asked.json()["timestamp"]);
    assert_eq!(socket.event("check_requested")["timestamp"], asked.json()["timestamp"]);
}

#[test]
fn pages_on_loopback_may_use_the_hub_and_other_sites_may_not() {
    let server = Server::fresh("origins", &["--allow-origin", "https://atalaya.example"]);
    for origin in ["http://localhost:5173", "https://atalaya.example"] {
        let answer = server.get_with("/health", &[("origin", origin)]);
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, origin));
    }
    let asked = [
        ("origin", "http://127.0.0.1:5173"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    let preflight = server.send("OPTIONS", "/api/notifications/test", &asked, "").unwrap();
    assert_eq!((preflight.status, preflight.header("access-control-allow-headers")), (200, "content-type"));
    assert!(preflight.header("access-control-allow-methods").contains("PUT"));

    let evil = [("origin", "http://evil.example")];
    for (method, path) in [
        ("POST", "/api/notifications/clear"),
        ("GET", "/api/notifications"),
        ("GET", "/socket.io/?EIO=4&transport=polling"),
    ] {
        let answer = server.send(method, path, &evil, "").unwrap();
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (403, ""), "{path}");
    }
    assert_eq!(server.ids().len(), 1, "nothing was cleared");
}

#[test]
fn health_and_hubs_json_say_what_the_app_needs() {
    let server = Server::fresh("health", &[]);
    let health = server.get("/health").json();
    assert_eq!((&health["status"], &health["database"]), (&json!("healthy"), &json!("connected")));
    assert!(is_utc(&health["timestamp"]));
    let hubs = server.get("/hubs.json");
    assert_eq!(hubs.header("cache-control"), "no-cache");
    let hub = json!({ "id": "atalaya", "name": "Atalaya", "profile": "atalaya", "url": "/" });
    assert_eq!(hubs.json(), json!({ "hubs": [hub] }));
}

#[test]
fn the_hub_says_how_it_is_and_who_listens() {
    let server = Server::fresh("state", &[]);
    let _socket = crate::socket_client::SocketClient::connect_to(&server, "/portal");
    let mut plain = crate::plain_client::PlainClient::connect(&server, "");
    plain.until("up_to_date");
    let state = server.get("/api/state").json();
    let heard: Vec<&str> =
        state["clients"].as_array().unwrap().iter().filter_map(|one| one["hears"].as_str()).collect();
    assert_eq!((heard, &state["client_count"]), (vec!["/portal", "/ws"], &json!(2)));
    assert_eq!(state["tables"][0], json!({ "name": "notifications", "rows": 1 }));
    assert!(state["databases"][0]["bytes"].as_i64().is_some_and(|bytes| bytes > 10_000));
    assert!(state["rates"][0]["total"].as_i64().is_some_and(|total| total >= 1));
    let check = |name: &str| {
        let checks = state["checks"].as_array().unwrap();
        checks.iter().find(|check| check["name"] == name).unwrap()["state"].clone()
    };
    assert_eq!((check("database"), check("agents")), (json!("ok"), json!("never")));
    drop(plain);
    let end = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while server.get("/api/state").json()["client_count"] != 1 {
        assert!(std::time::Instant::now() < end, "a client that went is no longer there");
    }
}

#[test]
fn an_address_that_asks_too_often_is_told_to_wait() {
    let server = Server::fresh("rate", &["--rate", "20"]);
    let refused = (0..100).map(|_| server.get("/health")).find(|answer| answer.status == 429).unwrap();
    assert_eq!(refused.header("retry-after"), "1");
    let why = refused.json()["error"].as_str().unwrap().to_owned();
    assert!(why.contains("20 requests a second came from 127.0.0.1"), "{why}");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_eq!(server.get("/health").status, 200, "a second later it may ask again");
}
