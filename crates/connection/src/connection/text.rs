//! Text frames: hello, frames with a role, closes that refuse.

use socketio::CloseReason;
use socketio::wire::{Incoming, Outgoing, SocketId};

use super::Connection;
use crate::{ConnectionEvent, Mono, Output, Protocol, Reason};

impl Connection {
    /// What came over a socket of text frames.
    pub(super) fn on_text_wire(&mut self, now: Mono, incoming: Incoming<'_>) {
        match incoming {
            Incoming::Opened { socket } => self.on_text_opened(now, socket),
            Incoming::Text { text, .. } => self.on_text_frame(now, text),
            Incoming::Binary { bytes, .. } => {
                self.heard(now);
                let sample = format!("{} bytes", bytes.len());
                self.report(ConnectionEvent::Rejected { why: "expected a text frame".to_owned(), sample });
            }
            Incoming::Closed { code, reason, .. } => self.on_text_closed(now, code, reason.to_owned()),
            Incoming::Answered { .. } | Incoming::Failed { .. } => {}
        }
    }

    fn on_text_opened(&mut self, now: Mono, socket: SocketId) {
        let Protocol::Text(protocol) = &self.config.protocol else { return };
        let frames = protocol.hello.iter().cloned();
        self.outputs.extend(frames.map(|text| Output::Wire(Outgoing::Text { socket, text })));
        if !protocol.waits_for_ready {
            self.on_ready(now, false);
        }
    }

    fn on_text_frame(&mut self, now: Mono, text: &str) {
        let Protocol::Text(protocol) = &self.config.protocol else { return };
        let frame = protocol.reader.read(text);
        self.heard(now);
        self.on_data(now, frame.role.pong);
        if frame.role.ready {
            self.on_ready(now, false);
        }
        let refused = frame.role.refused.clone();
        self.report(ConnectionEvent::Frame(frame));
        if let Some(why) = refused {
            self.refuse(Reason::Refused(why));
        }
    }

    fn on_text_closed(&mut self, now: Mono, code: u16, reason: String) {
        let Protocol::Text(protocol) = &self.config.protocol else { return };
        if protocol.refusals.contains(&code) {
            self.refuse(Reason::Closed { code, reason });
        } else {
            self.on_closed(now, CloseReason::Transport { code, reason });
        }
    }
}
