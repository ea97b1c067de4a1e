//! The Engine.IO layer: start, handshake, heartbeat, end. Its transports stand beside it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::websocket::Upgrade;
use super::{Client, CloseReason, Event, InitialTransport, Input, Output, Timer};
use crate::wire::{Incoming, Outgoing, WireRequestId};
use crate::{EngineFrame, EnginePacket, Handshake, Mono, payload};

/// Everything that is encoded in a query component (RFC 3986 §2.3: only unreserved characters stay).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How long the answer with the handshake may take (milliseconds).
const UNTIL_HANDSHAKE: u64 = 30_000;

/// State of the Engine.IO connection.
#[derive(Debug, Default)]
pub(super) struct Engine {
    pub phase: EnginePhase,
    pub handshake: Option<Handshake>,
    /// Frames that wait to be sent.
    pub queue: Vec<EngineFrame>,
    pub heard: Mono,
    pub next_request: u64,
    /// The GET and the POST that are under way.
    pub receiving: Option<WireRequestId>,
    pub sending: Option<WireRequestId>,
    pub upgrade: Upgrade,
}

/// How frames travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum EnginePhase {
    #[default]
    Idle,
    /// Frames travel by WebSocket.
    Socket,
    /// Frames travel by requests.
    Polling,
    /// The good-bye travels by requests; what comes is not read any more.
    Leaving,
    Closed,
}

impl Client {
    /// Take one input at a moment of a monotonic clock, which never goes back; drain [`Client::poll_output`]
    /// afterwards. Ignored: what names no request or socket of this client (any more), and everything
    /// before the start and after the end.
    pub fn handle(&mut self, now: Mono, input: Input<'_>) {
        if let (Input::Start, EnginePhase::Idle) = (&input, self.engine.phase) {
            return self.start(now);
        }
        if matches!(self.engine.phase, EnginePhase::Idle | EnginePhase::Closed) {
            return;
        }
        match input {
            Input::Wire(incoming)
                if self.engine.phase == EnginePhase::Leaving && incoming.socket() == self.config.socket =>
            {
                self.on_wire_leaving(incoming);
            }
            Input::Wire(incoming) if incoming.socket() == self.config.socket => self.on_wire(now, incoming),
            Input::Start | Input::Wire(_) | Input::Timeout => {}
        }
        self.check_silence(now);
        self.flush();
    }

