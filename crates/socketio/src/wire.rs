//! The wire vocabulary: what happens to WebSockets, event streams and requests, and what is to be done with them.
//! [`Client`](crate::Client) itself listens to no event stream; what stands beside it may.
//!
//! A machine that stands on top of [`Client`](crate::Client) wraps these types in its own input and output
//! and passes them on as they are.

/// Names the WebSocket or the event stream of one client; its requests carry the name too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u32);

/// Names one HTTP request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WireRequestId {
    /// The WebSocket that the request stands in for.
    pub socket: SocketId,
    /// Its number among the requests with the same `socket`.
    pub number: u64,
}

/// What happened on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incoming<'a> {
    /// The WebSocket opened, or the event stream was answered with one.
    Opened {
        /// Which.
        socket: SocketId,
    },
    /// A text frame came.
    Text {
        /// By which socket.
        socket: SocketId,
        /// The frame.
        text: &'a str,
    },
    /// A piece of an event stream came, perhaps without any event.
    Stream {
        /// Which.
        socket: SocketId,
        /// What it held.
        piece: &'a StreamPiece,
    },
    /// A binary frame came.
    Binary {
        /// By which socket.
        socket: SocketId,
        /// The frame.
        bytes: &'a [u8],
    },
    /// The WebSocket or the event stream closed, or could not be opened.
    Closed {
        /// Which.
        socket: SocketId,
        /// Close code (RFC 6455 §7.4); 1006 where no close frame came. An event stream that came to its end has 1000.
        code: u16,
        /// The server's text; may be empty.
        reason: &'a str,
        /// Whether the closing handshake was complete.
        clean: bool,
    },
    /// A request was answered; or an event stream was, with something else.
    Answered {
        /// Which.
        request: WireRequestId,
        /// HTTP status; 200–299 is success.
        status: u16,
        /// The body as UTF-8 text.
        body: &'a str,
    },
    /// A request failed without an answer.
    Failed {
        /// Which.
        request: WireRequestId,
        /// Why, as the network layer puts it.
        reason: &'a str,
    },
}

/// What a piece of an event stream held (WHATWG HTML §9.2.6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamPiece {
    /// The events that came to their end.
    pub events: Vec<StreamEvent>,
    /// The beginning of one that is too large.
    pub too_large: Option<String>,
    /// The last id that the hub gave, where it gave one: an empty one takes back those before.
    pub last_id: Option<String>,
    /// How long to wait before the next attempt, where the hub says so (milliseconds).
    pub retry_ms: Option<u64>,
}

/// An event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamEvent {
    /// Its name; `message` where the hub gives none.
    pub name: String,
    /// Its lines of data.
    pub data: String,
}

impl Incoming<'_> {
    /// The socket that this concerns; for a request the one that it stands in for.
    #[must_use]
    pub const fn socket(&self) -> SocketId {
        match self {
            Self::Opened { socket }
            | Self::Text { socket, .. }
            | Self::Stream { socket, .. }
            | Self::Binary { socket, .. }
            | Self::Closed { socket, .. } => *socket,
            Self::Answered { request, .. } | Self::Failed { request, .. } => request.socket,
        }
    }
}

/// What is to be done on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// Open a WebSocket; there is never more than one with the same name.
    Open {
        /// Its name.
        socket: SocketId,
        /// Path and query, below the server's origin, encoded.
        path_and_query: String,
    },
    /// Listen to an event stream (`text/event-stream`) by a GET.
    Listen {
        /// Its name.
        socket: SocketId,
        /// Path and query, below the server's origin, encoded.
        path_and_query: String,
        /// Headers.
        headers: Vec<(String, String)>,
    },
    /// Send a text frame.
    Text {
        /// By which socket.
        socket: SocketId,
        /// The frame.
        text: String,
    },
    /// Send a binary frame.
    Binary {
        /// By which socket.
        socket: SocketId,
        /// The frame.
        bytes: Vec<u8>,
    },
    /// Close the WebSocket or the event stream; what it still reports may be passed on or dropped.
    Close {
        /// Which.
        socket: SocketId,
    },
    /// Send a request: a POST where it has a body, a GET where it has none.
    Request {
        /// Its name.
        request: WireRequestId,
        /// Path and query, below the server's origin, encoded.
        path_and_query: String,
        /// The body, `text/plain;charset=UTF-8`.
        body: Option<String>,
        /// How long the answer may take (milliseconds): the server holds a GET until it has something to say.
        timeout_ms: u64,
    },
    /// Forget a request; its end may be passed on or dropped.
    Abort {
        /// Which.
        request: WireRequestId,
    },
}
