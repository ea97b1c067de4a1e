//! Packets of both layers. Engine.IO: one digit and data. Socket.IO: type, attachments, namespace, id,
//! JSON.

use serde_json::Value;

use crate::DecodeError;

/// What servers are set to by default (milliseconds).
const PING_INTERVAL: u64 = 25_000;
const PING_TIMEOUT: u64 = 20_000;

/// The server's handshake (Engine.IO "open"), read from its JSON. Unknown members are ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// Engine.IO session id; not the Socket.IO one.
    pub sid: String,
    /// Transports that the session can be upgraded to, such as `websocket`; none where it does not say.
    pub upgrades: Vec<String>,
    /// Milliseconds between the server's pings; 25 000 where it does not say.
    pub ping_interval: u64,
    /// Milliseconds after which an unanswered ping ends the connection; 20 000 where it does not say.
    pub ping_timeout: u64,
    /// Largest polling payload that the server takes, in bytes; no limit where it does not say, or says no number.
    pub max_payload: usize,
}

impl Handshake {
    /// Read the JSON of [`EnginePacket::Open`]. Servers write the numbers as they were configured, `1e8` in Python as
    /// `100000000.0`: what cannot be read counts as not there, and what is too large as the largest.
    ///
    /// # Errors
    /// It is no JSON, or lacks the session id.
    pub fn decode(json: &str) -> Result<Self, DecodeError> {
        let handshake = json::value(json).and_then(|open| Self::of(&open));
        handshake.ok_or_else(|| DecodeError::new("a handshake with a sid", json))
    }

    fn of(open: &Value) -> Option<Self> {
        let upgrades = open.get("upgrades").and_then(Value::as_array).into_iter().flatten();
        let number = |key| open.get(key).and_then(json::whole).filter(|number| *number > 0);
        Some(Self {
            sid: open.get("sid")?.as_str()?.to_owned(),
            upgrades: upgrades.filter_map(|name| name.as_str().map(str::to_owned)).collect(),
            ping_interval: number("pingInterval").unwrap_or(PING_INTERVAL),
            ping_timeout: number("pingTimeout").unwrap_or(PING_TIMEOUT),
            max_payload: number("maxPayload").and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX),
        })
    }
}

/// An Engine.IO packet in text form. Binary messages have none: see [`EngineFrame`](crate::EngineFrame).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnginePacket<'a> {
    /// `0`: the handshake, as JSON.
    Open(&'a str),
    /// `1`: the transport closes.
    Close,
    /// `2`: heartbeat, or `2probe`.
    Ping(&'a str),
    /// `3`: answer to a ping, or `3probe`.
    Pong(&'a str),
    /// `4`: a Socket.IO packet.
    Message(&'a str),
    /// `5`: the upgrade is done.
    Upgrade,
    /// `6`: nothing.
    Noop,
}

impl<'a> EnginePacket<'a> {
    /// Read a packet.
    ///
    /// # Errors
    /// An empty text, or a type that is not `0`–`6`.
    pub fn decode(text: &'a str) -> Result<Self, DecodeError> {
        let malformed = || DecodeError::new("an Engine.IO packet type 0-6", text);
        let mut chars = text.chars();
        let kind = chars.next().ok_or_else(malformed)?;
        let data = chars.as_str();
        Ok(match kind {
            '0' => Self::Open(data),
            '1' => Self::Close,
            '2' => Self::Ping(data),
            '3' => Self::Pong(data),
            '4' => Self::Message(data),
            '5' => Self::Upgrade,
            '6' => Self::Noop,
            _ => return Err(malformed()),
        })
    }

    /// Write a packet.
    #[must_use]
    pub fn encode(&self) -> String {
        match self {
            Self::Open(data) => format!("0{data}"),
            Self::Close => "1".to_owned(),
            Self::Ping(data) => format!("2{data}"),
            Self::Pong(data) => format!("3{data}"),
            Self::Message(data) => format!("4{data}"),
            Self::Upgrade => "5".to_owned(),
            Self::Noop => "6".to_owned(),
        }
    }
}

/// A Socket.IO packet with its binary parts in place.
#[derive(Clone, Debug, PartialEq)]
pub struct Packet {
    /// Namespace, with its leading slash.
    pub namespace: String,
    /// What it says.
    pub kind: PacketKind,
}

/// What a Socket.IO packet says.
#[derive(Clone, Debug, PartialEq)]
pub enum PacketKind {
    /// Join a namespace (client), or the server's yes; the payload is an object.
    Connect(Option<Value>),
    /// Leave a namespace. A server that let us in before it asked whether it may says why not, as in a refusal.
    Disconnect(Option<Value>),
    /// An event. Binary arguments are placeholders `{"_placeholder":true,"num":n}` into `attachments`.
    Event {
        /// Id under which the other side is to acknowledge.
        ack: Option<u64>,
        /// Name and arguments; the name is text or a number.
        data: Vec<Value>,
        /// Binary parts.
        attachments: Vec<Vec<u8>>,
    },
    /// An acknowledgement.
    Ack {
        /// The event's id.
        id: u64,
        /// Arguments.
        data: Vec<Value>,
        /// Binary parts.
        attachments: Vec<Vec<u8>>,
    },
    /// The server's no: an object with `message`, anything else that older servers send, null where it says nothing.
    ConnectError(Value),
}

#[cfg(test)]
mod tests;
