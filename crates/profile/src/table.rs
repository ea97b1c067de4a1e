//! Tables of a profile: columns and how their cells are read.

use model::{Cell, Duplicates, Row, RowKey, TableId};
use serde_json::Value;

use crate::Label;
use crate::node::Node;
use crate::notification::truthy;
use crate::pick::{Pick, plain};
use crate::stamp::StampFormat;

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
    duplicates: Duplicates,
    key: Pick,
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
    at: Pick,
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
    pub(crate) fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let id = fields.required("id").and_then(|node| node.text().map(TableId::from));
        let title = fields.required("title").and_then(|node| node.label());
        let key = fields.required("key").and_then(|node| Pick::read(&node));
        let keep_removed = fields.optional("keep_removed").map_or(Some(false), |node| node.flag());
        let words =
            [("first", Duplicates::First), ("last", Duplicates::Last), ("number", Duplicates::Number)];
        let duplicates =
            fields.optional("duplicates").map_or(Some(Duplicates::Last), |node| node.word(&words));
        let columns = fields.required("columns").map(|node| read_columns(&node));
        fields.finish();
        Some(Self {
            id: id?,
            title: title?,
            columns: columns??,
            keep_removed: keep_removed?,
            duplicates: duplicates?,
            key: key?,
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

    /// Place of a column.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// Read a row; `Err` says what was expected.
    pub(crate) fn row(&self, value: &Value) -> Result<Row, &'static str> {
        let key = self.key.text(value).ok_or("a row with its key")?;
        let cells = self.columns.iter().map(|column| Some(column.cell(value))).collect();
        Ok(Row { key: RowKey::from(key), cells, version: None })
    }
}

fn read_columns(node: &Node<'_>) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::new();
    let mut complete = true;
    for item in node.items() {
        match Column::read(&item) {
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
    fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let id = fields.required("id").and_then(|node| node.text().map(str::to_owned));
        let title = fields.required("title").and_then(|node| node.label());
        let at = fields.required("at").and_then(|node| Pick::read(&node));
        let kind = ColumnKind::read(&mut fields);
        fields.finish();
        Some(Self { id: id?, title: title?, kind: kind?, at: at? })
    }

    /// The cell of a row. A value of another type than the column's is kept as what it is.
    pub(crate) fn cell(&self, row: &Value) -> Cell {
        self.at.get(row).map_or(Cell::Empty, |value| self.kind_cell(value))
    }

    /// A value as a cell of this column.
    pub(crate) fn kind_cell(&self, value: Value) -> Cell {
        self.kind.cell(value)
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
            Word::Status => Self::Status(fields.optional("map").map_or(Some(Vec::new()), |node| {
                node.members().into_iter().map(|(word, node)| StatusLabel::read(word, &node)).collect()
            })?),
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
        let es = fields.required("es").and_then(|node| node.text().map(str::to_owned));
        let en = fields.required("en").and_then(|node| node.text().map(str::to_owned));
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
