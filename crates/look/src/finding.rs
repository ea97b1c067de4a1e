//! What was found.

use std::sync::Arc;

use model::Texts;
use profile::FoundVar;
use serde_json::Value;
use socketio::Mono;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finding {
    /// The profiles whose hubs give such answers, the surest first.
    pub recognised: Vec<Recognised>,
    /// The profile that the hub has of itself, as it came. It is read and checked like any that a user pastes.
    pub own_profile: Option<Value>,
    /// What was seen.
    pub seen: Vec<Seen>,
    /// Why nothing, or not all, could be seen.
    pub cause: Option<Cause>,
    /// It wants to know who asks.
    pub asks_who: bool,
    /// What came, as it came: from this a profile can be drawn up. At most [`MOST_OBSERVATIONS`].
    pub observations: Vec<Observation>,
}

impl Finding {
    /// Whether it is known which hub it is, by its own word or by a profile's signs.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.own_profile.is_some() || !self.recognised.is_empty()
    }
}

/// So many observations are kept.
pub const MOST_OBSERVATIONS: usize = 500;

/// A hub that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// The name of its profile.
    pub profile: String,
    /// What users call it.
    pub title: Texts,
    /// Its version, where it says that.
    pub version: Option<String>,
    /// The end of the address that belongs to the profile's own path: the hub's address is what stands before it.
    pub beyond: String,
    /// The setting of the profile that this end becomes.
    pub var: Option<FoundVar>,
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A list.
    List {
        /// Where it stands in the answer, as a JSON Pointer.
        pointer: String,
        /// How many items.
        count: usize,
    },
    /// JSON without a list.
    Object,
    /// A web page with this title.
    Page {
        /// Its title.
        title: String,
    },
    /// An event stream.
    EventStream {
        /// How many events came.
        count: usize,
    },
    /// Socket.IO.
    SocketIo {
        /// The names of the events that came, in the order of their coming.
        events: Vec<String>,
    },
    /// A WebSocket.
    Socket {
        /// Its path; empty where it is the address itself.
        path: String,
        /// How many frames came.
        frames: usize,
    },
    /// A description of its interface.
    Document {
        /// Its path, or its address where the hub's own catalogue names it.
        path: String,
    },
}

/// Why nothing, or not all, could be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Nobody is there.
    Nobody,
    /// What stands before the hub says that it is not there.
    Gateway {
        /// HTTP status.
        status: u16,
    },
    /// It answers, but does not let this page read its answers.
    Unreadable,
    /// The page is secure and the address is not.
    Mixed,
    /// The browser must be allowed to ask the local network.
    LocalNetwork,
    /// It leads to another address.
    Redirected,
    /// The policy of the page forbids it to speak to that address.
    Policy,
}

/// Something that came.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Where it came from.
    pub origin: Provenance,
    /// What came: much at times, and handed on with each step.
    pub value: Arc<Value>,
    /// When it came.
    pub at: Mono,
}

/// Where something came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// The answer to a GET.
    Answer {
        /// Path and query below the address; the address itself where it is empty.
        path: String,
    },
    /// An event of Socket.IO; the value is its array of arguments.
    Event {
        /// Its name.
        name: String,
    },
    /// A frame of a WebSocket, as JSON or else as text.
    Frame {
        /// Path and query.
        path: String,
    },
    /// An event of an event stream.
    Streamed,
}
