//! HTTP long polling: one GET that waits for the server, one POST at a time.

use super::engine::EnginePhase;
use super::websocket::Upgrade;
use super::{Client, CloseReason};
use crate::wire::{Incoming, Outgoing, WireRequestId};
use crate::{EngineFrame, EnginePacket, Handshake, Mono, payload};

impl Client {
    pub(super) fn on_answer(&mut self, now: Mono, request: WireRequestId, status: u16, body: &str) {
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
        let mut useful = false;
        for frame in payload::split(body) {
            if self.engine.phase == EnginePhase::Closed {
                return;
            }
            match frame {
                Ok(EngineFrame::Text(text)) => {
                    useful |= self.engine.handshake.is_none() || may_come_again(&text);
                    self.on_packet_text(&text);
                }
                Ok(EngineFrame::Binary(bytes)) => {
                    useful = true;
                    self.on_message_binary(&bytes);
                }
                Err(error) => self.reject(&error),
            }
        }
        // The next request would be answered in the same way, without a pause.
        if !useful {
            let sample: String = body.chars().take(80).collect();
            self.end(CloseReason::Protocol(sample));
        }
    }

    /// Send what waits and the good-bye. Before the handshake there is no session to end: its answer is waited for.
    pub(super) fn leave_by_polling(&mut self) {
        if std::mem::take(&mut self.engine.upgrade) != Upgrade::None {
            self.wire(Outgoing::Close { socket: self.config.socket });
        }
        self.engine.phase = EnginePhase::Leaving;
        if self.engine.handshake.is_some() {
            self.engine.queue.push(EngineFrame::Text(EnginePacket::Close.encode()));
        }
        self.flush();
    }

    pub(super) fn on_wire_leaving(&mut self, incoming: Incoming<'_>) {
        let (request, answer) = match incoming {
            Incoming::Answered { request, status: 200..=299, body } => (request, Some(body)),
            Incoming::Answered { request, .. } | Incoming::Failed { request, .. } => (request, None),
            _ => return,
        };
        let sent = self.engine.sending == Some(request);
        if !self.forget(request) {
            return;
        }
        if self.engine.handshake.is_none() {
            match answer.map(EnginePacket::decode) {
                Some(Ok(EnginePacket::Open(json))) => self.engine.handshake = Handshake::decode(json).ok(),
                _ => return self.end(CloseReason::Local),
            }
            self.engine.queue.push(EngineFrame::Text(EnginePacket::Close.encode()));
        } else if sent && (answer.is_none() || self.engine.queue.is_empty()) {
            self.end(CloseReason::Local);
        }
    }

    /// Forget a request; false where it is none of ours (any more).
    pub(super) fn forget(&mut self, request: WireRequestId) -> bool {
        if self.engine.receiving == Some(request) {
            self.engine.receiving = None;
        } else if self.engine.sending == Some(request) {
            self.engine.sending = None;
        } else {
            return false;
        }
        true
    }

    pub(super) fn receive(&mut self) {
        if self.engine.receiving.is_some() || self.engine.upgrade == Upgrade::Pausing {
            return;
        }
        self.engine.receiving = Some(self.request(None));
    }

    pub(super) fn request(&mut self, body: Option<String>) -> WireRequestId {
        self.engine.next_request = self.engine.next_request.wrapping_add(1);
        let request = WireRequestId { socket: self.config.socket, number: self.engine.next_request };
        let path_and_query = self.address("polling");
        let timeout_ms = self.longest_silence();
        self.wire(Outgoing::Request { request, path_and_query, body, timeout_ms });
        request
    }
}

/// Whether a packet is one that a server sends after the handshake.
fn may_come_again(packet: &str) -> bool {
    !matches!(EnginePacket::decode(packet), Err(_) | Ok(EnginePacket::Open(_) | EnginePacket::Upgrade))
}
