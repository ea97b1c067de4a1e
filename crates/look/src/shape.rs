//! What an answer is made of.

use connection::EventStream;
use serde_json::Value;

use crate::step::Shape;

/// How deep a list is looked for.
const DEEPEST: usize = 3;
/// So many members of an object are looked at.
const MEMBERS: usize = 100;
/// So many descriptions of interfaces are kept.
const DOCUMENTS: usize = 5;
/// Longest address of one that is kept (characters).
const ADDRESS: usize = 200;
/// Longest title that is kept (characters).
const TITLE: usize = 80;

/// What a body is, by what its headers say of it and by itself.
pub fn shape_of(content_type: &str, body: &str, value: Option<&Value>) -> Shape {
    let start = body.trim_start();
    if content_type.starts_with("text/event-stream") {
        Shape::Events
    } else if start.is_empty() {
        Shape::Empty
    } else if value.is_some() {
        Shape::Json
    } else if start.starts_with('<') {
        Shape::Html
    } else {
        Shape::Text
    }
}

/// The title of a web page.
pub fn title_of(page: &str) -> Option<String> {
    // Names of tags are ASCII: small letters keep every byte where it is.
    let small = page.to_ascii_lowercase();
    let (before, rest) = small.split_once("<title")?;
    let (_, inside) = rest.split_once('>')?;
    let length = inside.split("</").next()?.len();
    let begin =
        before.len().checked_add("<title".len())?.checked_add(rest.len().checked_sub(inside.len())?)?;
    let title = page.get(begin..)?.get(..length)?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then(|| title.chars().take(TITLE).collect())
}

/// The longest list of an answer: where it stands, and how many items it has.
pub fn list_of(value: &Value) -> Option<(String, usize)> {
    if let Value::Array(items) = value {
        return Some((String::new(), items.len()));
    }
    let (mut best, mut level) = (None::<(String, usize)>, vec![(String::new(), value)]);
    for _ in 0..DEEPEST {
        let mut below = Vec::new();
        for (pointer, value) in level {
            let Value::Object(members) = value else { continue };
            for (name, member) in members.iter().take(MEMBERS) {
                let at = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                match member {
                    Value::Array(items)
                        if is_list(items) && best.as_ref().is_none_or(|(_, most)| items.len() > *most) =>
                    {
                        best = Some((at, items.len()));
                    }
                    Value::Object(_) => below.push((at, member)),
                    _ => {}
                }
            }
        }
        level = below;
        level.truncate(MEMBERS);
    }
    best
}

/// Words and numbers alone are no rows.
fn is_list(items: &[Value]) -> bool {
    items.first().is_none_or(|item| item.is_object() || item.is_array())
}

/// What the events of a stream say, each as JSON or else as text. The last one may not be whole yet.
pub fn streamed(body: &str) -> Vec<Value> {
    let read = EventStream::default().read(body);
    read.events.iter().map(|event| value_of(&event.data)).collect()
}

/// JSON, or else a text.
pub fn value_of(text: &str) -> Value {
    json::value(text).unwrap_or_else(|| Value::from(text))
}

/// Whether an answer describes an interface (OpenAPI, Swagger, AsyncAPI).
pub fn is_document(value: &Value) -> bool {
    ["openapi", "swagger", "asyncapi"].iter().any(|word| value.get(word).is_some_and(Value::is_string))
}

/// Whether an answer is meant as a profile.
pub fn is_profile(value: &Value) -> bool {
    value.get("name").is_some_and(Value::is_string) && value.get("sources").is_some_and(Value::is_object)
}

/// The items of a list that is a member.
fn items<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// The descriptions of interfaces that a catalogue names: the `service-desc` links of a link set (RFC 9727, RFC 9264).
pub fn documents_of(catalogue: &Value) -> Vec<String> {
    let links = items(catalogue, "linkset").take(MEMBERS).flat_map(|set| items(set, "service-desc"));
    let mut all: Vec<String> = Vec::new();
    for link in links.take(MEMBERS) {
        let address = link.get("href").and_then(Value::as_str).map(|it| it.chars().take(ADDRESS).collect());
        all.extend(address.filter(|it| !all.contains(it)));
    }
    all.truncate(DOCUMENTS);
    all
}

#[cfg(test)]
mod tests;
