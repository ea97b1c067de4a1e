//! What a notification shows besides its words. A notification keeps the message that it was read from; what it says is
//! read when it is drawn, by the profile's text, so that nobody waits for it before.

use model::RawExtras;
use serde_json::Value;

use crate::markup::Markup;
use crate::node::{Node, ObjectFields, Problems, given};
use crate::pointer::Pointer;
use crate::selector::Selector;
use crate::template::plain;
use crate::word_map::{check_ranges, place_of};
use crate::{Profile, Source};

mod action;
mod attachment;

use action::ActionSpec;
pub use action::{Deed, NotificationAction, Post};
pub use attachment::Attachment;
use attachment::AttachmentSpec;

/// Most tags that a notification shows, and the longest one (characters).
const MOST_TAGS: usize = 12;
const LONGEST_TAG: usize = 60;

/// What a notification shows besides its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NotificationExtras {
    /// How urgent the hub calls it.
    pub priority: Priority,
    /// What the hub sorts it by.
    pub tags: Vec<String>,
    /// A drawing of the app's own.
    pub icon: Option<NotificationIcon>,
    /// Its message is written in Markdown.
    pub is_markdown: bool,
    /// What is attached, as links.
    pub attachments: Vec<Attachment>,
    /// What the user can do about it.
    pub actions: Vec<NotificationAction>,
}

/// How urgent a hub calls a notification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Priority {
    /// The least.
    Min,
    /// Less than usual.
    Low,
    /// As usual; also where the hub says nothing that is known.
    #[default]
    Default,
    /// More than usual.
    High,
    /// The most.
    Max,
}

impl Priority {
    const WORDS: [(&'static str, Self); 5] = [
        ("min", Self::Min),
        ("low", Self::Low),
        ("default", Self::Default),
        ("high", Self::High),
        ("max", Self::Max),
    ];

    /// The word of the DOM contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(_, priority)| *priority == self).map_or("", |(word, _)| word)
    }
}

macro_rules! icons {
    ($($name:ident $word:literal),* $(,)?) => {
        /// A drawing that the app has: no picture of a hub is fetched.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum NotificationIcon {
            $(#[doc = concat!("`", $word, "`")] $name),*
        }

        impl NotificationIcon {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$name)),*];

            /// The word of the profile.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

icons!(
    Bell "bell", Calendar "calendar", Chart "chart", Clock "clock", Cloud "cloud", Disk "disk", Door "door", Fire "fire",
    Home "home", Key "key", Mail "mail", Message "message", Network "network", Package "package", Power "power",
    Server "server", Shield "shield", Thermometer "thermometer", User "user", Water "water",
);

/// How that is read from a message.
#[derive(Debug, Default)]
pub(crate) struct ExtrasSpec {
    priority: Option<Mapped<Priority>>,
    tags: Option<Selector>,
    icon: Option<Mapped<NotificationIcon>>,
    written: Written,
    attachments: Vec<AttachmentSpec>,
    actions: Vec<ActionSpec>,
}

/// What the hub writes a notification in.
#[derive(Debug, Default)]
enum Written {
    #[default]
    Text,
    /// HTML, of which the words are taken when it comes.
    Html,
    Markdown,
    /// What the notification itself says.
    By(Mapped<bool>),
}

