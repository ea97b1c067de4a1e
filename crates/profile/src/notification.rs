//! How a hub's notification is read.

use model::{EventId, Kind, Notification};
use serde_json::Value;

use crate::node::Node;
use crate::pick::{Pick, plain};
use crate::stamp::StampFormat;

/// How a notification is read from a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NotificationSpec {
    id: Option<Pick>,
    kind: Option<Pick>,
    kinds: Vec<(String, Kind)>,
    title: Option<Pick>,
    message: Option<Pick>,
    time: Option<(Pick, StampFormat)>,
    read: Option<Pick>,
    data: Option<Pick>,
    link: Option<Pick>,
}

const KINDS: [(&str, Kind); 4] =
    [("info", Kind::Info), ("success", Kind::Success), ("warning", Kind::Warning), ("error", Kind::Error)];

impl NotificationSpec {
    pub fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let mut kinds = Vec::new();
        let kind = fields.optional("kind").and_then(|node| read_kind(&node, &mut kinds));
        let mut pick = |key| fields.optional(key).and_then(|node| Pick::read(&node));
        let (id, title, message, read) = (pick("id"), pick("title"), pick("message"), pick("read"));
        let (data, link) = (pick("data"), pick("link"));
        let time = fields.optional("time").and_then(|node| read_time(&node));
        fields.finish();
        Some(Self { id, kind, kinds, title, message, time, read, data, link })
    }

    /// Read a notification; `Err` says what was expected.
    pub fn notification(&self, value: &Value) -> Result<Notification, &'static str> {
        if !value.is_object() && self.id.is_some() {
            return Err("a notification as an object");
        }
        let text = |pick: &Option<Pick>| pick.as_ref().and_then(|pick| pick.text(value));
        let link =
            text(&self.link).filter(|link| link.starts_with("https://") || link.starts_with("http://"));
        let stamp = self.time.as_ref().and_then(|(pick, format)| format.parse(&pick.get(value)?));
        Ok(Notification {
            id: text(&self.id).filter(|id| !id.is_empty()).map_or_else(|| built_id(value), EventId::from),
            kind: self.kind(value),
            title: text(&self.title).filter(|title| !title.trim().is_empty()),
            message: self.message.as_ref().and_then(|pick| pick.get(value)).map(readable),
            stamp,
            read: self.read.as_ref().and_then(|pick| pick.get(value)).is_some_and(|read| truthy(&read)),
            link,
            data: self.data.as_ref().and_then(|pick| pick.get(value)).unwrap_or(Value::Null),
        })
    }

    /// The four kinds pass through; what the profile maps is mapped; anything else informs.
    fn kind(&self, value: &Value) -> Kind {
        let Some(word) = self.kind.as_ref().and_then(|pick| pick.text(value)) else { return Kind::Info };
        let mapped = self.kinds.iter().find(|(from, _)| *from == word).map(|(_, kind)| *kind);
        mapped.or_else(|| Kind::from_word(&word)).unwrap_or_default()
    }
}

fn read_kind(node: &Node<'_>, kinds: &mut Vec<(String, Kind)>) -> Option<Pick> {
    if !node.value.is_object() {
        return Pick::read(node);
    }
    let mut fields = node.fields()?;
    let at = fields.required("at").and_then(|node| Pick::read(&node));
    if let Some(map) = fields.optional("map") {
        for (word, node) in map.members() {
            if let Some(kind) = node.word(&KINDS) {
                kinds.push((word.to_owned(), kind));
            }
        }
    }
    fields.finish();
    at
}

fn read_time(node: &Node<'_>) -> Option<(Pick, StampFormat)> {
    if !node.value.is_object() {
        return Some((Pick::read(node)?, StampFormat::default()));
    }
    let mut fields = node.fields()?;
    let at = fields.required("at").and_then(|node| Pick::read(&node));
    let (format, zone) = (fields.optional("format"), fields.optional("zone"));
    let stamp = StampFormat::read(format.as_ref(), zone.as_ref());
    fields.finish();
    Some((at?, stamp?))
}

/// Text as it is, anything else as JSON: nothing that a hub says is lost (hub 002 §2.3).
fn readable(value: Value) -> String {
    plain(&value).unwrap_or_else(|| value.to_string())
}

/// Booleans as hubs write them.
pub(crate) fn truthy(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => matches!(text.to_ascii_lowercase().as_str(), "true" | "1" | "yes"),
        _ => false,
    }
}

/// The same content has the same id (FNV-1a, 64 bits, of the JSON text).
fn built_id(value: &Value) -> EventId {
    let hash = value.to_string().bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    EventId::from(format!("~{hash:016x}"))
}
