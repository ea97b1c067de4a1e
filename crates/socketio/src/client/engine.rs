//! The Engine.IO layer: handshake, transports, upgrade, heartbeat.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Client, CloseReason, Event, InitialTransport, Input, Output, Timer};
use crate::wire::{Incoming, Outgoing, RequestId};
use crate::{EngineFrame, EnginePacket, Handshake, Mono, payload};

/// Everything that is encoded in a query component (RFC 3986 §2.3: only unreserved characters stay).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// State of the Engine.IO connection.
#[derive(Debug, Default)]
pub(super) struct Engine {
    phase: EnginePhase,
    pub handshake: Option<Handshake>,
    /// Frames that wait to be sent.
    pub queue: Vec<EngineFrame>,
    heard: Mono,
    next_request: u64,
    receiving: Option<RequestId>,
    sending: Option<RequestId>,
    upgrade: Upgrade,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum EnginePhase {
    #[default]
    Idle,
    /// Frames travel by WebSocket.
    Socket,
    /// Frames travel by requests.
    Polling,
    Closed,
}

/// Polling → WebSocket (Engine.IO protocol, "Upgrade").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Upgrade {
    /// Not begun, done or given up.
    #[default]
    None,
    /// The WebSocket opens or its probe is on its way.
    Probing,
    /// The probe was answered: no new request starts, the ones in flight are waited for.
    Pausing,
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
        let handshake = self.engine.handshake.as_ref().filter(|_| phase != EnginePhase::Closed)?;
        let patience = handshake.ping_interval.saturating_add(handshake.ping_timeout);
        Some((Timer::Silence, self.engine.heard.saturating_add(patience)))
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
            Incoming::Binary { bytes, .. } => {
                self.heard(now);
                if bytes.len() > self.config.limits.frame_bytes {
                    self.reject(&crate::DecodeError::new("a smaller frame", ""));
                } else {
                    self.on_message_binary(bytes);
                }
            }
            Incoming::Closed { code, reason, .. } => self.on_socket_closed(code, reason),
            Incoming::Answered { request, status, body } => self.on_answer(now, request, status, body),
            Incoming::Failed { request, reason } => {
                if self.forget(request) {
                    self.end(CloseReason::Transport { code: 1006, reason: reason.to_owned() });
                }
            }
        }
    }

    /// Say good-bye and end: what waits is sent, then [`Event::Closed`] comes. A request that carries the
    /// good-bye is not aborted.
    pub fn close(&mut self) {
        if matches!(self.engine.phase, EnginePhase::Idle | EnginePhase::Closed) {
            self.engine.phase = EnginePhase::Closed;
            return;
        }
        let leaving: Vec<_> =
            self.joined.iter().filter(|joined| joined.connected).map(|joined| joined.name.clone()).collect();
        for namespace in leaving {
            self.send(crate::Packet { namespace, kind: crate::PacketKind::Disconnect });
        }
        if self.engine.phase == EnginePhase::Polling {
            self.engine.queue.push(EngineFrame::Text(EnginePacket::Close.encode()));
        }
        self.flush();
        self.end(CloseReason::Local);
    }

    fn check_silence(&mut self, now: Mono) {
        if self.poll_timeout().is_some_and(|(_, due)| now >= due) {
            let silent_ms = now.since(self.engine.heard);
            self.end(CloseReason::PingTimeout { silent_ms });
        }
    }

    fn heard(&mut self, now: Mono) {
        self.engine.heard = now;
        self.report(Event::Heard);
    }

    /// Queue something to be done on the wire.
    fn wire(&mut self, outgoing: Outgoing) {
        self.outputs.push_back(Output::Wire(outgoing));
    }

    fn open_socket(&mut self) {
        let (socket, path_and_query) = (self.config.socket, self.address("websocket"));
        self.wire(Outgoing::Open { socket, path_and_query });
    }

    fn send_text(&mut self, text: String) {
        self.wire(Outgoing::Text { socket: self.config.socket, text });
    }

    /// End the connection and everything that is under way.
    fn end(&mut self, reason: CloseReason) {
        if self.engine.phase == EnginePhase::Closed {
            return;
        }
        if self.engine.phase == EnginePhase::Socket || self.engine.upgrade != Upgrade::None {
            self.wire(Outgoing::Close { socket: self.config.socket });
        }
        // A farewell that is being sent is not aborted.
        let farewell = reason == CloseReason::Local;
        let sending = self.engine.sending.take().filter(|_| !farewell);
        for request in [self.engine.receiving.take(), sending].into_iter().flatten() {
            self.wire(Outgoing::Abort { request });
        }
        self.engine.phase = EnginePhase::Closed;
        self.engine.queue.clear();
        for joined in &mut self.joined {
            joined.connected = false;
        }
        self.report(Event::Closed { reason });
    }

    // ---- WebSocket ----

    fn on_socket_opened(&mut self) {
        if self.engine.upgrade == Upgrade::Probing {
            self.send_text(EnginePacket::Ping("probe").encode());
        }
    }

    fn on_socket_frame(&mut self, now: Mono, text: &str) {
        self.heard(now);
        if text.len() > self.config.limits.frame_bytes {
            return self.too_large("a smaller frame", text);
        }
        if self.engine.phase == EnginePhase::Polling {
            return self.on_probe(text);
        }
        self.on_packet_text(text);
    }

    fn on_probe(&mut self, text: &str) {
        match (self.engine.upgrade, EnginePacket::decode(text)) {
            (Upgrade::Probing, Ok(EnginePacket::Pong("probe"))) => {
                self.engine.upgrade = Upgrade::Pausing;
                self.finish_upgrade();
            }
            // A noop also shows up on the WebSocket (hub 002 §1.2).
            (_, Ok(EnginePacket::Noop)) => {}
            _ => self.reject(&crate::DecodeError::new("3probe", text)),
        }
    }

    fn finish_upgrade(&mut self) {
        let quiet = self.engine.receiving.is_none() && self.engine.sending.is_none();
        if self.engine.upgrade == Upgrade::Pausing && quiet && self.engine.phase == EnginePhase::Polling {
            self.send_text(EnginePacket::Upgrade.encode());
            self.engine.phase = EnginePhase::Socket;
            self.engine.upgrade = Upgrade::None;
            self.report(Event::Upgraded);
        }
    }

    fn on_socket_closed(&mut self, code: u16, reason: &str) {
        if self.engine.phase == EnginePhase::Polling {
            // The upgrade failed; polling goes on.
            self.engine.upgrade = Upgrade::None;
            return self.receive();
        }
        self.end(CloseReason::Transport { code, reason: reason.to_owned() });
    }

    // ---- Polling ----

    fn on_answer(&mut self, now: Mono, request: RequestId, status: u16, body: &str) {
        let receiving = self.engine.receiving == Some(request);
        if !self.forget(request) {
            return;
        }
        if !(200..300).contains(&status) {
            let message = body.chars().take(200).collect();
            return self.end(CloseReason::Http { status, message });
        }
        if receiving {
            self.heard(now);
            self.on_payload(body);
            if self.engine.phase == EnginePhase::Polling {
                self.receive();
            }
        }
        self.finish_upgrade();
    }

    fn on_payload(&mut self, body: &str) {
        if body.len() > self.config.limits.frame_bytes {
            return self.too_large("a smaller payload", body);
        }
        for frame in payload::split(body) {
            if self.engine.phase == EnginePhase::Closed {
                return;
            }
            match frame {
                Ok(EngineFrame::Text(text)) => self.on_packet_text(&text),
                Ok(EngineFrame::Binary(bytes)) => self.on_message_binary(&bytes),
                Err(error) => self.reject(&error),
            }
        }
    }

    /// Forget a request; false where it is none of ours (any more).
    fn forget(&mut self, request: RequestId) -> bool {
        if self.engine.receiving == Some(request) {
            self.engine.receiving = None;
        } else if self.engine.sending == Some(request) {
            self.engine.sending = None;
        } else {
            return false;
        }
        true
    }

    fn receive(&mut self) {
        if self.engine.receiving.is_some() || self.engine.upgrade == Upgrade::Pausing {
            return;
        }
        self.engine.receiving = Some(self.request(None));
    }

    fn request(&mut self, body: Option<String>) -> RequestId {
        self.engine.next_request = self.engine.next_request.wrapping_add(1);
        let request = RequestId { socket: self.config.socket, number: self.engine.next_request };
        let path_and_query = self.address("polling");
        self.wire(Outgoing::Request { request, path_and_query, body });
        request
    }

    // ---- Both ----

    fn on_packet_text(&mut self, text: &str) {
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
    fn too_large(&mut self, expected: &'static str, text: &str) {
        if self.engine.handshake.is_none() {
            return self.not_engine(text);
        }
        self.reject(&crate::DecodeError::new(expected, text));
    }

    fn not_engine(&mut self, text: &str) {
        let sample: String = text.chars().take(80).collect();
        self.end(CloseReason::Protocol(format!("expected an Engine.IO handshake, found `{sample}`")));
    }

    fn on_handshake(&mut self, json: &str) {
        let Ok(handshake) = serde_json::from_str::<Handshake>(json) else {
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
            EnginePhase::Polling
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

    fn address(&self, transport: &str) -> String {
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
