//! How much the database holds.

use rusqlite::Connection;
use serde::Serialize;

use super::Error;
use super::changes::{self, Mark};

/// The tables that clients know, by their names in the database.
const TABLES: [&str; 9] =
    ["notifications", "datasets", "history", "nodes", "blocks", "replicas", "files", "orders", "events"];

/// How much a table holds.
#[derive(Clone, Debug, Serialize)]
pub struct TableSize {
    /// Its name.
    pub name: &'static str,
    /// Its rows.
    pub rows: i64,
}

/// How much the database holds.
#[derive(Clone, Debug)]
pub struct Sizes {
    /// How far it is.
    pub mark: Mark,
    /// Bytes of its file, without what its log still holds.
    pub bytes: i64,
    /// Each table.
    pub tables: Vec<TableSize>,
}

/// How much the database holds now.
pub fn sizes(conn: &Connection) -> Result<Sizes, Error> {
    let pragma = |name: &str| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let count = |name: &'static str| {
        let mut query = conn.prepare_cached(&format!("SELECT count(*) FROM {name}"))?;
        Ok(TableSize { name, rows: query.query_row([], |row| row.get(0))? })
    };
    Ok(Sizes {
        mark: changes::mark(conn)?,
        bytes: pragma("page_count")?.saturating_mul(pragma("page_size")?),
        tables: TABLES.into_iter().map(count).collect::<Result<_, Error>>()?,
    })
}
