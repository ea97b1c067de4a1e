//! The Engine.IO layer: handshake, transports, upgrade, heartbeat.

use std::fmt::Write as _;

use super::{Client, CloseReason, Event, Input, Method, Output, Transport};
use crate::packet::Engine as Packet;
use crate::{Frame, Handshake, payload};

/// State of the Engine.IO connection.
#[derive(Debug, Default)]
pub(super) struct Engine {
    phase: Phase,
    pub handshake: Option<Handshake>,
    /// Frames that wait to be sent.
    pub queue: Vec<Frame>,
    heard: u64,
    next_request: u64,
    receiving: Option<u64>,
    sending: Option<u64>,
    upgrade: Upgrade,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
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
    /// Begin, at a moment of a monotonic clock in milliseconds. A second call does nothing.
    pub fn start(&mut self, now_ms: u64) {
        if self.engine.phase != Phase::Idle {
            return;
        }
        self.engine.heard = now_ms;
        if self.config.transport == Transport::WebSocket {
            self.engine.phase = Phase::Socket;
            let path_and_query = self.address("websocket");
            self.outputs.push_back(Output::OpenSocket { path_and_query });
        } else {
            self.engine.phase = Phase::Polling;
            self.receive();
        }
    }

    /// Take one input, at a moment of the clock of [`Client::start`]; drain [`Client::next_output`]
    /// afterwards. What belongs to no request or socket of this client any more is ignored, and everything
    /// before the start and after the end.
    pub fn handle(&mut self, now_ms: u64, input: Input<'_>) {
        if matches!(self.engine.phase, Phase::Idle | Phase::Closed) {
            return;
        }
        match input {
            Input::SocketOpened => self.on_socket_opened(),
            Input::SocketText(text) => self.on_socket_frame(now_ms, text),
            Input::SocketBinary(bytes) => {
                self.heard(now_ms);
                if bytes.len() > self.config.limits.frame_bytes {
                    self.reject(&crate::DecodeError::new("a smaller frame", ""));
                } else {
                    self.on_message_binary(bytes);
                }
            }
            Input::SocketClosed { code, reason, .. } => self.on_socket_closed(code, reason),
            Input::HttpDone { id, status, body } => self.on_answer(now_ms, id, status, body),
            Input::HttpFailed { id, reason } => {
                if self.forget(id) {
                    self.end(CloseReason::Transport { code: 1006, reason: reason.to_owned() });
                }
            }
            Input::Tick => {}
        }
        self.check_pulse(now_ms);
        self.flush();
    }

    /// When the server must have been heard (monotonic milliseconds): call [`Client::handle`] with
    /// [`Input::Tick`] then. By time stamps, since timers are throttled. `None` before the handshake and
    /// after the end; it moves with every frame.
    #[must_use]
    pub fn deadline(&self) -> Option<u64> {
        let handshake = self.engine.handshake.as_ref().filter(|_| self.engine.phase != Phase::Closed)?;
        let patience = handshake.ping_interval.saturating_add(handshake.ping_timeout);
        Some(self.engine.heard.saturating_add(patience))
    }

    /// Say good-bye and end: what waits is sent, then [`Event::Closed`] comes. A request that carries the
    /// good-bye is not aborted.
    pub fn close(&mut self) {
        if matches!(self.engine.phase, Phase::Idle | Phase::Closed) {
            self.engine.phase = Phase::Closed;
            return;
        }
        let leaving: Vec<_> =
            self.joined.iter().filter(|joined| joined.connected).map(|joined| joined.name.clone()).collect();
        for namespace in leaving {
            self.send(crate::Packet { namespace, kind: crate::Kind::Disconnect });
        }
        if self.engine.phase == Phase::Polling {
            self.engine.queue.push(Frame::Text(Packet::Close.encode()));
        }
        self.flush();
        self.end(CloseReason::Local);
    }

    fn check_pulse(&mut self, now_ms: u64) {
        if self.deadline().is_some_and(|deadline| now_ms >= deadline) {
            let silent_ms = now_ms.saturating_sub(self.engine.heard);
            self.end(CloseReason::PingTimeout { silent_ms });
        }
    }

    fn heard(&mut self, now_ms: u64) {
        self.engine.heard = now_ms;
        self.tell(Event::Heard);
    }

    /// End the connection and everything that is under way.
    fn end(&mut self, reason: CloseReason) {
        if self.engine.phase == Phase::Closed {
            return;
        }
        if self.engine.phase == Phase::Socket || self.engine.upgrade != Upgrade::None {
            self.outputs.push_back(Output::CloseSocket);
        }
        // A farewell that is being sent is not aborted.
        let farewell = reason == CloseReason::Local;
        let sending = self.engine.sending.take().filter(|_| !farewell);
        for id in [self.engine.receiving.take(), sending].into_iter().flatten() {
            self.outputs.push_back(Output::AbortHttp { id });
        }
        self.engine.phase = Phase::Closed;
        self.engine.queue.clear();
        for joined in &mut self.joined {
            joined.connected = false;
        }
        self.tell(Event::Closed { reason });
    }

    // ---- WebSocket ----

    fn on_socket_opened(&mut self) {
        if self.engine.upgrade == Upgrade::Probing {
            self.outputs.push_back(Output::SendText(Packet::Ping("probe").encode()));
        }
    }

    fn on_socket_frame(&mut self, now_ms: u64, text: &str) {
        self.heard(now_ms);
        if text.len() > self.config.limits.frame_bytes {
            return self.too_large("a smaller frame", text);
        }
        if self.engine.phase == Phase::Polling {
            return self.on_probe(text);
        }
        self.on_packet_text(text);
    }

