//! What the app's own buttons mean on a hub.

use crate::node::{Fields, Node};
use crate::rule::source_index;
use crate::source::path;
use crate::{Problem, Source};

/// A button of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntentKind {
    /// One notification was read.
    MarkRead,
    /// Everything is cleared.
    Clear,
}

/// Whether a request whose outcome is unknown may be sent again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Retry {
    /// Twice is the same as once.
    Safe,
    /// Look first whether it was done.
    Lookup,
    /// Never; the person decides.
    #[default]
    Never,
}

/// A request that tells the hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The source, by its place in the profile.
    pub source: usize,
    /// Whether it may be sent again.
    pub retry: Retry,
    /// Statuses that mean that it was done already.
    pub gone: Vec<u16>,
    path: String,
}

/// How "mark all read" is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkAll {
    /// It is not.
    #[default]
    Local,
    /// By marking each one.
    Each,
}

/// The intents of a profile. An absent one is done here only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intents {
    /// One notification was read.
    pub mark_read: Option<Intent>,
    /// All were read.
    pub mark_all: MarkAll,
    /// Everything is cleared.
    pub clear: Option<Intent>,
}

/// What fills the placeholders of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vars {
    /// `{id}`: of the notification.
    pub id: Option<String>,
}

/// A request to a source: always a POST so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The source, by its place in the profile.
    pub source: usize,
    /// Path and query.
    pub path: String,
}

impl Intents {
    pub(crate) fn read(node: &Node<'_>, sources: &[Source]) -> Option<Self> {
        let mut fields = node.fields()?;
        let mut intent = |key| fields.optional(key).map(|node| Intent::read(&node, sources));
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
    pub fn of(&self, kind: IntentKind) -> Option<&Intent> {
        match kind {
            IntentKind::MarkRead => self.mark_read.as_ref(),
            IntentKind::Clear => self.clear.as_ref(),
        }
    }
}

impl Intent {
    fn read(node: &Node<'_>, sources: &[Source]) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let post = fields.required("post").and_then(|node| placeholders(&node));
        let words = [("safe", Retry::Safe), ("lookup", Retry::Lookup), ("never", Retry::Never)];
        let retry = fields.optional("retry").map_or(Some(Retry::Never), |node| node.word(&words));
        let gone = read_gone(&mut fields);
        fields.finish();
        Some(Self { source: source?, retry: retry?, gone: gone?, path: post? })
    }

    /// The request, with its placeholders filled in.
    ///
    /// # Errors
    /// A value that is missing, empty, `.` or `..`.
    pub fn request(&self, vars: &Vars) -> Result<Request, Problem> {
        let mut path = self.path.clone();
        if path.contains("{id}") {
            let id = vars.id.as_deref().unwrap_or_default();
            if matches!(id, "" | "." | "..") {
                return Err(Problem {
                    pointer: self.path.clone(),
                    found: format!("{id:?}"),
                    expected: "an id other than \"\", \".\" and \"..\"".to_owned(),
                });
            }
            path = path.replace("{id}", &component(id));
        }
        Ok(Request { source: self.source, path })
    }
}

fn read_gone(fields: &mut Fields<'_>) -> Option<Vec<u16>> {
    let Some(node) = fields.optional("gone") else { return Some(Vec::new()) };
    let status = |item: &Node<'_>| {
        let status = item.value.as_u64().and_then(|status| u16::try_from(status).ok());
        status
            .filter(|status| (400..600).contains(status))
            .or_else(|| item.wrong("an HTTP status from 400 to 599"))
    };
    node.items().iter().map(status).collect::<Vec<_>>().into_iter().collect()
}

/// A path whose only placeholder is `{id}`.
fn placeholders(node: &Node<'_>) -> Option<String> {
    let text = path(node)?;
    if text.replace("{id}", "").contains(['{', '}']) {
        node.wrong("{id} as the only placeholder")
    } else {
        Some(text)
    }
}

/// Percent-encode a URL component (RFC 3986 §2.3: only unreserved characters stay).
fn component(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
