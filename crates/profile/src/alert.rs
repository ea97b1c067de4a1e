//! Alerts: what the app reports of a table's rows by itself, because the hub does not.

use std::sync::Arc;

use compact::Compact;
use model::{Cell, Severity, TableId, Texts};

use crate::node::{Node, ObjectFields, given};
use crate::notification::{Kinds, read_dedup, severity_word};
use crate::template::placeholders;
use crate::{Column, ColumnKind, TableSpec};

mod bounds;

pub use bounds::Bounds;

/// What is watched in a table's rows, and how it is reported (`watch` in a profile).
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct AlertSpec {
    /// The table.
    pub table: TableId,
    /// What happens to a row.
    pub on: AlertTrigger,
    /// How long it must last (milliseconds).
    pub for_ms: u64,
    /// How far apart two alerts of one row are at least (milliseconds).
    pub cooldown_ms: u64,
    /// More than this many at once become one notification.
    pub group: usize,
    /// How severe it is.
    pub kind: AlertKind,
    /// Title.
    pub title: Texts<RowTemplate>,
    /// Message.
    pub message: Option<Texts<RowTemplate>>,
    /// Title of many at once; `{count}` is how many.
    pub summary: Texts<RowTemplate>,
    /// The dedup key, and for how long it holds (milliseconds).
    pub dedup: Option<(RowTemplate, u64)>,
}

/// How severe an alert is.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub enum AlertKind {
    /// Always so.
    Fixed(Severity),
    /// As a column of the row says.
    Of(ColumnSeverity),
}

/// A column that says how severe something is.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct ColumnSeverity {
    column: usize,
    kinds: Kinds,
}

/// What happens to a row.
#[derive(Clone, Debug, PartialEq, Compact)]
pub enum AlertTrigger {
    /// It comes, also again.
    Added,
    /// It goes.
    Removed,
    /// A column has one of these values.
    Is {
        /// Index of the column.
        column: usize,
        /// The values, as text.
        values: Vec<String>,
        /// Only after one of these; after any where there are none.
        was: Vec<String>,
    },
    /// A column changes.
    Changes {
        /// Index of the column.
        column: usize,
        /// Values, as text, that count as no value.
        except: Vec<String>,
    },
    /// A column of numbers leaves its bounds.
    Beyond(Bounds),
}

/// Text with `{column}` and `{old.column}` placeholders.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct RowTemplate(Vec<RowSegment>);

#[derive(Clone, Debug, PartialEq, Eq, Compact)]
enum RowSegment {
    Text(String),
    New(usize),
    Old(usize),
    Count,
}

impl AlertSpec {
    pub(crate) fn read(node: &Node<'_>, tables: &[Arc<TableSpec>]) -> Option<Self> {
        let mut fields = node.fields()?;
        let table = fields.required("table").and_then(|node| {
            let id = node.text()?;
            tables.iter().find(|table| table.id.as_str() == id).or_else(|| node.wrong("the id of a table"))
        });
        let on = fields.required("on");
        let for_ms = fields.seconds_or("for_s", 0);
        let cooldown_ms = fields.seconds_or("cooldown_s", 30_000);
        let group = fields.optional("group").map_or(Some(3), |node| {
            let group = node.value.as_u64().and_then(|group| usize::try_from(group).ok());
            group
                .filter(|group| (1..=1_000).contains(group))
                .or_else(|| node.wrong("a whole number from 1 to 1000"))
        });
        let Some(table) = table else {
            for key in ["notify", "summary", "same_as", "within_s"] {
                let _ = fields.optional(key);
            }
            fields.finish();
            return None;
        };
        let notify = fields.required("notify").and_then(|node| read_notify(&node, table));
        let summary = fields.required("summary").and_then(|node| row_texts(&node, table, true));
        let dedup = read_dedup(&mut fields, |node| RowTemplate::read(node, table, false));
        fields.finish();
        let (kind, title, message) = notify?;
        Some(Self {
            table: table.id.clone(),
            on: AlertTrigger::read(&on?, table)?,
            for_ms: for_ms?,
            cooldown_ms: cooldown_ms?,
            group: group?,
            kind,
            title,
            message,
            summary: summary?,
            dedup,
        })
    }
}

type NotifyTexts = (AlertKind, Texts<RowTemplate>, Option<Texts<RowTemplate>>);

fn read_notify(node: &Node<'_>, table: &TableSpec) -> Option<NotifyTexts> {
    let mut fields = node.fields()?;
    let plain = Some(AlertKind::Fixed(Severity::Info));
    let kind = fields.optional("kind").map_or(plain, |node| AlertKind::read(&node, table));
    let title = fields.required("title").and_then(|node| row_texts(&node, table, false));
    let message = fields.optional("message").map(|node| row_texts(&node, table, false));
    fields.finish();
    Some((kind?, title?, given(message)?))
}

impl AlertKind {
    fn read(node: &Node<'_>, table: &TableSpec) -> Option<Self> {
        if !node.value.is_object() {
            return severity_word(node).map(Self::Fixed);
        }
        let mut fields = node.fields()?;
        let column = fields.required("column").and_then(|node| column_of(&node, table));
        let kinds = fields.optional("map").map(|map| Kinds::read(&map));
        fields.finish();
        Some(Self::Of(ColumnSeverity { column: column?, kinds: kinds.unwrap_or_default() }))
    }

