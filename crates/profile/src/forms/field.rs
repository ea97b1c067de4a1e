//! What the user fills in.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{TableId, Texts};
use serde_json::{Map, Value};

use crate::TableSpec;
use crate::node::{Node, given};
use crate::template::{known_names, substitute};

/// Something to fill in.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name, under which it is sent.
    pub id: String,
    /// What users call it.
    pub title: Texts,
    /// What it takes.
    pub kind: FieldKind,
    /// It must be filled in.
    pub required: bool,
    /// Smallest number, or fewest characters, or bytes of a file.
    pub min: Option<f64>,
    /// Largest number, or most characters, or bytes of a file.
    pub max: Option<f64>,
    /// Unit of a number.
    pub unit: Option<String>,
    initial: Option<Value>,
    /// What is sent where nothing is filled in.
    empty: Option<Value>,
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// Text.
    Text,
    /// Text that others must not see.
    Secret,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A moment on the hub's own clock (in UTC where the pattern ends so), sent with this pattern.
    Datetime(String),
    /// One of these.
    Choice(Vec<Choice>),
    /// One of the rows of a table: the column that is sent and the one that is shown. `None` is the key.
    Row(TableId, Option<usize>, usize),
    /// A file.
    File,
}

/// One of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What is sent.
    pub value: Value,
    /// What is shown.
    pub title: Texts,
}

/// What was filled in, by field, as text; and files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormValues {
    /// Texts as they stand in the form; `true` or nothing for yes or no.
    pub texts: BTreeMap<String, String>,
    /// Files.
    pub files: BTreeMap<String, File>,
}

/// A file that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Names it: the form that it was chosen in keeps the file itself.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
}

/// What is wrong with what was filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum Invalid {
    /// Nothing stands there.
    Missing,
    /// It is not a whole number.
    NotInteger,
    /// It is not a number.
    NotNumber,
    /// It is not a moment.
    NotTime,
    /// Fewer characters than this.
    TooShort(f64),
    /// More characters than this.
    TooLong(f64),
    /// Smaller than this.
    TooSmall(f64),
    /// Larger than this.
    TooLarge(f64),
    /// A file of fewer bytes than this.
    FileTooSmall(f64),
    /// A file of more bytes than this.
    FileTooLarge(f64),
}

impl FormValues {
    /// The text of a field, without what stands around it.
    #[must_use]
    pub fn text(&self, id: &str) -> &str {
        self.texts.get(id).map_or("", |text| text.trim())
    }

    /// The file of a field.
    #[must_use]
    pub fn file(&self, id: &str) -> Option<&File> {
        self.files.get(id)
    }
}

impl Field {
    /// `row`: the table whose row's values it may begin with.
    pub(super) fn read(node: &Node<'_>, tables: &[Arc<TableSpec>], row: Option<&TableSpec>) -> Option<Self> {
        let mut fields = node.fields()?;
        let id = fields.string("id");
        let title = fields.optional("title").map(|node| node.label());
        let words = [
            ("text", 0),
            ("secret", 1),
            ("integer", 2),
            ("number", 3),
            ("boolean", 4),
            ("datetime", 5),
            ("choice", 6),
            ("file", 7),
        ];
        let kind = fields.optional("type").map_or(Some(0), |node| node.word(&words));
        let required = fields.flag("required");
        let min = fields.optional("min").map(|node| node.number());
        let max = fields.optional("max").map(|node| node.number());
        let unit = fields.optional("unit").map(|node| node.string());
        let initial = fields.optional("initial").map(|node| {
            let names = row.map_or_else(Vec::new, TableSpec::names);
            known_names(&node, &|name| names.contains(&name), "columns of the row's table as placeholders")?;
            Some(node.value.clone())
        });
        let empty = fields.optional("empty").map(|node| node.value.clone());
        let kind = match kind {
            Some(0) => Some(FieldKind::Text),
            Some(1) => Some(FieldKind::Secret),
            Some(2) => Some(FieldKind::Integer),
            Some(3) => Some(FieldKind::Number),
            Some(4) => Some(FieldKind::Boolean),
            Some(5) => fields.string("pattern").map(FieldKind::Datetime),
            Some(6) => read_choice(&mut fields, tables),
            Some(_) => Some(FieldKind::File),
            None => return None,
        };
        fields.finish();
        let id = id?;
        let title = given(title)?.unwrap_or_else(|| Texts::from(id.clone()));
        Some(Self {
            title,
            kind: kind?,
            required: required?,
            min: given(min)?,
            max: given(max)?,
            unit: given(unit)?,
            initial: given(initial)?,
            empty,
            id,
        })
    }

    /// One that only asks for text.
    pub(super) fn plain(id: &str, kind: FieldKind) -> Self {
        let title = Texts::from(id);
        Self {
            id: id.to_owned(),
            title,
            kind,
            required: true,
            min: None,
            max: None,
            unit: None,
            initial: None,
            empty: None,
        }
    }

    /// Whether it takes a file.
    #[must_use]
    pub fn is_file(&self) -> bool {
        matches!(self.kind, FieldKind::File)
    }

    /// Whether a moment is sent in UTC, as its pattern says.
    #[must_use]
    pub fn is_utc(&self) -> bool {
        matches!(&self.kind, FieldKind::Datetime(pattern) if pattern.ends_with('Z') || pattern.ends_with("UTC"))
    }

