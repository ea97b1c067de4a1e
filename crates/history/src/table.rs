//! The rows of a table as they were last known.

use model::{KeptRow, Millis, RowKey, StoredRow, Table};
use serde_json::{Map, Value};

use crate::cell::{read_cell, write_cell};

/// The rows of a table with more of them are not kept: writing them again and again would be felt.
pub const MOST_ROWS: usize = 2_000;

/// What is kept of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptTable {
    /// When the hub last said something about it.
    pub as_of: Millis,
    /// Its rows, in the hub's order.
    pub rows: Vec<KeptRow>,
}

/// A table as text; nothing where nothing is known of it, or where it has more than [`MOST_ROWS`]. The columns' ids tell
/// whether another profile made it.
#[must_use]
pub fn write_table(table: &Table, columns: &[&str]) -> Option<String> {
    let as_of = table.as_of().filter(|_| table.rows().len() <= MOST_ROWS)?;
    let rows: Vec<Value> = table.rows().iter().map(write_row).collect();
    let kept = [
        ("as_of", Value::from(as_of.wall.0)),
        ("columns", Value::from(columns)),
        ("rows", Value::from(rows)),
    ];
    Some(json::text(&Value::Object(kept.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())))
}

fn write_row(row: &StoredRow) -> Value {
    let mut kept = Map::new();
    kept.insert("key".to_owned(), row.key.as_str().into());
    kept.insert("cells".to_owned(), row.cells.iter().map(write_cell).collect());
    if let Some(at) = row.removed_at {
        kept.insert("removed_at".to_owned(), at.0.into());
    }
    if let Some(scope) = row.scope() {
        kept.insert("scope".to_owned(), scope.into());
    }
    Value::Object(kept)
}

/// What [`write_table`] wrote; nothing where the columns are others now, or where it cannot be read.
#[must_use]
pub fn read_table(text: &str, columns: &[&str]) -> Option<KeptTable> {
    let Value::Object(mut kept) = json::strict(text).ok()? else { return None };
    let as_of = Millis(kept.get("as_of")?.as_i64()?);
    if *kept.get("columns")? != Value::from(columns) {
        return None;
    }
    let Some(Value::Array(rows)) = kept.remove("rows") else { return None };
    Some(KeptTable { as_of, rows: rows.into_iter().map(read_row).collect::<Option<_>>()? })
}

fn read_row(row: Value) -> Option<KeptRow> {
    let Value::Object(mut row) = row else { return None };
    let Some(Value::Array(cells)) = row.remove("cells") else { return None };
    Some(KeptRow {
        key: RowKey::from(row.get("key")?.as_str()?),
        cells: cells.into_iter().map(read_cell).collect::<Option<_>>()?,
        removed_at: row.get("removed_at").and_then(Value::as_i64).map(Millis),
        scope: row.get("scope").and_then(Value::as_str).map(str::to_owned),
    })
}
