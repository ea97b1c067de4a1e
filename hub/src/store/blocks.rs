//! The blocks that nodes hold, and whether enough of their replicas are left.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use super::Error;
use super::changes::{self, RowKind};
use crate::time;

/// Blocks that are kept; one more is refused.
pub const MAX_BLOCKS: i64 = 200_000;

/// A block as a node holds it.
#[derive(Clone, Debug)]
pub struct HeldBlock {
    /// Its id.
    pub id: String,
    /// The file that it is a part of; empty where nobody says.
    pub file: String,
    /// Bytes.
    pub size: i64,
    /// So many replicas are wanted.
    pub wanted: i64,
}

/// What a node holds.
#[derive(Clone, Debug, Default)]
pub struct BlockReport {
    /// These.
    pub held: Vec<HeldBlock>,
    /// And these no longer.
    pub removed: Vec<String>,
    /// `held` is all that it holds.
    pub whole: bool,
}

/// What came of the blocks of a node that is lost or gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shortage {
    /// Blocks of which fewer replicas are left than are wanted, since now.
    pub under: i64,
    /// Blocks of which none is left, since now.
    pub lost: i64,
}

/// Store what a node holds.
pub fn report(
    conn: &Connection,
    node: &str,
    report: &BlockReport,
    version: i64,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let at = now.timestamp_micros();
    let mut touched: Vec<String> = report.removed.clone();
    if report.whole {
        touched.extend(held_by(conn, node)?);
        conn.prepare_cached("DELETE FROM replicas WHERE node_id = ?1")?.execute([node])?;
    }
    for id in &report.removed {
        conn.prepare_cached("DELETE FROM replicas WHERE block_id = ?1 AND node_id = ?2")?
            .execute([id.as_str(), node])?;
    }
    let own = format!("{}-", changes::mark(conn)?.epoch);
    for HeldBlock { id, file, size, wanted } in &report.held {
        // The hub itself gave it to a node, for a file that it has removed since.
        let (file, wanted) = if id.starts_with(&own) { ("", 0) } else { (file.as_str(), *wanted) };
        conn.prepare_cached(
            "INSERT INTO blocks (id, file, size, wanted, since, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET file = ?2, size = ?3, wanted = ?4
             WHERE content IS NULL AND wanted > 0",
        )?
        .execute(params![id, file, size, wanted, at, version])?;
        conn.prepare_cached("INSERT OR IGNORE INTO replicas VALUES (?1, ?2)")?
            .execute([id.as_str(), node])?;
        changes::forget_removed(conn, RowKind::Blocks, id)?;
    }
    touched.extend(report.held.iter().map(|block| block.id.clone()));
    for id in &touched {
        if !remove_unheld(conn, id, version)? {
            recount(conn, "id = ?3", id, version, at)?;
        }
    }
    check_room(conn, 0)
}

/// Refuse more blocks than are kept.
pub fn check_room(conn: &Connection, more: i64) -> Result<(), Error> {
    let kept: i64 = conn.prepare_cached("SELECT count(*) FROM blocks")?.query_row([], |row| row.get(0))?;
    match kept.saturating_add(more) > MAX_BLOCKS {
        true => Err(Error::Invalid(format!("This hub keeps at most {MAX_BLOCKS} blocks"))),
        false => Ok(()),
    }
}

/// Count the replicas of a node's blocks again, since it is lost or beats again.
pub fn recount_of(
    conn: &Connection,
    node: &str,
    version: i64,
    now: DateTime<Utc>,
) -> Result<Shortage, Error> {
    let at = now.timestamp_micros();
    recount(conn, "id IN (SELECT block_id FROM replicas WHERE node_id = ?3)", node, version, at)?;
    let mut query = conn.prepare_cached(
        "SELECT count(*) FILTER (WHERE state = 'under'), count(*) FILTER (WHERE state = 'lost')
         FROM blocks WHERE version = ?1 AND since = ?2",
    )?;
    Ok(query.query_row([version, at], |row| Ok(Shortage { under: row.get(0)?, lost: row.get(1)? }))?)
}

/// A node is gone with all that it holds. Blocks that nobody holds any more stay, as lost ones.
pub fn drop_of(conn: &Connection, node: &str, version: i64, now: DateTime<Utc>) -> Result<Shortage, Error> {
    let shortage = recount_of(conn, node, version, now)?;
    let dropped = dropped_by(conn, node, u32::MAX)?;
    conn.prepare_cached("DELETE FROM replicas WHERE node_id = ?1")?.execute([node])?;
    for id in dropped {
        remove_unheld(conn, &id, version)?;
    }
    Ok(shortage)
}

