//! Selectors: where a value of a message comes from.

use compact::Compact;
use serde_json::Value;

use crate::node::{Node, ObjectFields};
use crate::pointer::Pointer;
use crate::template::{Template, plain};

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub(crate) enum Selector {
    /// The first pointer that points at something other than null.
    Pointers(Vec<Pointer>),
    /// Text with placeholders.
    Template(Template),
}

impl Selector {
    /// A selector that must be there.
    pub fn required(fields: &mut ObjectFields<'_>, key: &'static str) -> Option<Self> {
        Self::read(&fields.required(key)?)
    }

    /// Points at nothing.
    pub fn nothing() -> Self {
        Self::Pointers(Vec::new())
    }

    /// `"/id"`, `["/title", "/name"]`, or a template.
    pub fn read(node: &Node<'_>) -> Option<Self> {
        match node.value {
            Value::Array(items) if items.is_empty() => node.wrong("at least one JSON Pointer"),
            Value::Array(_) => Some(Self::Pointers(node.all(Pointer::read)?)),
            Value::String(text) if text.starts_with('/') || text.is_empty() => {
                Some(Self::Pointers(vec![Pointer::read(node)?]))
            }
            Value::String(text) => Some(Self::Template(Template::read(node, text)?)),
            _ => node.wrong("a JSON Pointer, an array of them, or a template"),
        }
    }

    /// The value; `None` where nothing is there. A template that is one placeholder keeps the JSON type.
    pub fn get(&self, value: &Value) -> Option<Value> {
        match self {
            Self::Pointers(pointers) => pointers
                .iter()
                .filter_map(|pointer| pointer.get(value))
                .find(|found| !found.is_null())
                .cloned(),
            Self::Template(template) => template.get(value),
        }
    }

    /// As [`Selector::get`], but null where the hub says null: that empties a cell, what is absent keeps it.
    pub fn get_or_null(&self, value: &Value) -> Option<Value> {
        let is_null = || match self {
            Self::Pointers(pointers) => {
                pointers.iter().any(|pointer| pointer.get(value) == Some(&Value::Null))
            }
            Self::Template(template) => template.has_null(value),
        };
        self.get(value).or_else(|| is_null().then_some(Value::Null))
    }

    /// The value as text, where it is text, a number or a boolean.
    pub fn text(&self, value: &Value) -> Option<String> {
        self.get(value).as_ref().and_then(plain)
    }
}

#[cfg(test)]
mod tests;
