//! Columns: how the cells of a row are read.

use compact::Compact;
use model::{Cell, Texts};
use serde_json::Value;

use super::elsewhere::{Elsewhere, Tables};
use crate::markup::Markup;
use crate::node::{Node, ObjectFields, given};
use crate::notification::boolean;
use crate::selector::Selector;
use crate::stamp::StampFormat;
use crate::template::plain;
use crate::word_map::{check_ranges, place_of};

/// A column.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct Column {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: Texts,
    /// How its values are read and drawn.
    pub kind: ColumnKind,
    /// Not sent: what another table says.
    pub elsewhere: Option<Elsewhere>,
    /// Not shown until the user wants it.
    pub hidden: bool,
    /// How wide it is at first, in characters; as wide as what it shows where the profile does not say.
    pub width: Option<u16>,
    /// Only patches fill it: rows that are listed or sent as a whole keep what it holds.
    pub patched: bool,
    /// What numbers mean, by their ranges.
    levels: Vec<StatusLabel>,
    at: Selector,
    scale: Option<f64>,
    markup: Markup,
}

/// How values of a column are read and drawn.
#[derive(Clone, Debug, PartialEq, Compact)]
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
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct TimeFormat(StampFormat);

/// How serious a status is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Compact)]
pub enum StatusLevel {
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
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct StatusLabel {
    /// The hub's word, a range of numbers, or `*` for all others.
    pub word: String,
    /// What it means.
    pub status: StatusLevel,
    /// What users read, where it is not the hub's word.
    pub label: Option<Texts>,
}

const STATUSES: [(&str, StatusLevel); 5] = [
    ("ok", StatusLevel::Ok),
    ("info", StatusLevel::Info),
    ("warning", StatusLevel::Warning),
    ("error", StatusLevel::Error),
    ("neutral", StatusLevel::Neutral),
];

pub(crate) fn read_columns(node: &Node<'_>, tables: Tables<'_>) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::new();
    let mut complete = true;
    for item in node.items() {
        match Column::read(&item, tables, &columns) {
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
    fn read(node: &Node<'_>, tables: Tables<'_>, columns: &[Column]) -> Option<Self> {
        let mut fields = node.fields()?;
        let id = fields.string("id");
        let title = fields.label("title");
        let counted = fields.optional("count_from").map(|node| Elsewhere::count(&node, tables, columns));
        let named = fields.optional("name_from").map(|node| Elsewhere::name(&node, tables, columns));
        let is_named = named.is_some();
        let elsewhere = match (counted, named) {
            (Some(_), Some(_)) => Some(node.wrong("one of count_from and name_from")),
            (counted, named) => counted.or(named),
        };
        let patched = fields.flag("patched");
        let at = match (fields.has("at"), &elsewhere, patched) {
            (false, Some(_), _) | (false, _, Some(true)) => Some(Selector::nothing()),
            _ => Selector::required(&mut fields, "at"),
        };
        let scale = fields
            .optional("scale")
            .map(|node| node.float().filter(|it| *it > 0.0).or_else(|| node.wrong("a factor above 0")));
        let hidden = fields.flag("hidden");
        let width = fields.optional("width").map(|node| {
            let width = (4_u16..=50).find(|width| node.float() == Some(f64::from(*width)));
            width.or_else(|| node.wrong("a whole number of characters from 4 to 50"))
        });
        let kind = ColumnKind::read(&mut fields).and_then(|kind| match node.member("type") {
            Some(node) if is_named && kind != ColumnKind::Text => {
                node.wrong("text, which is what name_from gives")
            }
            _ => Some(kind),
        });
        let levels = match &kind {
            Some(kind) if is_number(kind) => fields.optional("map").map_or(Some(Vec::new()), |node| {
                check_ranges(&node);
                node.all_members(StatusLabel::read_bare)
            }),
            _ => Some(Vec::new()),
        };
        // Elsewhere it is a key that nobody knows.
        let markup = match kind {
            Some(ColumnKind::Text) | None => Markup::read(&mut fields),
            Some(_) => Some(Markup::None),
        };
        fields.finish();
        let (elsewhere, scale, width) = (given(elsewhere)?, given(scale)?, given(width)?);
        let (hidden, patched, markup) = (hidden?, patched?, markup?);
        let (id, title, kind, levels, at) = (id?, title?, kind?, levels?, at?);
        Some(Self { id, title, kind, elsewhere, hidden, width, patched, levels, at, scale, markup })
    }

    /// How serious it is what a cell holds; nothing where the profile does not say.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // saturates
    pub fn level(&self, cell: &Cell) -> Option<StatusLevel> {
        match (&self.kind, cell) {
            (ColumnKind::Status(_), Cell::Text(word)) => {
                Some(self.kind.status(word).map_or(StatusLevel::Neutral, |label| label.status))
            }
            _ if self.levels.is_empty() => None,
            _ => {
                let whole = (cell.size()?.trunc() as i64).to_string();
                self.levels.get(place(&self.levels, &whole)?).map(|level| level.status)
            }
        }
    }

    /// Whether any cell may be that serious.
    #[must_use]
    pub fn knows_level(&self, level: StatusLevel) -> bool {
        let words: &[StatusLabel] = if let ColumnKind::Status(labels) = &self.kind { labels } else { &[] };
        words.iter().chain(&self.levels).any(|label| label.status == level)
    }

    /// The cell of a row. A value of another type than the column's is kept as what it is.
    pub(crate) fn cell(&self, row: &Value) -> Cell {
        self.at.get(row).map_or(Cell::Empty, |value| self.kind_cell(value))
    }

    /// A value as a cell of this column.
    #[allow(clippy::cast_precision_loss)] // amounts in cents
    pub(crate) fn kind_cell(&self, value: Value) -> Cell {
        match (self.kind.cell(value), self.scale) {
            (Cell::Integer(number), Some(scale)) => Cell::Number(scaled(number as f64, scale)),
            (Cell::Number(number), Some(scale)) => Cell::Number(scaled(number, scale)),
            (Cell::Text(text), _) => Cell::Text(self.markup.plain(text)),
            (cell, _) => cell,
        }
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
    fn read(fields: &mut ObjectFields<'_>) -> Option<Self> {
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
                check_ranges(&node);
                node.all_members(StatusLabel::read)
            })?),
        })
    }

    /// What a word of a status column means; nothing for any other column.
    #[must_use]
    pub fn status(&self, word: &str) -> Option<&StatusLabel> {
        match self {
            Self::Status(labels) => labels.get(self.status_place(word)?),
            _ => None,
        }
    }

    /// Which entry of a status column's map a word belongs to.
    #[must_use]
    pub fn status_place(&self, word: &str) -> Option<usize> {
        match self {
            Self::Status(labels) => place(labels, word),
            _ => None,
        }
    }

    fn cell(&self, value: Value) -> Cell {
        let read = match self {
            Self::Integer | Self::Number | Self::Bytes | Self::Duration { .. } | Self::Percent => {
                number(&value)
            }
            Self::Time(format) => format.0.parse(&value).map(Cell::Time),
            Self::Boolean => boolean(&value).map(Cell::Bool),
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

/// Which of these a word belongs to.
fn place(labels: &[StatusLabel], word: &str) -> Option<usize> {
    place_of(labels.iter().map(|label| label.word.as_str()), word)
}

impl StatusLabel {
    fn read(word: &str, node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let status = fields.required("as").and_then(|node| node.word(&STATUSES));
        let texts = fields.others();
        let label = (!texts.is_empty()).then(|| node.by_language(texts, Node::string));
        Some(Self { word: word.to_owned(), status: status?, label: given(label)? })
    }

    /// Of numbers, which stay what they are.
    fn read_bare(word: &str, node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let status = fields.required("as").and_then(|node| node.word(&STATUSES));
        fields.finish();
        Some(Self { word: word.to_owned(), status: status?, label: None })
    }
}

/// Whether values of a column are numbers.
#[must_use]
pub fn is_number(kind: &ColumnKind) -> bool {
    use ColumnKind::{Bytes, Duration, Integer, Number, Percent};
    matches!(kind, Integer | Number | Bytes | Duration { .. } | Percent)
}

/// Numbers stay exact: whole ones as they are, and what no number here holds as its digits. Text that is a number
/// counts too.
pub(super) fn number(value: &Value) -> Option<Cell> {
    let number = match value {
        Value::Number(number) => number.clone(),
        value => value.as_str()?.trim().parse::<serde_json::Number>().ok()?,
    };
    let digits = number.to_string();
    if let Ok(whole) = digits.parse::<i128>() {
        return Some(Cell::Integer(whole));
    }
    let read = json::float(&number).filter(|read| read.is_finite() && is_exact(&digits, *read));
    Some(read.map_or(Cell::Decimal(digits), Cell::Number))
}

/// Whether a number that was read still has its digits.
fn is_exact(digits: &str, read: f64) -> bool {
    let shortest = |text: &str| text.trim_end_matches('0').trim_end_matches('.').len();
    let exponent = digits.contains(['e', 'E']);
    if exponent {
        read != 0.0 || digits.starts_with('0')
    } else {
        shortest(digits) <= shortest(&json::text(&Value::from(read)))
    }
}

/// A factor such as 0.1 is no exact number, and what is divided by 10 is what was meant.
fn scaled(number: f64, scale: f64) -> f64 {
    let parts = (1.0 / scale).round();
    if (parts * scale - 1.0).abs() < 1e-12 { number / parts } else { number * scale }
}

fn list(value: &Value) -> Option<Cell> {
    value.as_array()?.iter().map(plain).collect::<Option<_>>().map(Cell::List)
}
