//! Who the user is to a hub: where the credentials are attached, and how a refusal reads.
//!
//! What is asked for, and of whom, stands in [`crate::Forms`].

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use compact::Compact;
use serde_json::{Map, Value};

use crate::call::Call;
use crate::matching::Match;
use crate::node::{Node, ObjectFields, given};
use crate::source::{event_name, source_index};
use crate::template::{known_names, substitute};
use crate::{Source, SourceKind};

/// What HTTP Basic (RFC 7617) asks for.
const BASIC: [&str; 2] = ["user", "password"];

/// What the user gave, or the hub gave in exchange, by name.
pub type Credentials = Map<String, Value>;

/// How a hub knows the user.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct Auth {
    attach: Vec<Attach>,
    refused: Vec<u16>,
    /// A login that ends can be renewed; how, stands in [`crate::Login`].
    pub renews: bool,
}

#[derive(Clone, Debug, PartialEq, Compact)]
struct Attach {
    source: usize,
    way: Way,
    value: Value,
    /// A query parameter that holds the value's bytes in base64url.
    encoded: bool,
}

#[derive(Clone, Debug, PartialEq, Compact)]
enum Way {
    Query(String),
    Header(String),
    Basic,
    /// The browser's own: the hub sets it where it takes the login.
    Cookie,
    Hello,
    Connect,
    /// What logs in, and what its acknowledgement looks like where the hub accepts.
    Emit(Arc<Call>, Match),
}

/// An event that logs in a Socket.IO connection as soon as it stands; the acknowledgement says whether the hub accepts.
#[derive(Clone, Debug, PartialEq)]
pub struct SocketLogin {
    /// The event.
    pub call: Arc<Call>,
    /// What stands for its placeholders.
    pub values: Credentials,
}

/// What goes along with everything that is sent to a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attached {
    /// Query parameters, not yet encoded.
    pub query: Vec<(String, String)>,
    /// Headers of requests.
    pub headers: Vec<(String, String)>,
    /// Frames that are sent as soon as a WebSocket is open, before those of the source.
    pub hello: Vec<String>,
    /// What a Socket.IO connection is opened with.
    pub connect: Option<Value>,
    /// What logs in a Socket.IO connection before anything else.
    pub login: Option<SocketLogin>,
}

impl Auth {
    pub(crate) fn read(node: &Node<'_>, sources: &[Source]) -> Option<Self> {
        let mut fields = node.fields()?;
        let _elsewhere = (fields.optional("ask"), fields.optional("login"), fields.optional("expires"));
        let renews = fields.optional("refresh").is_some();
        let attach = fields.required("attach").and_then(|node| node.all(|item| Attach::read(item, sources)));
        let refused = fields.optional("refused").map(|node| node.all(read_status));
        fields.finish();
        Some(Self { attach: attach?, refused: given(refused)?.unwrap_or_else(|| vec![401]), renews })
    }

    /// Whether a source requires a login.
    #[must_use]
    pub fn requires_auth(&self, source: usize) -> bool {
        self.attach.iter().any(|attach| attach.source == source)
    }

    /// Whether cookies go along with what is sent to a source, and are kept of its answers.
    #[must_use]
    pub fn sends_cookies(&self, source: usize) -> bool {
        self.attach.iter().any(|attach| attach.source == source && attach.way == Way::Cookie)
    }

    /// Whether an acknowledgement, the array of its arguments, says that a source accepts the login of its connections.
    #[must_use]
    pub fn accepts(&self, source: usize, answer: &Value) -> bool {
        let accepts = |way: &Way| matches!(way, Way::Emit(_, success) if success.passes(answer));
        self.attach.iter().any(|attach| attach.source == source && accepts(&attach.way))
    }

    /// Whether an answer's status says that the hub does not know the user (any more).
    #[must_use]
    pub fn refuses(&self, status: u16) -> bool {
        self.refused.contains(&status)
    }

    /// What goes along with everything that is sent to a source; nothing where a credential that it needs is absent.
    #[must_use]
    pub fn attached(&self, source: usize, given: &Credentials) -> Option<Attached> {
        let mut all = Attached::default();
        for attach in self.attach.iter().filter(|attach| attach.source == source) {
            let value = substitute(&attach.value, &|name| given.get(name.strip_prefix("auth.")?).cloned())?;
            let text = || json::unquoted(&value);
            match &attach.way {
                Way::Query(name) if attach.encoded => {
                    all.query.push((name.clone(), URL_SAFE_NO_PAD.encode(text())));
                }
                Way::Query(name) => all.query.push((name.clone(), text())),
                Way::Header(name) => all.headers.push((name.clone(), text())),
                Way::Basic => all.headers.push(basic(&value)),
                Way::Cookie => {}
                Way::Hello => all.hello.push(text()),
                Way::Connect => all.connect = Some(value),
                Way::Emit(call, _) => {
                    all.login = Some(SocketLogin { call: Arc::clone(call), values: given.clone() });
                }
            }
        }
        Some(all)
    }
}