    /// How severe it is for a row.
    #[must_use]
    pub fn severity(&self, cells: &[Cell]) -> Severity {
        match self {
            Self::Fixed(kind) => *kind,
            Self::Of(of) => cells.get(of.column).map_or(Severity::Info, |it| of.kinds.severity(&it.text())),
        }
    }
}

fn column_of(node: &Node<'_>, table: &TableSpec) -> Option<usize> {
    let id = node.text()?;
    table.column(id).or_else(|| node.wrong("a column of the table"))
}

impl AlertTrigger {
    /// Whether what is seen now is to be reported of a row that was like this before.
    #[must_use]
    pub fn follows(&self, old: &[Cell]) -> bool {
        match self {
            Self::Is { column, was, .. } if !was.is_empty() => {
                old.get(*column).is_some_and(|cell| was.contains(&cell.text()))
            }
            _ => true,
        }
    }

    fn read(node: &Node<'_>, table: &TableSpec) -> Option<Self> {
        match node.value.as_str() {
            Some("added") => return Some(Self::Added),
            Some("removed") => return Some(Self::Removed),
            Some(_) => {
                return node
                    .wrong("added, removed, or { \"column\", \"is\", \"changes\", \"above\" or \"below\" }");
            }
            None => {}
        }
        let mut fields = node.fields()?;
        let column = fields.required("column").and_then(|node| column_of(&node, table));
        let is = fields.optional("is").map(|node| texts(&node));
        let changes = fields.optional("changes").map(|node| node.flag());
        let except = texts_of(&mut fields, "except");
        let was = texts_of(&mut fields, "was");
        let bounds = Bounds::read(&mut fields, table);
        fields.finish();
        let column = column?;
        match (is, changes, bounds) {
            (Some(values), None, None) => Some(Self::Is { column, values: values?, was: was? }),
            (None, Some(Some(true)), None) => Some(Self::Changes { column, except: except? }),
            (None, None, Some(bounds)) => bounds.map(Self::Beyond),
            _ => node.wrong("one of \"is\", \"changes\": true, and \"above\" or \"below\""),
        }
    }
}

fn texts_of(fields: &mut ObjectFields<'_>, key: &'static str) -> Option<Vec<String>> {
    fields.optional(key).map_or(Some(Vec::new()), |node| texts(&node))
}

fn texts(node: &Node<'_>) -> Option<Vec<String>> {
    node.all(Node::string)
}

/// A template for all languages, or one for each. `counts`: it may hold `{count}`.
fn row_texts(node: &Node<'_>, table: &TableSpec, counts: bool) -> Option<Texts<RowTemplate>> {
    let texts = node.texts(|node| RowTemplate::read(node, table, counts))?;
    // A text for all languages may name a status, which has a name in each.
    let status = |column: &Column| match &column.kind {
        ColumnKind::Status(labels) => labels.iter().find_map(|status| status.label.clone()),
        _ => None,
    };
    Some(match table.columns.iter().find_map(status) {
        Some(label) => texts.in_languages_of(&label),
        None => texts,
    })
}

impl RowTemplate {
    fn read(node: &Node<'_>, table: &TableSpec, counts: bool) -> Option<Self> {
        let Some((pieces, rest)) = placeholders(node.text()?) else { return node.wrong("a closing }") };
        let mut parts = Vec::new();
        for (text, name) in pieces {
            let old = name.strip_prefix("old.");
            let part = match table.column(old.unwrap_or(name)) {
                Some(index) if old.is_some() => RowSegment::Old(index),
                Some(index) => RowSegment::New(index),
                None if counts && name == "count" => RowSegment::Count,
                None => return node.wrong("placeholders that name columns, such as {id} and {old.id}"),
            };
            parts.push(RowSegment::Text(text.to_owned()));
            parts.push(part);
        }
        parts.push(RowSegment::Text(rest.to_owned()));
        Some(Self(parts))
    }

    /// The text of a row as it is and as it was. In a `language` a status is called what its cell in these columns is
    /// called, else it is the hub's own word.
    #[must_use]
    pub fn write(
        &self,
        language: Option<(&str, &[Column])>,
        new: &[Cell],
        old: &[Cell],
        count: usize,
    ) -> String {
        let cell = |cells: &[Cell], index: &usize| {
            let word = cells.get(*index).map(Cell::text).unwrap_or_default();
            let label = language.and_then(|(tag, columns)| {
                let status = columns.get(*index)?.kind.status(&word)?;
                Some(status.label.as_ref()?.get(tag).clone())
            });
            label.unwrap_or(word)
        };
        let part = |part: &RowSegment| match part {
            RowSegment::Text(text) => text.clone(),
            RowSegment::New(index) => cell(new, index),
            RowSegment::Old(index) => cell(old, index),
            RowSegment::Count => count.to_string(),
        };
        self.0.iter().map(part).collect()
    }
}
