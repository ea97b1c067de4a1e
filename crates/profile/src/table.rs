//! Tables of a profile: rows and their keys, and what belongs to a row.

use model::{Cell, Duplicates, Row, RowKey, TableId};
use serde_json::Value;

use crate::node::{Node, given};
use crate::pick::{Pick, Pointer};
use crate::request::{UrlTemplate, Vars};
use crate::source::source_index;
use crate::{Label, Problem, Source};

mod column;

pub use column::{Column, ColumnKind, Counted, Status, StatusLabel};
use column::{number, read_columns};

/// A table of a profile.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSpec {
    /// Its name.
    pub id: TableId,
    /// Its title.
    pub title: Label,
    /// In the order in which they are drawn.
    pub columns: Vec<Column>,
    /// Rows that the hub no longer has stay, greyed.
    pub keep_removed: bool,
    /// Drawn as squares coloured by this column, where it is a map rather than a list.
    pub grid: Option<usize>,
    /// Columns that are summed up below the table.
    pub totals: Vec<usize>,
    /// What is fetched when a row is opened.
    pub details: Option<Details>,
    duplicates: Duplicates,
    key: Key,
    version: Option<Pick>,
}

/// What makes a row's key.
#[derive(Clone, Debug, PartialEq)]
enum Key {
    One(Pick),
    /// The key is the JSON array's text.
    All(Vec<Pick>),
}

/// What is fetched when a row is opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// The source, by its place in the profile.
    pub source: usize,
    /// What it is called.
    pub title: Label,
    /// Its columns.
    pub columns: Vec<Column>,
    get: UrlTemplate,
    from: Pointer,
}

impl TableSpec {
    /// `before`: the tables that stand above it, which it may count rows of.
    pub(crate) fn read(node: &Node<'_>, sources: &[Source], before: &[TableSpec]) -> Option<Self> {
        let mut fields = node.fields()?;
        let id = fields.string("id").map(TableId::from);
        let title = fields.label("title");
        let key = fields.required("key").and_then(|node| Key::read(&node));
        let version = fields.optional("version").map(|node| Pick::read(&node));
        let keep_removed = fields.flag("keep_removed");
        let words =
            [("first", Duplicates::First), ("last", Duplicates::Last), ("number", Duplicates::Number)];
        let duplicates =
            fields.optional("duplicates").map_or(Some(Duplicates::Last), |node| node.word(&words));
        let columns = fields.required("columns").and_then(|node| read_columns(&node, before));
        let (grid, totals) = (fields.optional("grid"), fields.optional("totals"));
        let details =
            fields.optional("details").map(|node| Details::read(&node, sources, columns.as_deref()));
        fields.finish();
        let columns = columns?;
        let place = |node: &Node<'_>| {
            let id = node.text()?;
            let found = columns.iter().position(|column| column.id == id);
            found.or_else(|| node.wrong("a column of the table"))
        };
        let grid = grid.map(|node| place(&node));
        let totals = totals.map_or(Some(Vec::new()), |node| node.all(place));
        Some(Self {
            id: id?,
            title: title?,
            keep_removed: keep_removed?,
            duplicates: duplicates?,
            key: key?,
            version: given(version)?,
            grid: given(grid)?,
            totals: totals?,
            details: given(details)?,
            columns,
        })
    }

    /// What the model needs to know of the table.
    #[must_use]
    pub fn model(&self) -> model::TableSpec {
        model::TableSpec {
            id: self.id.clone(),
            columns: self.columns.len(),
            keep_removed: self.keep_removed,
            duplicates: self.duplicates,
        }
    }

    /// What fills the placeholders of a request about a row: `{key}` and every column.
    #[must_use]
    pub fn vars(&self, key: &RowKey, cells: &[Cell]) -> Vars {
        let columns = self.columns.iter().zip(cells);
        columns
            .fold(Vars::one("key", key.as_str()), |vars, (column, cell)| vars.and(&column.id, &cell.text()))
    }

    /// Place of a column.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// Read a row; `Err` says what was expected.
    pub(crate) fn row(&self, value: &Value) -> Result<Row, &'static str> {
        let key = self.key.of(value).ok_or("a row with its key")?;
        let cell = |column: &Column| column.counted.is_none().then(|| column.cell(value));
        let cells = self.columns.iter().map(cell).collect();
        let version = self.version.as_ref().and_then(|version| number(&version.get(value)?));
        let version = match version {
            Some(Cell::Integer(version)) => Some(version),
            _ => None,
        };
        Ok(Row { key: RowKey::from(key), cells, version })
    }
}

impl Key {
    fn read(node: &Node<'_>) -> Option<Self> {
        if !node.value.is_object() {
            return Pick::read(node).map(Self::One);
        }
        let mut fields = node.fields()?;
        let all = fields.required("all").and_then(|node| node.all(Pick::read));
        fields.finish();
        all.map(Self::All)
    }

    fn of(&self, row: &Value) -> Option<String> {
        match self {
            Self::One(pick) => pick.text(row).filter(|key| !key.is_empty()),
            Self::All(picks) => {
                let values: Option<Vec<Value>> = picks.iter().map(|pick| pick.get(row)).collect();
                Some(Value::Array(values?).to_string())
            }
        }
    }
}

impl Details {
    fn read(node: &Node<'_>, sources: &[Source], of: Option<&[Column]>) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let of = of.unwrap_or_default().iter().map(|column| column.id.as_str());
        let names: Vec<&str> = std::iter::once("key").chain(of).collect();
        let only = "{key} and columns of the table as placeholders";
        let get = fields.required("get").and_then(|node| UrlTemplate::read(&node, &names, only));
        let title = fields.label("title");
        let from = fields.required("from").and_then(|node| Pointer::read(&node));
        let columns = fields.required("columns").and_then(|node| read_columns(&node, &[]));
        fields.finish();
        Some(Self { source: source?, get: get?, title: title?, from: from?, columns: columns? })
    }

    /// Path and query for a row.
    ///
    /// # Errors
    /// A value that cannot stand in a URL.
    pub fn path(&self, table: &TableSpec, key: &RowKey, cells: &[Cell]) -> Result<String, Problem> {
        self.get.fill(&table.vars(key, cells))
    }

    /// The rows of an answer.
    ///
    /// # Errors
    /// What was expected where.
    pub fn rows(&self, answer: &Value) -> Result<Vec<Vec<Cell>>, String> {
        let rows = self.from.get(answer).and_then(Value::as_array);
        let rows = rows.ok_or_else(|| format!("expected an array of rows at {:?}", self.from.as_str()))?;
        Ok(rows.iter().map(|row| self.columns.iter().map(|column| column.cell(row)).collect()).collect())
    }
}