    fn on_probe(&mut self, text: &str) {
        match (self.engine.upgrade, Packet::decode(text)) {
            (Upgrade::Probing, Ok(Packet::Pong("probe"))) => {
                self.engine.upgrade = Upgrade::Pausing;
                self.finish_upgrade();
            }
            // A noop also shows up on the WebSocket (hub 002 §1.2).
            (_, Ok(Packet::Noop)) => {}
            _ => self.reject(&crate::DecodeError::new("3probe", text)),
        }
    }

    fn finish_upgrade(&mut self) {
        let quiet = self.engine.receiving.is_none() && self.engine.sending.is_none();
        if self.engine.upgrade == Upgrade::Pausing && quiet && self.engine.phase == Phase::Polling {
            self.outputs.push_back(Output::SendText(Packet::Upgrade.encode()));
            self.engine.phase = Phase::Socket;
            self.engine.upgrade = Upgrade::None;
            self.tell(Event::Upgraded);
        }
    }

    fn on_socket_closed(&mut self, code: u16, reason: &str) {
        if self.engine.phase == Phase::Polling {
            // The upgrade failed; polling goes on.
            self.engine.upgrade = Upgrade::None;
            return self.receive();
        }
        self.end(CloseReason::Transport { code, reason: reason.to_owned() });
    }

    // ---- Polling ----

    fn on_answer(&mut self, now_ms: u64, id: u64, status: u16, body: &str) {
        let receiving = self.engine.receiving == Some(id);
        if !self.forget(id) {
            return;
        }
        if !(200..300).contains(&status) {
            let message = body.chars().take(200).collect();
            return self.end(CloseReason::Http { status, message });
        }
        if receiving {
            self.heard(now_ms);
            self.on_payload(body);
            if self.engine.phase == Phase::Polling {
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
            if self.engine.phase == Phase::Closed {
                return;
            }
            match frame {
                Ok(Frame::Text(text)) => self.on_packet_text(&text),
                Ok(Frame::Binary(bytes)) => self.on_message_binary(&bytes),
                Err(error) => self.reject(&error),
            }
        }
    }

    /// Forget a request; false where it is none of ours (any more).
    fn forget(&mut self, id: u64) -> bool {
        if self.engine.receiving == Some(id) {
            self.engine.receiving = None;
        } else if self.engine.sending == Some(id) {
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
        self.engine.receiving = Some(self.request(Method::Get, None));
    }

    fn request(&mut self, method: Method, body: Option<String>) -> u64 {
        self.engine.next_request = self.engine.next_request.wrapping_add(1);
        let id = self.engine.next_request;
        let path_and_query = self.address("polling");
        self.outputs.push_back(Output::Http { id, method, path_and_query, body });
        id
    }

    // ---- Both ----

    fn on_packet_text(&mut self, text: &str) {
        match Packet::decode(text) {
            Ok(Packet::Open(json)) if self.engine.handshake.is_none() => self.on_handshake(json),
            Ok(_) if self.engine.handshake.is_none() => self.not_engine(text),
            Ok(Packet::Ping(data)) => self.engine.queue.push(Frame::Text(Packet::Pong(data).encode())),
            Ok(Packet::Message(data)) => self.on_message_text(data),
            Ok(Packet::Close) => self.end(CloseReason::Server),
            Ok(Packet::Noop | Packet::Pong(_)) => {}
            Ok(Packet::Open(_) | Packet::Upgrade) => {
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
        self.tell(Event::Handshake {
            sid: handshake.sid.clone(),
            ping_interval_ms: handshake.ping_interval,
            ping_timeout_ms: handshake.ping_timeout,
        });
        let upgrade = self.config.transport == Transport::PollingThenUpgrade
            && handshake.upgrades.iter().any(|transport| transport == "websocket");
        self.engine.handshake = Some(handshake);
        self.join();
        if upgrade {
            self.engine.upgrade = Upgrade::Probing;
            let path_and_query = self.address("websocket");
            self.outputs.push_back(Output::OpenSocket { path_and_query });
        }
    }

    /// Send what waits, by the transport of the moment.
    pub(super) fn flush(&mut self) {
        if self.engine.queue.is_empty() {
            return;
        }
        match self.engine.phase {
            Phase::Socket if self.engine.handshake.is_some() => {
                for frame in std::mem::take(&mut self.engine.queue) {
                    self.outputs.push_back(match frame {
                        Frame::Text(text) => Output::SendText(text),
                        Frame::Binary(bytes) => Output::SendBinary(bytes),
                    });
                }
            }
            Phase::Polling if self.engine.sending.is_none() && self.engine.upgrade != Upgrade::Pausing => {
                let limit =
                    self.engine.handshake.as_ref().map_or(usize::MAX, |handshake| handshake.max_payload);
                let frames = payload::take_fitting(&mut self.engine.queue, limit);
                self.engine.sending = Some(self.request(Method::Post, Some(payload::join(&frames))));
            }
            _ => {}
        }
    }

    fn address(&self, transport: &str) -> String {
        let mut address = format!("{}?EIO=4&transport={transport}", self.config.path);
        let sid = self.engine.handshake.as_ref().map(|handshake| ("sid".to_owned(), handshake.sid.clone()));
        for (name, value) in self.config.query.iter().chain(&sid) {
            address.push('&');
            push_encoded(&mut address, name);
            address.push('=');
            push_encoded(&mut address, value);
        }
        address
    }
}

/// Percent-encode a query component (RFC 3986 §2.3: only unreserved characters stay).
fn push_encoded(address: &mut String, component: &str) {
    for byte in component.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte))
            }
            // Writing to a String cannot fail.
            _ => drop(write!(address, "%{byte:02X}")),
        }
    }
}
