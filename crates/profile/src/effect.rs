//! Effects: what a rule does with a message. Each stands alone: one that fails takes no other with it.

use model::{Change, EventId, Rejected, Row, RowKey, TableId};
use serde_json::Value;

use crate::TableSpec;
use crate::node::{Fields, Node, sample};
use crate::notification::NotificationSpec;
use crate::pick::{Pick, Pointer, plain};

/// What a message or an answer came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Changes, in order.
    pub changes: Vec<Change>,
    /// Effects that could not be carried out.
    pub rejected: Vec<Rejected>,
    /// Whether any rule matched.
    pub matched: bool,
}

/// What effects may refer to.
pub(crate) struct Scope<'a> {
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
    Read(Pick),
    ReadAll,
    Clear,
    Rows { table: TableId, scope: Option<Pick> },
    Upsert { table: TableId },
    Patch { table: TableId, key: Pick, cells: Vec<(usize, Pick)> },
    Remove { table: TableId, key: Pick },
    Fact { name: String, at: Pick },
    Beat,
    Error(Pick),
    Ignore,
}

const WHOLE_WORDS: &str = "clear, read_all, beat, ignore, or an object";

impl Effect {
    pub fn read(node: &Node<'_>, scope: &Scope<'_>) -> Option<Self> {
        if let Value::String(word) = node.value {
            let what = match word.as_str() {
                "clear" => What::Clear,
                "read_all" => What::ReadAll,
                "beat" => What::Beat,
                "ignore" => What::Ignore,
                _ => return node.wrong(WHOLE_WORDS),
            };
            return Some(Self { from: whole(node)?, optional: false, what });
        }
        let mut fields = node.fields()?;
        let from = fields.optional("from").map_or_else(|| whole(node), |node| Pointer::read(&node));
        let optional = fields.optional("optional").map_or(Some(false), |node| node.flag());
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
    pub fn apply(&self, message: &Value, tables: &[TableSpec], outcome: &mut Outcome) {
        let Some(value) = self.from.get(message) else {
            if !self.optional {
                let why = format!("expected something at {}", self.from.as_str());
                outcome.rejected.push(Rejected { why, sample: sample(message) });
            }
            return;
        };
        match self.change(value, tables, &mut outcome.rejected) {
            Ok(Some(change)) => outcome.changes.push(change),
            Ok(None) => {}
            Err(expected) => {
                let why = format!("expected {expected} at {:?}", self.from.as_str());
                outcome.rejected.push(Rejected { why, sample: sample(value) });
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
                Change::Merge(each(items, rejected, |item| spec.notification(item)))
            }
            What::Read(id) => {
                Change::Read { id: EventId::from(id.text(value).ok_or("the id of a notification")?) }
            }
            What::ReadAll => Change::ReadAll,
            What::Clear => Change::Clear,
            What::Rows { table, scope } => {
                let spec = spec(table)?;
                let rows = each(value.as_array().ok_or("an array of rows")?, rejected, |item| spec.row(item));
                let scope = scope.as_ref().and_then(|scope| scope.text(value));
                Change::Snapshot { table: table.clone(), scope, rows }
            }
            What::Upsert { table } => {
                let spec = spec(table)?;
                Change::Upsert { table: table.clone(), rows: vec![spec.row(value)?] }
            }
            What::Patch { table, key, cells } => {
                let spec = spec(table)?;
                let key = key.text(value).ok_or("the key of a row")?;
                let mut row = vec![None; spec.columns.len()];
                for (place, pick) in cells {
                    let told = pick.get(value).zip(spec.columns.get(*place));
                    if let (Some(cell), Some((told, column))) = (row.get_mut(*place), told) {
                        *cell = Some(column.kind_cell(told));
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
    items: &[Value],
    rejected: &mut Vec<Rejected>,
    read: impl Fn(&Value) -> Result<T, &'static str>,
) -> Vec<T> {
    let mut all = Vec::with_capacity(items.len());
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

fn whole(node: &Node<'_>) -> Option<Pointer> {
    Pointer::read(&Node {
        value: &Value::String(String::new()),
        pointer: String::new(),
        problems: node.problems,
    })
}

impl What {
    fn read(fields: &mut Fields<'_>, scope: &Scope<'_>) -> Option<Self> {
        if let Some(node) = fields.optional("notify") {
            return notification(&node, scope).map(Self::Notify);
        }
        if let Some(node) = fields.optional("merge") {
            return notification(&node, scope).map(Self::Merge);
        }
        if let Some(node) = fields.optional("read") {
            return Pick::read(&node).map(Self::Read);
        }
        if let Some(node) = fields.optional("error") {
            return Pick::read(&node).map(Self::Error);
        }
        if let Some(node) = fields.optional("fact") {
            let at = fields.required("at").and_then(|node| Pick::read(&node));
            return Some(Self::Fact { name: node.text()?.to_owned(), at: at? });
        }
        if let Some(node) = fields.optional("rows") {
            let picked = fields.optional("scope").map(|node| Pick::read(&node));
            let table = table(&node, scope)?.id.clone();
            return Some(Self::Rows { table, scope: picked.flatten() });
        }
        if let Some(node) = fields.optional("remove") {
            let key = fields.required("key").and_then(|node| Pick::read(&node));
            return Some(Self::Remove { table: table(&node, scope)?.id.clone(), key: key? });
        }
        if let Some(node) = fields.optional("upsert") {
            return Some(Self::Upsert { table: table(&node, scope)?.id.clone() });
        }
        if let Some(node) = fields.optional("patch") {
            let key = fields.required("key").and_then(|node| Pick::read(&node));
            let cells = fields.required("cells");
            let table = table(&node, scope)?;
            let cells = cells?.members().into_iter().map(|(column, node)| {
                let place = table.column(column).or_else(|| node.wrong("a column of the table"));
                Some((place?, Pick::read(&node)?))
            });
            let cells = cells.collect::<Option<_>>()?;
            return Some(Self::Patch { table: table.id.clone(), key: key?, cells });
        }
        fields.node().wrong("notify, merge, read, rows, upsert, patch, remove, fact or error")
    }
}

fn notification(node: &Node<'_>, scope: &Scope<'_>) -> Option<NotificationSpec> {
    let Value::String(name) = node.value else { return NotificationSpec::read(node) };
    let defined = name.strip_prefix('$').and_then(|name| scope.notifications.iter().find(|(n, _)| n == name));
    defined.map(|(_, spec)| spec.clone()).or_else(|| node.wrong("$ and a name from define, or an object"))
}

fn table<'s>(node: &Node<'_>, scope: &Scope<'s>) -> Option<&'s TableSpec> {
    let id = node.text()?;
    scope.tables.iter().find(|table| table.id.as_str() == id).or_else(|| node.wrong("the id of a table"))
}
