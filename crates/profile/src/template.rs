//! Templates: texts with placeholders, and what is substituted for them.

use compact::Compact;
use serde_json::{Map, Value};

use crate::node::Node;
use crate::pointer::Pointer;

/// Text with `{/pointer}` placeholders, and with `{/pointer|before|after}` where what stands around a value vanishes
/// together with it.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub(crate) struct Template(Vec<Segment>);

#[derive(Clone, Debug, PartialEq, Eq, Compact)]
enum Segment {
    Text(String),
    At(Pointer),
    /// What stands before it, where the value is, and what stands after it.
    IfAny(String, Pointer, String),
}

impl Template {
    pub fn read(node: &Node<'_>, text: &str) -> Option<Self> {
        let Some((pieces, rest)) = placeholders(text) else { return node.wrong("a closing }") };
        let mut segments = Vec::new();
        for (literal, inside) in pieces {
            let (at, around) =
                inside.split_once('|').map_or((inside, None), |(at, around)| (at, Some(around)));
            let Some(pointer) = Pointer::parse(at).filter(|_| !at.is_empty()) else {
                return node.wrong("placeholders such as {/id}");
            };
            if !literal.is_empty() {
                segments.push(Segment::Text(literal.to_owned()));
            }
            segments.push(match around.map(|around| around.split_once('|')) {
                None => Segment::At(pointer),
                Some(Some((before, after))) => Segment::IfAny(before.to_owned(), pointer, after.to_owned()),
                Some(None) => return node.wrong("{/id|before|after} where a value may be missing"),
            });
        }
        if !rest.is_empty() {
            segments.push(Segment::Text(rest.to_owned()));
        }
        Some(Self(segments))
    }

    /// Whether null stands for one of its placeholders.
    pub fn has_null(&self, value: &Value) -> bool {
        let null =
            |segment: &Segment| matches!(segment, Segment::At(at) if at.get(value) == Some(&Value::Null));
        self.0.iter().any(null)
    }

    /// The text, with the values of its placeholders. A template that is one placeholder keeps the JSON type.
    pub fn get(&self, value: &Value) -> Option<Value> {
        if let [Segment::At(pointer)] = self.0.as_slice() {
            return pointer.get(value).cloned();
        }
        let mut text = String::new();
        for segment in &self.0 {
            match segment {
                Segment::Text(literal) => text.push_str(literal),
                Segment::At(pointer) => text.push_str(&plain(pointer.get(value)?)?),
                Segment::IfAny(before, pointer, after) => {
                    let found = pointer.get(value).and_then(plain).filter(|it| !it.trim().is_empty());
                    if let Some(found) = found {
                        text.extend([before.as_str(), &found, after]);
                    }
                }
            }
        }
        Some(Value::String(text))
    }
}

/// A value whose texts may hold `{name}` placeholders. A text that is one placeholder becomes what stands for it,
/// with its JSON type. Nothing where something is missing.
pub(crate) fn substitute(value: &Value, of: &dyn Fn(&str) -> Option<Value>) -> Option<Value> {
    filled(value, of, false)
}

/// As [`substitute`], but what is missing is left out of an object, and is null elsewhere.
pub(crate) fn fill(value: &Value, of: &dyn Fn(&str) -> Option<Value>) -> Value {
    filled(value, of, true).unwrap_or_default()
}

/// `lenient`: what is missing may be missing.
fn filled(value: &Value, of: &dyn Fn(&str) -> Option<Value>, lenient: bool) -> Option<Value> {
    Some(match value {
        Value::String(text) => match placeholders(text)? {
            (pieces, rest) if rest.is_empty() && matches!(pieces.as_slice(), [("", _)]) => {
                of(pieces.first()?.1)?
            }
            (pieces, rest) => {
                let mut written = String::new();
                for (before, name) in pieces {
                    written.push_str(before);
                    written.push_str(&plain(&of(name)?)?);
                }
                Value::from(written + rest)
            }
        },
        Value::Array(items) => {
            let mut array = Vec::new();
            for item in items {
                match filled(item, of, lenient) {
                    None if !lenient => return None,
                    item => array.push(item.unwrap_or_default()),
                }
            }
            Value::Array(array)
        }
        Value::Object(members) => {
            let mut object = Map::new();
            for (name, value) in members {
                match filled(value, of, lenient) {
                    Some(value) => drop(object.insert(name.clone(), value)),
                    None if lenient => {}
                    None => return None,
                }
            }
            Value::Object(object)
        }
        other => other.clone(),
    })
}

/// Whether all placeholders in a value's texts are known.
pub(crate) fn known_names(node: &Node<'_>, known: &dyn Fn(&str) -> bool, expected: &str) -> Option<()> {
    let one = |item: &Node<'_>| known_names(item, known, expected);
    match node.value {
        Value::String(text) => match placeholders(text) {
            Some((pieces, _)) if pieces.iter().all(|(_, name)| known(name)) => Some(()),
            _ => node.wrong(expected),
        },
        Value::Array(_) => node.all(one).map(|_| ()),
        Value::Object(_) => node.all_members(|_, item| one(item)).map(|_| ()),
        _ => Some(()),
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
