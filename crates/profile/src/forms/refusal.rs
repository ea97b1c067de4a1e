//! How a hub says no.

use serde_json::Value;

use crate::node::Node;
use crate::selector::Selector;
use crate::template::plain;

/// Longest refusal that is shown (characters).
const LONGEST: usize = 300;

/// What a refusal says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// In the hub's own words; empty where it has none.
    pub text: String,
    /// What it says of single fields, by their name.
    pub fields: Vec<(String, String)>,
}

/// Where the words of a refusal stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RefusalShapes(Vec<RefusalShape>);

#[derive(Clone, Debug, PartialEq)]
enum RefusalShape {
    At(Selector),
    /// `{ "field": ["text"] }`
    Fields,
}

impl RefusalShapes {
    pub fn read(node: &Node<'_>) -> Self {
        let shape = |item: &Node<'_>| match item.value.as_str() {
            Some("fields") => Some(RefusalShape::Fields),
            _ => Selector::read(item).map(RefusalShape::At),
        };
        // Mistakes are reported where the profile itself is read.
        Self(node.value.as_array().map_or_else(Vec::new, |_| node.items().iter().filter_map(shape).collect()))
    }

    pub fn refusal(&self, body: &str) -> Refusal {
        let Some(answer) = json::value(body) else {
            let html = body.trim_start().starts_with('<');
            return Refusal { text: if html { String::new() } else { short(body) }, fields: Vec::new() };
        };
        let found = self.0.iter().find_map(|shape| match shape {
            RefusalShape::At(selector) => said(&selector.get(&answer)?),
            RefusalShape::Fields => in_wrapper(&answer).or_else(|| by_field(&answer)),
        });
        let mut refusal = found.unwrap_or_default();
        if refusal.fields.is_empty() {
            refusal.fields = in_wrapper(&answer).map(|wrapped| wrapped.fields).unwrap_or_default();
        }
        refusal
    }
}

/// What is said of single fields under one of the names that hubs put it under.
fn in_wrapper(answer: &Value) -> Option<Refusal> {
    let wrapped = ["fields", "errors", "detail"].iter().filter_map(|name| said(answer.get(name)?));
    wrapped.into_iter().find(|refusal| !refusal.fields.is_empty())
}

/// Text; texts by field; or a list of texts or of `{ "loc": ["body", "title"], "msg": "…" }`, as FastAPI has them.
fn said(value: &Value) -> Option<Refusal> {
    let items = match value {
        Value::Array(items) => items,
        Value::Object(_) => return by_field(value),
        _ => return plain(value).map(|text| Refusal { text: short(&text), fields: Vec::new() }),
    };
    let mut refusal = Refusal::default();
    for item in items {
        let text = item.get("msg").unwrap_or(item).as_str().unwrap_or_default();
        match item.get("loc").and_then(Value::as_array).and_then(|loc| plain(loc.last()?)) {
            Some(field) => refusal.fields.push((field, short(text))),
            None => join(&mut refusal.text, text),
        }
    }
    Some(refusal)
}

/// Every member is a text or a list of texts.
fn by_field(answer: &Value) -> Option<Refusal> {
    let mut refusal = Refusal::default();
    for (name, texts) in answer.as_object()? {
        let all = match texts {
            Value::Array(texts) => texts.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?.join(" "),
            _ => texts.as_str()?.to_owned(),
        };
        refusal.fields.push((name.clone(), short(&all)));
    }
    Some(refusal).filter(|refusal| !refusal.fields.is_empty())
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

fn short(text: &str) -> String {
    text.trim().chars().take(LONGEST).collect()
}
