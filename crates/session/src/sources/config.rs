//! What the connection of a source goes by.

use std::sync::Arc;

use connection::{
    ClientPing, ConnectionConfig, FrameReader, FrameRole, Protocol, TextCarrier, TextFrame, TextFrames,
    TextProtocol, Transports,
};
use profile::{Attached, EventStream, FrameMeaning, Source, SourceKind, WebSocket};
use serde_json::Value;

use crate::Transport;

/// Reads the text frames of a source as its profile says.
enum ProfileFrames {
    Frames(Arc<WebSocket>),
    /// What the connection must know of a stream is not in its events.
    Events,
}

impl FrameReader for ProfileFrames {
    /// A frame is JSON, perhaps several values, or else text.
    fn read(&self, text: &str) -> TextFrames {
        let json::Sequence { values, repaired, unread } = json::read_all(text).unwrap_or_else(|_| {
            json::Sequence { values: vec![Value::String(text.to_owned())], repaired: 0, unread: None }
        });
        let frame = |value| {
            let FrameMeaning { ready, pong, refused } = match self {
                Self::Frames(socket) => socket.meaning_of(&value),
                Self::Events => FrameMeaning::default(),
            };
            TextFrame { role: FrameRole { ready, pong, refused }, value, event: None }
        };
        TextFrames { frames: values.into_iter().map(frame).collect(), repaired, unread }
    }
}

/// What the connection of a socket source needs to know; nothing for any other source.
pub(super) fn connection_config(
    source: &Source,
    remembered: Option<Transport>,
    attached: Option<Attached>,
    cursor: Option<&Value>,
) -> Option<ConnectionConfig> {
    let Attached { query, hello, headers, connect, login } = attached.unwrap_or_default();
    match &source.kind {
        SourceKind::Rest { .. } => None,
        SourceKind::SocketIo { path, namespace, ping } => Some(ConnectionConfig {
            path: path.clone(),
            query,
            protocol: Protocol::SocketIo {
                namespace: namespace.clone(),
                auth: connect,
                transports: Transports::Auto,
                waits_for_login: login.is_some(),
            },
            ping: ping.as_ref().map(|ping| ClientPing {
                send: ping.emit.clone(),
                after_number: None,
                reply: ping.reply.clone(),
                every_ms: ping.every_ms,
            }),
            last_transport: remembered,
        }),
        SourceKind::WebSocket(socket) => {
            let (path, own_hello) = socket.opening(cursor);
            Some(ConnectionConfig {
                path: profile::with_query(&path, &query),
                query: Vec::new(),
                protocol: Protocol::Text(TextProtocol {
                    carrier: TextCarrier::WebSocket,
                    reader: Box::new(ProfileFrames::Frames(Arc::clone(socket))),
                    hello: hello.into_iter().chain(own_hello).collect(),
                    resumes: cursor.is_some(),
                    waits_for_ready: socket.waits(),
                    heartbeat_ms: socket.heartbeat.as_ref().map(|heartbeat| heartbeat.every_ms),
                    refusals: socket.refusals.clone(),
                }),
                ping: socket.ping.as_ref().map(|(frame, every_ms)| ClientPing {
                    send: frame.before.clone(),
                    after_number: frame.after.clone(),
                    reply: String::new(),
                    every_ms: *every_ms,
                }),
                last_transport: None,
            })
        }
        SourceKind::EventStream(stream) => Some(stream_config(stream, headers, &query)),
    }
}

fn stream_config(
    stream: &EventStream,
    headers: Vec<(String, String)>,
    query: &[(String, String)],
) -> ConnectionConfig {
    ConnectionConfig {
        path: profile::with_query(&profile::with_query(&stream.path, &stream.query), query),
        query: Vec::new(),
        protocol: Protocol::Text(TextProtocol {
            carrier: TextCarrier::EventStream { headers, resumes: stream.resumes },
            reader: Box::new(ProfileFrames::Events),
            hello: Vec::new(),
            resumes: false,
            waits_for_ready: false,
            heartbeat_ms: stream.heartbeat.as_ref().map(|heartbeat| heartbeat.every_ms),
            refusals: Vec::new(),
        }),
        ping: None,
        last_transport: None,
    }
}
