//! The WebSocket, at once or by an upgrade from polling.

use super::engine::EnginePhase;
use super::{Client, CloseReason, Event};
use crate::wire::Outgoing;
use crate::{DecodeError, EnginePacket, Mono};

/// Polling → WebSocket (Engine.IO protocol, "Upgrade").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Upgrade {
    /// Not begun, done or given up.
    #[default]
    None,
    /// The WebSocket opens or its probe is on its way.
    Probing,
    /// The probe was answered: no new request starts, the ones in flight are waited for.
    Pausing,
}

impl Client {
    pub(super) fn open_socket(&mut self) {
        let (socket, path_and_query) = (self.config.socket, self.address("websocket"));
        self.wire(Outgoing::Open { socket, path_and_query });
    }

    pub(super) fn send_text(&mut self, text: String) {
        self.wire(Outgoing::Text { socket: self.config.socket, text });
    }

    pub(super) fn on_socket_opened(&mut self) {
        if self.engine.upgrade == Upgrade::Probing {
            self.send_text(EnginePacket::Ping("probe").encode());
        }
    }

    pub(super) fn on_socket_frame(&mut self, now: Mono, text: &str) {
        self.heard(now);
        if text.len() > self.config.limits.frame_bytes {
            return self.too_large("a smaller frame", text);
        }
        if self.engine.phase == EnginePhase::Polling {
            return self.on_probe(text);
        }
        self.on_packet_text(text);
    }

    pub(super) fn on_socket_bytes(&mut self, now: Mono, bytes: &[u8]) {
        self.heard(now);
        if bytes.len() > self.config.limits.frame_bytes {
            return self.reject(&DecodeError::new("a smaller frame", ""));
        }
        self.on_message_binary(bytes);
    }

    fn on_probe(&mut self, text: &str) {
        match (self.engine.upgrade, EnginePacket::decode(text)) {
            (Upgrade::Probing, Ok(EnginePacket::Pong("probe"))) => {
                self.engine.upgrade = Upgrade::Pausing;
                self.finish_upgrade();
            }
            // A noop also shows up on the WebSocket (hub 002 §1.2).
            (_, Ok(EnginePacket::Noop)) => {}
            _ => self.reject(&DecodeError::new("3probe", text)),
        }
    }

    pub(super) fn finish_upgrade(&mut self) {
        let quiet = self.engine.receiving.is_none() && self.engine.sending.is_none();
        if self.engine.upgrade == Upgrade::Pausing && quiet && self.engine.phase == EnginePhase::Polling {
            self.send_text(EnginePacket::Upgrade.encode());
            self.engine.phase = EnginePhase::Socket;
            self.engine.upgrade = Upgrade::None;
            self.report(Event::Upgraded);
        }
    }

    pub(super) fn on_socket_closed(&mut self, code: u16, reason: &str) {
        if self.engine.phase == EnginePhase::Polling {
            // The upgrade failed; polling goes on.
            self.engine.upgrade = Upgrade::None;
            return self.receive();
        }
        self.end(CloseReason::Transport { code, reason: reason.to_owned() });
    }
}
