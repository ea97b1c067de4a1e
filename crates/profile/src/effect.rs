//! Effects: what a rule does with a message. Each stands alone: one that fails takes no other with it.

use std::borrow::Cow;

use model::{Change, EventId, Rejected, Row, RowKey, TableId};
use serde_json::{Map, Value};

use crate::TableSpec;
use crate::node::{Node, ObjectFields, quoted, sample};
use crate::notification::NotificationSpec;
use crate::pointer::Pointer;
use crate::selector::Selector;
use crate::template::plain;

/// What a message or an answer came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interpretation {
    /// Changes, in order.
    pub changes: Vec<Change>,
    /// Effects that could not be carried out.
    pub rejected: Vec<Rejected>,
    /// Whether any rule matched.
    pub matched: bool,
}

/// What effects may refer to.
pub(crate) struct EffectScope<'a> {
    pub notifications: &'a [(String, NotificationSpec)],
    pub tables: &'a [TableSpec],
}

/// One effect.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Effect {
    /// Where in the message; the whole of it by default.
    from: Pointer,
    /// Nothing is wrong where `from` points at nothing.
    optional: bool,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Notify(NotificationSpec),
    Merge(NotificationSpec),
    Read(Selector),
    ReadAll,
    Clear,
    Rows { table: TableId, scope: Option<Selector>, shape: RowShape },
    Upsert { table: TableId, list: bool, shape: RowShape },
    Patch { table: TableId, key: Selector, cells: Vec<(usize, Selector)> },
    Remove { table: TableId, key: Selector },
    Fact { name: String, at: Selector },
    Beat,
    Error(Selector),
    Ignore,
}

/// How rows lie in what came.
#[derive(Clone, Debug, Default, PartialEq)]
struct RowShape {
    /// Names for the keys of nested maps, outermost first; none for an array.
    keys: Vec<String>,
    /// The row's own members, picked from what came.
    members: Vec<(String, Selector)>,
}

impl RowShape {
    fn read(fields: &mut ObjectFields<'_>) -> Option<Self> {
        let keys = fields
            .optional("keys")
            .map_or(Some(Vec::new()), |node| node.all(|item| item.text().map(|name| format!("@{name}"))));
        let members = fields.optional("as").map_or(Some(Vec::new()), |node| {
            node.all_members(|name, node| Some((name.to_owned(), Selector::read(node)?)))
        });
        Some(Self { keys: keys?, members: members? })
    }

    /// Every row in what came; `Err` says what was expected.
    fn rows<'v>(&self, value: &'v Value) -> Result<Vec<Cow<'v, Value>>, &'static str> {
        if self.keys.is_empty() {
            return Ok(value.as_array().ok_or("an array of rows")?.iter().map(Cow::Borrowed).collect());
        }
        let mut level = vec![(Vec::new(), value)];
        for _ in &self.keys {
            let mut deeper = Vec::new();
            for (path, value) in level {
                for (key, value) in value.as_object().ok_or("a map of rows by their keys")? {
                    let mut path = path.clone();
                    path.push(key.clone());
                    deeper.push((path, value));
                }
            }
            level = deeper;
        }
        let row = |(path, value): (Vec<String>, &'v Value)| {
            let Value::Object(object) = value else { return Cow::Borrowed(value) };
            let mut row = object.clone();
            row.extend(self.keys.iter().cloned().zip(path.into_iter().map(Value::String)));
            Cow::Owned(Value::Object(row))
        };
        Ok(level.into_iter().map(row).collect())
    }

    /// One row as the table reads it.
    fn row(&self, value: &Value, scope: Option<&str>, table: &TableSpec) -> Result<Row, &'static str> {
        if !value.is_object() && !value.is_array() {
            return Err("a row");
        }
        if self.members.is_empty() && scope.is_none() {
            return table.row(value);
        }
        let mut row = match value {
            Value::Object(object) if self.members.is_empty() => object.clone(),
            _ => Map::new(),
        };
        for (name, selector) in &self.members {
            if let Some(picked) = selector.get(value) {
                row.insert(name.clone(), picked);
            }
        }
        if let Some(scope) = scope {
            row.insert("@scope".to_owned(), Value::from(scope));
        }
        table.row(&Value::Object(row))
    }
}