impl Written {
    /// What a notification may say of its message: whether that is Markdown.
    const WORDS: [(&'static str, bool); 2] = [("markdown", true), ("text", false)];

    fn read(node: &Node<'_>) -> Option<Self> {
        match node.value {
            Value::Object(_) => Mapped::read(node, &Self::WORDS).map(Self::By),
            Value::String(word) if word == "html" => Some(Self::Html),
            Value::String(word) if word == "markdown" => Some(Self::Markdown),
            _ => node.wrong("html, markdown, or an object"),
        }
    }
}

impl ExtrasSpec {
    /// From the members of a notification that are for this.
    pub fn read(fields: &mut ObjectFields<'_>, sources: &[Source]) -> Self {
        let priority = fields.optional("priority").and_then(|node| Mapped::read(&node, &Priority::WORDS));
        let tags = fields.optional("tags").and_then(|node| Selector::read(&node));
        let icon = fields.optional("icon").and_then(|node| Mapped::read(&node, NotificationIcon::WORDS));
        let attachments = fields.optional("attachments").map(|node| node.all(AttachmentSpec::read));
        let attachments = given(attachments).flatten().unwrap_or_default();
        let actions =
            fields.optional("actions").and_then(|node| node.all(|it| ActionSpec::read(it, sources)));
        let actions = actions.unwrap_or_default();
        let written = fields.optional("markup").and_then(|node| Written::read(&node)).unwrap_or_default();
        Self { priority, tags, icon, written, attachments, actions }
    }

    /// What title and message are written in, as far as the words of it are taken when they come.
    pub fn markup(&self) -> Markup {
        if matches!(self.written, Written::Html) { Markup::Html } else { Markup::None }
    }

    /// Whether a notification shows anything besides its words.
    pub fn is_any(&self) -> bool {
        let marked = matches!(self.written, Written::Markdown | Written::By(_));
        let drawn = self.priority.is_some() || self.tags.is_some() || self.icon.is_some();
        marked || drawn || !self.attachments.is_empty() || !self.actions.is_empty()
    }

    fn extras(&self, message: &Value) -> NotificationExtras {
        let priority = self.priority.as_ref().and_then(|it| it.get(message, &Priority::WORDS));
        let icon = self.icon.as_ref().and_then(|it| it.get(message, NotificationIcon::WORDS));
        let is_markdown = match &self.written {
            Written::Text | Written::Html => false,
            Written::Markdown => true,
            Written::By(word) => word.get(message, &Written::WORDS).unwrap_or_default(),
        };
        NotificationExtras {
            is_markdown,
            priority: priority.unwrap_or_default(),
            tags: self.tags.as_ref().and_then(|tags| tags.get(message)).map(tags).unwrap_or_default(),
            icon,
            attachments: attachment::read_all(&self.attachments, message),
            actions: action::read_all(&self.actions, message),
        }
    }
}

/// A word of the hub, and what it stands for.
#[derive(Debug)]
struct Mapped<T> {
    at: Selector,
    map: Vec<(String, T)>,
}

impl<T: Copy> Mapped<T> {
    /// A selector, or `{ "at": …, "map": { … } }`.
    fn read(node: &Node<'_>, words: &[(&'static str, T)]) -> Option<Self> {
        if !node.value.is_object() {
            return Some(Self { at: Selector::read(node)?, map: Vec::new() });
        }
        let mut fields = node.fields()?;
        let at = Selector::required(&mut fields, "at");
        let map = fields.optional("map").map(|map| {
            check_ranges(&map);
            map.all_members(|word, node| Some((word.to_owned(), node.word(words)?)))
        });
        fields.finish();
        Some(Self { at: at?, map: given(map)?.unwrap_or_default() })
    }

    /// What the profile maps is mapped; else the app's own words pass through.
    fn get(&self, message: &Value, words: &[(&'static str, T)]) -> Option<T> {
        let word = self.at.text(message)?;
        let place = place_of(self.map.iter().map(|(from, _)| from.as_str()), &word);
        let mapped = place.and_then(|place| self.map.get(place)).map(|(_, to)| *to);
        mapped.or_else(|| words.iter().find(|(known, _)| *known == word).map(|(_, to)| *to))
    }
}

/// A list of texts, or one.
fn tags(value: Value) -> Vec<String> {
    let all = match value {
        Value::Array(items) => items,
        one => vec![one],
    };
    let tag = |value: &Value| {
        let tag: String = plain(value)?.trim().chars().take(LONGEST_TAG).collect();
        (!tag.is_empty()).then_some(tag)
    };
    all.iter().filter_map(tag).take(MOST_TAGS).collect()
}

/// Reads what notifications show besides their words.
#[derive(Clone, Debug)]
pub struct ExtrasReader {
    document: Value,
    sources: Vec<Source>,
}

impl Profile {
    /// Reads what this profile's notifications show besides their words.
    #[must_use]
    pub fn extras_reader(&self) -> ExtrasReader {
        let document = self.origin.document(&Problems::default()).unwrap_or_default();
        ExtrasReader { document, sources: self.sources.clone() }
    }
}

impl ExtrasReader {
    /// What a notification shows besides its words.
    #[must_use]
    pub fn read(&self, raw: &RawExtras) -> NotificationExtras {
        let read = || {
            let spec = Pointer::parse(&raw.spec)?.get(&self.document)?.clone();
            let problems = Problems::default();
            let spec = ExtrasSpec::read(&mut Node::root(&spec, &problems).fields()?, &self.sources);
            Some(spec.extras(&json::value(&raw.message)?))
        };
        read().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
