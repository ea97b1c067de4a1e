use std::path::Path;
use std::time::Instant;

use super::*;
use crate::cluster;
use crate::store::blocks::{BlockReport, HeldBlock};
use crate::store::nodes::Beat;
use crate::{store, time};

/// A writer with some nodes in racks of their own.
async fn start(nodes: &[&str]) -> Writer {
    let conn = store::open(Path::new(":memory:")).unwrap();
    let writer = Writer::start(conn, |_| {}).unwrap().0;
    for node in nodes {
        let (id, beat) = ((*node).to_owned(), beat(node));
        writer.run(move |job| cluster::beat(job, &id, &beat)).await.unwrap();
    }
    writer
}

fn beat(rack: &str) -> Beat {
    Beat { rack: rack.to_owned(), address: String::new(), capacity: 0, used: 0, load: 0.0 }
}

async fn hold(writer: &Writer, node: &'static str, ids: &'static [&'static str], wanted: i64) {
    let held = ids
        .iter()
        .map(|id| HeldBlock { id: (*id).to_owned(), file: String::new(), size: 1, wanted })
        .collect();
    let report = BlockReport { held, ..BlockReport::default() };
    writer.run(move |job| cluster::report_blocks(job, node, &report)).await.unwrap();
}

async fn ask(writer: &Writer, id: &'static str) -> Result<Vec<String>, Error> {
    writer.run(move |job| replicate(job, id)).await.map(|(_, to)| to)
}

#[tokio::test]
async fn the_replicas_that_a_block_lacks_are_ordered_once() {
    let writer = start(&["n1", "n2", "n3"]).await;
    hold(&writer, "n1", &["b1"], 3).await;
    for _ in 0..2 {
        let mut to = ask(&writer, "b1").await.unwrap();
        to.sort();
        assert_eq!(to, ["n2", "n3"], "asked for again it is the same");
    }
    hold(&writer, "n2", &["b1"], 3).await;
    assert_eq!(ask(&writer, "b1").await.unwrap(), ["n3"]);
}

#[tokio::test]
async fn what_cannot_be_ordered_is_refused_with_a_reason() {
    let writer = start(&["n1", "n2"]).await;
    hold(&writer, "n1", &["enough", "full", "lost"], 1).await;
    hold(&writer, "n1", &["full"], 3).await;
    hold(&writer, "n2", &["full", "gone"], 3).await;
    let late = time::now() + chrono::TimeDelta::seconds(1);
    let writer_of_n1 = beat("n1");
    writer
        .run(move |job| {
            cluster::lose_overdue(job, late)?;
            cluster::beat(job, "n1", &writer_of_n1).map(drop)
        })
        .await
        .unwrap();
    let cases =
        [("enough", "no replica is missing"), ("gone", "nothing to copy"), ("full", "no node can take it")];
    for (id, why) in cases {
        match ask(&writer, id).await {
            Err(Error::Conflict(found)) => assert!(found.starts_with(id) && found.contains(why), "{found}"),
            other => panic!("{id}: {other:?}"),
        }
    }
    assert!(matches!(ask(&writer, "never").await, Err(Error::NotFound(_))));
    let asked = writer.run(|job| Ok(orders::due(job.conn, "", 10)?.len())).await.unwrap();
    assert_eq!(asked, 0, "what was refused is not done later");
}

#[tokio::test]
async fn looks_go_on_where_the_last_one_ended() {
    let writer = start(&["n1", "n2"]).await;
    for part in 0..3 {
        let held = (0..900).map(|nr| HeldBlock {
            id: format!("b{part}-{nr:03}"),
            file: String::new(),
            size: 1,
            wanted: 1,
        });
        let report = BlockReport { held: held.collect(), ..BlockReport::default() };
        writer.run(move |job| cluster::report_blocks(job, "n1", &report)).await.unwrap();
    }
    writer.run(|job| cluster::drain(job, "n1", true)).await.unwrap();
    let mut from = String::new();
    let mut ends = Vec::new();
    let started = Instant::now();
    for _ in 0..4 {
        from = writer.run(move |job| look(job, &from)).await.unwrap();
        ends.push(from.clone());
    }
    assert_eq!(ends, ["b1-099", "b2-199", "", "b1-099"]);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let ordered = writer
        .run(|job| Ok(job.conn.query_row("SELECT count(*) FROM orders", [], |row| row.get::<_, i64>(0))?))
        .await
        .unwrap();
    assert_eq!(ordered, 1_000, "no more wait for one node");
}
