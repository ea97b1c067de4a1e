//! How a hub's notification is read.

use std::sync::Arc;

use compact::Compact;
use model::{DedupKey, EventId, Notification, RawExtras, Severity, Texts};
use serde_json::Value;

use crate::Source;
use crate::effect::around;
use crate::extras::ExtrasSpec;
use crate::markup::Markup;
use crate::node::{Node, ObjectFields};
use crate::selector::Selector;
use crate::stamp::StampFormat;
use crate::word_map::{check_ranges, place_of};

/// How a notification is read from a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Compact)]
pub(crate) struct NotificationSpec {
    id: Option<Selector>,
    kind: Option<Selector>,
    kinds: Kinds,
    title: Option<Texts<Selector>>,
    message: Option<Texts<Selector>>,
    time: Option<(Selector, StampFormat)>,
    read: Option<Selector>,
    link: Option<Selector>,
    markup: Markup,
    dedup: Option<(Selector, u64)>,
    /// The same content without an id, once more, is the same event.
    repeats: bool,
    /// It speaks of what stands around it.
    around: bool,
    /// What it is besides its words, where the profile says something of it.
    extras: Option<ExtraWords>,
}

/// What of a notification's extras matters before it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
struct ExtraWords {
    /// Where the profile says the rest.
    spec: Arc<str>,
    replaces: Option<Selector>,
    expires: Option<(Selector, StampFormat)>,
}

/// What a hub's words for kinds mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Compact)]
pub(crate) struct Kinds(Vec<(String, Severity)>);

/// For how long a dedup key holds, where the profile does not say (milliseconds).
const WITHIN: u64 = 120_000;
/// Of larger messages nothing is shown besides the words (bytes of JSON).
const LARGEST_EXTRAS: usize = 65_536;

const SEVERITIES: [(&str, Severity); 4] = [
    ("info", Severity::Info),
    ("success", Severity::Success),
    ("warning", Severity::Warning),
    ("error", Severity::Error),
];

impl NotificationSpec {
    pub fn read(node: &Node<'_>, sources: &[Source]) -> Option<Self> {
        let mut fields = node.fields()?;
        let mut kinds = Kinds::default();
        let kind = fields.optional("kind").and_then(|node| read_kind(&node, &mut kinds));
        let title = fields.optional("title").and_then(|node| node.texts(Selector::read));
        let message = fields.optional("message").and_then(|node| node.texts(Selector::read));
        let mut read = |key| fields.optional(key).and_then(|node| Selector::read(&node));
        let (id, read, link) = (read("id"), read("read"), read("link"));
        let dedup = read_dedup(&mut fields, Selector::read);
        let repeats = fields.optional("repeat").and_then(|node| node.word(&[("same", true), ("new", false)]));
        let time = fields.optional("time").and_then(|node| read_time(&node));
        // Nothing was ever shown of it.
        let _ = fields.optional("data").map(|node| Selector::read(&node));
        let extras = ExtrasSpec::read(&mut fields, sources);
        let markup = extras.markup();
        let replaces = fields.optional("replaces").and_then(|node| Selector::read(&node));
        let expires = fields.optional("expires").and_then(|node| read_time(&node));
        let any = extras.is_any() || replaces.is_some() || expires.is_some();
        let extras = any.then(|| ExtraWords { spec: node.pointer().into(), replaces, expires });
        fields.finish();
        let repeats = repeats.unwrap_or(false);
        let around = around::is_meant(node.value);
        Some(Self {
            id,
            kind,
            kinds,
            title,
            message,
            time,
            read,
            link,
            markup,
            dedup,
            repeats,
            around,
            extras,
        })
    }

    /// Whether it speaks of what stands around the notification.
    pub fn speaks_of_around(&self) -> bool {
        self.around
    }

    /// Read a notification; `Err` says what was expected.
    pub fn notification(&self, value: &Value) -> Result<Notification, &'static str> {
        if !value.is_object() && self.id.is_some() {
            return Err("a notification as an object");
        }
        let text = |selector: &Option<Selector>| selector.as_ref().and_then(|selector| selector.text(value));
        let link = text(&self.link).filter(|link| is_web(link));
        let time = self.time.as_ref().and_then(|(selector, format)| Some((selector.get(value)?, format)));
        let stamp = time.as_ref().and_then(|(time, format)| format.parse(time));
        let unreadable_time = time.filter(|_| stamp.is_none()).map(|(time, _)| json::unquoted(&time));
        let id = text(&self.id).filter(|id| !id.is_empty());
        let title = |selector: &Selector| {
            let title = selector.text(value).map(|title| self.markup.plain(title));
            title.filter(|title| !title.trim().is_empty())
        };
        let message =
            |selector: &Selector| selector.get(value).map(|value| self.markup.plain(json::unquoted(&value)));
        Ok(Notification {
            id_from_content: id.is_none() && !self.repeats,
            id: id.map_or_else(|| built_id(value), EventId::from),
            kind: self.kind(value),
            title: self.title.as_ref().and_then(|texts| texts.filter_map(title)),
            message: self.message.as_ref().and_then(|texts| texts.filter_map(message)),
            dedup_keys: self
                .dedup
                .iter()
                .filter_map(|(key, within_ms)| {
                    Some(DedupKey { key: key.text(value)?, within_ms: *within_ms })
                })
                .collect(),
            stamp,
            unreadable_time: unreadable_time.filter(|time| !time.trim().is_empty()),
            read: self
                .read
                .as_ref()
                .and_then(|selector| selector.get(value))
                .is_some_and(|read| is_read(&read)),
            alert: None,
            link,
            extras: self.extras.as_ref().map(|words| Box::new(words.extras(value))),
        })
    }

    fn kind(&self, value: &Value) -> Severity {
        let word = self.kind.as_ref().and_then(|selector| selector.text(value));
        word.map_or(Severity::Info, |word| self.kinds.severity(&word))
    }
}

