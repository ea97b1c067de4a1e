//! Agents that do what the hub orders: they place files, empty nodes, and drop what is removed.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::server::{Server, scratch};

/// Agents of some nodes, and what each holds: contents by the ids of blocks.
struct Agents {
    nodes: BTreeMap<String, BTreeMap<String, Vec<u8>>>,
}

impl Agents {
    fn of(nodes: &[&str]) -> Self {
        Self { nodes: nodes.iter().map(|node| ((*node).to_owned(), BTreeMap::new())).collect() }
    }

    /// What the hub orders of a node.
    fn beat(server: &Server, node: &str) -> Vec<Value> {
        let body = json!({ "rack": format!("rack of {node}"), "capacity": 1_000_000, "used": 0 });
        server.put_well(&format!("/api/nodes/{node}"), &body)["orders"].as_array().unwrap().clone()
    }

    /// Beat for all nodes, and do what is ordered. How many orders there were.
    fn work(&mut self, server: &Server) -> usize {
        let mut done = 0;
        for node in self.nodes.keys().cloned().collect::<Vec<_>>() {
            let orders = Self::beat(server, &node);
            let (mut held, mut removed) = (Vec::new(), Vec::new());
            for order in &orders {
                match (order["copy"].as_str(), order["drop"].as_str()) {
                    (Some(id), None) => {
                        let bytes = self.fetch(server, order);
                        assert_eq!(json!(bytes.len()), order["size"]);
                        self.nodes.get_mut(&node).unwrap().insert(id.to_owned(), bytes);
                        held.push(json!({ "id": id, "file": order["file"], "size": order["size"], "replicas": order["replicas"] }));
                    }
                    (None, Some(id)) => {
                        assert!(
                            self.nodes.get_mut(&node).unwrap().remove(id).is_some(),
                            "{node} does not hold {id}"
                        );
                        removed.push(json!(id));
                    }
                    _ => panic!("{order}"),
                }
            }
            if !orders.is_empty() {
                server.put_well(
                    &format!("/api/nodes/{node}/blocks"),
                    &json!({ "blocks": held, "removed": removed }),
                );
            }
            done += orders.len();
        }
        done
    }

    /// Get a block from another node, or from the hub.
    fn fetch(&self, server: &Server, order: &Value) -> Vec<u8> {
        let id = order["copy"].as_str().unwrap();
        if let Some(from) = order["from"].as_array().unwrap().first() {
            return self.nodes[from.as_str().unwrap()][id].clone();
        }
        let range = [("range", order["range"].as_str().unwrap())];
        let answer = server.get_with(order["content"].as_str().unwrap(), &range);
        assert_eq!(answer.status, 206, "{answer:?}");
        answer.body
    }

    fn work_until(&mut self, server: &Server, holds: impl Fn() -> bool) {
        let until = Instant::now() + Duration::from_secs(10);
        while !holds() {
            assert!(Instant::now() < until, "it never held");
            self.work(server);
            thread::sleep(Duration::from_millis(50));
        }
    }
}

fn list(server: &Server, kind: &str) -> Vec<Value> {
    server.get(&format!("/api/{kind}")).json()[kind].as_array().unwrap().clone()
}

fn row(server: &Server, kind: &str, id: &str) -> Value {
    list(server, kind).into_iter().find(|row| row["id"] == id).unwrap_or_default()
}

fn act(server: &Server, path: &str) -> (u16, Value) {
    let answer = server.post(path, &json!({}));
    (answer.status, answer.json())
}

