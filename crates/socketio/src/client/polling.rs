//! HTTP long polling: one GET that waits for the server, one POST at a time.

use super::engine::EnginePhase;
use super::websocket::Upgrade;
use super::{Client, CloseReason};
use crate::wire::{Outgoing, WireRequestId};
use crate::{EngineFrame, Mono, payload};

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
        self.wire(Outgoing::Request { request, path_and_query, body });
        request
    }
}
