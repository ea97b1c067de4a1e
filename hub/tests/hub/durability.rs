//! What was acknowledged survives `kill -9`.

use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::server::{Server, scratch};

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
            let killed = Command::new("kill").args(["-9", &server.child.id().to_string()]).status().unwrap();
            assert!(killed.success());
            writers.into_iter().for_each(|writer| writer.join().unwrap());
        });
        server.child.wait().unwrap();
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
