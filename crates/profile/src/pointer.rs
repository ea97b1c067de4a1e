//! JSON Pointers (RFC 6901).

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
        value.pointer(&self.0)
    }

    /// The pointer at what holds the value, as text; nothing where that is the whole.
    pub fn parent(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(parent, _)| parent)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