/// Count the replicas of a node's blocks that stay, since it is drained or no longer. No row is another for it.
pub fn recount_staying(conn: &Connection, node: &str) -> Result<(), Error> {
    conn.prepare_cached(
        "UPDATE blocks SET staying = found.staying,
             asked = CASE WHEN found.staying >= wanted THEN 0 ELSE asked END
         FROM (SELECT held.block_id, count(nodes.id) AS staying FROM replicas AS held
             JOIN replicas ON replicas.block_id = held.block_id
             LEFT JOIN nodes ON nodes.id = replicas.node_id AND nodes.state <> 'lost' AND nodes.drain = 0
             WHERE held.node_id = ?1 GROUP BY held.block_id) AS found
         WHERE blocks.id = found.block_id",
    )?
    .execute([node])?;
    Ok(())
}

/// Blocks that a node holds and is to drop.
pub fn dropped_by(conn: &Connection, node: &str, limit: u32) -> Result<Vec<String>, Error> {
    // From the blocks: a node holds many, and few are to be dropped.
    let mut query = conn.prepare_cached(
        "SELECT id FROM blocks INDEXED BY blocks_dropped CROSS JOIN replicas
         WHERE wanted = 0 AND block_id = id AND node_id = ?1 LIMIT ?2",
    )?;
    let found = query.query_map(params![node, limit], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The hub keeps a content no longer: its blocks are of no file, and go when no node holds them.
pub fn drop_content(conn: &Connection, content: &str, version: i64) -> Result<(), Error> {
    let gone = conn
        .prepare_cached(
            "DELETE FROM blocks WHERE content = ?1 AND NOT EXISTS (SELECT 1 FROM replicas WHERE block_id = id)
             RETURNING id",
        )?
        .query_map([content], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    gone.iter().try_for_each(|id| changes::note_removed(conn, RowKind::Blocks, id, version))?;
    conn.prepare_cached(
        "UPDATE blocks SET content = NULL, file = '', wanted = 0, asked = 0, state = 'healthy', version = ?2
         WHERE content = ?1",
    )?
    .execute(params![content, version])?;
    Ok(())
}

fn held_by(conn: &Connection, node: &str) -> Result<Vec<String>, Error> {
    let mut query = conn.prepare_cached("SELECT block_id FROM replicas WHERE node_id = ?1")?;
    let found = query.query_map([node], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Remove a block that no node says it holds: the last one that did has deleted it, and the hub keeps it neither. Whether it
/// was removed.
fn remove_unheld(conn: &Connection, id: &str, version: i64) -> Result<bool, Error> {
    let removed = conn
        .prepare_cached(
            "DELETE FROM blocks WHERE id = ?1 AND content IS NULL
             AND NOT EXISTS (SELECT 1 FROM replicas WHERE block_id = ?1)",
        )?
        .execute([id])?;
    if removed > 0 {
        changes::note_removed(conn, RowKind::Blocks, id, version)?;
    }
    Ok(removed > 0)
}

/// Count the replicas of some blocks on nodes that are heard.
fn recount(conn: &Connection, which: &str, value: &str, version: i64, at: i64) -> Result<(), Error> {
    conn.prepare_cached(&format!(
        "UPDATE blocks SET version = ?1, live = counted.live, staying = counted.staying, state = counted.state,
             asked = CASE WHEN counted.staying >= wanted THEN 0 ELSE asked END,
             since = CASE WHEN blocks.state = counted.state THEN blocks.since ELSE ?2 END
         FROM (SELECT id, live, staying, CASE WHEN live >= wanted THEN 'healthy'
                 WHEN live = 0 AND content IS NULL THEN 'lost' ELSE 'under' END AS state
             FROM (SELECT blocks.id, wanted, content, count(nodes.id) AS live,
                 count(nodes.id) FILTER (WHERE nodes.drain = 0) AS staying
                 FROM blocks LEFT JOIN replicas ON block_id = blocks.id
                 LEFT JOIN nodes ON nodes.id = node_id AND nodes.state <> 'lost'
                 WHERE blocks.{which} GROUP BY blocks.id)) AS counted
         WHERE blocks.id = counted.id"
    ))?
    .execute(params![version, at, value])?;
    Ok(())
}

/// Rows as they go over the wire. `rest` is what of SQL stands behind the table.
pub fn select(conn: &Connection, rest: &str, values: impl rusqlite::Params) -> Result<Vec<Value>, Error> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT *, (SELECT json_group_array(node_id) FROM replicas WHERE block_id = blocks.id) AS nodes
         FROM blocks {rest}"
    ))?;
    let rows = query.query_map(values, |row| {
        let nodes: String = row.get("nodes")?;
        Ok(json!({
            "id": row.get::<_, String>("id")?,
            "file": row.get::<_, String>("file")?,
            "size": row.get::<_, i64>("size")?,
            "wanted": row.get::<_, i64>("wanted")?,
            "live": row.get::<_, i64>("live")?,
            "nodes": serde_json::from_str::<Value>(&nodes).unwrap_or_default(),
            "state": row.get::<_, String>("state")?,
            "since": time::rfc3339_from_micros(row.get("since")?),
            "version": row.get::<_, i64>("version")?,
        }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
