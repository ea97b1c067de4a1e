//! Choices that are one word each. The page needs them before it draws anything, so each is kept under a key of its own.

use profile::node::Node;

use crate::hubs_json::is_hub_id;

/// What may stand for a choice.
enum Allowed {
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A language of the app.
    Language,
    /// A time zone that the browser knows.
    Zone,
    /// A page to begin with: `overview`, `inbox`, or `hub/ID`.
    Page,
}

/// Each choice by its name, which is its member of the file and the end of its storage key.
const CHOICES: [(&str, Allowed); 7] = [
    ("lang", Allowed::Language),
    ("theme", Allowed::OneOf(&["auto", "light", "dark", "contrast"])),
    ("density", Allowed::OneOf(&["dense", "comfortable", "spacious"])),
    ("times", Allowed::OneOf(&["relative", "absolute"])),
    ("zone", Allowed::Zone),
    ("start", Allowed::Page),
    ("shortcuts", Allowed::OneOf(&["on", "off"])),
];

/// What only the app knows of choices.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Tags of its languages.
    pub languages: &'a [&'static str],
    /// Whether the browser knows a time zone.
    pub is_zone: &'a dyn Fn(&str) -> bool,
}

/// The names of all choices.
pub fn names() -> impl Iterator<Item = &'static str> {
    CHOICES.iter().map(|(name, _)| *name)
}

/// What was chosen; what was not is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices(Vec<(&'static str, String)>);

impl Choices {
    /// The word of a choice.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| *other == name).map(|(_, word)| word.as_str())
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, word)| (*name, word.as_str()))
    }

    /// Choose, where the name is that of a choice; an empty word is as if nothing had been chosen.
    pub fn set(&mut self, name: &str, word: &str) {
        let Some(name) = names().find(|known| *known == name) else { return };
        self.0.retain(|(other, _)| *other != name);
        if !word.is_empty() {
            self.0.push((name, word.to_owned()));
        }
    }

    /// Those among the members of a file.
    pub(super) fn read(root: &Node<'_>, known: Known<'_>) -> Self {
        let read = |(name, allowed): &(&'static str, Allowed)| {
            Some((*name, allowed.read(&root.member(name)?, known)?))
        };
        Self(CHOICES.iter().filter_map(read).collect())
    }
}

impl Allowed {
    fn read(&self, node: &Node<'_>, known: Known<'_>) -> Option<String> {
        let text = node.text()?;
        let (is_allowed, expected) = match self {
            Self::OneOf(words) => (words.contains(&text), words.join(" | ")),
            Self::Language => (known.languages.contains(&text), known.languages.join(" | ")),
            Self::Zone => ((known.is_zone)(text), "America/Santiago, Europe/Madrid, …".to_owned()),
            Self::Page => (is_page(text), "overview | inbox | hub/ID".to_owned()),
        };
        if is_allowed { Some(text.to_owned()) } else { node.wrong(&expected) }
    }
}

fn is_page(text: &str) -> bool {
    matches!(text, "overview" | "inbox") || text.strip_prefix("hub/").is_some_and(is_hub_id)
}
