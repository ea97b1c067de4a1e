//! Which words may stand at a place of a profile, by the schema of the language.

use serde_json::{Map, Value};

/// So deep do references and conditions lead.
const DEPTH: usize = 12;

/// Where something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// The name of a member of the object there, beside those that it has.
    Name(&'a [String]),
    /// The value there.
    Value,
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// The name, or the value as JSON.
    pub text: String,
    /// What it holds; empty for a value.
    pub kind: String,
    /// What it means.
    pub meaning: String,
}

/// What may be written at a place. `path` leads to the object or the value by names and numbers.
#[must_use]
pub fn words_at(schema: &Value, path: &[String], place: Place<'_>) -> Vec<Word> {
    let mut nodes = reached(schema, vec![schema]);
    for step in path {
        let below = nodes.iter().flat_map(|node| below(node, step)).collect();
        nodes = reached(schema, below);
    }
    let mut words = match place {
        Place::Name(have) => names(schema, &nodes, have),
        Place::Value => nodes.iter().flat_map(|node| values(node)).collect(),
    };
    let mut seen = Vec::new();
    words.retain(|word: &Word| {
        let is_new = !seen.contains(&word.text);
        seen.push(word.text.clone());
        is_new
    });
    words
}

/// The nodes themselves, and all that may hold at the same place.
fn reached<'a>(schema: &'a Value, nodes: Vec<&'a Value>) -> Vec<&'a Value> {
    let mut all: Vec<&Value> = Vec::new();
    let mut waiting: Vec<(usize, &Value)> = nodes.into_iter().map(|node| (0, node)).collect();
    while let Some((depth, node)) = waiting.pop() {
        if depth > DEPTH || all.iter().any(|known| std::ptr::eq(*known, node)) {
            continue;
        }
        all.push(node);
        let depth = depth.saturating_add(1);
        if let Some(target) = node.get("$ref").and_then(Value::as_str).and_then(|at| at.strip_prefix('#')) {
            waiting.extend(schema.pointer(target).map(|node| (depth, node)));
        }
        for name in ["then", "else", "if"] {
            waiting.extend(node.get(name).map(|node| (depth, node)));
        }
        for name in ["allOf", "anyOf", "oneOf"] {
            let parts = node.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            waiting.extend(parts.iter().rev().map(|node| (depth, node)));
        }
    }
    all
}

/// What holds below a name or a number.
fn below<'a>(node: &'a Value, step: &str) -> Vec<&'a Value> {
    let member = node.get("properties").and_then(|properties| properties.get(step));
    let other = || node.get("additionalProperties").filter(|it| it.is_object());
    let item = || node.get("items").filter(|_| step.bytes().all(|byte| byte.is_ascii_digit()));
    member.or_else(item).or_else(other).into_iter().collect()
}

/// Names of members, in the order of the schema; those that must be there come first.
fn names(schema: &Value, nodes: &[&Value], have: &[String]) -> Vec<Word> {
    let required: Vec<&str> = nodes
        .iter()
        .filter_map(|node| node.get("required")?.as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let members = nodes.iter().filter_map(|node| node.get("properties")?.as_object());
    let mut words: Vec<(bool, Word)> = members
        .flat_map(Map::iter)
        .filter(|(name, node)| !have.contains(*name) && **node != Value::Bool(false))
        .map(|(name, node)| {
            let nodes = reached(schema, vec![node]);
            let word = Word { text: name.clone(), kind: kind(&nodes), meaning: meaning(&nodes) };
            (!required.contains(&name.as_str()), word)
        })
        .collect();
    // A condition may name a member without saying anything of it.
    words.sort_by_key(|(optional, word)| (*optional, word.meaning.is_empty()));
    words.into_iter().map(|(_, word)| word).collect()
}

fn kind(nodes: &[&Value]) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for node in nodes {
        let kind = node.get("type").and_then(Value::as_str);
        kinds.extend(kind.filter(|kind| !kinds.contains(kind)));
    }
    kinds.join(" | ")
}

fn meaning(nodes: &[&Value]) -> String {
    nodes.iter().find_map(|node| node.get("description")?.as_str()).unwrap_or_default().to_owned()
}

/// Values that the schema names.
fn values(node: &Value) -> Vec<Word> {
    let list = |name: &str| node.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut values = list("enum");
    values.extend(node.get("const").cloned());
    if node.get("type").and_then(Value::as_str) == Some("boolean") {
        values.extend([Value::Bool(true), Value::Bool(false)]);
    }
    values.extend(list("examples"));
    let meaning = node.get("description").and_then(Value::as_str).unwrap_or_default();
    let word =
        |value: Value| Word { text: json::text(&value), kind: String::new(), meaning: meaning.to_owned() };
    values.into_iter().map(word).collect()
}

#[cfg(test)]
mod tests;
