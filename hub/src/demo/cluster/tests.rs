use std::collections::BTreeMap;

use super::*;

/// Which nodes are away after each of some steps.
fn course(seed: u64, steps: usize) -> Vec<Vec<String>> {
    let mut cluster = Cluster::new(seed);
    (0..steps)
        .map(|_| {
            cluster.next_step();
            cluster.nodes.iter().filter(|node| node.back_at.is_some()).map(|node| node.id.clone()).collect()
        })
        .collect()
}

#[test]
fn nodes_fail_and_come_back_and_a_whole_rack_once_in_a_while() {
    for seed in 1..10 {
        let away = course(seed, 120);
        assert_eq!(away[1].len(), 1, "seed {seed}: the first minute shows a loss");
        let racks = away.iter().filter(|away| away.len() >= NODES_PER_RACK).count();
        assert!((8..60).contains(&racks), "seed {seed}: a rack was away in {racks} of 120 steps");
        assert!(away.iter().filter(|away| away.is_empty()).count() > 20, "seed {seed}");
        assert!(away.iter().all(|away| away.len() <= NODES_PER_RACK + 2), "seed {seed}");
    }
}

#[test]
fn a_seed_makes_the_same_things_happen_however_often_nodes_beat() {
    let mut beating = Cluster::new(5);
    let seen: Vec<Vec<usize>> = (0..60)
        .map(|step| {
            (0..step % 7).for_each(|node| drop(beating.beat(node)));
            beating.next_step()
        })
        .collect();
    let mut silent = Cluster::new(5);
    assert_eq!(seen, (0..60).map(|_| silent.next_step()).collect::<Vec<_>>());
    assert_ne!(course(5, 60), course(6, 60));
}

#[test]
fn every_block_stands_on_nodes_of_two_racks() {
    let cluster = Cluster::new(1);
    let mut racks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in &cluster.nodes {
        node.blocks.keys().for_each(|block| racks.entry(block).or_default().push(node.rack));
    }
    assert_eq!(racks.len(), BLOCKS);
    assert!(racks.values().all(|racks| racks.len() == 2 && racks[0] != racks[1]));
    let files: std::collections::BTreeSet<&str> = cluster
        .nodes
        .iter()
        .flat_map(|node| node.blocks.values())
        .filter_map(|row| row["file"].as_str())
        .collect();
    assert_eq!(files.len(), FILES);
    assert_eq!(FILES + uploads().count(), 200);
    assert!(uploads().all(|(name, content)| name.ends_with(".csv") && content.len() == UPLOAD_BYTES));
}

#[test]
fn a_node_does_what_it_is_ordered_and_a_node_that_is_away_says_nothing() {
    let mut cluster = Cluster::new(1);
    let orders: Vec<Order> = serde_json::from_value(json!([
        { "copy": "x1", "from": ["nodo-02"], "file": "informe.pdf", "size": 9, "replicas": 2 },
        { "drop": "b0001" },
    ]))
    .unwrap();
    let Some(AgentAction::Hold { id, body }) = cluster.obey(0, &orders) else { panic!("it reports") };
    assert_eq!((id.as_str(), &body["removed"]), ("nodo-01", &json!(["b0001"])));
    assert_eq!(body["blocks"], json!([{ "id": "x1", "file": "informe.pdf", "size": 9, "replicas": 2 }]));
    assert!(cluster.nodes[0].blocks.contains_key("x1") && !cluster.nodes[0].blocks.contains_key("b0001"));
    assert!(cluster.obey(0, &[]).is_none());
    cluster.nodes[0].back_at = Some(3);
    assert!(cluster.beat(0).is_none() && cluster.beat(1).is_some());
}
