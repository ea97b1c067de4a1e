//! JSON Pointers (RFC 6901).

use std::borrow::Cow;

use compact::Compact;
use serde_json::Value;

use crate::node::{Node, quoted};

/// What a mistake should have been.
const EXPECTED: &str = "a JSON Pointer such as /id";

/// A JSON Pointer, checked.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub(crate) struct Pointer(String);

impl Pointer {
    /// Points at the whole value.
    pub fn whole() -> Self {
        Self(String::new())
    }

    /// RFC 6901 §3: empty, or `/`-led, with `~` only as `~0` and `~1`.
    pub fn parse(text: &str) -> Option<Self> {
        let escapes = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
        (escapes && (text.is_empty() || text.starts_with('/'))).then(|| Self(text.to_owned()))
    }

    pub fn read(node: &Node<'_>) -> Option<Self> {
        Self::parse(node.text()?).or_else(|| node.wrong(EXPECTED))
    }

    /// A member's key that is a pointer.
    pub fn of_key(key: &str, member: &Node<'_>) -> Option<Self> {
        let pointer = Self::parse(key);
        if pointer.is_none() {
            member.report(quoted(key), EXPECTED);
        }
        pointer
    }

    pub fn get<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        find(value, &self.0)
    }

    /// Leave null in place of the value, where there is one.
    pub fn empty(&self, value: &mut Value) {
        let mut steps = self.0.split('/').skip(1).map(unescaped);
        let found = steps.try_fold(value, |value, step| match value {
            Value::Object(members) => members.get_mut(&*step),
            Value::Array(items) => items.get_mut(index(&step)?),
            _ => None,
        });
        if let Some(found) = found {
            *found = Value::Null;
        }
    }

    /// What holds the value; nothing where that is the whole.
    pub fn parent<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        let (parent, _) = self.0.rsplit_once('/')?;
        find(value, parent)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As `Value::pointer` does, which makes two texts anew for each step of each cell.
fn find<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    pointer.split('/').skip(1).map(unescaped).try_fold(value, |value, step| match value {
        Value::Object(members) => members.get(&*step),
        Value::Array(items) => items.get(index(&step)?),
        _ => None,
    })
}

/// RFC 6901 §4: `~1` is a slash, and `~0` what is left.
fn unescaped(step: &str) -> Cow<'_, str> {
    let mut pieces = step.split('~');
    let mut text = Cow::Borrowed(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (letter, rest) =
            piece.strip_prefix('1').map_or(('~', piece.strip_prefix('0')), |it| ('/', Some(it)));
        let text = text.to_mut();
        text.push(letter);
        text.push_str(rest.unwrap_or(piece));
    }
    text
}

/// RFC 6901 §4: without zeros before it.
fn index(step: &str) -> Option<usize> {
    let plain = step == "0" || !step.starts_with(['0', '+']);
    step.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests;
