//! What was acknowledged survives `kill -9`.

use std::collections::HashSet;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::server::{Server, scratch};
use crate::socket_client::SocketClient;

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

#[test]
fn nothing_acknowledged_is_lost_when_the_hub_is_killed() {
    let database = scratch("killed").join("hub.db");
    let mut acknowledged: Vec<String> = Vec::new();
    let mut newest = String::new();
    for round in 0..4 {
        let mut server = Server::start(&database, &[]);
        let kept = server.ids();
        for id in &acknowledged {
            assert!(kept.contains(id), "round {round}: {id} was acknowledged and is gone");
        }
        assert!(kept[0] > newest, "round {round}: an id was given again");
        let got = Mutex::new(Vec::new());
        thread::scope(|scope| {
            let writers: Vec<_> = (0..4).map(|_| scope.spawn(|| write_until_killed(&server, &got))).collect();
            let until = Instant::now() + Duration::from_secs(20);
            while got.lock().unwrap().len() < 150 && Instant::now() < until {
                thread::sleep(Duration::from_millis(2));
            }
            // Not `server.kill()`: the writers still look at the server.
            server.signal("-KILL");
            writers.into_iter().for_each(|writer| writer.join().unwrap());
        });
        server.wait();
        let got = got.into_inner().unwrap();
        assert!(got.len() >= 150, "round {round}: only {} were acknowledged", got.len());
        newest = got.iter().max().unwrap().clone();
        acknowledged.extend(got);
    }
}

fn write_until_killed(server: &Server, got: &Mutex<Vec<String>>) {
    loop {
        match server.send("POST", "/api/notifications/test", &JSON, "{}") {
            Ok(answer) if answer.status == 200 => {
                got.lock().unwrap().push(answer.json()["notification"]["id"].as_str().unwrap().to_owned());
            }
            _ => return,
        }
    }
}

/// What writers were told is stored.
#[derive(Default)]
struct Acknowledged {
    notifications: Vec<String>,
    blocks: Vec<String>,
    /// The newest version that an answer named.
    version: i64,
    writes: usize,
}

#[test]
fn ten_thousand_acknowledged_writes_and_beats_survive_a_loop_of_kills() {
    let database = scratch("kill-loop").join("hub.db");
    let all = Mutex::new(Acknowledged::default());
    for round in 0..10 {
        let mut server = Server::start(&database, &[]);
        is_all_there(&server, &all.lock().unwrap(), round);
        thread::scope(|scope| {
            for writer in 0..4 {
                let (server, all) = (&server, &all);
                scope.spawn(move || act_until_killed(server, (round, writer), all));
            }
            let until = Instant::now() + Duration::from_secs(60);
            while all.lock().unwrap().writes < (round + 1) * 1_000 && Instant::now() < until {
                thread::sleep(Duration::from_millis(1));
            }
            server.signal("-KILL");
        });
        server.wait();
    }
    let all = all.into_inner().unwrap();
    assert!(all.writes >= 10_000, "{} were acknowledged", all.writes);
    is_all_there(&Server::start(&database, &[]), &all, 10);
}

/// A node that beats, reports a block each time, and notifies sometimes.
fn act_until_killed(server: &Server, (round, writer): (usize, usize), all: &Mutex<Acknowledged>) {
    let send = |method: &str, path: &str, body: &serde_json::Value| {
        let answer = server.send(method, path, &JSON, body.to_string()).ok()?;
        let is_kept = answer.status == 200;
        is_kept.then(|| answer.json())
    };
    let node = format!("/api/nodes/n{writer}");
    for nr in 0.. {
        let (id, title) = (format!("b{round}-{writer}-{nr}"), json!({ "title": nr.to_string() }));
        let Some(beaten) = send("PUT", &node, &json!({ "rack": "r" })) else { return };
        let report = json!({ "blocks": [{ "id": id }] });
        let Some(kept) = send("PUT", &format!("{node}/blocks"), &report) else { return };
        let told = if nr % 4 == 0 {
            let Some(told) = send("POST", "/api/notifications/test", &title) else { return };
            Some(told["notification"]["id"].as_str().unwrap().to_owned())
        } else {
            None
        };
        let mut all = all.lock().unwrap();
        all.writes += 2 + usize::from(told.is_some());
        all.notifications.extend(told);
        all.blocks.push(id);
        for answer in [beaten, kept] {
            all.version = all.version.max(answer["version"].as_i64().unwrap());
        }
    }
}

