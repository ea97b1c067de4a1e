//! Effects: what a rule does with a message. Each stands alone: one that fails takes no other with it.

use std::borrow::Cow;
use std::sync::Arc;

use compact::Compact;
use model::{CellChange, Change, EventId, Notification, PartOf, Rejected, Row, RowKey, TableId};
use serde_json::Value;

use crate::call::Call;
use crate::node::{quoted, sample};
use crate::notification::NotificationSpec;
use crate::pointer::Pointer;
use crate::selector::Selector;
use crate::template::plain;
use crate::{Source, TableSpec};

pub(crate) mod around;
mod read;
mod shape;

pub(crate) use read::read_effects;
use shape::RowShape;

/// What a message or an answer came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interpretation {
    /// Changes, in order.
    pub changes: Vec<Change>,
    /// Effects that could not be carried out.
    pub rejected: Vec<Rejected>,
    /// What is to be said in return.
    pub replies: Vec<Reply>,
    /// Whether any rule matched.
    pub matched: bool,
}

/// Something that is said to the hub because of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// What is said.
    pub call: Arc<Call>,
    /// What the placeholders of the call point into.
    pub message: Value,
}

/// What effects may refer to.
pub(crate) struct EffectScope<'a> {
    pub notifications: &'a [(String, NotificationSpec)],
    pub tables: &'a [Arc<TableSpec>],
    pub sources: &'a [Source],
    /// Where the messages come from, where that is one source.
    pub source: Option<&'a Source>,
}

/// One effect.
#[derive(Clone, Debug, PartialEq, Compact)]
pub(crate) struct Effect {
    /// Where in the message; the whole of it by default.
    from: Pointer,
    /// Nothing is wrong where `from` points at nothing.
    optional: bool,
    /// It is done to each of what lies there, and not to the whole.
    each: Option<RowShape>,
    /// It speaks of what stands around that.
    around: bool,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Compact)]
enum What {
    Notify(NotificationSpec),
    Merge(NotificationSpec, RowShape),
    Read(Selector),
    ReadAll,
    Clear,
    Rows { table: TableId, scope: Option<Selector>, shape: RowShape },
    Upsert { table: TableId, list: bool, shape: RowShape },
    Patch { table: TableId, key: Selector, cells: Vec<(usize, Selector)>, how: CellChange },
    Remove { table: TableId, key: Selector },
    Fact { name: String, at: Selector },
    Beat,
    Error(Selector),
    Reply(Arc<Call>),
    Ignore,
}

impl Effect {
    /// Whether the effect brings rows of a table that was not known before.
    pub fn lists(&self, wanted: &TableId) -> bool {
        self.fills(wanted) && !matches!(self.what, What::Patch { .. })
    }

    /// The tables that the effect fills.
    pub fn fills(&self, wanted: &TableId) -> bool {
        self.what.table() == Some(wanted)
    }

    pub fn merges(&self) -> bool {
        matches!(self.what, What::Merge(..))
    }

    /// Carry the effect out on a message.
    pub fn apply(&self, message: &Value, tables: &[Arc<TableSpec>], interpretation: &mut Interpretation) {
        let Some(value) = self.from.get(message) else {
            if !self.optional {
                let why = format!("expected something at {}", self.from.as_str());
                interpretation.rejected.push(Rejected { why, sample: sample(message) });
            }
            return;
        };
        if let What::Reply(call) = &self.what {
            return interpretation.replies.push(Reply { call: Arc::clone(call), message: value.clone() });
        }
        let enclosed = self.around.then(|| self.enclosed(message, value));
        let value = enclosed.as_ref().unwrap_or(value);
        let items = match &self.each {
            Some(shape) => shape.rows(value),
            None => Ok(vec![Cow::Borrowed(value)]),
        };
        let reject = |expected: &str, value: &Value| {
            let why = format!("expected {expected} at {}", quoted(self.from.as_str()));
            Rejected { why, sample: sample(value) }
        };
        match items {
            Ok(items) => {
                for item in &items {
                    match self.change((message, item), tables, &mut interpretation.rejected) {
                        Ok(Some(change)) => add(&mut interpretation.changes, change),
                        Ok(None) => {}
                        Err(expected) => interpretation.rejected.push(reject(expected, item)),
                    }
                }
            }
            Err(expected) => interpretation.rejected.push(reject(expected, value)),
        }
    }

    /// A value with what stands around it.
    fn enclosed(&self, message: &Value, value: &Value) -> Value {
        let depth = match (&self.each, &self.what) {
            (Some(shape), _)
            | (
                None,
                What::Merge(_, shape) | What::Rows { shape, .. } | What::Upsert { list: true, shape, .. },
            ) => shape.depth(),
            _ => 0,
        };
        let mut value = value.clone();
        around::enclose(&mut value, &around::without(message, &self.from), depth);
        value
    }

