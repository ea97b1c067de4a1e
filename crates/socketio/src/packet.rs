//! Packets of both layers. Engine.IO: one digit and data. Socket.IO: type, attachments, namespace, id,
//! JSON.

use serde_json::Value;

use crate::DecodeError;

/// The server's handshake (Engine.IO "open"), read from its JSON. Unknown members are ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// Engine.IO session id; not the Socket.IO one.
    pub sid: String,
    /// Transports that the session can be upgraded to, such as `websocket`; none where it does not say.
    pub upgrades: Vec<String>,
    /// Milliseconds between the server's pings.
    pub ping_interval: u64,
    /// Milliseconds after which an unanswered ping ends the connection.
    pub ping_timeout: u64,
    /// Largest polling payload that the server takes, in bytes; no limit where it does not say.
    pub max_payload: usize,
}

impl Handshake {
    /// Read the JSON of [`EnginePacket::Open`].
    ///
    /// # Errors
    /// It is no JSON, or a member is missing or of another type.
    pub fn decode(json: &str) -> Result<Self, DecodeError> {
        let handshake = serde_json::from_str(json).ok().and_then(|open: Value| Self::of(&open));
        handshake.ok_or_else(|| DecodeError::new("sid, pingInterval and pingTimeout", json))
    }

    fn of(open: &Value) -> Option<Self> {
        let upgrades = match open.get("upgrades") {
            Some(upgrades) => upgrades
                .as_array()?
                .iter()
                .map(|name| name.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
            None => Vec::new(),
        };
        let max_payload = match open.get("maxPayload") {
            Some(bytes) => usize::try_from(bytes.as_u64()?).ok()?,
            None => usize::MAX,
        };
        Some(Self {
            sid: open.get("sid")?.as_str()?.to_owned(),
            upgrades,
            ping_interval: open.get("pingInterval")?.as_u64()?,
            ping_timeout: open.get("pingTimeout")?.as_u64()?,
            max_payload,
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
    /// Leave a namespace.
    Disconnect,
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
    /// The server's no: an object with `message`, or anything else that older servers send.
    ConnectError(Value),
}

#[cfg(test)]
mod tests;
