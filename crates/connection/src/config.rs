//! What a connection needs to know of its source.

use serde_json::Value;

use crate::{FrameReader, Transport};

/// A ping of the client, which the hub answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientPing {
    /// Socket.IO: the event sent, without arguments. Text: the frame, up to its number where it holds one.
    pub send: String,
    /// Text: what stands after the number.
    pub after_number: Option<String>,
    /// Socket.IO: the event that answers it. Text: nothing; [`FrameRole::pong`](crate::FrameRole::pong) says
    /// which frame does.
    pub reply: String,
    /// Interval in milliseconds.
    pub every_ms: u64,
}

/// What is spoken on the socket.
#[derive(Debug)]
pub enum Protocol {
    /// Socket.IO 5 over Engine.IO 4.
    SocketIo {
        /// The namespace whose CONNECT answer means "ready".
        namespace: String,
        /// The CONNECT packet's payload.
        auth: Option<Value>,
        /// Which transports may be used.
        transports: Transports,
        /// Ready only with [`Input::LetIn`](crate::Input::LetIn): the caller logs in when the namespace is joined.
        waits_for_login: bool,
    },
    /// Text frames.
    Text(TextProtocol),
}

/// What carries text frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextCarrier {
    /// A WebSocket.
    WebSocket,
    /// Server-Sent Events: the data of each event is a frame, and its name goes along.
    EventStream {
        /// Headers of the request.
        headers: Vec<(String, String)>,
        /// The hub repeats what was missed after the id in `Last-Event-ID`. Elsewhere that is not sent: it needs the
        /// permission of a hub of another origin.
        resumes: bool,
    },
}

/// Text frames.
#[derive(Debug)]
pub struct TextProtocol {
    /// What carries them.
    pub carrier: TextCarrier,
    /// Says what each frame means to the connection.
    pub reader: Box<dyn FrameReader>,
    /// Frames that are sent as soon as the socket is open.
    pub hello: Vec<String>,
    /// The path or these frames ask the hub to repeat what was missed.
    pub resumes: bool,
    /// Ready only with [`FrameRole::ready`](crate::FrameRole::ready); otherwise as soon as the socket is open.
    pub waits_for_ready: bool,
    /// The hub speaks at least this often (milliseconds), where it promises that.
    pub heartbeat_ms: Option<u64>,
    /// Close codes (RFC 6455 §7.4) with which this hub refuses; 1006 never does.
    pub refusals: Vec<u16>,
}

/// Which transports may be used, in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transports {
    /// WebSocket first; polling, then upgrade, only after the WebSocket failed before opening.
    #[default]
    Auto,
    /// WebSocket only.
    WebSocket,
    /// Polling only, never upgraded.
    Polling,
}

/// What a connection needs to know of its source.
#[derive(Debug)]
pub struct ConnectionConfig {
    /// Path of the endpoint; for text with its query, encoded.
    pub path: String,
    /// Socket.IO: extra query parameters, not yet encoded.
    pub query: Vec<(String, String)>,
    /// What is spoken.
    pub protocol: Protocol,
    /// The ping of the client, where the hub answers one.
    pub ping: Option<ClientPing>,
    /// The transport that worked last in this tab.
    pub last_transport: Option<Transport>,
}
