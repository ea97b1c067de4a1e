//! How rows lie in what a hub sends.

use std::borrow::Cow;

use compact::Compact;
use model::Row;
use serde_json::{Map, Value};

use super::around;
use crate::TableSpec;
use crate::node::{ObjectFields, given};
use crate::pointer::Pointer;
use crate::selector::Selector;

/// How rows lie in what came.
#[derive(Clone, Debug, Default, PartialEq, Compact)]
pub(super) struct RowShape {
    /// Names for the keys of nested maps, outermost first; none for an array.
    keys: Vec<String>,
    /// Where the rows lie in what the keys lead to, list in list; none where that are the rows.
    each: Vec<Pointer>,
    /// The row's own members, picked from what came.
    members: Vec<(String, Selector)>,
}

impl RowShape {
    /// Of what is no row, so that it has its members as they came.
    pub fn keys(fields: &mut ObjectFields<'_>) -> Option<Self> {
        let keys = fields
            .optional("keys")
            .map_or(Some(Vec::new()), |node| node.all(|item| item.text().map(|name| format!("@{name}"))));
        Some(Self { keys: keys?, ..Self::default() })
    }

    /// Whether it lies in a map.
    pub fn is_keyed(&self) -> bool {
        !self.keys.is_empty()
    }

    pub fn read(fields: &mut ObjectFields<'_>) -> Option<Self> {
        let keys = Self::keys(fields);
        let members = fields.optional("as").map_or(Some(Vec::new()), |node| {
            node.all_members(|name, node| Some((name.to_owned(), Selector::read(node)?)))
        });
        let each = fields.optional("each").map(|node| match node.value {
            Value::Array(_) => node.all(Pointer::read),
            _ => Pointer::read(&node).map(|at| vec![at]),
        });
        Some(Self { members: members?, each: given(each)?.unwrap_or_default(), ..keys? })
    }

    /// How many maps lie in one another.
    pub fn depth(&self) -> usize {
        self.keys.len()
    }

    /// Every row in what came; `Err` says what was expected.
    pub fn rows<'v>(&self, value: &'v Value) -> Result<Vec<Cow<'v, Value>>, &'static str> {
        let mut rows = self.outer_rows(value)?;
        for at in &self.each {
            rows = inner_rows(&rows, at)?;
        }
        Ok(rows)
    }

    fn outer_rows<'v>(&self, value: &'v Value) -> Result<Vec<Cow<'v, Value>>, &'static str> {
        if self.keys.is_empty() {
            return Ok(value.as_array().ok_or("an array")?.iter().map(Cow::Borrowed).collect());
        }
        let mut level = vec![(Vec::new(), value)];
        for _ in &self.keys {
            let mut deeper = Vec::new();
            for (path, value) in level {
                for (key, value) in value.as_object().ok_or("a map by their keys")? {
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
    pub fn row(&self, value: &Value, scope: Option<&str>, table: &TableSpec) -> Result<Row, &'static str> {
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
        // What stands around it stays there.
        if let Some(around) = value.get("") {
            row.insert(String::new(), around.clone());
        }
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

/// The rows of a list in each of these, around which its own stands. One without the list has none.
fn inner_rows<'v>(outer: &[Cow<'v, Value>], at: &Pointer) -> Result<Vec<Cow<'v, Value>>, &'static str> {
    let mut rows = Vec::new();
    for holder in outer {
        let mut list = match at.get(holder) {
            None | Some(Value::Null) => continue,
            Some(list) => list.clone(),
        };
        around::enclose(&mut list, &around::without(holder, at), 0);
        let Value::Array(items) = list else { return Err("an array of rows in each") };
        rows.extend(items.into_iter().map(Cow::Owned));
    }
    Ok(rows)
}
