//! How a kind of hub is recognised by what it answers to someone who does not know it yet.

use model::Texts;
use serde_json::{Value, json};

use crate::matching::Match;
use crate::node::{Node, ObjectFields, Problems, given};
use crate::origin::Origin;
use crate::pointer::Pointer;
use crate::profile::Settings;
use crate::source::path;

mod address;

pub use address::{AddressSign, FoundVar};

/// What an answer has whose status is not said.
const OK: u16 = 200;
/// Where a Socket.IO hub is heard unless a sign says otherwise.
const SOCKET_IO: &str = "/socket.io/";
/// The namespace that every Socket.IO server has.
const MAIN_NAMESPACE: &str = "/";

/// How the hubs of one profile are recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct HubKind {
    /// The profile's name.
    pub name: String,
    /// What users call this kind of hub.
    pub title: Texts,
    /// What gives it away. Any one is enough, but for words of a web page, which only say where to look first.
    pub signs: Vec<Sign>,
}

/// What gives a hub away.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// Words in the title of its web page: a hint.
    Title(String),
    /// Words anywhere in its web page: a hint, for pages whose title everybody chooses.
    Page(String),
    /// An answer.
    Answer(AnswerSign),
    /// An answer of the address itself, whatever its path is.
    Address(AddressSign),
    /// A Socket.IO event.
    Event {
        /// Where it is heard.
        at: NamespaceAt,
        /// Its name.
        name: String,
    },
    /// How a Socket.IO namespace refuses a client that does not say who it is.
    Refusal(RefusalSign),
    /// A frame of a WebSocket.
    Frame(FrameSign),
}

/// An answer that gives a hub away.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerSign {
    /// What is asked.
    pub get: String,
    statuses: Vec<u16>,
    headers: Vec<(String, String)>,
    body: Option<Match>,
    version: Option<Pointer>,
}

/// A namespace of Socket.IO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamespaceAt {
    /// The path of the endpoint.
    pub open: String,
    /// The namespace.
    pub namespace: String,
}

/// A refusal that gives a hub away. A server without the namespace refuses as well, in other words.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusalSign {
    /// Where it comes from.
    pub at: NamespaceAt,
    error: Match,
}

/// A frame that gives a hub away.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameSign {
    /// The path of the endpoint, with its query.
    pub open: String,
    frame: Match,
}

impl HubKind {
    /// What `text` says of a profile that comes with the app: its kind, as [`HubKind::read_all`] takes it.
    /// Nothing where it says nothing, or is no profile.
    #[must_use]
    pub fn of_profile(name: &str, text: &str) -> Option<Value> {
        let document = Origin::new(text, &Settings::default()).document(&Problems::default())?;
        let part = |key: &str| document.get(key).cloned();
        let (title, signs) = (part("title")?, part("recognise")?);
        Some(
            json!({ "name": name, "title": title, "vars": part("vars").unwrap_or(json!({})), "recognise": signs }),
        )
    }

    /// Read an array of kinds. One that cannot be read is left out.
    #[must_use]
    pub fn read_all(text: &str) -> Vec<Self> {
        let Ok(Value::Array(all)) = json::strict(text) else { return Vec::new() };
        all.iter().filter_map(|one| Self::read(&Node::root(one, &Problems::default()))).collect()
    }

    fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let (name, title) = (fields.string("name"), fields.label("title"));
        let vars = fields.optional("vars");
        let signs = fields.required("recognise").and_then(|node| read_signs(&node, vars.as_ref()));
        Some(Self { name: name?, title: title?, signs: signs? })
    }

    /// Its signs that are answers of the address itself.
    pub fn addresses(&self) -> impl Iterator<Item = &AddressSign> {
        self.signs.iter().filter_map(|sign| match sign {
            Sign::Address(address) => Some(address),
            _ => None,
        })
    }

    /// Its signs that are answers.
    pub fn answers(&self) -> impl Iterator<Item = &AnswerSign> {
        self.signs.iter().filter_map(|sign| match sign {
            Sign::Answer(answer) => Some(answer),
            _ => None,
        })
    }

    /// The namespaces of Socket.IO by which it gives itself away.
    pub fn namespaces(&self) -> impl Iterator<Item = &NamespaceAt> {
        self.signs.iter().filter_map(|sign| match sign {
            Sign::Event { at, .. } => Some(at),
            Sign::Refusal(refusal) => Some(&refusal.at),
            _ => None,
        })
    }

    /// Whether a web page holds the words of one of its hints. Of a title capitals do not matter.
    #[must_use]
    pub fn is_hinted_by(&self, title: &str, page: &str) -> bool {
        let title = title.to_lowercase();
        self.signs.iter().any(|sign| match sign {
            Sign::Title(words) => title.contains(&words.to_lowercase()),
            Sign::Page(words) => page.contains(words),
            _ => false,
        })
    }

    /// Whether a web page would hint at it.
    #[must_use]
    pub fn has_hints(&self) -> bool {
        self.signs.iter().any(|sign| matches!(sign, Sign::Title(_) | Sign::Page(_)))
    }
}