impl ExtraWords {
    fn extras(&self, value: &Value) -> RawExtras {
        let mut message = json::text(value);
        if message.len() > LARGEST_EXTRAS {
            message.clear();
        }
        let expires = |(at, format): &(Selector, StampFormat)| format.parse(&at.get(value)?);
        RawExtras {
            spec: Arc::clone(&self.spec),
            message,
            replaces: self.replaces.as_ref().and_then(|at| at.text(value)).map(EventId::from),
            expires: self.expires.as_ref().and_then(expires),
        }
    }
}

impl Kinds {
    /// From the object of words and kinds.
    pub fn read(map: &Node<'_>) -> Self {
        check_ranges(map);
        let kind = |(word, node): (&str, Node<'_>)| Some((word.to_owned(), severity_word(&node)?));
        Self(map.members().into_iter().filter_map(kind).collect())
    }

    /// What the profile maps is mapped; else the four kinds pass through; anything else informs.
    pub fn severity(&self, word: &str) -> Severity {
        let words = self.0.iter().map(|(from, _)| from.as_str());
        let mapped = place_of(words, word).and_then(|place| self.0.get(place));
        mapped.map(|(_, kind)| *kind).or_else(|| Severity::from_word(word)).unwrap_or_default()
    }
}

/// `same_as` and `within_s`: the dedup key, and for how long it holds (milliseconds).
pub(crate) fn read_dedup<T>(
    fields: &mut ObjectFields<'_>,
    read: impl Fn(&Node<'_>) -> Option<T>,
) -> Option<(T, u64)> {
    let same = fields.optional("same_as").and_then(|node| read(&node));
    let within = fields.optional("within_s").and_then(|node| node.seconds());
    same.map(|same| (same, within.unwrap_or(WITHIN)))
}

/// The kind of that word.
pub(crate) fn severity_word(node: &Node<'_>) -> Option<Severity> {
    node.word(&SEVERITIES)
}

fn read_kind(node: &Node<'_>, kinds: &mut Kinds) -> Option<Selector> {
    if !node.value.is_object() {
        return Selector::read(node);
    }
    let mut fields = node.fields()?;
    let at = Selector::required(&mut fields, "at");
    if let Some(map) = fields.optional("map") {
        *kinds = Kinds::read(&map);
    }
    fields.finish();
    at
}

fn read_time(node: &Node<'_>) -> Option<(Selector, StampFormat)> {
    if !node.value.is_object() {
        return Some((Selector::read(node)?, StampFormat::default()));
    }
    let mut fields = node.fields()?;
    let at = Selector::required(&mut fields, "at");
    let (format, zone) = (fields.optional("format"), fields.optional("zone"));
    let stamp = StampFormat::read(format.as_ref(), zone.as_ref());
    fields.finish();
    Some((at?, stamp?))
}

/// A read mark: a boolean, or the time of reading.
fn is_read(value: &Value) -> bool {
    boolean(value).unwrap_or_else(|| StampFormat::default().parse(value).is_some())
}

/// Booleans as hubs write them.
const BOOLEANS: [(&[&str], bool); 2] = [
    (&["true", "1", "yes", "y", "on", "t", "enabled"], true),
    (&["false", "0", "no", "n", "off", "f", "disabled"], false),
];

/// A boolean as hubs write them; nothing where it is none that is known.
pub(crate) fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(yes) => Some(*yes),
        Value::Number(number) => Some(json::float(number) != Some(0.0)),
        Value::String(text) => {
            let is = |word: &&str| word.eq_ignore_ascii_case(text.trim());
            BOOLEANS.iter().find(|(words, _)| words.iter().any(is)).map(|(_, yes)| *yes)
        }
        _ => None,
    }
}

/// The same content has the same id (FNV-1a, 64 bits, of the JSON text).
fn built_id(value: &Value) -> EventId {
    let hash = json::text(value).bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    EventId::from(format!("~{hash:016x}"))
}

/// Whether it is an address of the web: no other is followed.
#[must_use]
pub fn is_web(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}
