//! Where a hub is heard: named sources, each with a base address.

use std::sync::Arc;

use compact::Compact;
use serde_json::Value;

use crate::node::{Node, ObjectFields, given};
use crate::selector::Selector;

mod websocket;

pub use websocket::{FrameMeaning, NumberedFrame, WebSocket};

/// A source of a hub.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct Source {
    /// Its name in the profile.
    pub name: String,
    /// `url`, or a name from the configuration's `urls`.
    pub base: String,
    /// The base that stands in where the configuration does not give that one.
    pub or: Option<String>,
    /// How it is spoken to.
    pub kind: SourceKind,
    /// Whether the hub's state depends on it.
    pub primary: bool,
}

/// How a source is spoken to.
#[derive(Clone, Debug, PartialEq, Compact)]
pub enum SourceKind {
    /// Socket.IO 5 over Engine.IO 4.
    SocketIo {
        /// Path of the endpoint.
        path: String,
        /// Namespace.
        namespace: String,
        /// An event that the hub answers with another.
        ping: Option<PingSpec>,
    },
    /// A WebSocket of text frames, as a rule JSON.
    WebSocket(Arc<WebSocket>),
    /// Server-Sent Events.
    EventStream(Arc<EventStream>),
    /// HTTP requests.
    Rest {
        /// Time-out in milliseconds.
        timeout_ms: u64,
        /// A path that answers while the hub is well.
        check: Option<String>,
    },
}

/// A ping of the profile.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct PingSpec {
    /// The event sent, without arguments.
    pub emit: String,
    /// The event that answers it.
    pub reply: String,
    /// Interval in milliseconds.
    pub every_ms: u64,
}

/// An answer without an end, of events (WHATWG HTML §9.2).
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct EventStream {
    /// Path of the endpoint.
    pub path: String,
    /// Query parameters, not yet encoded.
    pub query: Vec<(String, String)>,
    /// How often the hub speaks by itself, if only by a comment.
    pub heartbeat: Option<HeartbeatSpec>,
    /// It repeats what was missed after the id in `Last-Event-ID`.
    pub resumes: bool,
}

/// A hub that speaks at least so often.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct HeartbeatSpec {
    /// Interval in milliseconds.
    pub every_ms: u64,
    /// Where to ask whether it really does: source and path of a request.
    pub check: Option<(usize, String)>,
    active: Option<Selector>,
}

/// Time-out where the profile names none (milliseconds).
const TIMEOUT: u64 = 10_000;

impl SourceKind {
    /// How often the hub speaks by itself, where it promises that.
    #[must_use]
    pub fn heartbeat(&self) -> Option<&HeartbeatSpec> {
        match self {
            Self::WebSocket(socket) => socket.heartbeat.as_ref(),
            Self::EventStream(stream) => stream.heartbeat.as_ref(),
            Self::SocketIo { .. } | Self::Rest { .. } => None,
        }
    }
}

impl Source {
    /// Stands in for a source with mistakes, so that references to its name are not mistakes too.
    pub(crate) fn broken(name: &str) -> Self {
        let kind = SourceKind::Rest { timeout_ms: TIMEOUT, check: None };
        Self { name: name.to_owned(), base: "url".to_owned(), or: None, kind, primary: false }
    }

    /// `names` are the names of all sources, in order.
    pub(crate) fn read(name: &str, node: &Node<'_>, names: &[&str]) -> Option<Self> {
        let mut fields = node.fields()?;
        let words = [("socketio", 0), ("websocket", 1), ("rest", 2), ("sse", 3)];
        let kind = fields.required("kind").and_then(|node| node.word(&words));
        let base = fields.optional("base").map_or(Some("url"), |node| node.text());
        let or = fields.optional("or").map(|node| node.string());
        let primary = fields.flag("primary");
        let kind = match kind {
            Some(0) => read_socketio(&mut fields),
            Some(1) => WebSocket::read(&mut fields, names).map(|it| SourceKind::WebSocket(Arc::new(it))),
            Some(2) => read_rest(&mut fields),
            Some(_) => EventStream::read(&mut fields, names).map(|it| SourceKind::EventStream(Arc::new(it))),
            None => return None,
        };
        fields.finish();
        let (base, or) = (base?.to_owned(), given(or)?);
        Some(Self { name: name.to_owned(), base, or, kind: kind?, primary: primary? })
    }
}

fn read_socketio(fields: &mut ObjectFields<'_>) -> Option<SourceKind> {
    let endpoint = fields.optional("path").map_or(Some("/socket.io/".to_owned()), |node| path(&node));
    let namespace = fields.optional("namespace").map_or(Some("/".to_owned()), |node| path(&node));
    let ping = fields.optional("ping").and_then(|node| PingSpec::read(&node));
    Some(SourceKind::SocketIo { path: endpoint?, namespace: namespace?, ping })
}

/// Names of events that a Socket.IO server closes the connection over.
const RESERVED: [&str; 6] =
    ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

