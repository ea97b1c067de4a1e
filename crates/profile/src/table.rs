//! Tables of a profile: columns and how their cells are read.

use model::{Cell, Duplicates, Row, RowKey, TableId};
use serde_json::Value;

use crate::node::Node;
use crate::notification::truthy;
use crate::pick::{Pick, Pointer, plain};
use crate::request::{UrlTemplate, Vars};
use crate::rule::given;
use crate::source::source_index;
use crate::stamp::StampFormat;
use crate::{Label, Problem, Source};

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

/// Rows of another table that belong to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The other table.
    pub table: TableId,
    /// Its column, and the one here that holds the same.
    pub same: (usize, usize),
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// How its values are read and drawn.
    pub kind: ColumnKind,
    /// Not told but counted: how many rows of another table belong to this one.
    pub counted: Option<Counted>,
    at: Pick,
    scale: Option<f64>,
}

/// How values of a column are read and drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnKind {
    /// Text as it is.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Bytes.
    Bytes,
    /// A duration; `unit_ms` milliseconds are one unit.
    Duration {
        /// Milliseconds per unit.
        unit_ms: u32,
    },
    /// A share of one hundred.
    Percent,
    /// A moment.
    Time(Box<TimeFormat>),
    /// A word with a meaning.
    Status(Vec<StatusLabel>),
    /// Yes or no.
    Boolean,
    /// Several texts.
    List,
    /// An http(s) address.
    Link,
    /// Anything.
    Json,
}

/// Format and zone of a time column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeFormat(StampFormat);

/// How serious a status is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is well.
    Ok,
    /// Something to know.
    Info,
    /// Something may be wrong.
    Warning,
    /// Something is wrong.
    Error,
    /// Neither good nor bad.
    Neutral,
}

/// A status as a hub writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLabel {
    /// The hub's word.
    pub word: String,
    /// What it means.
    pub status: Status,
    /// What people read.
    pub label: Label,
}

const STATUSES: [(&str, Status); 5] = [
    ("ok", Status::Ok),
    ("info", Status::Info),
    ("warning", Status::Warning),
    ("error", Status::Error),
    ("neutral", Status::Neutral),
];

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

fn read_columns(node: &Node<'_>, before: &[TableSpec]) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::new();
    let mut complete = true;
    for item in node.items() {
        match Column::read(&item, before, &columns) {
            Some(column) if columns.iter().any(|other| other.id == column.id) => {
                complete = false;
                item.wrong::<()>("a column id that no other column has");
            }
            Some(column) => columns.push(column),
            None => complete = false,
        }
    }
    if columns.is_empty() && complete {
        return node.wrong("at least one column");
    }
    complete.then_some(columns)
}

impl Column {
    fn read(node: &Node<'_>, before: &[TableSpec], columns: &[Column]) -> Option<Self> {
        let mut fields = node.fields()?;
        let id = fields.string("id");
        let title = fields.label("title");
        let counted = fields.optional("count_from").map(|node| Counted::read(&node, before, columns));
        let at = match (fields.has("at"), &counted) {
            (false, Some(_)) => Some(Pick::nothing()),
            _ => Pick::required(&mut fields, "at"),
        };
        let scale = fields.optional("scale").map(|node| {
            node.value.as_f64().filter(|it| *it > 0.0).or_else(|| node.wrong("a factor above 0"))
        });
        let kind = ColumnKind::read(&mut fields);
        fields.finish();
        let (counted, scale) = (given(counted)?, given(scale)?);
        Some(Self { id: id?, title: title?, kind: kind?, counted, at: at?, scale })
    }

    /// The cell of a row. A value of another type than the column's is kept as what it is.
    pub(crate) fn cell(&self, row: &Value) -> Cell {
        self.at.get(row).map_or(Cell::Empty, |value| self.kind_cell(value))
    }

    /// A value as a cell of this column.
    #[allow(clippy::cast_precision_loss)] // amounts in cents
    pub(crate) fn kind_cell(&self, value: Value) -> Cell {
        match (self.kind.cell(value), self.scale) {
            (Cell::Integer(number), Some(scale)) => Cell::Number(number as f64 * scale),
            (Cell::Number(number), Some(scale)) => Cell::Number(number * scale),
            (cell, _) => cell,
        }
    }
}

