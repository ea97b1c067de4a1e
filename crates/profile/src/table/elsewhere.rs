//! Columns that the hub does not send: what they say stands in another table.

use std::sync::Arc;

use compact::Compact;
use model::TableId;
use serde_json::Value;

use super::{Column, TableSpec};
use crate::node::Node;

/// What a column says of another table.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct Elsewhere {
    /// The other table.
    pub table: TableId,
    /// The column here that leads there.
    pub by: usize,
    /// What is said of it.
    pub says: Says,
}

/// What is said of another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Compact)]
pub enum Says {
    /// How many of its rows hold in this column what stands here.
    Count(usize),
    /// What stands in this column of the row whose key stands here.
    Name(usize),
}

/// The tables that a table may speak of.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a> {
    /// Those that stand above it, read.
    pub before: &'a [Arc<TableSpec>],
    /// All of them as they are written, itself too.
    pub written: &'a [Value],
}

impl Tables<'_> {
    /// None, for rows that are no table's.
    pub const NONE: Self = Self { before: &[], written: &[] };
}

impl Elsewhere {
    /// `{ "table": "members", "where": { "shard": "shard" } }`: its column, and the one here.
    pub(super) fn count(node: &Node<'_>, tables: Tables<'_>, columns: &[Column]) -> Option<Self> {
        let mut fields = node.fields()?;
        let table = fields.required("table").and_then(|node| {
            let id = node.text()?;
            let found = tables.before.iter().find(|table| table.id.as_str() == id);
            found.or_else(|| node.wrong("the id of a table that stands above"))
        });
        let same = fields.required("where");
        fields.finish();
        let (table, same) = (table?, same?);
        let [(theirs, ours)] = <[(&str, Node<'_>); 1]>::try_from(same.members())
            .ok()
            .or_else(|| same.wrong("one column of the other table"))?;
        let theirs = table.column(theirs).or_else(|| ours.wrong("a column of the other table"))?;
        let by = column_before(&ours, columns)?;
        Some(Self { table: table.id.clone(), by, says: Says::Count(theirs) })
    }

    /// `{ "table": "groups", "key": "group_id", "column": "name" }`. The other table may stand below, or be the same: a
    /// column that the hub sends depends on no other.
    pub(super) fn name(node: &Node<'_>, tables: Tables<'_>, columns: &[Column]) -> Option<Self> {
        let mut fields = node.fields()?;
        let table = fields.required("table").and_then(|node| {
            let id = node.text()?;
            let is_it = |table: &&Value| text_of(table, "id") == Some(id);
            tables
                .written
                .iter()
                .find(is_it)
                .map(|table| (id, table))
                .or_else(|| node.wrong("the id of a table"))
        });
        let by = fields.required("key").and_then(|node| {
            let by = column_before(&node, columns)?;
            let is_sent = columns.get(by).is_some_and(|column| column.elsewhere.is_none());
            is_sent.then_some(by).or_else(|| node.wrong("a column that the hub sends"))
        });
        let column = fields.optional("column");
        fields.finish();
        let (id, table) = table?;
        let (node, wanted) = match column {
            Some(column) => (column, column.text()?),
            None => match text_of(table, "label") {
                Some(label) => (*node, label),
                None => return node.wrong("a table with a label, or one of its columns"),
            },
        };
        let theirs = table.get("columns").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let place = theirs.iter().position(|column| text_of(column, "id") == Some(wanted));
        let place = place.or_else(|| node.wrong("a column of the other table"))?;
        let is_sent =
            |column: &Value| ["count_from", "name_from"].iter().all(|key| column.get(key).is_none());
        if !theirs.get(place).is_some_and(is_sent) {
            return node.wrong("a column that the hub sends");
        }
        Some(Self { table: TableId::from(id), by: by?, says: Says::Name(place) })
    }
}

fn column_before(node: &Node<'_>, columns: &[Column]) -> Option<usize> {
    let id = node.text()?;
    let place = columns.iter().position(|column| column.id == id);
    place.or_else(|| node.wrong("a column that stands before this one"))
}

fn text_of<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}
