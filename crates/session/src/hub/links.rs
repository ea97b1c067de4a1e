//! The links of a hub's sockets: what reaches them, and what they want.

use connection::{Event, Output};
use profile::{Attached, Source, SourceKind};
use serde_json::Value;

use crate::{Command, Now, Session, SocketId, SocketInput, SourceId, Transport};

/// The link of a socket source; none for any other.
pub(crate) fn link_config(
    source: &Source,
    remembered: Option<Transport>,
    attached: Option<Attached>,
) -> Option<connection::Config> {
    let Attached { query, hello, connect, .. } = attached.unwrap_or_default();
    match &source.kind {
        SourceKind::Rest { .. } => None,
        SourceKind::SocketIo { path, namespace, ping } => Some(connection::Config {
            path: path.clone(),
            query,
            protocol: connection::Protocol::SocketIo {
                namespace: namespace.clone(),
                auth: connect,
                transports: connection::Transports::Auto,
            },
            ping: ping.as_ref().map(|ping| connection::Ping {
                send: ping.emit.clone(),
                reply: ping.reply.clone(),
                every_ms: ping.every_ms,
            }),
            remembered,
        }),
        SourceKind::WebSocket(socket) => Some(connection::Config {
            path: profile::with_query(&profile::with_query(&socket.path, &socket.query), &query),
            query: Vec::new(),
            protocol: connection::Protocol::Text(connection::Text {
                hello: hello.into_iter().chain(socket.hello.iter().cloned()).collect(),
                waits: socket.waits(),
                heartbeat_ms: socket.heartbeat.as_ref().map(|heartbeat| heartbeat.every_ms),
                refusals: socket.refusals.clone(),
            }),
            ping: socket.ping.as_ref().map(|(send, every_ms)| connection::Ping {
                send: send.clone(),
                reply: String::new(),
                every_ms: *every_ms,
            }),
            remembered: None,
        }),
    }
}

impl Session {
    /// Give every link an input, in turn.
    pub(crate) fn each_link(&mut self, now: Now, input: impl Fn() -> connection::Input<'static>) {
        for index in 0..self.links.len() {
            let open = self.links.get(index).is_some_and(|(source, _)| !self.shut_out(source.0));
            if let Some((_, link)) = self.links.get_mut(index).filter(|_| open) {
                link.handle(now.mono, input());
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
        let input = match event {
            SocketInput::Opened => connection::Input::Opened(socket),
            SocketInput::Text(text) => connection::Input::Text(socket, text),
            SocketInput::Binary(bytes) => connection::Input::Binary(socket, bytes),
            SocketInput::Closed { code, reason, clean } => {
                connection::Input::Closed { socket, code: *code, reason, clean: *clean }
            }
        };
        self.feed_link(now, source, input);
    }

    pub(super) fn feed_link(&mut self, now: Now, source: SourceId, input: connection::Input<'_>) {
        let Some(index) = self.links.iter().position(|(id, _)| *id == source) else { return };
        if let Some((_, link)) = self.links.get_mut(index) {
            link.handle(now.mono, input);
        }
        self.drain(now, index);
    }

    /// Carry out what a link wants.
    pub(crate) fn drain(&mut self, now: Now, index: usize) {
        while let Some((source, link)) = self.links.get_mut(index) {
            let source = *source;
            let Some(output) = link.next_output() else { return };
            let command = match output {
                Output::Open { socket, path_and_query } => Command::Open { source, socket, path_and_query },
                Output::Text(socket, text) => Command::SendText(source, socket, text),
                Output::Binary(socket, bytes) => Command::SendBinary(source, socket, bytes),
                Output::Close(socket) => Command::Close(source, socket),
                Output::Http { request, method, path_and_query, body } => {
                    let request = self.requests.link(source, request, method, path_and_query, body);
                    self.commands.push_back(Command::Http(request));
                    continue;
                }
                Output::Abort(request) => match self.requests.abort(source, request) {
                    Some(id) => Command::Abort(id),
                    None => continue,
                },
                Output::Event(event) => {
                    self.on_link_event(now, source, event);
                    continue;
                }
            };
            self.commands.push_back(command);
        }
    }

    fn on_link_event(&mut self, now: Now, source: SourceId, event: Event) {
        match event {
            Event::Ready { recovered, transport } => self.on_ready(now, source, recovered, transport),
            Event::Message { event, args } => {
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
            Event::Frame { socket, text } => self.on_frame(now, source, socket, text),
            Event::Doubtful(socket) => self.check(now, source, socket),
            Event::Lost(_) => {
                self.interrupt(now);
                self.measure.forget();
            }
            Event::Rejected { why, sample } => self.reject(why, sample),
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