/// The name of an event that can be emitted.
pub(crate) fn event_name(node: &Node<'_>) -> Option<String> {
    match node.string()? {
        name if RESERVED.contains(&name.as_str()) => {
            node.wrong("a name that Socket.IO does not keep for itself")
        }
        name => Some(name),
    }
}

fn read_rest(fields: &mut ObjectFields<'_>) -> Option<SourceKind> {
    let timeout = fields.seconds_or("timeout_s", TIMEOUT);
    let check = fields.optional("check").and_then(|node| path(&node));
    Some(SourceKind::Rest { timeout_ms: timeout?, check })
}

impl PingSpec {
    fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let emit = fields.required("emit").and_then(|node| event_name(&node));
        let every_ms = read_every(&mut fields);
        let reply = fields.required("reply").and_then(|node| {
            let mut fields = node.fields()?;
            let event = fields.string("event");
            fields.finish();
            event
        });
        fields.finish();
        Some(Self { emit: emit?, reply: reply?, every_ms: every_ms? })
    }
}

fn read_every(fields: &mut ObjectFields<'_>) -> Option<u64> {
    fields.seconds_or("every_s", 5_000).map(|every| every.max(1_000))
}

impl EventStream {
    fn read(fields: &mut ObjectFields<'_>, names: &[&str]) -> Option<Self> {
        let endpoint = read_endpoint(fields);
        let heartbeat = HeartbeatSpec::read(fields, names);
        let resumes = fields.flag("resume");
        let (path, query) = endpoint?;
        Some(Self { path, query, heartbeat: heartbeat?, resumes: resumes? })
    }
}

/// Path and query of what carries frames.
fn read_endpoint(fields: &mut ObjectFields<'_>) -> Option<(String, Vec<(String, String)>)> {
    let endpoint = fields.optional("path").map_or(Some("/".to_owned()), |node| path(&node));
    let query = fields.optional("query").map_or(Some(Vec::new()), |node| {
        node.all_members(|name, node| Some((name.to_owned(), node.string()?)))
    });
    Some((endpoint?, query?))
}

impl HeartbeatSpec {
    /// Nothing inside where the hub promises none.
    #[allow(clippy::option_option)] // outside: whether it could be read
    fn read(fields: &mut ObjectFields<'_>, names: &[&str]) -> Option<Option<Self>> {
        given(fields.optional("heartbeat").map(|node| Self::read_given(&node, names)))
    }

    fn read_given(node: &Node<'_>, names: &[&str]) -> Option<Self> {
        let mut fields = node.fields()?;
        let every_ms = fields.required("every_s").and_then(|node| node.seconds());
        let check = fields.optional("check").map(|node| {
            let (source, path_node, at) = match node.items().as_slice() {
                [source, path] => (*source, *path, None),
                [source, path, at] => (*source, *path, Some(*at)),
                _ => return node.wrong("[source, path] or [source, path, pointer]"),
            };
            let name = source.text()?;
            let index = names.iter().position(|known| *known == name);
            let index = index.or_else(|| source.wrong("the name of a source"));
            let active = at.map(|node| Selector::read(&node));
            Some(((index?, path(&path_node)?), given(active)?))
        });
        fields.finish();
        let (check, active) = given(check)?.map_or((None, None), |(check, active)| (Some(check), active));
        Some(Self { every_ms: every_ms?.max(1_000), check, active })
    }

    /// Whether the hub says in its answer to `check` that it sends no heartbeats.
    #[must_use]
    pub fn is_off(&self, answer: &Value) -> bool {
        let active = self.active.as_ref().and_then(|active| active.get(answer));
        active.is_some_and(|active| !crate::notification::boolean(&active).unwrap_or(false))
    }
}

/// A path below a source's base: one leading `/`, no scheme, no `//`, no `..`.
pub(crate) fn path(node: &Node<'_>) -> Option<String> {
    let text = node.text()?;
    if is_path(text) {
        Some(text.to_owned())
    } else {
        node.wrong("a path with one leading /, without //, . or ..")
    }
}

/// Whether it is a path, with a query or without one, that stays below what it is appended to.
pub(crate) fn is_path(text: &str) -> bool {
    let (path, _) = text.split_once('?').unwrap_or((text, ""));
    // Browsers read `%2e` as a dot.
    let plain = |segment: &str| segment.replace("%2e", ".").replace("%2E", ".");
    let dotted = path.split('/').map(plain).any(|segment| segment == "." || segment == "..");
    let clean = !text.contains(['\\', '#']) && !text.chars().any(|c| c.is_control() || c == ' ');
    text.starts_with('/') && !path.contains("//") && !dotted && clean
}

/// A source by its name.
pub(crate) fn source_index(node: &Node<'_>, sources: &[Source]) -> Option<usize> {
    let name = node.text()?;
    sources.iter().position(|source| source.name == name).or_else(|| node.wrong("the name of a source"))
}
