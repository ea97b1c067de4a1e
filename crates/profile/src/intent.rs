//! What the app's own buttons mean on a hub.

use compact::Compact;

use crate::node::{Node, ObjectFields};
use crate::request::{Retry, UrlTemplate, Vars};
use crate::source::source_index;
use crate::{Problem, Source};

/// A button of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntentKind {
    /// One notification was read.
    MarkRead,
    /// Everything is cleared.
    Clear,
}

/// The request with which the hub learns of it.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct IntentSpec {
    /// The source, by its index in the profile.
    pub source: usize,
    /// Whether it may be sent again.
    pub retry: Retry,
    /// Statuses that mean that it was done already.
    pub gone: Vec<u16>,
    path: UrlTemplate,
}

/// How the hub learns of "mark all read".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Compact)]
pub enum MarkAll {
    /// It does not.
    #[default]
    Local,
    /// By marking each one.
    Each,
}

/// The intents of a profile. An absent one is done here only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Compact)]
pub struct Intents {
    /// One notification was read.
    pub mark_read: Option<IntentSpec>,
    /// All were read.
    pub mark_all: MarkAll,
    /// Everything is cleared.
    pub clear: Option<IntentSpec>,
}

/// A request to a source: always a POST so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntentRequest {
    /// The source, by its index in the profile.
    pub source: usize,
    /// Path and query.
    pub path: String,
}

impl Intents {
    pub(crate) fn read(node: &Node<'_>, sources: &[Source]) -> Option<Self> {
        let mut fields = node.fields()?;
        let mut intent = |key| fields.optional(key).map(|node| IntentSpec::read(&node, sources));
        let (mark_read, clear) = (intent("mark_read"), intent("clear"));
        let mark_all = fields.optional("mark_all").map(|node| node.word(&[("each", MarkAll::Each)]));
        fields.finish();
        Some(Self {
            mark_read: mark_read.flatten(),
            mark_all: mark_all.flatten().unwrap_or_default(),
            clear: clear.flatten(),
        })
    }

    /// The request of an intent.
    #[must_use]
    pub fn of(&self, kind: IntentKind) -> Option<&IntentSpec> {
        match kind {
            IntentKind::MarkRead => self.mark_read.as_ref(),
            IntentKind::Clear => self.clear.as_ref(),
        }
    }
}

impl IntentSpec {
    fn read(node: &Node<'_>, sources: &[Source]) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let only = "{id} as the only placeholder";
        let path = fields.required("post").and_then(|node| UrlTemplate::read(&node, &["id"], only));
        let retry = fields.optional("retry").map_or(Some(Retry::Never), |node| Retry::read(&node));
        let gone = read_gone(&mut fields);
        fields.finish();
        Some(Self { source: source?, retry: retry?, gone: gone?, path: path? })
    }

    /// The request, with the values of its placeholders.
    ///
    /// # Errors
    /// A value that is missing, empty, `.` or `..`.
    pub fn request(&self, vars: &Vars) -> Result<IntentRequest, Problem> {
        Ok(IntentRequest { source: self.source, path: self.path.substitute(vars)? })
    }
}

pub(crate) fn read_gone(fields: &mut ObjectFields<'_>) -> Option<Vec<u16>> {
    let Some(node) = fields.optional("gone") else { return Some(Vec::new()) };
    node.all(Node::error_status)
}
