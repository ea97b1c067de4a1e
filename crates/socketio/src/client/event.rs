//! What a client reports.

use serde_json::Value;

/// Why a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// The WebSocket closed or a request failed.
    Transport {
        /// WebSocket close code; 1006 for a request that failed.
        code: u16,
        /// The server's or the browser's text; may be empty.
        reason: String,
    },
    /// A polling request was answered with an error.
    Http {
        /// HTTP status, not 200–299.
        status: u16,
        /// The beginning of the body, at most 200 characters.
        message: String,
    },
    /// Nothing came for the ping interval and the ping time-out together.
    PingTimeout {
        /// Milliseconds since the last frame.
        silent_ms: u64,
    },
    /// The server closed the Engine.IO connection.
    Server,
    /// What came is not Engine.IO 4; at most 80 characters of it.
    Protocol(String),
    /// [`Client::close`](crate::Client::close) or [`Client::abandon`](crate::Client::abandon).
    Local,
}

/// What a client reports.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The Engine.IO connection stands; no namespace is joined yet.
    Handshake {
        /// Engine.IO session id.
        sid: String,
        /// Milliseconds between the server's pings.
        ping_interval_ms: u64,
        /// Milliseconds for the answer to a ping.
        ping_timeout_ms: u64,
    },
    /// From polling to WebSocket.
    Upgraded,
    /// A namespace was joined.
    Connected {
        /// Which, with its leading slash.
        namespace: String,
        /// Socket.IO session id; not the Engine.IO one.
        sid: String,
        /// Private session id, where the server can recover connections.
        pid: Option<String>,
        /// The connection that was handed to [`Client::resume`](crate::Client::resume) goes on: the server sends what was missed.
        recovered: bool,
    },
    /// A namespace could not be joined, or the server took it back with a reason; the others are not touched.
    ConnectError {
        /// Which.
        namespace: String,
        /// The server's text; empty where it has none.
        message: String,
        /// What else it said.
        data: Option<Value>,
    },
    /// The server put us out of a namespace; the connection stays.
    Disconnected {
        /// Which.
        namespace: String,
    },
    /// An event. With connection state recovery its last argument is the offset, as in the reference
    /// client.
    Message {
        /// Namespace.
        namespace: String,
        /// Name; a name that is a number, as text.
        event: String,
        /// Arguments; binary ones as placeholders `{"_placeholder":true,"num":n}` into `attachments`.
        args: Vec<Value>,
        /// Binary parts.
        attachments: Vec<Vec<u8>>,
        /// Id for [`Client::acknowledge`](crate::Client::acknowledge), where the server asks for an answer.
        ack: Option<u64>,
    },
    /// An answer to an event that was emitted with `want_ack`.
    Acked {
        /// Namespace.
        namespace: String,
        /// Id that [`Client::emit`](crate::Client::emit) gave; a server may make one up.
        id: u64,
        /// Arguments, as in [`Event::Message`].
        args: Vec<Value>,
        /// Binary parts.
        attachments: Vec<Vec<u8>>,
    },
    /// Any frame or answer came: the server lives. Stands before what the frame said.
    Heard,
    /// Something came that could not be read, or that passed a limit; the connection goes on.
    Rejected {
        /// What was expected.
        why: String,
        /// The beginning of what came, at most 120 characters; empty for binary.
        sample: String,
    },
    /// Values of what comes next are not what the server meant, since it wrote what is no JSON: null stands for
    /// `NaN`, U+FFFD for half a character.
    Repaired {
        /// How many.
        count: usize,
        /// The beginning of what came, at most 120 characters.
        sample: String,
    },
    /// The connection ended; the client is spent.
    Closed {
        /// Why.
        reason: CloseReason,
    },
}
