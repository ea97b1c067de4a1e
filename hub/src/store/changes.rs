//! Rows of the cluster by the version of their last change: what a client asks for that has some of them, and what is
//! pushed.

use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::Value;

use super::counts::{count, count_up, set_count};
use super::{Error, blocks, files, nodes};

/// Removed rows that are remembered; who has older rows is given the whole list.
const MAX_REMOVED: i64 = 20_000;

/// A kind of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The nodes of the cluster.
    Nodes,
    /// The blocks that they hold.
    Blocks,
    /// What the blocks are parts of.
    Files,
}

/// All kinds, in the order in which their changes are pushed.
pub const KINDS: [RowKind; 3] = [RowKind::Nodes, RowKind::Blocks, RowKind::Files];

/// How far the database is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Which database: versions of another one mean nothing here.
    pub epoch: String,
    /// The number of the last change.
    pub version: i64,
}

/// What changed after a version.
#[derive(Clone, Debug, Serialize)]
pub struct Changes {
    /// How far this leads.
    #[serde(flatten)]
    pub mark: Mark,
    /// Rows that are new or other than before, oldest change first.
    pub upserted: Vec<Value>,
    /// The ids of rows that are gone.
    pub removed: Vec<String>,
}

/// A part of a whole list.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// How far the database was.
    #[serde(flatten)]
    pub mark: Mark,
    /// Rows by their ids.
    pub rows: Vec<Value>,
    /// The id after which the next page begins; nothing after the last one.
    pub next: Option<String>,
}

impl RowKind {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Blocks => "blocks",
            Self::Files => "files",
        }
    }

    fn select(
        self,
        conn: &Connection,
        rest: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<Value>, Error> {
        match self {
            Self::Nodes => nodes::select(conn, rest, values),
            Self::Blocks => blocks::select(conn, rest, values),
            Self::Files => files::select(conn, rest, values),
        }
    }
}

/// How far the database is.
pub fn mark(conn: &Connection) -> Result<Mark, Error> {
    let epoch = conn.prepare_cached("SELECT id FROM epoch")?.query_row([], |row| row.get(0))?;
    Ok(Mark { epoch, version: count(conn, "version")? })
}

/// The version of a change that is made now.
pub fn next_version(conn: &Connection) -> Result<i64, Error> {
    count_up(conn, "version")
}

/// Remember that a row is gone, until [`forget_oldest`] is called.
pub fn note_removed(conn: &Connection, kind: RowKind, id: &str, version: i64) -> Result<(), Error> {
    conn.prepare_cached("INSERT OR REPLACE INTO removed VALUES (?1, ?2, ?3)")?.execute(params![
        kind.name(),
        id,
        version
    ])?;
    Ok(())
}

/// Forget the oldest removals beyond what is remembered. Once for each change: to look costs as much as is remembered.
pub fn forget_oldest(conn: &Connection) -> Result<(), Error> {
    let mut query =
        conn.prepare_cached("SELECT version FROM removed ORDER BY version DESC LIMIT 1 OFFSET ?1")?;
    let mut found = query.query_map([MAX_REMOVED], |row| row.get::<_, i64>(0))?;
    if let Some(through) = found.next() {
        let through = through?;
        conn.prepare_cached("DELETE FROM removed WHERE version <= ?1")?.execute([through])?;
        set_count(conn, "removed_through", through)?;
    }
    Ok(())
}

/// A row is there again.
pub fn forget_removed(conn: &Connection, kind: RowKind, id: &str) -> Result<(), Error> {
    conn.prepare_cached("DELETE FROM removed WHERE kind = ?1 AND id = ?2")?.execute([kind.name(), id])?;
    Ok(())
}

/// What changed after a version; nothing where that cannot be said, or where the whole list is shorter.
pub fn since(conn: &Connection, kind: RowKind, version: i64) -> Result<Option<Changes>, Error> {
    let mark = mark(conn)?;
    if version > mark.version || version < count(conn, "removed_through")? {
        return Ok(None);
    }
    let one =
        |sql: &str| -> Result<i64, Error> { Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?) };
    let name = kind.name();
    let all = one(&format!("SELECT count(*) FROM {name}"))?;
    let mut changed = conn.prepare_cached(&format!(
        "SELECT (SELECT count(*) FROM {name} WHERE version > ?1)
         + (SELECT count(*) FROM removed WHERE kind = ?2 AND version > ?1)"
    ))?;
    let changed: i64 = changed.query_row(params![version, name], |row| row.get(0))?;
    if changed > all {
        return Ok(None);
    }
    changes(conn, kind, version).map(Some)
}

/// All that changed after a version.
pub fn changes(conn: &Connection, kind: RowKind, version: i64) -> Result<Changes, Error> {
    let upserted = kind.select(conn, "WHERE version > ?1 ORDER BY version, id", [version])?;
    let removed = conn
        .prepare_cached("SELECT id FROM removed WHERE kind = ?1 AND version > ?2 ORDER BY version, id")?
        .query_map(params![kind.name(), version], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(Changes { mark: mark(conn)?, upserted, removed })
}

/// The rows after an id, so many at the most.
pub fn page(conn: &Connection, kind: RowKind, after: &str, limit: u32) -> Result<Page, Error> {
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut rows =
        kind.select(conn, "WHERE id > ?1 ORDER BY id LIMIT ?2", params![after, i64::from(limit) + 1])?;
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    let last = rows.last().and_then(|row| row.get("id")?.as_str()).map(str::to_owned);
    Ok(Page { mark: mark(conn)?, rows, next: last.filter(|_| more) })
}
