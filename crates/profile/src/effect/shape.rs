//! How rows lie in what a hub sends.

use std::borrow::Cow;

use compact::Compact;
use model::Row;
use serde_json::{Map, Value};

use crate::TableSpec;
use crate::node::ObjectFields;
use crate::selector::Selector;

/// How rows lie in what came.
#[derive(Clone, Debug, Default, PartialEq, Compact)]
pub(super) struct RowShape {
    /// Names for the keys of nested maps, outermost first; none for an array.
    keys: Vec<String>,
    /// The row's own members, picked from what came.
    members: Vec<(String, Selector)>,
}

impl RowShape {
    /// Of what is no row, so that it has its members as they came.
    pub fn keys(fields: &mut ObjectFields<'_>) -> Option<Self> {
        let keys = fields
            .optional("keys")
            .map_or(Some(Vec::new()), |node| node.all(|item| item.text().map(|name| format!("@{name}"))));
        Some(Self { keys: keys?, members: Vec::new() })
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
        Some(Self { members: members?, ..keys? })
    }

    /// Every row in what came; `Err` says what was expected.
    pub fn rows<'v>(&self, value: &'v Value) -> Result<Vec<Cow<'v, Value>>, &'static str> {
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
