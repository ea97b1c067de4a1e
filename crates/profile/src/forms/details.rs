//! What is fetched when a row is opened.

use model::{Cell, RowKey, Texts};
use serde_json::Value;

use crate::node::{Node, quoted};
use crate::pointer::Pointer;
use crate::request::UrlTemplate;
use crate::source::source_index;
use crate::table::{Tables, read_columns};
use crate::{Column, Problem, Source, TableSpec};

/// What is fetched when a row is opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// The source, by its index in the profile.
    pub source: usize,
    /// What it is called.
    pub title: Texts,
    /// Its columns.
    pub columns: Vec<Column>,
    get: UrlTemplate,
    from: Pointer,
}

impl Details {
    pub(super) fn read(node: &Node<'_>, sources: &[Source], names: &[&str]) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let only = "{key} and columns of the table as placeholders";
        let get = fields.required("get").and_then(|node| UrlTemplate::read(&node, names, only));
        let title = fields.label("title");
        let from = fields.required("from").and_then(|node| Pointer::read(&node));
        let columns = fields.required("columns").and_then(|node| read_columns(&node, Tables::NONE));
        fields.finish();
        Some(Self { source: source?, get: get?, title: title?, from: from?, columns: columns? })
    }

    /// Path and query for a row.
    ///
    /// # Errors
    /// A value that cannot stand in a URL.
    pub fn path(&self, table: &TableSpec, key: &RowKey, cells: &[Cell]) -> Result<String, Problem> {
        self.get.substitute(&table.vars(key, cells))
    }

    /// The rows of an answer.
    ///
    /// # Errors
    /// What was expected where.
    pub fn rows(&self, answer: &Value) -> Result<Vec<Vec<Cell>>, String> {
        let rows = self.from.get(answer).and_then(Value::as_array);
        let rows =
            rows.ok_or_else(|| format!("expected an array of rows at {}", quoted(self.from.as_str())))?;
        Ok(rows.iter().map(|row| self.columns.iter().map(|column| column.cell(row)).collect()).collect())
    }
}