const WHOLE_WORDS: &str = "clear, read_all, beat, ignore, or an object";

impl Effect {
    pub fn read(node: &Node<'_>, scope: &EffectScope<'_>) -> Option<Self> {
        if let Value::String(word) = node.value {
            let what = match word.as_str() {
                "clear" => What::Clear,
                "read_all" => What::ReadAll,
                "beat" => What::Beat,
                "ignore" => What::Ignore,
                _ => return node.wrong(WHOLE_WORDS),
            };
            return Some(Self { from: Pointer::whole(), optional: false, what });
        }
        let mut fields = node.fields()?;
        let from =
            fields.optional("from").map_or_else(|| Some(Pointer::whole()), |node| Pointer::read(&node));
        let optional = fields.flag("optional");
        let what = What::read(&mut fields, scope);
        fields.finish();
        Some(Self { from: from?, optional: optional?, what: what? })
    }

    /// The tables that the effect fills.
    pub fn fills(&self, wanted: &TableId) -> bool {
        matches!(&self.what, What::Rows { table, .. } if table == wanted)
    }

    pub fn merges(&self) -> bool {
        matches!(self.what, What::Merge(_))
    }

    /// Carry the effect out on a message.
    pub fn apply(&self, message: &Value, tables: &[TableSpec], interpretation: &mut Interpretation) {
        let Some(value) = self.from.get(message) else {
            if !self.optional {
                let why = format!("expected something at {}", self.from.as_str());
                interpretation.rejected.push(Rejected { why, sample: sample(message) });
            }
            return;
        };
        match self.change(value, tables, &mut interpretation.rejected) {
            Ok(Some(change)) => interpretation.changes.push(change),
            Ok(None) => {}
            Err(expected) => {
                let why = format!("expected {expected} at {}", quoted(self.from.as_str()));
                interpretation.rejected.push(Rejected { why, sample: sample(value) });
            }
        }
    }

    fn change(
        &self,
        value: &Value,
        tables: &[TableSpec],
        rejected: &mut Vec<Rejected>,
    ) -> Result<Option<Change>, &'static str> {
        let spec = |id: &TableId| tables.iter().find(|table| table.id == *id).ok_or("a table of the profile");
        Ok(Some(match &self.what {
            What::Notify(spec) => Change::Notify(spec.notification(value)?),
            What::Merge(spec) => {
                let items = value.as_array().ok_or("an array of notifications")?;
                Change::Merge(each(&mut items.iter(), rejected, &|item| spec.notification(item)))
            }
            What::Read(id) => {
                Change::Read { id: EventId::from(id.text(value).ok_or("the id of a notification")?) }
            }
            What::ReadAll => Change::ReadAll,
            What::Clear => Change::Clear,
            What::Rows { table, scope, shape } => {
                let spec = spec(table)?;
                let scope = scope.as_ref().and_then(|scope| scope.text(value));
                let items = shape.rows(value)?;
                let read = |item: &Value| shape.row(item, scope.as_deref(), spec);
                let rows = each(&mut items.iter().map(Cow::as_ref), rejected, &read);
                let complete = rows.len() == items.len();
                if rows.is_empty() && !complete {
                    return Err("rows, of which one at least can be read");
                }
                Change::Snapshot { table: table.clone(), scope, rows, complete }
            }
            What::Upsert { table, list, shape } => {
                let spec = spec(table)?;
                let rows = if *list {
                    let items = shape.rows(value)?;
                    each(&mut items.iter().map(Cow::as_ref), rejected, &|item| shape.row(item, None, spec))
                } else {
                    vec![shape.row(value, None, spec)?]
                };
                Change::Upsert { table: table.clone(), rows }
            }
            What::Patch { table, key, cells } => {
                let spec = spec(table)?;
                let key = key.text(value).ok_or("the key of a row")?;
                let mut row = vec![None; spec.columns.len()];
                for (index, selector) in cells {
                    let found = selector.get(value).zip(spec.columns.get(*index));
                    if let (Some(cell), Some((found, column))) = (row.get_mut(*index), found) {
                        *cell = Some(column.kind_cell(found));
                    }
                }
                let row = Row { key: RowKey::from(key), cells: row, version: None };
                Change::Patch { table: table.clone(), row }
            }
            What::Remove { table, key } => {
                let key = key.text(value).ok_or("the key of a row")?;
                Change::Remove { table: table.clone(), keys: vec![RowKey::from(key)] }
            }
            What::Fact { name, at } => {
                Change::Fact { name: name.clone(), value: at.get(value).ok_or("a fact")? }
            }
            What::Beat => Change::Beat,
            What::Error(text) => Change::Error {
                text: text.get(value).as_ref().and_then(plain).ok_or("the text of an error")?,
            },
            What::Ignore => return Ok(None),
        }))
    }
}

