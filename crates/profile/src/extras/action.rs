//! What the user can do about a notification: open a link, or send something to the hub itself.

use model::Texts;
use serde_json::Value;

use super::attachment::items;
use crate::forms::{Action, Content};
use crate::matching::Match;
use crate::node::{Node, given};
use crate::notification::is_web;
use crate::pointer::Pointer;
use crate::request::{UrlTemplate, Vars};
use crate::selector::Selector;
use crate::source::{is_path, source_index};
use crate::template::{fill, known_names, placeholders, plain};
use crate::{Source, SourceKind};

/// Most actions that a notification offers, and the longest name of one (characters).
const MOST: usize = 6;
const LONGEST_TITLE: usize = 60;

const PLACEHOLDERS: &str = "{/id} and the like as placeholders";

/// Something that the user can do about a notification.
#[derive(Clone, Debug, PartialEq)]
pub struct NotificationAction {
    /// What its button says.
    pub title: Texts,
    /// What it does.
    pub what: Deed,
}

/// What an action of a notification does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Opens an http(s) address.
    Open(String),
    /// Sends something to the hub.
    Post(Post),
}

/// What a notification's action sends to the hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// The source, by its index in the profile.
    pub source: usize,
    /// A path below the source's base, or all of an address.
    address: String,
    content: Content,
}

/// How actions are read from a message.
#[derive(Debug)]
pub(super) struct ActionSpec {
    from: Pointer,
    when: Option<Match>,
    title: Texts<Selector>,
    deed: DeedSpec,
}

#[derive(Debug)]
enum DeedSpec {
    Open(Selector),
    Post { source: usize, to: PostTo, send: Value },
}

/// Where something is sent.
#[derive(Debug)]
enum PostTo {
    /// A path of the profile, and its placeholders.
    Path(UrlTemplate, Vec<String>),
    /// An address out of the notification.
    Address(Selector),
}

impl ActionSpec {
    /// `{ "from": "/actions", "when": { … }, "title": "/label", "open": "/url" }`, or `source` and `post`.
    pub fn read(node: &Node<'_>, sources: &[Source]) -> Option<Self> {
        let mut fields = node.fields()?;
        let from = fields.optional("from").map(|node| Pointer::read(&node));
        let when = fields.optional("when").map(|node| Match::read(&node));
        let title = fields.required("title").and_then(|node| node.texts(Selector::read));
        let (open, post) = (fields.optional("open"), fields.optional("post"));
        let deed = match (open, post) {
            (Some(open), None) => Selector::read(&open).map(DeedSpec::Open),
            (None, Some(post)) => {
                let source = fields.required("source").and_then(|node| rest(&node, sources));
                let send = fields
                    .optional("send")
                    .map(|node| known_names(&node, &is_pointer, PLACEHOLDERS).map(|()| node.value.clone()));
                let to = PostTo::read(&post);
                let send = given(send);
                source.zip(to).zip(send).map(|((source, to), send)| DeedSpec::Post {
                    source,
                    to,
                    send: send.unwrap_or_default(),
                })
            }
            _ => node.wrong("one of open, post"),
        };
        fields.finish();
        let from = given(from)?.unwrap_or_else(Pointer::whole);
        Some(Self { from, when: given(when)?, title: title?, deed: deed? })
    }

    fn action(&self, item: &Value) -> Option<NotificationAction> {
        if self.when.as_ref().is_some_and(|when| !when.passes(item)) {
            return None;
        }
        let title = self.title.filter_map(|title| {
            let title: String = title.text(item)?.trim().chars().take(LONGEST_TITLE).collect();
            (!title.is_empty()).then_some(title)
        });
        let what = match &self.deed {
            DeedSpec::Open(link) => Deed::Open(link.text(item).filter(|link| is_web(link))?),
            DeedSpec::Post { source, to, send } => {
                Deed::Post(Post { source: *source, address: to.address(item)?, content: content(send, item) })
            }
        };
        Some(NotificationAction { title: title?, what })
    }
}

impl PostTo {
    fn read(node: &Node<'_>) -> Option<Self> {
        if node.value.is_object() {
            let mut fields = node.fields()?;
            let at = Selector::required(&mut fields, "at");
            fields.finish();
            return at.map(Self::Address);
        }
        known_names(node, &is_pointer, PLACEHOLDERS)?;
        let (pieces, _) = placeholders(node.text()?)?;
        let names: Vec<&str> = pieces.into_iter().map(|(_, name)| name).collect();
        let url = UrlTemplate::read(node, &names, PLACEHOLDERS)?;
        Some(Self::Path(url, names.into_iter().map(str::to_owned).collect()))
    }

    fn address(&self, item: &Value) -> Option<String> {
        match self {
            Self::Address(at) => at.text(item),
            Self::Path(url, names) => {
                let value = |name: &str| plain(Pointer::parse(name)?.get(item)?);
                let and = |vars: Vars, name: &String| match value(name) {
                    Some(value) => vars.and(name, &value),
                    None => vars,
                };
                url.substitute(&names.iter().fold(Vars::default(), and)).ok()
            }
        }
    }
}

impl Post {
    /// The path below the source's base; nothing where the address is not below it: no other server gets anything.
    #[must_use]
    pub fn path(&self, base: &str) -> Option<&str> {
        let base = base.trim_end_matches('/');
        let below = if base.is_empty() { None } else { self.address.strip_prefix(base) };
        Some(below.unwrap_or(&self.address)).filter(|path| is_path(path))
    }

    /// The action of the user that this is; nothing where the address is not below the base.
    #[must_use]
    pub fn action(&self, title: &Texts, base: &str) -> Option<Action> {
        let path = self.path(base)?.to_owned();
        Some(Action::post(title.clone(), self.source, path, self.content.clone()))
    }
}

/// All actions of a message.
pub(super) fn read_all(specs: &[ActionSpec], message: &Value) -> Vec<NotificationAction> {
    let of = |spec: &ActionSpec| {
        let items = items(spec.from.get(message));
        items.iter().filter_map(|item| spec.action(item)).collect::<Vec<_>>()
    };
    specs.iter().flat_map(of).take(MOST).collect()
}

/// What is sent along: JSON, or a text as it is. What has no value is left out.
fn content(send: &Value, item: &Value) -> Content {
    match fill(send, &|name| Pointer::parse(name)?.get(item).cloned()) {
        Value::Null => Content::None,
        value => Content::Json(json::unquoted(&value)),
    }
}

fn is_pointer(name: &str) -> bool {
    name.starts_with('/') && Pointer::parse(name).is_some()
}

fn rest(node: &Node<'_>, sources: &[Source]) -> Option<usize> {
    let index = source_index(node, sources)?;
    let kind = sources.get(index).map(|source| &source.kind);
    matches!(kind, Some(SourceKind::Rest { .. }))
        .then_some(index)
        .or_else(|| node.wrong("a source of kind rest"))
}