    /// When [`Client::handle`] wants [`Input::Timeout`] at the latest, and why. By time stamps, since timers
    /// are throttled. `None` before the handshake and after the end; it moves with every frame.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let phase = self.engine.phase;
        self.engine.handshake.as_ref().filter(|_| phase != EnginePhase::Closed)?;
        Some((Timer::Silence, self.engine.heard.saturating_add(self.longest_silence())))
    }

    /// What the handshake says, or less than that before it (milliseconds).
    pub(super) fn longest_silence(&self) -> u64 {
        let said = |it: &Handshake| it.ping_interval.saturating_add(it.ping_timeout);
        self.engine.handshake.as_ref().map_or(UNTIL_HANDSHAKE, said)
    }

    fn start(&mut self, now: Mono) {
        self.engine.heard = now;
        if self.config.transport == InitialTransport::WebSocket {
            self.engine.phase = EnginePhase::Socket;
            self.open_socket();
        } else {
            self.engine.phase = EnginePhase::Polling;
            self.receive();
        }
    }

    fn on_wire(&mut self, now: Mono, incoming: Incoming<'_>) {
        match incoming {
            Incoming::Opened { .. } => self.on_socket_opened(),
            Incoming::Text { text, .. } => self.on_socket_frame(now, text),
            Incoming::Binary { bytes, .. } => self.on_socket_bytes(now, bytes),
            // Nothing here listens to one.
            Incoming::Stream { .. } => {}
            Incoming::Closed { code, reason, .. } => self.on_socket_closed(code, reason),
            Incoming::Answered { request, status, body } => self.on_answer(now, request, status, body),
            Incoming::Failed { request, reason } => {
                if self.forget(request) {
                    self.end(CloseReason::Transport { code: 1006, reason: reason.to_owned() });
                }
            }
        }
    }

    /// Say good-bye and end: what waits is sent, then [`Event::Closed`] comes. By polling that takes until the server
    /// has taken the last request: the client goes on being driven until then. Nothing is left to take up again.
    pub fn close(&mut self) {
        match self.engine.phase {
            EnginePhase::Idle => self.engine.phase = EnginePhase::Closed,
            EnginePhase::Closed | EnginePhase::Leaving => {}
            EnginePhase::Socket => {
                self.leave_namespaces();
                self.flush();
                self.end(CloseReason::Local);
            }
            EnginePhase::Polling => {
                self.leave_namespaces();
                self.leave_by_polling();
            }
        }
    }

    /// End without a good-bye, as if the network had been cut: the server keeps for [`Client::resume`] what it can.
    pub fn abandon(&mut self) {
        match self.engine.phase {
            EnginePhase::Idle => self.engine.phase = EnginePhase::Closed,
            _ => self.end(CloseReason::Local),
        }
    }

    fn leave_namespaces(&mut self) {
        let mut leaving = Vec::new();
        for joined in self.joined.iter_mut().filter(|joined| joined.connected) {
            joined.leave();
            leaving.push(joined.name.clone());
        }
        for namespace in leaving {
            self.send(crate::Packet { namespace, kind: crate::PacketKind::Disconnect(None) });
        }
    }

    fn check_silence(&mut self, now: Mono) {
        if self.poll_timeout().is_some_and(|(_, due)| now >= due) {
            let silent_ms = now.since(self.engine.heard);
            self.end(CloseReason::PingTimeout { silent_ms });
        }
    }

    pub(super) fn heard(&mut self, now: Mono) {
        self.engine.heard = now;
        self.report(Event::Heard);
    }

    /// Queue something to be done on the wire.
    pub(super) fn wire(&mut self, outgoing: Outgoing) {
        self.outputs.push_back(Output::Wire(outgoing));
    }

    /// End the connection and everything that is under way.
    pub(super) fn end(&mut self, reason: CloseReason) {
        if self.engine.phase == EnginePhase::Closed {
            return;
        }
        if self.engine.phase == EnginePhase::Socket || self.engine.upgrade != Upgrade::None {
            self.wire(Outgoing::Close { socket: self.config.socket });
        }
        for request in [self.engine.receiving.take(), self.engine.sending.take()].into_iter().flatten() {
            self.wire(Outgoing::Abort { request });
        }
        self.engine.phase = EnginePhase::Closed;
        self.engine.queue.clear();
        for joined in &mut self.joined {
            joined.connected = false;
        }
        self.report(Event::Closed { reason });
    }

    pub(super) fn on_packet_text(&mut self, text: &str) {
        match EnginePacket::decode(text) {
            Ok(EnginePacket::Open(json)) if self.engine.handshake.is_none() => self.on_handshake(json),
            Ok(_) if self.engine.handshake.is_none() => self.not_engine(text),
            Ok(EnginePacket::Ping(data)) => {
                self.engine.queue.push(EngineFrame::Text(EnginePacket::Pong(data).encode()))
            }
            Ok(EnginePacket::Message(data)) => self.on_message_text(data),
            Ok(EnginePacket::Close) => self.end(CloseReason::Server),
            Ok(EnginePacket::Noop | EnginePacket::Pong(_)) => {}
            Ok(EnginePacket::Open(_) | EnginePacket::Upgrade) => {
                self.reject(&crate::DecodeError::new("no second handshake", text));
            }
            Err(_) if self.engine.handshake.is_none() => self.not_engine(text),
            Err(error) => self.reject(&error),
        }
    }

    /// Without a handshake there is nothing to go on with.
    pub(super) fn too_large(&mut self, expected: &'static str, text: &str) {
        if self.engine.handshake.is_none() {
            return self.not_engine(text);
        }
        self.reject(&crate::DecodeError::new(expected, text));
    }

    fn not_engine(&mut self, text: &str) {
        let sample: String = text.chars().take(80).collect();
        self.end(CloseReason::Protocol(sample));
    }

    fn on_handshake(&mut self, json: &str) {
        let Ok(handshake) = Handshake::decode(json) else {
            return self.not_engine(json);
        };
        self.report(Event::Handshake {
            sid: handshake.sid.clone(),
            ping_interval_ms: handshake.ping_interval,
            ping_timeout_ms: handshake.ping_timeout,
        });
        let upgrade = self.config.transport == InitialTransport::PollingThenUpgrade
            && handshake.upgrades.iter().any(|transport| transport == "websocket");
        self.engine.handshake = Some(handshake);
        self.join();
        if upgrade {
            self.engine.upgrade = Upgrade::Probing;
            self.open_socket();
        }
    }

    /// Send what waits, by the transport of the moment.
    pub(super) fn flush(&mut self) {
        if self.engine.queue.is_empty() {
            return;
        }
        match self.engine.phase {
            EnginePhase::Socket if self.engine.handshake.is_some() => {
                for frame in std::mem::take(&mut self.engine.queue) {
                    let socket = self.config.socket;
                    self.wire(match frame {
                        EngineFrame::Text(text) => Outgoing::Text { socket, text },
                        EngineFrame::Binary(bytes) => Outgoing::Binary { socket, bytes },
                    });
                }
            }
            EnginePhase::Polling | EnginePhase::Leaving
                if self.engine.sending.is_none() && self.engine.upgrade != Upgrade::Pausing =>
            {
                let limit =
                    self.engine.handshake.as_ref().map_or(usize::MAX, |handshake| handshake.max_payload);
                let frames = payload::take_fitting(&mut self.engine.queue, limit);
                self.engine.sending = Some(self.request(Some(payload::join(&frames))));
            }
            _ => {}
        }
    }

    pub(super) fn address(&self, transport: &str) -> String {
        let mut address = format!("{}?EIO=4&transport={transport}", self.config.path);
        let sid = self.engine.handshake.as_ref().map(|handshake| ("sid".to_owned(), handshake.sid.clone()));
        for (name, value) in self.config.query.iter().chain(&sid) {
            address.push('&');
            address.extend(utf8_percent_encode(name, RESERVED));
            address.push('=');
            address.extend(utf8_percent_encode(value, RESERVED));
        }
        address
    }
}