    /// What stands there at first.
    #[must_use]
    pub fn initial(&self, row: &Map<String, Value>) -> Option<Value> {
        substitute(self.initial.as_ref()?, &|name| row.get(name).cloned()).filter(|value| !value.is_null())
    }

    /// What is wrong with what was filled in.
    #[must_use]
    pub fn invalid(&self, given: &FormValues) -> Option<Invalid> {
        let text = given.text(&self.id);
        if text.is_empty() && given.file(&self.id).is_none() {
            // "No" is an answer too.
            let missing = self.required && !matches!(self.kind, FieldKind::Boolean);
            return missing.then_some(Invalid::Missing);
        }
        let value = match self.kind {
            FieldKind::Text | FieldKind::Secret => {
                #[allow(clippy::cast_precision_loss)] // a text is never that long
                let length = text.chars().count() as f64;
                let short = self.min.filter(|min| length < *min).map(Invalid::TooShort);
                return short.or_else(|| self.max.filter(|max| length > *max).map(Invalid::TooLong));
            }
            FieldKind::Integer if !is_integer(text) => return Some(Invalid::NotInteger),
            FieldKind::Integer | FieldKind::Number => {
                // JSON's own numbers: those that can be sent.
                match text.parse().ok().and_then(|number| json::float(&number)) {
                    Some(number) => number,
                    None => return Some(Invalid::NotNumber),
                }
            }
            FieldKind::Datetime(_) => return local_time(text).is_none().then_some(Invalid::NotTime),
            FieldKind::File => {
                #[allow(clippy::cast_precision_loss)] // no file is that long
                let size = given.file(&self.id).map_or(0.0, |file| file.size as f64);
                let small = self.min.filter(|min| size < *min).map(Invalid::FileTooSmall);
                return small.or_else(|| self.max.filter(|max| size > *max).map(Invalid::FileTooLarge));
            }
            FieldKind::Boolean | FieldKind::Choice(_) | FieldKind::Row(..) => return None,
        };
        let small = self.min.filter(|min| value < *min).map(Invalid::TooSmall);
        small.or_else(|| self.max.filter(|max| value > *max).map(Invalid::TooLarge))
    }

    /// What is sent; nothing where nothing was filled in and the profile names nothing for that. Ask [`Field::invalid`] first.
    pub(super) fn value(&self, given: &FormValues) -> Option<Value> {
        let text = given.text(&self.id);
        match &self.kind {
            FieldKind::Boolean => Some(Value::Bool(text == "true")),
            FieldKind::File => given.file(&self.id).map(|file| Value::from(file.name.clone())),
            _ if text.is_empty() => self.empty.clone(),
            FieldKind::Text => Some(Value::from(text)),
            // A secret may begin or end with a space.
            FieldKind::Secret => given.texts.get(&self.id).cloned().map(Value::from),
            FieldKind::Integer | FieldKind::Number => json::strict(text).ok().or(Some(Value::from(text))),
            FieldKind::Datetime(pattern) => {
                local_time(text).map(|parts| Value::from(write_time(pattern, &parts)))
            }
            // As JSON: a choice keeps its type.
            FieldKind::Choice(_) | FieldKind::Row(..) => json::strict(text).ok(),
        }
    }
}

/// Digits, perhaps after a minus.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Year, month, day, hour, minute and second of what a browser's field of date and time holds
/// (HTML, "local date and time": `2026-12-01T10:00` or with seconds).
fn local_time(text: &str) -> Option<[u16; 6]> {
    let numbers: Option<Vec<u16>> =
        text.split(['-', 'T', ':']).map(|part| part.split('.').next()?.parse().ok()).collect();
    let mut numbers = numbers?;
    if numbers.len() == 5 {
        numbers.push(0);
    }
    <[u16; 6]>::try_from(numbers).ok()
}

/// With `%Y`, `%m`, `%d`, `%H`, `%M` and `%S` filled in.
fn write_time(pattern: &str, [year, month, day, hour, minute, second]: &[u16; 6]) -> String {
    let parts = [("%Y", year), ("%m", month), ("%d", day), ("%H", hour), ("%M", minute), ("%S", second)];
    parts.iter().fold(pattern.to_owned(), |text, (mark, number)| text.replace(mark, &format!("{number:02}")))
}

/// `options`: the values; or `of`: the rows of a table.
fn read_choice(fields: &mut crate::node::ObjectFields<'_>, tables: &[Arc<TableSpec>]) -> Option<FieldKind> {
    let options = fields.optional("options");
    let rows = fields.optional("of");
    match (options, rows) {
        (Some(node), None) => node.all(Choice::read).map(FieldKind::Choice),
        (None, Some(node)) => {
            let mut fields = node.fields()?;
            let table = fields.required("table").and_then(|node| {
                let id = node.text()?;
                tables
                    .iter()
                    .find(|table| table.id.as_str() == id)
                    .or_else(|| node.wrong("the id of a table"))
            });
            let column = |node: &Node<'_>| {
                let id = node.text()?;
                table?.column(id).or_else(|| node.wrong("a column of the table"))
            };
            let value = fields.optional("value").map(|node| column(&node));
            let shown = fields.required("shown").and_then(|node| column(&node));
            fields.finish();
            Some(FieldKind::Row(table?.id.clone(), given(value)?, shown?))
        }
        _ => fields.node().wrong("one of options and of"),
    }
}

impl Choice {
    fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let value = fields.required("value").map(|node| node.value.clone());
        let title = fields.label("title");
        fields.finish();
        Some(Self { value: value?, title: title? })
    }
}
