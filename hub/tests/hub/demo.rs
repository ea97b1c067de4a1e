//! The simulated agents, as a client sees them.

use serde_json::json;

use crate::server::Server;
use crate::socket_client::SocketClient;

#[test]
fn the_demonstration_is_alive_over_the_public_interface() {
    let server = Server::fresh("demo", &["--demo", "--demo-every", "0.05"]);
    let hubs = server.get("/hubs.json").json();
    let ids: Vec<&str> =
        hubs["hubs"].as_array().unwrap().iter().filter_map(|hub| hub["id"].as_str()).collect();
    assert_eq!(ids, ["portal", "cluster", "hub"], "one for each transport");
    let mut socket = SocketClient::welcomed(&server);
    let (mut changed, mut notified) = (false, false);
    // A change of state makes both; routine work makes only a notification.
    while !(changed && notified) {
        match socket.next() {
            (name, update) if name == "dataset_update" => {
                assert!(update["dataset"]["name"].is_string(), "{update}");
                changed = true;
            }
            (name, new) if name == "new_notification" => {
                notified |= new["notification"]["data"]["change_type"].is_string();
            }
            _ => {}
        }
    }
    let rows = server.get("/status").json();
    assert_eq!(rows["count"], 8);
}

#[test]
fn a_request_makes_the_agents_check_every_data_set() {
    let server = Server::fresh("demo-check", &["--demo", "--demo-every", "3600"]);
    let mut socket = SocketClient::welcomed(&server);
    while server.get("/status").json()["count"] != json!(8) || server.post("/check", &json!({})).status != 200
    {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    socket.event("check_requested");
    let checked: std::collections::BTreeSet<String> = (0..8)
        .map(|_| socket.event("dataset_update")["dataset"]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(checked.len(), 8);
}

#[test]
fn a_cluster_beats_holds_its_blocks_and_loses_a_node_in_the_first_minute() {
    let server = Server::fresh("demo-cluster", &["--demo", "--demo-every", "2", "--heartbeat", "2"]);
    let rows = |kind: &str| server.get(&format!("/api/{kind}")).json()[kind].as_array().unwrap().clone();
    let until = |what: &str, holds: &dyn Fn() -> bool| {
        let end = std::time::Instant::now() + std::time::Duration::from_secs(40);
        while !holds() {
            assert!(std::time::Instant::now() < end, "{what}");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    let in_state = |kind: &str, state: &str| rows(kind).iter().filter(|row| row["state"] == state).count();
    until("every block is there", &|| rows("blocks").len() >= 1_982 && rows("nodes").len() == 12);
    until("a node is lost", &|| in_state("nodes", "lost") > 0);
    until("its blocks are short of replicas", &|| in_state("blocks", "under") > 100);
    until("it comes back", &|| in_state("nodes", "up") == 12);
    let told = server.get("/api/notifications?channel=cluster").json();
    let titles: Vec<&str> =
        told["notifications"].as_array().unwrap().iter().filter_map(|one| one["title"].as_str()).collect();
    assert!(titles.iter().any(|title| title.starts_with("Nodo perdido")), "{titles:?}");
}