impl Attach {
    fn read(node: &Node<'_>, sources: &[Source]) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let kind = source.and_then(|source| sources.get(source)).map(|source| &source.kind);
        let mut way = read_way(&mut fields, kind);
        let value = match way {
            // What stands in it is between the hub and the browser.
            Some(Way::Cookie) => None,
            _ => fields.required("value"),
        };
        let is_cookie = matches!(way, Some(Way::Cookie));
        let value = value.and_then(|node| {
            known_names(&node, &|name| name.starts_with("auth."), "{auth.name} as placeholders")?;
            match way {
                Some(Way::Basic) => read_basic(&node)?,
                Some(Way::Emit(..)) if !node.value.is_array() => return node.wrong("an array"),
                _ => {}
            }
            Some(node.value.clone())
        });
        let value = value.or_else(|| is_cookie.then(Value::default));
        if let (Some(Way::Emit(call, _)), Some(value)) = (&mut way, &value) {
            // What stands for its placeholders are the credentials themselves.
            let bare = json::value(&json::text(value).replace("{auth.", "{")).unwrap_or_default();
            *call = Arc::new(call.with(bare));
        }
        // Only a query has it; elsewhere it is a key that nobody knows.
        let encode = match way {
            Some(Way::Query(_)) | None => fields.optional("encode"),
            Some(_) => None,
        };
        let encoded = encode.map(|node| node.word(&[("base64url", true)]));
        fields.finish();
        Some(Self { source: source?, way: way?, value: value?, encoded: given(encoded)?.is_some() })
    }
}

/// How what goes along may go, wherever that is.
const WAYS: &[(&str, u8)] =
    &[("query", 0), ("header", 1), ("basic", 4), ("hello", 2), ("connect", 3), ("emit", 5), ("cookie", 6)];

/// Browsers give a WebSocket no headers, and only a WebSocket has a first frame.
fn read_way(fields: &mut ObjectFields<'_>, kind: Option<&SourceKind>) -> Option<Way> {
    let node = fields.required("as")?;
    let words: &[(&str, u8)] = match kind {
        Some(SourceKind::Rest { .. } | SourceKind::EventStream(_)) => {
            &[("query", 0), ("header", 1), ("basic", 4), ("cookie", 6)]
        }
        Some(SourceKind::WebSocket(_)) => &[("query", 0), ("hello", 2), ("cookie", 6)],
        Some(SourceKind::SocketIo { .. }) => &[("query", 0), ("connect", 3), ("emit", 5), ("cookie", 6)],
        None => WAYS,
    };
    let Some(way) = node.word(words) else {
        // One mistake is enough.
        let _others = (fields.optional("name"), fields.optional("success"));
        return None;
    };
    match way {
        0 => fields.string("name").map(Way::Query),
        1 => fields.string("name").map(Way::Header),
        2 => Some(Way::Hello),
        3 => Some(Way::Connect),
        6 => Some(Way::Cookie),
        5 => {
            let event = fields.required("name").and_then(|node| event_name(&node));
            let success =
                fields.optional("success").map_or(Some(Match::default()), |node| Match::read(&node));
            Some(Way::Emit(Arc::new(Call::asking(event?)), success?))
        }
        _ => Some(Way::Basic),
    }
}

/// The header of HTTP Basic for `{ "user": …, "password": … }`.
pub(crate) fn basic(value: &Value) -> (String, String) {
    let [user, password] = BASIC.map(|name| value.get(name).map_or_else(String::new, json::unquoted));
    let encoded = STANDARD.encode(format!("{user}:{password}"));
    ("Authorization".to_owned(), format!("Basic {encoded}"))
}

/// `{ "user": "{auth.user}", "password": "{auth.password}" }`
pub(crate) fn read_basic(node: &Node<'_>) -> Option<()> {
    let mut fields = node.fields()?;
    let texts = BASIC.map(|name| fields.string(name));
    fields.finish();
    texts.iter().all(Option::is_some).then_some(())
}

/// `{ "status": 401 }`
fn read_status(node: &Node<'_>) -> Option<u16> {
    let mut fields = node.fields()?;
    let status = fields.required("status").and_then(|node| node.error_status());
    fields.finish();
    status
}

#[cfg(test)]
mod tests;
