//! Picking values out of messages: pointers with alternatives, and templates.

use serde_json::Value;

use crate::node::{Node, ObjectFields};

/// A JSON Pointer, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pointer(String);

impl Pointer {
    pub fn read(node: &Node<'_>) -> Option<Self> {
        let text = node.text()?;
        if valid(text) { Some(Self(text.to_owned())) } else { node.wrong("a JSON Pointer such as /id") }
    }

    pub fn get<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        value.pointer(&self.0)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// RFC 6901 §3: empty, or `/`-led, with `~` only as `~0` and `~1`.
fn valid(text: &str) -> bool {
    let escapes = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    escapes && (text.is_empty() || text.starts_with('/'))
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Selector {
    /// The first pointer that points at something other than null.
    At(Vec<Pointer>),
    /// Text with placeholders.
    Template(Template),
}

/// Text with `{/pointer}` placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template(Vec<Segment>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Text(String),
    At(Pointer),
}

impl Selector {
    /// A selector that must be there.
    pub fn required(fields: &mut ObjectFields<'_>, key: &'static str) -> Option<Self> {
        Self::read(&fields.required(key)?)
    }

    /// Points at nothing.
    pub fn nothing() -> Self {
        Self::At(Vec::new())
    }

    /// `"/id"`, `["/title", "/name"]`, or a template.
    pub fn read(node: &Node<'_>) -> Option<Self> {
        match node.value {
            Value::Array(items) if items.is_empty() => node.wrong("at least one JSON Pointer"),
            Value::Array(_) => Some(Self::At(node.all(Pointer::read)?)),
            Value::String(text) if text.starts_with('/') || text.is_empty() => {
                Some(Self::At(vec![Pointer::read(node)?]))
            }
            Value::String(text) => Some(Self::Template(Template::read(node, text)?)),
            _ => node.wrong("a JSON Pointer, an array of them, or a template"),
        }
    }

    /// The value; `None` where nothing is there. A template that is one placeholder keeps the JSON type.
    pub fn get(&self, value: &Value) -> Option<Value> {
        match self {
            Self::At(pointers) => pointers
                .iter()
                .filter_map(|pointer| pointer.get(value))
                .find(|found| !found.is_null())
                .cloned(),
            Self::Template(Template(parts)) => match parts.as_slice() {
                [Segment::At(pointer)] => pointer.get(value).cloned(),
                parts => {
                    let mut text = String::new();
                    for part in parts {
                        match part {
                            Segment::Text(literal) => text.push_str(literal),
                            Segment::At(pointer) => text.push_str(&plain(pointer.get(value)?)?),
                        }
                    }
                    Some(Value::String(text))
                }
            },
        }
    }

    /// The value as text, where it is text, a number or a boolean.
    pub fn text(&self, value: &Value) -> Option<String> {
        self.get(value).as_ref().and_then(plain)
    }
}

impl Template {
    fn read(node: &Node<'_>, text: &str) -> Option<Self> {
        let Some((pieces, rest)) = placeholders(text) else { return node.wrong("a closing }") };
        let mut parts = Vec::new();
        for (literal, inside) in pieces {
            if !inside.starts_with('/') || !valid(inside) {
                return node.wrong("placeholders such as {/id}");
            }
            if !literal.is_empty() {
                parts.push(Segment::Text(literal.to_owned()));
            }
            parts.push(Segment::At(Pointer(inside.to_owned())));
        }
        if !rest.is_empty() {
            parts.push(Segment::Text(rest.to_owned()));
        }
        Some(Self(parts))
    }
}

/// What stands before each `{…}` of a text and inside it, and what comes after the last. Nothing where a brace
/// is not closed.
pub(crate) fn placeholders(text: &str) -> Option<(Vec<(&str, &str)>, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}')?;
        pieces.push((before, inside));
        rest = after;
    }
    Some((pieces, rest))
}

/// Text, a number or a boolean as text.
pub(crate) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
