//! The simulated nodes of a cluster: their load moves, single ones fail and come back, and once in a while a whole rack does.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::random::Random;
use super::simulation::AgentAction;

/// Racks, and nodes of each.
const RACKS: [&str; 3] = ["A", "B", "C"];
const NODES_PER_RACK: usize = 4;
/// Files that only the nodes have, and their blocks.
const FILES: usize = 194;
const BLOCKS: usize = 1_982;
/// Files that an agent uploads, and bytes of each: three blocks, as the hub cuts them where nobody says otherwise.
const UPLOADS: usize = 6;
const UPLOAD_BYTES: usize = 5 * 1024 * 1024 / 2;
/// Bytes of a block, and of the disk of a node.
const BLOCK_BYTES: u64 = 4 * 1024 * 1024;
const CAPACITY: u64 = 4 * 1024 * 1024 * 1024;
/// Replicas of a block.
const REPLICAS: u64 = 2;
/// In each round of so many steps one node fails at the first, and comes back after so many.
const NODE_ROUND: u64 = 6;
const NODE_AWAY: u64 = 3;
/// In each round of so many steps a whole rack fails, at the step in the middle, and comes back after so many.
const RACK_ROUND: u64 = 30;
const RACK_AWAY: u64 = 4;

/// What the files of the cluster are named after.
const SUBJECTS: [&str; 10] = [
    "censo-poblacion",
    "pib-trimestral",
    "combustibles",
    "defunciones",
    "embalses",
    "estaciones",
    "matricula",
    "recorridos-buses",
    "presupuesto",
    "calidad-aire",
];

/// What the hub orders a node to do.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Order {
    /// Get a block.
    Copy {
        /// Its id.
        copy: String,
        /// The file that it is a part of.
        file: String,
        /// Bytes.
        size: u64,
        /// Replicas that are wanted of it.
        replicas: u64,
    },
    /// Delete a block.
    Drop {
        /// Its id.
        drop: String,
    },
}

struct SimulatedNode {
    id: String,
    rack: &'static str,
    address: String,
    load: f64,
    /// What it holds, as it reports it, by id.
    blocks: BTreeMap<String, Value>,
    /// The step at which it is back, while it is away.
    back_at: Option<u64>,
}

/// The simulated nodes, and what they hold. Steps and beats take their chances from two sources: how often nodes beat does
/// not change what happens to them.
pub struct Cluster {
    nodes: Vec<SimulatedNode>,
    step: u64,
    events: Random,
    loads: Random,
}

