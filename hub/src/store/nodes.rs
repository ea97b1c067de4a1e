//! The nodes of a cluster, as their agents report them.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

use super::Error;
use super::changes::{self, RowKind};
use crate::time;

/// Nodes that are kept; one more is refused.
pub const MAX_NODES: i64 = 2_000;

/// Whether a node is heard, and whether it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeState {
    /// It beats.
    Up,
    /// It beats, and what it holds is to be elsewhere.
    Draining,
    /// It beats, and what it holds is elsewhere.
    Drained,
    /// It missed a beat.
    Lost,
}

/// What an agent says of its node with each beat.
#[derive(Clone, Debug)]
pub struct Beat {
    /// Where it stands; empty where nobody says.
    pub rack: String,
    /// Where it is reached; empty where nobody says.
    pub address: String,
    /// Bytes.
    pub capacity: i64,
    /// Bytes of it that are taken.
    pub used: i64,
    /// A share: 1 is all that it can do.
    pub load: f64,
}

impl NodeState {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Draining => "draining",
            Self::Drained => "drained",
            Self::Lost => "lost",
        }
    }

    fn parse(name: &str) -> Self {
        match name {
            "draining" => Self::Draining,
            "drained" => Self::Drained,
            "lost" => Self::Lost,
            _ => Self::Up,
        }
    }
}

/// The state of a node, and since when (microseconds since the Unix epoch).
pub fn state(conn: &Connection, id: &str) -> Result<Option<(NodeState, i64)>, Error> {
    let mut query = conn.prepare_cached("SELECT state, since FROM nodes WHERE id = ?1")?;
    let found = query.query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).optional()?;
    Ok(found.map(|(state, since)| (NodeState::parse(&state), since)))
}

/// The rack that a node stands in.
pub fn rack(conn: &Connection, id: &str) -> Result<Option<String>, Error> {
    let mut query = conn.prepare_cached("SELECT rack FROM nodes WHERE id = ?1")?;
    Ok(query.query_row([id], |row| row.get(0)).optional()?)
}

/// Store a beat: the node is heard from now on, or still. Gives its state before, and since when it was in that.
pub fn beat(
    conn: &Connection,
    id: &str,
    beat: &Beat,
    version: i64,
    now: DateTime<Utc>,
) -> Result<Option<(NodeState, i64)>, Error> {
    let found = state(conn, id)?;
    conn.prepare_cached(
        "INSERT INTO nodes (id, rack, address, capacity, used, load, state, since, beat_at, created_at, version)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'up', ?7, ?7, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET rack = ?2, address = ?3, capacity = ?4, used = ?5, load = ?6,
         state = CASE WHEN state <> 'lost' THEN state WHEN drain = 1 THEN 'draining' ELSE 'up' END,
         since = CASE WHEN state <> 'lost' THEN since ELSE ?7 END, beat_at = ?7, version = ?8",
    )?
    .execute(params![
        id,
        beat.rack,
        beat.address,
        beat.capacity,
        beat.used,
        beat.load,
        now.timestamp_micros(),
        version
    ])?;
    if found.is_none() {
        changes::forget_removed(conn, RowKind::Nodes, id)?;
        let kept: i64 = conn.prepare_cached("SELECT count(*) FROM nodes")?.query_row([], |row| row.get(0))?;
        if kept > MAX_NODES {
            return Err(Error::Invalid(format!("This hub keeps at most {MAX_NODES} nodes")));
        }
    }
    Ok(found)
}

/// The nodes that are heard and have not beaten since a moment, with their racks.
pub fn overdue(conn: &Connection, moment: i64) -> Result<Vec<(String, String)>, Error> {
    let mut query =
        conn.prepare_cached("SELECT id, rack FROM nodes WHERE state <> 'lost' AND beat_at < ?1 ORDER BY id")?;
    let found = query.query_map([moment], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// A node is lost from now on.
pub fn lose(conn: &Connection, id: &str, version: i64, now: DateTime<Utc>) -> Result<(), Error> {
    conn.prepare_cached("UPDATE nodes SET state = ?2, since = ?3, version = ?4 WHERE id = ?1")?
        .execute(params![id, NodeState::Lost.as_str(), now.timestamp_micros(), version])?;
    Ok(())
}

/// What a node holds is to be elsewhere from now on, or no longer. Whether that is new.
pub fn set_drain(
    conn: &Connection,
    id: &str,
    drain: bool,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let state = if drain { NodeState::Draining } else { NodeState::Up };
    let changed = conn
        .prepare_cached(
            "UPDATE nodes SET drain = ?2, version = ?5, state = CASE WHEN state = 'lost' THEN state ELSE ?3 END,
             since = CASE WHEN state = 'lost' THEN since ELSE ?4 END WHERE id = ?1 AND drain <> ?2",
        )?
        .execute(params![id, drain, state.as_str(), now.timestamp_micros(), version])?;
    Ok(changed > 0)
}

/// See which nodes that are drained are done with it. Gives those whose state is another than before, with their racks.
pub fn settle_drains(
    conn: &Connection,
    version: i64,
    now: DateTime<Utc>,
) -> Result<Vec<(String, String, NodeState)>, Error> {
    let mut query = conn.prepare_cached(
        "UPDATE nodes SET state = found.state, since = ?1, version = ?2
         FROM (SELECT id, CASE WHEN EXISTS (SELECT 1 FROM replicas JOIN blocks ON blocks.id = block_id
             WHERE node_id = nodes.id AND staying < wanted) THEN 'draining' ELSE 'drained' END AS state
             FROM nodes WHERE drain = 1 AND state <> 'lost') AS found
         WHERE nodes.id = found.id AND nodes.state <> found.state RETURNING id, rack, state",
    )?;
    let found = query.query_map(params![now.timestamp_micros(), version], |row| {
        Ok((row.get(0)?, row.get(1)?, NodeState::parse(&row.get::<_, String>(2)?)))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// A node is gone.
pub fn remove(conn: &Connection, id: &str, version: i64) -> Result<(), Error> {
    conn.prepare_cached("DELETE FROM nodes WHERE id = ?1")?.execute([id])?;
    changes::note_removed(conn, RowKind::Nodes, id, version)
}

/// Rows as they go over the wire. `rest` is what of SQL stands behind the table.
pub fn select(conn: &Connection, rest: &str, values: impl rusqlite::Params) -> Result<Vec<Value>, Error> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT *, (SELECT count(*) FROM replicas WHERE node_id = nodes.id) AS blocks FROM nodes {rest}"
    ))?;
    let rows = query.query_map(values, |row| {
        Ok(json!({
            "id": row.get::<_, String>("id")?,
            "rack": row.get::<_, String>("rack")?,
            "address": row.get::<_, String>("address")?,
            "capacity": row.get::<_, i64>("capacity")?,
            "used": row.get::<_, i64>("used")?,
            "load": row.get::<_, f64>("load")?,
            "blocks": row.get::<_, i64>("blocks")?,
            "state": row.get::<_, String>("state")?,
            "since": time::rfc3339_from_micros(row.get("since")?),
            "beat_at": time::rfc3339_from_micros(row.get("beat_at")?),
            "created_at": time::rfc3339_from_micros(row.get("created_at")?),
            "version": row.get::<_, i64>("version")?,
        }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
