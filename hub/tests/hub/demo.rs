//! The simulated agents, as a client sees them.

use serde_json::json;

use crate::server::Server;
use crate::socket_client::SocketClient;

#[test]
fn the_demonstration_is_alive_over_the_public_interface() {
    let server = Server::fresh("demo", &["--demo", "--demo-every", "0.05"]);
    assert_eq!(server.get("/hubs.json").json()["hubs"][0]["id"], "demo");
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