impl Cluster {
    /// A cluster in which every node is up; each seed gives another course of events.
    pub fn new(seed: u64) -> Self {
        let mut events = Random::new(seed);
        let mut nodes: Vec<SimulatedNode> = (0..RACKS.len() * NODES_PER_RACK).map(node).collect();
        let count = nodes.len();
        for block in 0..BLOCKS {
            // The second replica stands in another rack than the first: one rack that fails loses no block.
            let first = events.below(count);
            let second = (first + NODES_PER_RACK + events.below(count - NODES_PER_RACK * 2)) % count;
            let second = if nodes[second].rack == nodes[first].rack {
                (second + NODES_PER_RACK) % count
            } else {
                second
            };
            for index in [first, second] {
                nodes[index].blocks.insert(block_id(block), block_row(block));
            }
        }
        Self { nodes, step: 0, events, loads: Random::new(seed.rotate_left(17)) }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node beats, unless it is away.
    pub fn beat(&mut self, index: usize) -> Option<AgentAction> {
        let change = (self.loads.below(31) as f64 - 15.0) / 100.0;
        let node = self.nodes.get_mut(index).filter(|node| node.back_at.is_none())?;
        node.load = (node.load + change).clamp(0.05, 0.98);
        let body = json!({
            "rack": node.rack,
            "address": node.address,
            "capacity": CAPACITY,
            "used": node.blocks.values().filter_map(|block| block["size"].as_u64()).sum::<u64>(),
            "load": (node.load * 100.0).round() / 100.0,
        });
        Some(AgentAction::Beat { id: node.id.clone(), body })
    }

    /// A node says all that it holds, unless it is away.
    pub fn report(&self, index: usize) -> Option<AgentAction> {
        let node = self.nodes.get(index).filter(|node| node.back_at.is_none())?;
        let blocks: Vec<&Value> = node.blocks.values().collect();
        Some(AgentAction::Hold { id: node.id.clone(), body: json!({ "blocks": blocks, "whole": true }) })
    }

    /// A node does what the hub orders, and reports it.
    pub fn obey(&mut self, index: usize, orders: &[Order]) -> Option<AgentAction> {
        let node = self.nodes.get_mut(index).filter(|_| !orders.is_empty())?;
        let (mut copied, mut dropped) = (Vec::new(), Vec::new());
        for order in orders {
            match order {
                Order::Copy { copy, file, size, replicas } => {
                    let row = json!({ "id": copy, "file": file, "size": size, "replicas": replicas });
                    copied.push(row.clone());
                    node.blocks.insert(copy.clone(), row);
                }
                Order::Drop { drop } => {
                    node.blocks.remove(drop);
                    dropped.push(drop.clone());
                }
            }
        }
        let body = json!({ "blocks": copied, "removed": dropped });
        Some(AgentAction::Hold { id: node.id.clone(), body })
    }

    /// What happens next. Returns the nodes that are back.
    pub fn next_step(&mut self) -> Vec<usize> {
        let step = self.step;
        self.step += 1;
        let mut back = Vec::new();
        for (index, node) in self.nodes.iter_mut().enumerate() {
            if node.back_at.is_some_and(|at| at <= step) {
                node.back_at = None;
                back.push(index);
            }
        }
        if step % RACK_ROUND == RACK_ROUND / 2 {
            let rack = RACKS[self.events.below(RACKS.len())];
            for node in self.nodes.iter_mut().filter(|node| node.rack == rack) {
                node.back_at = Some(step + RACK_AWAY);
            }
        } else if step % NODE_ROUND == 1 {
            let index = self.events.below(self.nodes.len());
            self.nodes[index].back_at = Some(step + NODE_AWAY);
        }
        back
    }
}

/// The files that an agent uploads: monthly reports, which begin with their heading.
pub fn uploads() -> impl Iterator<Item = (String, Vec<u8>)> {
    (1..=UPLOADS).map(|month| {
        let mut report = b"estacion,dia,valor\n".to_vec();
        for line in 0.. {
            if report.len() >= UPLOAD_BYTES {
                break;
            }
            let (station, value) = (line % 500, (line * month * 7) % 1_000);
            report.extend_from_slice(format!("E{station:03},{},{value}\n", line / 500).as_bytes());
        }
        report.truncate(UPLOAD_BYTES);
        (format!("informe-2026-{month:02}.csv"), report)
    })
}

fn node(index: usize) -> SimulatedNode {
    let (rack, place) = (index / NODES_PER_RACK, index % NODES_PER_RACK);
    SimulatedNode {
        id: format!("nodo-{:02}", index + 1),
        rack: RACKS[rack],
        address: format!("10.0.{}.{}:7000", rack + 1, place + 11),
        load: 0.3 + place as f64 / 10.0,
        blocks: BTreeMap::new(),
        back_at: None,
    }
}

fn block_id(block: usize) -> String {
    format!("b{block:04}")
}

fn block_row(block: usize) -> Value {
    let file = block % FILES;
    let name = format!("{}-{}.csv", SUBJECTS[file % SUBJECTS.len()], 2006 + file / SUBJECTS.len());
    json!({ "id": block_id(block), "file": name, "size": BLOCK_BYTES, "replicas": REPLICAS })
}

#[cfg(test)]
mod tests;