    /// `value` is what `from` points at in the message, or an item of that.
    fn change(
        &self,
        (message, value): (&Value, &Value),
        tables: &[Arc<TableSpec>],
        rejected: &mut Vec<Rejected>,
    ) -> Result<Option<Change>, &'static str> {
        let spec = |id: &TableId| tables.iter().find(|table| table.id == *id).ok_or("a table of the profile");
        Ok(Some(match &self.what {
            What::Notify(spec) => {
                let notification = spec.notification(value)?;
                rejected.extend(unreadable_time(std::slice::from_ref(&notification)));
                Change::Notify(notification)
            }
            What::Merge(spec, shape) => {
                let items = shape.rows(value)?;
                let items = &mut items.iter().map(Cow::as_ref);
                let list = each(items, rejected, &|item| spec.notification(item));
                rejected.extend(unreadable_time(&list));
                Change::Merge(list)
            }
            What::Read(id) => {
                Change::Read { id: EventId::from(id.text(value).ok_or("the id of a notification")?) }
            }
            What::ReadAll => Change::ReadAll,
            What::Clear => Change::Clear,
            What::Rows { table, scope, shape } => {
                let read_scope = |scope: &Selector| scope.text(value).or_else(|| scope.text(message));
                let scope = match scope {
                    // A list of nobody knows which part must not pass for the whole table.
                    Some(scope) => Some(read_scope(scope).ok_or("a scope as text")?),
                    None => None,
                };
                let holder = self.from.parent(message);
                snapshot((holder, value), scope, shape, spec(table)?, rejected)?
            }
            What::Upsert { table, list, shape } => {
                let spec = spec(table)?;
                let rows = if *list {
                    let items = shape.rows(value)?;
                    each(&mut items.iter().map(Cow::as_ref), rejected, &|item| shape.row(item, None, spec))
                } else {
                    vec![shape.row(value, None, spec)?]
                };
                rejected.extend(spec.unreadable_time(&rows));
                Change::Upsert { table: table.clone(), rows }
            }
            What::Patch { table, key, cells, how } => {
                let key = key.text(value).ok_or("the key of a row")?;
                patch(value, RowKey::from(key), (cells, *how), spec(table)?)
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
            What::Reply(_) | What::Ignore => return Ok(None),
        }))
    }
}

/// Rows that go one after the other go at once: a table is put in order once for all of them.
fn add(changes: &mut Vec<Change>, change: Change) {
    match (changes.last_mut(), change) {
        (Some(Change::Remove { table, keys }), Change::Remove { table: other, keys: more })
            if *table == other =>
        {
            keys.extend(more);
        }
        (_, change) => changes.push(change),
    }
}

/// The rows of a table or of one scope of it, as far as they can be read. `holder` holds their list.
fn snapshot(
    (holder, value): (Option<&Value>, &Value),
    scope: Option<String>,
    shape: &RowShape,
    table: &TableSpec,
    rejected: &mut Vec<Rejected>,
) -> Result<Change, &'static str> {
    let items = shape.rows(value)?;
    let read = |item: &Value| shape.row(item, scope.as_deref(), table);
    let rows = each(&mut items.iter().map(Cow::as_ref), rejected, &read);
    let unreadable = items.len().saturating_sub(rows.len());
    if rows.is_empty() && unreadable > 0 {
        return Err("rows, of which one at least can be read");
    }
    rejected.extend(table.unreadable_time(&rows));
    let part = holder.and_then(|holder| part_of(holder, items.len()));
    Ok(Change::Snapshot { table: table.id.clone(), scope, rows, unreadable, part })
}

/// What a list of this many rows is a part of, as what holds it says.
fn part_of(holder: &Value, rows: usize) -> Option<PartOf> {
    let counted = ["count", "total", "total_count"].iter().find_map(|name| holder.get(name)?.as_u64());
    let goes_on = holder.get("next").and_then(Value::as_str).is_some_and(|next| !next.is_empty());
    match counted {
        Some(count) => Some(PartOf::Count(count)).filter(|_| count > rows as u64),
        None => goes_on.then_some(PartOf::More),
    }
}

/// Some cells of a row: null empties one, and what is absent keeps it. What comes into a list or leaves it is one text or
/// several.
fn patch(
    value: &Value,
    key: RowKey,
    (cells, how): (&[(usize, Selector)], CellChange),
    table: &TableSpec,
) -> Change {
    let mut row = vec![None; table.columns.len()];
    for (index, selector) in cells {
        let found = selector.get_or_null(value).zip(table.columns.get(*index));
        if let (Some(cell), Some((mut found, column))) = (row.get_mut(*index), found) {
            if how != CellChange::Set && !found.is_array() {
                found = Value::Array(vec![found]);
            }
            *cell = Some(column.kind_cell(found));
        }
    }
    Change::Patch { table: table.id.clone(), row: Row { key, cells: row, version: None }, how }
}

/// The first time of these that cannot be read: one tells what is wrong with all.
fn unreadable_time(list: &[Notification]) -> Option<Rejected> {
    let sample = list.iter().find_map(|notification| notification.unreadable_time.clone())?;
    Some(Rejected { why: "expected a time".to_owned(), sample })
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

pub(crate) fn apply(effects: &[Effect], message: &Value, tables: &[Arc<TableSpec>]) -> Interpretation {
    let mut interpretation = Interpretation { matched: true, ..Interpretation::default() };
    for effect in effects {
        effect.apply(message, tables, &mut interpretation);
    }
    interpretation
}

impl What {
    /// The table that it fills.
    fn table(&self) -> Option<&TableId> {
        match self {
            Self::Rows { table, .. } | Self::Upsert { table, .. } | Self::Patch { table, .. } => Some(table),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