impl AnswerSign {
    /// Whether it is this answer. The names of the headers are in small letters; a body that is no JSON is a text.
    #[must_use]
    pub fn is(&self, status: u16, headers: &[(String, String)], body: &Value) -> bool {
        let has = |(name, words): &(String, String)| {
            headers.iter().any(|(other, value)| other == name && value.contains(words))
        };
        self.statuses.contains(&status)
            && self.headers.iter().all(has)
            && self.body.as_ref().is_none_or(|wanted| wanted.passes(body))
    }

    /// The hub's version, where its answer says it.
    #[must_use]
    pub fn version(&self, body: &Value) -> Option<String> {
        match self.version.as_ref()?.get(body)? {
            Value::String(version) => Some(version.trim().chars().take(40).collect()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// How much it asks for: of two that fit the one that asks for more is the surer one.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.headers.len().saturating_add(self.body.as_ref().map_or(0, Match::len))
    }

    /// Whether it says the version.
    #[must_use]
    pub fn has_version(&self) -> bool {
        self.version.is_some()
    }

    /// `{ "get": "/status", "status": [200], "header": { … }, "match": { … }, "version": "/version" }`
    fn read(fields: &mut ObjectFields<'_>, get: Option<String>) -> Option<Self> {
        let statuses = fields.optional("status").map_or(Some(vec![OK]), |node| node.all(read_status));
        let headers = fields.optional("header").map_or(Some(Vec::new()), |node| {
            node.all_members(|name, node| Some((name.to_lowercase(), node.string()?)))
        });
        let body = fields.optional("match").map(|node| Match::read(&node));
        let version = fields.optional("version").map(|node| Pointer::read(&node));
        if !fields.has("header") && !fields.has("match") {
            // A status is what any hub answers.
            return fields.node().wrong("header, match, or both");
        }
        Some(Self {
            get: get?,
            statuses: statuses?,
            headers: headers?,
            body: given(body)?,
            version: given(version)?,
        })
    }
}

impl NamespaceAt {
    /// Whether it is the namespace that every server has.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.namespace == MAIN_NAMESPACE
    }

    fn read(fields: &mut ObjectFields<'_>) -> Option<Self> {
        let open = read_open(fields, SOCKET_IO);
        let namespace =
            fields.optional("namespace").map_or_else(|| Some(MAIN_NAMESPACE.to_owned()), |node| path(&node));
        Some(Self { open: open?, namespace: namespace? })
    }
}

impl RefusalSign {
    /// Whether it is this refusal: what a `CONNECT_ERROR` carries (Socket.IO 5 §connection to a namespace).
    #[must_use]
    pub fn is(&self, error: &Value) -> bool {
        self.error.passes(error)
    }

    fn read(fields: &mut ObjectFields<'_>) -> Option<Self> {
        let error = fields.required("refusal").and_then(|node| Match::read(&node));
        let at = NamespaceAt::read(fields);
        Some(Self { at: at?, error: error? })
    }
}

impl FrameSign {
    /// Whether it is this frame: JSON, or a text.
    #[must_use]
    pub fn is(&self, frame: &Value) -> bool {
        self.frame.passes(frame)
    }

    fn read(fields: &mut ObjectFields<'_>) -> Option<Self> {
        let frame = fields.required("frame").and_then(|node| Match::read(&node));
        let open = read_open(fields, "/");
        Some(Self { open: open?, frame: frame? })
    }
}

/// What gives a hub away; nothing where one of them could not be read.
pub(crate) fn read_signs(node: &Node<'_>, vars: Option<&Node<'_>>) -> Option<Vec<Sign>> {
    node.all(|node| Sign::read(node, vars))
}

impl Sign {
    fn read(node: &Node<'_>, vars: Option<&Node<'_>>) -> Option<Self> {
        let mut fields = node.fields()?;
        let sign = if fields.has("get") {
            let get = fields.required("get").and_then(|node| path(&node));
            AnswerSign::read(&mut fields, get).map(Self::Answer)
        } else if fields.has("address") {
            AddressSign::read(&mut fields, vars).map(Self::Address)
        } else if fields.has("title") {
            fields.required("title").and_then(|node| words(&node)).map(Self::Title)
        } else if fields.has("page") {
            fields.required("page").and_then(|node| words(&node)).map(Self::Page)
        } else if fields.has("event") {
            let name = fields.required("event").and_then(|node| words(&node));
            let at = NamespaceAt::read(&mut fields);
            name.zip(at).map(|(name, at)| Self::Event { at, name })
        } else if fields.has("refusal") {
            RefusalSign::read(&mut fields).map(Self::Refusal)
        } else if fields.has("frame") {
            FrameSign::read(&mut fields).map(Self::Frame)
        } else {
            return node.wrong("one of get, address, title, page, event, refusal, frame");
        };
        fields.finish();
        sign
    }
}

fn read_open(fields: &mut ObjectFields<'_>, absent: &str) -> Option<String> {
    fields.optional("open").map_or_else(|| Some(absent.to_owned()), |node| path(&node))
}

/// A text that every title would hold says nothing.
fn words(node: &Node<'_>) -> Option<String> {
    match node.text()? {
        "" => node.wrong("words"),
        words => Some(words.to_owned()),
    }
}

fn read_status(node: &Node<'_>) -> Option<u16> {
    let status = node.value.as_u64().and_then(|status| u16::try_from(status).ok());
    status
        .filter(|status| (200..600).contains(status))
        .or_else(|| node.wrong("an HTTP status from 200 to 599"))
}

#[cfg(test)]
mod tests;
