//! What nodes are to do: copy blocks that lack replicas, and drop blocks that nobody wants.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

use super::{Error, blocks};

/// Orders of one answer.
const MAX_GIVEN: u32 = 100;
/// Of these, blocks to be dropped: what is to be copied does not wait for ever.
const MAX_DROPS: u32 = 50;
/// Copies that wait for one node.
const MAX_WAITING: i64 = 1_000;
/// A copy that is not reported for so long is ordered of another node too.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
/// Which blocks are to be copied; the schema has it too, for its index and its trigger.
const DUE: &str =
    "staying < wanted AND (content IS NOT NULL OR (live > 0 AND (asked = 1 OR live > staying)))";

/// A block that lacks replicas.
#[derive(Clone, Debug)]
pub struct ShortBlock {
    /// Its id.
    pub id: String,
    /// Bytes.
    pub size: i64,
    /// Replicas that are wanted.
    pub wanted: i64,
    /// Replicas on nodes that are not lost.
    pub live: i64,
    /// Replicas on nodes that are not drained either.
    pub staying: i64,
    /// Whether the hub keeps its content.
    pub kept: bool,
}

/// A node that can be given blocks.
#[derive(Clone, Debug)]
pub struct Target {
    id: String,
    rack: String,
    /// Bytes; less than nothing where nobody says how many there are and some are to come.
    room: i64,
    /// Whether the agent says how much fits.
    is_bounded: bool,
    /// Copies that it has still to make.
    waiting: i64,
}

impl Target {
    fn takes(&self, size: i64) -> bool {
        self.waiting < MAX_WAITING && (!self.is_bounded || self.room >= size)
    }
}

/// A block, whatever it lacks.
pub fn block(conn: &Connection, id: &str) -> Result<Option<ShortBlock>, Error> {
    let mut query = conn.prepare_cached("SELECT * FROM blocks WHERE id = ?1")?;
    Ok(query.query_row([id], short_block).optional()?)
}

