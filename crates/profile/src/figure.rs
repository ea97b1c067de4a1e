//! Figures: what a hub's card on the overview says of it besides its notifications.

use std::sync::Arc;

use compact::Compact;
use model::{RowKey, TableId, Texts};

use crate::TableSpec;
use crate::node::{Node, ObjectFields};

/// A figure of a hub's card.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct FigureSpec {
    /// What it is.
    pub title: Texts,
    /// Where it comes from.
    pub of: FigureOf,
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Compact)]
pub enum FigureOf {
    /// Rows of a table, all or those with a value in a column.
    Count {
        /// The table.
        table: TableId,
        /// Column and value.
        only: Option<(usize, String)>,
        /// Rows that the hub no longer has are counted too, whatever they hold.
        or_removed: bool,
    },
    /// A column's numbers, added.
    Sum {
        /// The table.
        table: TableId,
        /// The column.
        column: usize,
    },
    /// What a column says in one row.
    Value {
        /// The table.
        table: TableId,
        /// The column.
        column: usize,
        /// The row's key; the row that changed last where none is named.
        key: Option<RowKey>,
    },
    /// A fact.
    Fact(String),
}

impl FigureSpec {
    pub(crate) fn read(node: &Node<'_>, tables: &[Arc<TableSpec>]) -> Option<Self> {
        let mut fields = node.fields()?;
        let title = fields.label("title");
        let of = FigureOf::read(&mut fields, tables);
        fields.finish();
        Some(Self { title: title?, of: of? })
    }
}

impl FigureOf {
    fn read(fields: &mut ObjectFields<'_>, tables: &[Arc<TableSpec>]) -> Option<Self> {
        if let Some(node) = fields.optional("sum") {
            let (table, column, _) = read_cell(&node, tables, false)?;
            return Some(Self::Sum { table, column });
        }
        if let Some(node) = fields.optional("value") {
            let (table, column, key) = read_cell(&node, tables, true)?;
            return Some(Self::Value { table, column, key });
        }
        if let Some(node) = fields.optional("fact") {
            return node.string().map(Self::Fact);
        }
        let Some(count) = fields.optional("count") else {
            return fields.node().wrong("count, sum, value or fact");
        };
        let table = find(&count, tables);
        let only = fields.optional("where");
        let or_removed = fields.flag("or_removed");
        let table = table?;
        let only = match only.map(|node| (node.members(), node)) {
            None => None,
            Some((members, node)) => {
                let [(column, value)] = members.as_slice() else { return node.wrong("one column") };
                let index = table.column(column).or_else(|| value.wrong("a column of the table"));
                Some((index?, value.text()?.to_owned()))
            }
        };
        Some(Self::Count { table: table.id.clone(), only, or_removed: or_removed? })
    }

    /// The table that it looks at.
    #[must_use]
    pub fn table(&self) -> Option<&TableId> {
        match self {
            Self::Count { table, .. } | Self::Sum { table, .. } | Self::Value { table, .. } => Some(table),
            Self::Fact(_) => None,
        }
    }
}

/// `{ "table": "files", "column": "size", "key": "total" }`
fn read_cell(
    node: &Node<'_>,
    tables: &[Arc<TableSpec>],
    keyed: bool,
) -> Option<(TableId, usize, Option<RowKey>)> {
    let mut fields = node.fields()?;
    let table = fields.required("table").and_then(|node| find(&node, tables));
    let column = fields.required("column");
    // A sum has none: there it is a key that nobody knows.
    let key = if keyed { fields.optional("key") } else { None };
    fields.finish();
    let (table, column) = (table?, column?);
    let place = table.column(column.text()?).or_else(|| column.wrong("a column of the table"))?;
    let key = match key {
        Some(node) => Some(RowKey::from(node.string()?)),
        None => None,
    };
    Some((table.id.clone(), place, key))
}

fn find<'a>(node: &Node<'_>, tables: &'a [Arc<TableSpec>]) -> Option<&'a Arc<TableSpec>> {
    let id = node.text()?;
    tables.iter().find(|table| table.id.as_str() == id).or_else(|| node.wrong("the id of a table"))
}
