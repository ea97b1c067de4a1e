//! The links of a hub's sockets: what reaches them, and what they want.

use connection::wire::{Incoming, Outgoing, SocketId};
use connection::{ConnectionConfig, ConnectionEvent, Mono, Output};
use profile::{Attached, Source, SourceKind};
use serde_json::Value;

use super::frames::ProfileFrames;
use crate::{Command, Now, Session, SocketInput, SourceId, Transport};

/// The link of a socket source; none for any other.
pub(crate) fn link_config(
    source: &Source,
    remembered: Option<Transport>,
    attached: Option<Attached>,
) -> Option<ConnectionConfig> {
    let Attached { query, hello, connect, .. } = attached.unwrap_or_default();
    match &source.kind {
        SourceKind::Rest { .. } => None,
        SourceKind::SocketIo { path, namespace, ping } => Some(ConnectionConfig {
            path: path.clone(),
            query,
            protocol: connection::Protocol::SocketIo {
                namespace: namespace.clone(),
                auth: connect,
                transports: connection::Transports::Auto,
            },
            ping: ping.as_ref().map(|ping| connection::ClientPing {
                send: ping.emit.clone(),
                reply: ping.reply.clone(),
                every_ms: ping.every_ms,
            }),
            last_transport: remembered,
        }),
        SourceKind::WebSocket(socket) => Some(ConnectionConfig {
            path: profile::with_query(&profile::with_query(&socket.path, &socket.query), &query),
            query: Vec::new(),
            protocol: connection::Protocol::Text(connection::TextProtocol {
                reader: Box::new(ProfileFrames(socket.clone())),
                hello: hello.into_iter().chain(socket.hello.iter().cloned()).collect(),
                waits_for_ready: socket.waits(),
                heartbeat_ms: socket.heartbeat.as_ref().map(|heartbeat| heartbeat.every_ms),
                refusals: socket.refusals.clone(),
            }),
            ping: socket.ping.as_ref().map(|(send, every_ms)| connection::ClientPing {
                send: send.clone(),
                reply: String::new(),
                every_ms: *every_ms,
            }),
            last_transport: None,
        }),
    }
}

impl Session {
    /// Give every link an input, in turn.
    pub(crate) fn each_link(&mut self, now: Now, input: impl Fn() -> connection::Input<'static>) {
        for index in 0..self.links.len() {
            let open = self.links.get(index).is_some_and(|(source, _)| !self.shut_out(source.0));
            if let Some((_, link)) = self.links.get_mut(index).filter(|_| open) {
                link.handle(Mono(now.mono), input());
            }
            self.drain(now, index);
        }
    }

    pub(super) fn on_socket(
        &mut self,
        now: Now,
        source: SourceId,
        socket: SocketId,
        event: &SocketInput<'_>,
    ) {
        let incoming = match event {
            SocketInput::Opened => Incoming::Opened { socket },
            SocketInput::Text(text) => Incoming::Text { socket, text },
            SocketInput::Binary(bytes) => Incoming::Binary { socket, bytes },
            SocketInput::Closed { code, reason, clean } => {
                Incoming::Closed { socket, code: *code, reason, clean: *clean }
            }
        };
        self.feed_link(now, source, connection::Input::Wire(incoming));
    }

    pub(super) fn feed_link(&mut self, now: Now, source: SourceId, input: connection::Input<'_>) {
        let Some(index) = self.links.iter().position(|(id, _)| *id == source) else { return };
        if let Some((_, link)) = self.links.get_mut(index) {
            link.handle(Mono(now.mono), input);
        }
        self.drain(now, index);
    }

    /// Carry out what a link wants.
    pub(crate) fn drain(&mut self, now: Now, index: usize) {
        while let Some((source, link)) = self.links.get_mut(index) {
            let source = *source;
            let Some(output) = link.poll_output() else { return };
            let outgoing = match output {
                Output::Wire(outgoing) => outgoing,
                Output::Event(event) => {
                    self.on_link_event(now, source, event);
                    continue;
                }
            };
            let command = match outgoing {
                Outgoing::Open { socket, path_and_query } => Command::Open { source, socket, path_and_query },
                Outgoing::Text { socket, text } => Command::SendText(source, socket, text),
                Outgoing::Binary { socket, bytes } => Command::SendBinary(source, socket, bytes),
                Outgoing::Close { socket } => Command::Close(source, socket),
                Outgoing::Request { request, path_and_query, body } => {
                    Command::Http(self.requests.link(source, request, path_and_query, body))
                }
                Outgoing::Abort { request } => match self.requests.abort(source, request) {
                    Some(id) => Command::Abort(id),
                    None => continue,
                },
            };
            self.commands.push_back(command);
        }
    }

    fn on_link_event(&mut self, now: Now, source: SourceId, event: ConnectionEvent) {
        match event {
            ConnectionEvent::Ready { recovered, transport } => {
                self.on_ready(now, source, recovered, transport)
            }
            ConnectionEvent::Message { event, args } => {
                self.data_came();
                let body = Value::Array(args);
                self.observe_naive(now, source, &event, &body);
                let outcome = self.profile.on_message(source.0, Some(&event), &body);
                self.poll_after(now, Some(&event), &body);
                if !outcome.matched {
                    self.no_rule(&event);
                }
                self.take(now, outcome, true);
            }
            ConnectionEvent::Frame(frame) => self.on_frame(now, source, frame),
            ConnectionEvent::LivenessUnknown(socket) => self.check(now, source, socket),
            ConnectionEvent::Lost(_) => {
                self.interrupt(now);
                self.measure.forget();
            }
            ConnectionEvent::Rejected { why, sample } => self.reject(why, sample),
        }
    }

    fn on_ready(&mut self, now: Now, source: SourceId, recovered: bool, transport: Transport) {
        self.diagnosis = None;
        let kind = self.profile.sources.get(source.0).map(|source| &source.kind);
        if matches!(kind, Some(SourceKind::SocketIo { .. })) {
            self.commands.push_back(Command::RememberTransport(source, transport));
        }
        self.start_measure();
        let again = self.online_before;
        self.connected_polls(now, again);
        self.on_heard_again(now, recovered);
    }
}
