//! What the connection of a source goes by.

use profile::{Attached, Source, SourceKind};

use crate::Transport;

/// What the connection of a socket source needs to know; nothing for any other source.
pub(super) fn connection_config(
    source: &Source,
    remembered: Option<Transport>,
    attached: Option<Attached>,
) -> Option<link::Config> {
    let Attached { query, hello, connect, .. } = attached.unwrap_or_default();
    match &source.kind {
        SourceKind::Rest { .. } => None,
        SourceKind::SocketIo { path, namespace, ping } => Some(link::Config {
            path: path.clone(),
            query,
            protocol: link::Protocol::SocketIo {
                namespace: namespace.clone(),
                auth: connect,
                transports: link::Transports::Auto,
            },
            ping: ping.as_ref().map(|ping| link::Ping {
                send: ping.emit.clone(),
                reply: ping.reply.clone(),
                every_ms: ping.every_ms,
            }),
            remembered,
        }),
        SourceKind::WebSocket(socket) => Some(link::Config {
            path: profile::with_query(&profile::with_query(&socket.path, &socket.query), &query),
            query: Vec::new(),
            protocol: link::Protocol::Text(link::Text {
                hello: hello.into_iter().chain(socket.hello.iter().cloned()).collect(),
                waits: socket.waits(),
                heartbeat_ms: socket.heartbeat.as_ref().map(|heartbeat| heartbeat.every_ms),
                refusals: socket.refusals.clone(),
            }),
            ping: socket.ping.as_ref().map(|(send, every_ms)| link::Ping {
                send: send.clone(),
                reply: String::new(),
                every_ms: *every_ms,
            }),
            remembered: None,
        }),
    }
}