/// Read every item; what cannot be read is rejected by itself.
fn each<T>(
    items: &mut dyn Iterator<Item = &Value>,
    rejected: &mut Vec<Rejected>,
    read: &dyn Fn(&Value) -> Result<T, &'static str>,
) -> Vec<T> {
    let mut all = Vec::with_capacity(items.size_hint().0);
    for item in items {
        match read(item) {
            Ok(one) => all.push(one),
            Err(expected) => {
                rejected.push(Rejected { why: format!("expected {expected}"), sample: sample(item) });
            }
        }
    }
    all
}

pub(crate) fn read_effects(node: &Node<'_>, scope: &EffectScope<'_>) -> Option<Vec<Effect>> {
    node.all(|item| Effect::read(item, scope))
}

pub(crate) fn apply(effects: &[Effect], message: &Value, tables: &[TableSpec]) -> Interpretation {
    let mut interpretation = Interpretation { matched: true, ..Interpretation::default() };
    for effect in effects {
        effect.apply(message, tables, &mut interpretation);
    }
    interpretation
}

impl What {
    fn read(fields: &mut ObjectFields<'_>, scope: &EffectScope<'_>) -> Option<Self> {
        if let Some(node) = fields.optional("notify") {
            return notification(&node, scope).map(Self::Notify);
        }
        if let Some(node) = fields.optional("merge") {
            return notification(&node, scope).map(Self::Merge);
        }
        if let Some(node) = fields.optional("read") {
            return Selector::read(&node).map(Self::Read);
        }
        if let Some(node) = fields.optional("error") {
            return Selector::read(&node).map(Self::Error);
        }
        if let Some(node) = fields.optional("fact") {
            let at = Selector::required(fields, "at");
            return Some(Self::Fact { name: node.text()?.to_owned(), at: at? });
        }
        if let Some(node) = fields.optional("rows") {
            let picked = fields.optional("scope").map(|node| Selector::read(&node));
            let shape = RowShape::read(fields);
            let table = table(&node, scope)?.id.clone();
            return Some(Self::Rows { table, scope: picked.flatten(), shape: shape? });
        }
        if let Some(node) = fields.optional("remove") {
            let key = Selector::required(fields, "key");
            return Some(Self::Remove { table: table(&node, scope)?.id.clone(), key: key? });
        }
        if let Some(node) = fields.optional("upsert") {
            let list = fields.flag("list");
            let shape = RowShape::read(fields);
            let table = table(&node, scope)?.id.clone();
            return Some(Self::Upsert { table, list: list?, shape: shape? });
        }
        if let Some(node) = fields.optional("patch") {
            let key = Selector::required(fields, "key");
            let cells = fields.required("cells");
            let table = table(&node, scope)?;
            let cells = cells?.all_members(|column, node| {
                let index = table.column(column).or_else(|| node.wrong("a column of the table"));
                Some((index?, Selector::read(node)?))
            })?;
            return Some(Self::Patch { table: table.id.clone(), key: key?, cells });
        }
        fields.node().wrong("notify, merge, read, rows, upsert, patch, remove, fact or error")
    }
}

fn notification(node: &Node<'_>, scope: &EffectScope<'_>) -> Option<NotificationSpec> {
    let Value::String(name) = node.value else { return NotificationSpec::read(node) };
    let defined = name.strip_prefix('$').and_then(|name| scope.notifications.iter().find(|(n, _)| n == name));
    defined.map(|(_, spec)| spec.clone()).or_else(|| node.wrong("$ and a name from define, or an object"))
}

fn table<'s>(node: &Node<'_>, scope: &EffectScope<'s>) -> Option<&'s TableSpec> {
    let id = node.text()?;
    scope.tables.iter().find(|table| table.id.as_str() == id).or_else(|| node.wrong("the id of a table"))
}