/// Blocks after an id that are to be copied, by id.
pub fn due(conn: &Connection, after: &str, limit: u32) -> Result<Vec<ShortBlock>, Error> {
    let mut query =
        conn.prepare_cached(&format!("SELECT * FROM blocks WHERE {DUE} AND id > ?1 ORDER BY id LIMIT ?2"))?;
    let found = query.query_map(params![after, limit], short_block)?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn short_block(row: &rusqlite::Row<'_>) -> rusqlite::Result<ShortBlock> {
    Ok(ShortBlock {
        id: row.get("id")?,
        size: row.get("size")?,
        wanted: row.get("wanted")?,
        live: row.get("live")?,
        staying: row.get("staying")?,
        kept: row.get::<_, Option<String>>("content")?.is_some(),
    })
}

/// The replicas of a block are wanted, also where agents see to their blocks themselves.
pub fn ask(conn: &Connection, block: &str) -> Result<(), Error> {
    conn.prepare_cached("UPDATE blocks SET asked = 1 WHERE id = ?1")?.execute([block])?;
    Ok(())
}

/// The nodes that can be given blocks.
pub fn targets(conn: &Connection) -> Result<Vec<Target>, Error> {
    let mut query = conn.prepare_cached(
        "SELECT id, rack, capacity, used, ifnull(waiting, 0), ifnull(bytes, 0) FROM nodes
         LEFT JOIN (SELECT node_id, count(*) AS waiting, sum(size) AS bytes
             FROM orders JOIN blocks ON blocks.id = block_id GROUP BY node_id) ON node_id = nodes.id
         WHERE state = 'up' ORDER BY id",
    )?;
    let found = query.query_map([], |row| {
        let (capacity, used, bytes): (i64, i64, i64) = (row.get(2)?, row.get(3)?, row.get(5)?);
        let is_bounded = capacity > 0;
        let free = if is_bounded { capacity.saturating_sub(used) } else { 0 };
        let room = free.saturating_sub(bytes);
        Ok(Target { id: row.get(0)?, rack: row.get(1)?, room, is_bounded, waiting: row.get(4)? })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Order the copies that a block lacks. Gives the nodes that are to make them, those that were ordered before too.
pub fn place(
    conn: &Connection,
    block: &ShortBlock,
    targets: &mut [Target],
    now: DateTime<Utc>,
) -> Result<Vec<String>, Error> {
    let Known { mut taken, mut racks, mut ordered } = known(conn, &block.id, now)?;
    let mut missing = block.wanted - block.staying - i64::try_from(ordered.len()).unwrap_or(i64::MAX);
    while missing > 0 {
        let free = targets.iter_mut().filter(|one| !taken.contains(&one.id) && one.takes(block.size));
        let best = free.min_by_key(|one| (racks.contains(&one.rack), Reverse(one.room)));
        let Some(best) = best else { break };
        conn.prepare_cached("INSERT INTO orders VALUES (?1, ?2, ?3)")?.execute(params![
            block.id,
            best.id,
            now.timestamp_micros()
        ])?;
        best.room = best.room.saturating_sub(block.size);
        best.waiting += 1;
        taken.insert(best.id.clone());
        racks.insert(best.rack.clone());
        ordered.push(best.id.clone());
        missing -= 1;
    }
    Ok(ordered)
}

/// Where a block is, and where it is to come.
struct Known {
    /// Nodes that hold it or were ordered to.
    taken: BTreeSet<String>,
    /// Racks in which a replica stays or will be.
    racks: BTreeSet<String>,
    /// Nodes of which it is expected.
    ordered: Vec<String>,
}

fn known(conn: &Connection, block: &str, now: DateTime<Utc>) -> Result<Known, Error> {
    let mut known = Known { taken: BTreeSet::new(), racks: BTreeSet::new(), ordered: Vec::new() };
    let mut query = conn.prepare_cached(
        "SELECT nodes.id, rack, state = 'up', NULL FROM replicas JOIN nodes ON nodes.id = node_id WHERE block_id = ?1
         UNION ALL
         SELECT nodes.id, rack, at > ?2, at > ?2 FROM orders JOIN nodes ON nodes.id = node_id WHERE block_id = ?1",
    )?;
    let mut rows = query.query(params![block, patience_ends(now)])?;
    while let Some(row) = rows.next()? {
        let (node, counts): (String, bool) = (row.get(0)?, row.get(2)?);
        if counts {
            known.racks.insert(row.get(1)?);
        }
        if row.get::<_, Option<bool>>(3)? == Some(true) {
            known.ordered.push(node.clone());
        }
        known.taken.insert(node);
    }
    Ok(known)
}

/// What was ordered before this moment is not waited for.
fn patience_ends(now: DateTime<Utc>) -> i64 {
    (now - PATIENCE).timestamp_micros()
}

/// What a node is to do, as it goes over the wire.
pub fn of(conn: &Connection, node: &str, now: DateTime<Utc>) -> Result<Vec<Value>, Error> {
    let dropped = blocks::dropped_by(conn, node, MAX_DROPS)?;
    let left = MAX_GIVEN.saturating_sub(u32::try_from(dropped.len()).unwrap_or(MAX_GIVEN));
    let mut orders: Vec<Value> = dropped.into_iter().map(|id| json!({ "drop": id })).collect();
    // What it has not done for so long comes last: the others must not wait for it.
    let mut query = conn.prepare_cached(
        "SELECT blocks.*, (SELECT json_group_array(node_id) FROM replicas JOIN nodes ON nodes.id = node_id
             WHERE block_id = blocks.id AND nodes.state <> 'lost') AS sources
         FROM orders JOIN blocks ON blocks.id = block_id WHERE orders.node_id = ?1
         ORDER BY orders.at <= ?2, orders.at, block_id LIMIT ?3",
    )?;
    let copies = query.query_map(params![node, patience_ends(now), left], |row| {
        let sources: String = row.get("sources")?;
        let (file, size): (String, i64) = (row.get("file")?, row.get("size")?);
        let mut order = json!({
            "copy": row.get::<_, String>("id")?,
            "from": serde_json::from_str::<Value>(&sources).unwrap_or_default(),
            "file": file,
            "size": size,
            "replicas": row.get::<_, i64>("wanted")?,
        });
        if row.get::<_, Option<String>>("content")?.is_some() {
            let start: i64 = row.get("start")?;
            order["content"] = format!("/api/files/{}", utf8_percent_encode(&file, NON_ALPHANUMERIC)).into();
            order["range"] = format!("bytes={start}-{}", start.saturating_add(size).saturating_sub(1)).into();
        }
        Ok(order)
    })?;
    for copy in copies {
        orders.push(copy?);
    }
    Ok(orders)
}

#[cfg(test)]
mod tests;
