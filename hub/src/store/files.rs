//! Files: those whose content the hub keeps, cut into blocks, and those that only blocks of agents name.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

use super::changes::{self, RowKind};
use super::counts::count_up;
use super::{Error, blocks};
use crate::time;

/// Files whose content is kept; one more is refused.
const MAX_STORED: i64 = 20_000;

/// A content that is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its name on disk. The ids of its blocks begin with it.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// In hexadecimal digits.
    pub sha256: String,
}

/// How a content is placed on nodes.
#[derive(Clone, Copy, Debug)]
pub struct Placing {
    /// Bytes of a block.
    pub block_size: i64,
    /// So many replicas are wanted of each.
    pub replicas: i64,
}

/// What came of storing a content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// There was no such file.
    New,
    /// It is in the place of a content of this name on disk.
    Replaced(String),
    /// The file has this content already, under this name on disk; the other one is not needed.
    Same(String),
}

/// A name on disk that no content had or will have. It begins with the epoch, so that no block of an agent has such an id.
pub fn next_content(conn: &Connection) -> Result<String, Error> {
    let epoch = changes::mark(conn)?.epoch;
    Ok(format!("{epoch}-{}", count_up(conn, "contents")?))
}

/// The contents that are kept.
pub fn contents(conn: &Connection) -> Result<Vec<String>, Error> {
    let mut query = conn.prepare_cached("SELECT content FROM files WHERE content IS NOT NULL")?;
    let found = query.query_map([], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The content of a file.
pub fn find(conn: &Connection, name: &str) -> Result<Content, Error> {
    let found = conn
        .prepare_cached("SELECT content, size, sha256 FROM files WHERE id = ?1")?
        .query_row([name], |row| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match found {
        None => Err(Error::NotFound("File")),
        Some((Some(content), size, Some(sha256))) => Ok(Content { name: content, size, sha256 }),
        Some(_) => Err(Error::Conflict(format!(
            "{name}: only agents have this file; the hub keeps no content of it"
        ))),
    }
}

/// A content is that of a file from now on, and its blocks are to be placed.
pub fn add(
    conn: &Connection,
    name: &str,
    content: &Content,
    placing: Placing,
    version: i64,
    now: DateTime<Utc>,
) -> Result<Added, Error> {
    let before = match find(conn, name) {
        Ok(before) if before.sha256 == content.sha256 && before.size == content.size => {
            return Ok(Added::Same(before.name));
        }
        Ok(before) => Some(before.name),
        Err(Error::NotFound(_)) => None,
        Err(Error::Conflict(_)) => {
            return Err(Error::Conflict(format!("{name}: agents report a file of this name already")));
        }
        Err(other) => return Err(other),
    };
    let parts = content.size.unsigned_abs().div_ceil(placing.block_size.unsigned_abs().max(1));
    let parts = i64::try_from(parts).unwrap_or(i64::MAX);
    blocks::check_room(conn, parts)?;
    if let Some(before) = &before {
        blocks::drop_content(conn, before, version)?;
    }
    conn.prepare_cached(
        "INSERT INTO files (id, content, size, sha256, created_at, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET content = ?2, size = ?3, sha256 = ?4, created_at = ?5, version = ?6",
    )?
    .execute(params![
        name,
        content.name,
        content.size,
        content.sha256,
        now.timestamp_micros(),
        version
    ])?;
    let kept: i64 = conn
        .prepare_cached("SELECT count(*) FROM files WHERE content IS NOT NULL")?
        .query_row([], |row| row.get(0))?;
    if kept > MAX_STORED {
        return Err(Error::Invalid(format!("This hub keeps the content of at most {MAX_STORED} files")));
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO blocks (id, file, size, wanted, state, since, version, content, start)
         VALUES (?1, ?2, ?3, ?4, 'under', ?5, ?6, ?7, ?8)",
    )?;
    for part in 0..parts {
        let start = part.saturating_mul(placing.block_size);
        let size = content.size.saturating_sub(start).min(placing.block_size);
        insert.execute(params![
            format!("{}-{part}", content.name),
            name,
            size,
            placing.replicas,
            now.timestamp_micros(),
            version,
            content.name,
            start
        ])?;
    }
    Ok(before.map_or(Added::New, Added::Replaced))
}

/// The hub keeps a file no longer. Gives the name of its content on disk.
pub fn remove(conn: &Connection, name: &str, version: i64) -> Result<String, Error> {
    let content = find(conn, name)?.name;
    blocks::drop_content(conn, &content, version)?;
    conn.prepare_cached(
        "UPDATE files SET content = NULL, size = 0, sha256 = NULL, version = ?2 WHERE id = ?1",
    )?
    .execute(params![name, version])?;
    Ok(content)
}

/// Remove the rows of files that the hub does not keep and no block names.
pub fn remove_empty(conn: &Connection, version: i64) -> Result<(), Error> {
    let gone = conn
        .prepare_cached("DELETE FROM files WHERE blocks = 0 AND content IS NULL RETURNING id")?
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    gone.iter().try_for_each(|name| changes::note_removed(conn, RowKind::Files, name, version))
}

/// Rows as they go over the wire. `rest` is what of SQL stands behind the table.
pub fn select(conn: &Connection, rest: &str, values: impl rusqlite::Params) -> Result<Vec<Value>, Error> {
    let mut query = conn.prepare_cached(&format!("SELECT * FROM files {rest}"))?;
    let rows = query.query_map(values, |row| {
        let name: String = row.get("id")?;
        let stored = row.get::<_, Option<String>>("content")?.is_some();
        let (under, lost): (i64, i64) = (row.get("under")?, row.get("lost")?);
        let state = match (lost, under) {
            (0, 0) => "healthy",
            (0, _) => "under",
            _ => "lost",
        };
        Ok(json!({
            "id": name,
            "name": name,
            "size": row.get::<_, i64>(if stored { "size" } else { "bytes" })?,
            "sha256": row.get::<_, Option<String>>("sha256")?,
            "blocks": row.get::<_, i64>("blocks")?,
            "under": under,
            "lost": lost,
            "state": state,
            "stored": stored,
            "created_at": time::rfc3339_from_micros(row.get("created_at")?),
            "version": row.get::<_, i64>("version")?,
        }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests;