#[test]
fn a_file_is_placed_on_nodes_and_survives_the_drain_of_one() {
    let database = scratch("orders").join("hub.db");
    let args = ["--block-size", "1K", "--heartbeat", "30"];
    let mut server = Server::start(&database, &args);
    let mut agents = Agents::of(&["n1", "n2", "n3"]);
    agents.work(&server);
    let bytes: Vec<u8> = (0..4_500_u32).flat_map(u32::to_le_bytes).collect();
    let name = "a%C3%B1o%201.csv";
    assert_eq!(server.send("PUT", &format!("/api/files/{name}"), &[], &bytes).unwrap().status, 201);
    let state = |server: &Server| row(server, "files", "año 1.csv")["state"].clone();
    assert_eq!(state(&server), "under");
    agents.work_until(&server, || state(&server) == "healthy");
    let placed: usize = agents.nodes.values().map(BTreeMap::len).sum();
    assert_eq!(placed, 36, "18 blocks twice");

    let (status, answer) = act(&server, "/api/nodes/n1/drain");
    assert_eq!((status, &answer["state"]), (200, &json!("draining")));
    assert_eq!(act(&server, "/api/nodes/n1/drain").1["state"], "draining", "once more is the same");
    assert_eq!(state(&server), "healthy", "it is still there");
    // Wait for the orders, then kill the hub: they are given again.
    let held = agents.nodes["n1"].len();
    let ordered = |server: &Server| Agents::beat(server, "n2").len() + Agents::beat(server, "n3").len();
    let until = Instant::now() + Duration::from_secs(10);
    while ordered(&server) < held {
        assert!(Instant::now() < until, "{} of {held}", ordered(&server));
        thread::sleep(Duration::from_millis(50));
    }
    server.kill();
    let server = Server::start(&database, &args);
    assert_eq!(ordered(&server), held);
    assert_eq!(Agents::beat(&server, "n1"), Vec::<Value>::new(), "it is given nothing");
    agents.work_until(&server, || row(&server, "nodes", "n1")["state"] == "drained");
    assert_eq!(agents.work(&server), 0);
    assert_eq!(server.send("DELETE", "/api/nodes/n1", &[], "").unwrap().status, 200);
    agents.nodes.remove("n1");
    assert_eq!(state(&server), "healthy");
    for node in agents.nodes.values() {
        let mut blocks: Vec<(usize, &Vec<u8>)> =
            node.iter().map(|(id, block)| (id.rsplit_once('-').unwrap().1.parse().unwrap(), block)).collect();
        blocks.sort_by_key(|(part, _)| *part);
        let whole: Vec<u8> = blocks.into_iter().flat_map(|(_, block)| block.clone()).collect();
        assert!(whole == bytes, "each of the two holds all of it");
    }
    let kinds = server.get("/api/events").json();
    let kinds: Vec<Value> =
        kinds["events"].as_array().unwrap().iter().map(|event| event["kind"].clone()).collect();
    assert_eq!(kinds, ["left", "drained", "draining", "registered", "registered", "registered"]);

    assert_eq!(server.send("DELETE", &format!("/api/files/{name}"), &[], "").unwrap().status, 200);
    assert_eq!((list(&server, "files").len(), list(&server, "blocks").len()), (0, 18));
    agents.work_until(&server, || list(&server, "blocks").is_empty());
    assert!(agents.nodes.values().all(BTreeMap::is_empty));
}

#[test]
fn a_drain_is_undone_and_outlasts_a_loss() {
    let database = scratch("drains").join("hub.db");
    let server = Server::start(&database, &["--heartbeat", "0.5"]);
    let beat = |node: &str| Agents::beat(&server, node);
    let state = |node: &str| row(&server, "nodes", node)["state"].clone();
    let wait_for = |node: &str, wanted: &str, beats: &[&str]| {
        let until = Instant::now() + Duration::from_secs(10);
        while state(node) != wanted {
            assert!(Instant::now() < until, "{node} is never {wanted}");
            beats.iter().for_each(|node| drop(beat(node)));
            thread::sleep(Duration::from_millis(50));
        }
    };
    beat("n1");
    beat("n2");
    let block = json!({ "id": "b1", "replicas": 1 });
    server.put_well("/api/nodes/n1/blocks", &json!({ "blocks": [block] }));
    assert_eq!(act(&server, "/api/nodes/n2/drain").1["state"], "drained", "it holds nothing");
    assert_eq!(act(&server, "/api/nodes/n1/drain").1["state"], "draining");
    assert_eq!(act(&server, "/api/nodes/n1/undrain").1["state"], "up");
    assert_eq!(act(&server, "/api/nodes/n1/undrain").1["state"], "up", "once more is the same");
    assert_eq!(act(&server, "/api/nodes/n1/drain").1["state"], "draining");
    wait_for("n1", "lost", &["n2"]);
    let (status, answer) = act(&server, "/api/nodes/n1/drain");
    assert_eq!((status, answer["error"].is_string()), (409, true));
    assert_eq!(act(&server, "/api/nodes/never/drain").0, 404);
    beat("n1");
    assert_eq!(state("n1"), "draining", "it was not forgotten");
    // Who holds it too, and stays, lets it go; who leaves again, does not.
    act(&server, "/api/nodes/n2/undrain");
    server.put_well("/api/nodes/n2/blocks", &json!({ "blocks": [block] }));
    assert_eq!(state("n1"), "drained");
    wait_for("n2", "lost", &["n1"]);
    assert_eq!(state("n1"), "draining");
    assert_eq!(row(&server, "blocks", "b1")["state"], "healthy");
}

#[test]
fn a_block_that_lacks_replicas_is_copied_when_a_client_asks() {
    let server = Server::fresh("replicate", &[]);
    let mut agents = Agents::of(&["n1", "n2", "n3"]);
    agents.work(&server);
    let block = json!({ "id": "b1", "file": "f", "size": 3, "replicas": 2 });
    server.put_well("/api/nodes/n1/blocks", &json!({ "blocks": [block] }));
    agents.nodes.get_mut("n1").unwrap().insert("b1".to_owned(), b"abc".to_vec());
    thread::sleep(Duration::from_millis(700));
    assert_eq!(agents.work(&server), 0, "agents see to their blocks themselves");
    let (status, answer) = act(&server, "/api/blocks/b1/replicate");
    assert_eq!((status, answer["to"].as_array().map(Vec::len)), (200, Some(1)), "{answer}");
    agents.work(&server);
    assert_eq!(row(&server, "blocks", "b1")["state"], "healthy");
    let (status, answer) = act(&server, "/api/blocks/b1/replicate");
    assert_eq!((status, &answer["error"]), (409, &json!("b1: no replica is missing; 2 are there, 2 wanted")));
    assert_eq!(act(&server, "/api/blocks/never/replicate").0, 404);
}
