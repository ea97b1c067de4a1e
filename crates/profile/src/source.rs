//! Where a hub is heard: named sources, each with a base address.

use crate::node::{Fields, Node};

/// A source of a hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name in the profile.
    pub name: String,
    /// `url`, or a name from the configuration's `urls`.
    pub base: String,
    /// How it is spoken to.
    pub kind: SourceKind,
    /// Whether the hub's state depends on it.
    pub primary: bool,
}

/// How a source is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// Socket.IO 5 over Engine.IO 4.
    SocketIo {
        /// Path of the endpoint.
        path: String,
        /// Namespace.
        namespace: String,
        /// An event that the hub answers with another.
        ping: Option<Ping>,
    },
    /// HTTP requests.
    Rest {
        /// Time-out in milliseconds.
        timeout_ms: u64,
        /// A path that answers while the hub is well.
        check: Option<String>,
    },
}

/// A ping of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ping {
    /// The event sent, without arguments.
    pub emit: String,
    /// The event that answers it.
    pub reply: String,
    /// Interval in milliseconds.
    pub every_ms: u64,
}

/// Time-out where the profile names none (milliseconds).
const TIMEOUT: u64 = 10_000;

impl Source {
    /// Stands in for a source with mistakes, so that references to its name are not mistakes too.
    pub(crate) fn broken(name: &str) -> Self {
        let kind = SourceKind::Rest { timeout_ms: TIMEOUT, check: None };
        Self { name: name.to_owned(), base: "url".to_owned(), kind, primary: false }
    }

    pub(crate) fn read(name: &str, node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let kind = fields.required("kind").and_then(|node| node.word(&[("socketio", true), ("rest", false)]));
        let base = fields.optional("base").map_or(Some("url"), |node| node.text());
        let primary = fields.optional("primary").map_or(Some(false), |node| node.flag());
        let kind = match kind {
            Some(true) => read_socketio(&mut fields),
            Some(false) => read_rest(&mut fields),
            None => return None,
        };
        fields.finish();
        Some(Self { name: name.to_owned(), base: base?.to_owned(), kind: kind?, primary: primary? })
    }
}

fn read_socketio(fields: &mut Fields<'_>) -> Option<SourceKind> {
    let endpoint = fields.optional("path").map_or(Some("/socket.io/".to_owned()), |node| path(&node));
    let namespace = fields.optional("namespace").map_or(Some("/".to_owned()), |node| path(&node));
    let ping = fields.optional("ping").and_then(|node| Ping::read(&node));
    Some(SourceKind::SocketIo { path: endpoint?, namespace: namespace?, ping })
}

fn read_rest(fields: &mut Fields<'_>) -> Option<SourceKind> {
    let timeout = fields.optional("timeout_s").map_or(Some(TIMEOUT), |node| node.seconds());
    let check = fields.optional("check").and_then(|node| path(&node));
    Some(SourceKind::Rest { timeout_ms: timeout?, check })
}

impl Ping {
    fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let emit = fields.required("emit").and_then(|node| node.text().map(str::to_owned));
        let every_ms = fields.optional("every_s").map_or(Some(5_000), |node| node.seconds());
        let reply = fields.required("reply").and_then(|node| {
            let mut fields = node.fields()?;
            let event = fields.required("event").and_then(|node| node.text().map(str::to_owned));
            fields.finish();
            event
        });
        fields.finish();
        Some(Self { emit: emit?, reply: reply?, every_ms: every_ms?.max(1_000) })
    }
}

/// A path below a source's base: one leading `/`, no scheme, no `//`, no `..`.
pub(crate) fn path(node: &Node<'_>) -> Option<String> {
    let text = node.text()?;
    let (path, _) = text.split_once('?').unwrap_or((text, ""));
    let dotted = path.split('/').any(|segment| segment == "." || segment == "..");
    let clean = !text.contains(['\\', '#']) && !text.chars().any(|c| c.is_control() || c == ' ');
    if text.starts_with('/') && !path.contains("//") && !dotted && clean {
        Some(text.to_owned())
    } else {
        node.wrong("a path with one leading /, without //, . or ..")
    }
}