impl Counted {
    /// `{ "table": "members", "where": { "shard": "shard" } }`: its column, and the one here.
    fn read(node: &Node<'_>, before: &[TableSpec], columns: &[Column]) -> Option<Self> {
        let mut fields = node.fields()?;
        let table = fields.required("table").and_then(|node| {
            let id = node.text()?;
            let found = before.iter().find(|table| table.id.as_str() == id);
            found.or_else(|| node.wrong("the id of a table that stands above"))
        });
        let same = fields.required("where");
        fields.finish();
        let (table, same) = (table?, same?);
        let [(theirs, ours)] = <[(&str, Node<'_>); 1]>::try_from(same.members())
            .ok()
            .or_else(|| same.wrong("one column of the other table"))?;
        let theirs = table.column(theirs).or_else(|| ours.wrong("a column of the other table"))?;
        let id = ours.text()?;
        let ours_place = columns.iter().position(|column| column.id == id);
        let ours = ours_place.or_else(|| ours.wrong("a column that stands before this one"))?;
        Some(Self { table: table.id.clone(), same: (theirs, ours) })
    }
}

#[derive(Clone, Copy)]
enum Word {
    Text,
    Integer,
    Number,
    Bytes,
    Duration,
    Percent,
    Time,
    Status,
    Boolean,
    List,
    Link,
    Json,
}

const WORDS: [(&str, Word); 12] = [
    ("text", Word::Text),
    ("integer", Word::Integer),
    ("number", Word::Number),
    ("bytes", Word::Bytes),
    ("duration", Word::Duration),
    ("percent", Word::Percent),
    ("time", Word::Time),
    ("status", Word::Status),
    ("boolean", Word::Boolean),
    ("list", Word::List),
    ("link", Word::Link),
    ("json", Word::Json),
];

impl ColumnKind {
    fn read(fields: &mut crate::node::Fields<'_>) -> Option<Self> {
        let word = fields.optional("type").map_or(Some(Word::Text), |node| node.word(&WORDS))?;
        Some(match word {
            Word::Text => Self::Text,
            Word::Integer => Self::Integer,
            Word::Number => Self::Number,
            Word::Bytes => Self::Bytes,
            Word::Percent => Self::Percent,
            Word::Boolean => Self::Boolean,
            Word::List => Self::List,
            Word::Link => Self::Link,
            Word::Json => Self::Json,
            Word::Duration => {
                let units = [("ms", 1), ("s", 1_000), ("min", 60_000), ("h", 3_600_000)];
                let unit_ms = fields.optional("unit").map_or(Some(1_000), |node| node.word(&units))?;
                Self::Duration { unit_ms }
            }
            Word::Time => {
                let (format, zone) = (fields.optional("format"), fields.optional("zone"));
                Self::Time(Box::new(TimeFormat(StampFormat::read(format.as_ref(), zone.as_ref())?)))
            }
            Word::Status => Self::Status(
                fields
                    .optional("map")
                    .map_or(Some(Vec::new()), |node| node.all_members(StatusLabel::read))?,
            ),
        })
    }

    fn cell(&self, value: Value) -> Cell {
        let read = match self {
            Self::Integer | Self::Number | Self::Bytes | Self::Duration { .. } | Self::Percent => {
                number(&value)
            }
            Self::Time(format) => format.0.parse(&value).map(Cell::Time),
            Self::Boolean => (!value.is_object() && !value.is_array()).then(|| Cell::Bool(truthy(&value))),
            Self::List => list(&value),
            Self::Text | Self::Status(_) | Self::Link => plain(&value).map(Cell::Text),
            Self::Json => None,
        };
        read.unwrap_or(match value {
            Value::Null => Cell::Empty,
            Value::String(text) => Cell::Text(text),
            other => Cell::Json(other),
        })
    }
}

impl StatusLabel {
    fn read(word: &str, node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let status = fields.required("as").and_then(|node| node.word(&STATUSES));
        let es = fields.string("es");
        let en = fields.string("en");
        fields.finish();
        Some(Self { word: word.to_owned(), status: status?, label: Label { es: es?, en: en? } })
    }
}

/// Numbers stay exact: whole ones as they are, text that is a number too.
fn number(value: &Value) -> Option<Cell> {
    let from_text = value.as_str().and_then(|text| text.trim().parse::<serde_json::Number>().ok());
    let number = from_text.or_else(|| match value {
        Value::Number(number) => Some(number.clone()),
        _ => None,
    })?;
    let whole = number.as_u64().map(i128::from).or_else(|| number.as_i64().map(i128::from));
    whole.map(Cell::Integer).or_else(|| number.as_f64().map(Cell::Number))
}

fn list(value: &Value) -> Option<Cell> {
    value.as_array()?.iter().map(plain).collect::<Option<_>>().map(Cell::List)
}
