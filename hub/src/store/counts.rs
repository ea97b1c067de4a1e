//! Numbers that are kept by name.

use rusqlite::{Connection, OptionalExtension, params};

use super::Error;

/// A number.
pub fn count(conn: &Connection, name: &str) -> Result<i64, Error> {
    let mut query = conn.prepare_cached("SELECT value FROM counts WHERE name = ?1")?;
    Ok(query.query_row([name], |row| row.get(0))?)
}

/// Put another in its place.
pub fn set_count(conn: &Connection, name: &str, value: i64) -> Result<(), Error> {
    conn.prepare_cached("UPDATE counts SET value = ?2 WHERE name = ?1")?.execute(params![name, value])?;
    Ok(())
}

/// Count one more, and say how many it are now.
pub fn count_up(conn: &Connection, name: &str) -> Result<i64, Error> {
    let mut query =
        conn.prepare_cached("UPDATE counts SET value = value + 1 WHERE name = ?1 RETURNING value")?;
    Ok(query.query_row([name], |row| row.get(0))?)
}

/// The last number that a table gave to a row; it is never given again.
pub fn last_of(conn: &Connection, table: &str) -> Result<i64, Error> {
    let found = conn
        .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = ?1")?
        .query_row([table], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(0))
}