fn is_all_there(server: &Server, all: &Acknowledged, round: usize) {
    let notifications: HashSet<String> = server.ids().into_iter().collect();
    let lost = all.notifications.iter().find(|id| !notifications.contains(*id));
    assert_eq!(lost, None, "round {round}: acknowledged, and gone");
    let (mut blocks, mut after) = (HashSet::new(), String::new());
    loop {
        let page = server.get(&format!("/api/blocks?after={after}")).json();
        assert!(page["version"].as_i64().unwrap() >= all.version, "round {round}: a version went back");
        blocks.extend(
            page["blocks"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    let lost = all.blocks.iter().find(|id| !blocks.contains(*id));
    assert_eq!(lost, None, "round {round}: acknowledged, and gone");
}

#[test]
fn reading_clearing_and_reports_survive_as_well() {
    let database = scratch("reads").join("hub.db");
    let mut server = Server::start(&database, &[]);
    let (old, read) = (server.notify("old"), server.notify("read"));
    server.post(&format!("/api/notifications/{read}/read"), &json!({}));
    let report = json!({ "name": "Censo", "status": "down", "error": "ReadTimeout", "latency_ms": 2008.6 });
    server.put("/datasets/censo", &report);
    let before = server.get("/status").json();
    server.kill();

    let mut server = Server::start(&database, &[]);
    let list = server.get("/api/notifications").json();
    let state = |id: &str| {
        list["notifications"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["read"] == true
    };
    assert!(state(&read) && !state(&old));
    assert_eq!(server.get("/status").json(), before);
    assert_eq!(server.get("/datasets/censo/history").json()["count"], 1);
    server.post("/api/notifications/clear", &json!({}));
    server.kill();

    let server = Server::start(&database, &[]);
    assert_eq!(server.ids().len(), 1, "only the start of this hub");
    assert!(server.ids()[0] > read);
}

#[test]
fn a_shutdown_signal_stops_the_hub_at_once_and_everything_is_kept() {
    let database = scratch("stopped").join("hub.db");
    let mut ids = Vec::new();
    for signal in ["-TERM", "-INT"] {
        let mut server = Server::start(&database, &["--demo", "--demo-every", "0.05"]);
        ids.push(server.notify(signal));
        let sockets = [SocketClient::welcomed(&server), SocketClient::welcomed(&server)];
        let took = stop(&mut server, signal);
        // Less than the shutdown timeout.
        assert!(took < Duration::from_secs(4), "{signal}: {took:?}");
        assert!(!database.with_extension("db-wal").exists(), "{signal}: the log was not put away");
        drop(sockets);
    }
    let kept = Server::start(&database, &[]).ids();
    assert!(ids.iter().all(|id| kept.contains(id)), "{ids:?}");
}

#[test]
fn a_hub_can_be_stopped_as_soon_as_it_says_that_it_is_ready() {
    for _ in 0..20 {
        let mut server = Server::fresh("soon", &[]);
        stop(&mut server, "-TERM");
    }
}

#[test]
fn a_request_that_does_not_end_cannot_delay_the_shutdown_for_long() {
    let database = scratch("held").join("hub.db");
    let mut server = Server::start(&database, &[]);
    let mut half = TcpStream::connect(&server.address).unwrap();
    half.write_all(b"POST /api/notifications/test HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{").unwrap();
    // What comes after it is answered, so the hub has it.
    server.notify("whole");
    let took = stop(&mut server, "-TERM");
    assert!(took < Duration::from_secs(12), "{took:?}");
    assert!(!database.with_extension("db-wal").exists(), "the log was not put away");
}

fn stop(server: &mut Server, signal: &str) -> Duration {
    let asked = Instant::now();
    server.signal(signal);
    let status = server.wait();
    assert!(status.success(), "{status}");
    asked.elapsed()
}
