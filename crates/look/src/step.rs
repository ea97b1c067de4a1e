//! What was asked, and what came: what the user sees while the machine looks.

/// One question and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What was asked.
    pub question: Question,
    /// What came.
    pub came: Came,
}

/// Where a hub has a profile of itself.
const OWN_PROFILE: &str = "/.well-known/atalaya.json";
/// Where a server lists its interfaces.
const CATALOGUE: &str = "/.well-known/api-catalog";

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// The address itself, by a GET.
    Address,
    /// Whether anything answers there at all.
    Reach,
    /// The profile that the hub has of itself.
    OwnProfile,
    /// Its catalogue of interfaces (RFC 9727).
    Catalogue,
    /// Whether it speaks Socket.IO, without opening a session.
    SocketIoProbe,
    /// What gives the hubs of a profile away.
    Sign {
        /// Path and query.
        path: String,
    },
    /// Its version.
    Version {
        /// Path and query.
        path: String,
    },
    /// A Socket.IO session, to hear what it sends.
    SocketIo {
        /// The endpoint.
        path: String,
    },
    /// A namespace of the Socket.IO session that is open.
    Namespace {
        /// The namespace.
        name: String,
    },
    /// A WebSocket.
    Socket {
        /// Path and query; the address itself where it is empty.
        path: String,
    },
    /// A description of its interface.
    Document {
        /// Path.
        path: String,
    },
}

impl Question {
    /// Whether a socket is opened for it.
    #[must_use]
    pub fn is_socket(&self) -> bool {
        matches!(self, Self::SocketIo { .. } | Self::Socket { .. })
    }

    /// Path and query below the address, as the user reads them.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Address | Self::Reach => "/",
            Self::OwnProfile => OWN_PROFILE,
            Self::Catalogue => CATALOGUE,
            Self::SocketIoProbe => "/socket.io/",
            Self::Socket { path } if path.is_empty() => "/",
            Self::Namespace { name } => name,
            Self::Sign { path }
            | Self::Version { path }
            | Self::SocketIo { path }
            | Self::Socket { path }
            | Self::Document { path } => path.split('?').next().unwrap_or_default(),
        }
    }
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// Nothing yet.
    Pending,
    /// An answer.
    Answer {
        /// HTTP status.
        status: u16,
        /// What it is made of.
        shape: Shape,
    },
    /// It speaks Socket.IO.
    SpeaksSocketIo,
    /// It leads elsewhere.
    Redirected,
    /// No answer that the page may read.
    Nothing,
    /// Something answers that the page may not read.
    Unreadable,
    /// Nobody is there.
    Nobody,
    /// Too late.
    Late,
    /// No text, or too long.
    Unusable,
    /// A socket is open and listened to.
    Listening {
        /// How many messages came.
        messages: usize,
    },
    /// A socket was listened to.
    Heard {
        /// How many messages came.
        messages: usize,
    },
    /// A socket did not open.
    Refused,
    /// It was not needed any more.
    Dropped,
}

/// What an answer is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// JSON.
    Json,
    /// A web page.
    Html,
    /// An event stream.
    Events,
    /// Any other text.
    Text,
    /// Nothing.
    Empty,
}
