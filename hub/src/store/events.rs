//! What happened in the cluster, in order.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use serde::Serialize;

use super::Error;
use super::counts::last_of;
use crate::time;

/// Events that are kept; the oldest are removed first.
const MAX_EVENTS: i64 = 10_000;

/// What kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A node is there for the first time.
    Registered,
    /// A node missed its beat.
    Lost,
    /// A lost node beats again.
    Returned,
    /// A node left in order.
    Left,
    /// A lost node is not waited for any longer.
    Forgotten,
    /// What a node holds is to be elsewhere.
    Draining,
    /// What a node holds is elsewhere.
    Drained,
    /// A node keeps what it holds.
    Undrained,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
pub struct ClusterEvent {
    /// Grows with each event.
    pub id: i64,
    /// RFC 3339, UTC.
    pub timestamp: String,
    /// `registered`, `lost`, `returned`, `left`, `forgotten`, `draining`, `drained` or `undrained`.
    pub kind: String,
    /// The node.
    pub node: String,
    /// One line.
    pub message: String,
}

impl EventKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Lost => "lost",
            Self::Returned => "returned",
            Self::Left => "left",
            Self::Forgotten => "forgotten",
            Self::Draining => "draining",
            Self::Drained => "drained",
            Self::Undrained => "undrained",
        }
    }
}

/// Write an event down.
pub fn add(
    conn: &Connection,
    kind: EventKind,
    node: &str,
    message: &str,
    now: DateTime<Utc>,
) -> Result<ClusterEvent, Error> {
    conn.prepare_cached("INSERT INTO events (at, kind, node_id, message) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![now.timestamp_micros(), kind.as_str(), node, message])?;
    let id = conn.last_insert_rowid();
    conn.prepare_cached("DELETE FROM events WHERE seq <= ?1")?.execute([id - MAX_EVENTS])?;
    Ok(ClusterEvent {
        id,
        timestamp: time::rfc3339(now),
        kind: kind.as_str().to_owned(),
        node: node.to_owned(),
        message: message.to_owned(),
    })
}

/// The id of the newest event that there ever was.
pub fn last(conn: &Connection) -> Result<i64, Error> {
    last_of(conn, "events")
}

/// The newest events after an id, newest first.
pub fn after(conn: &Connection, id: i64, limit: u32) -> Result<Vec<ClusterEvent>, Error> {
    let mut query = conn.prepare_cached("SELECT * FROM events WHERE seq > ?1 ORDER BY seq DESC LIMIT ?2")?;
    let rows = query.query_map(params![id, limit], |row| {
        Ok(ClusterEvent {
            id: row.get("seq")?,
            timestamp: time::rfc3339_from_micros(row.get("at")?),
            kind: row.get("kind")?,
            node: row.get("node_id")?,
            message: row.get("message")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
