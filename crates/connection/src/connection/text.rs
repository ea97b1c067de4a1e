//! Text frames: hello, frames with a role, closes that refuse.

use socketio::CloseReason;
use socketio::wire::{Incoming, Outgoing, SocketId};

use super::Connection;
use crate::{ConnectionEvent, Mono, Output, Protocol, Reason, TextFrame, TextFrames};

/// Longest sample of a frame (characters).
const SAMPLE: usize = 200;

impl Connection {
    /// What came over a socket of text frames.
    pub(super) fn on_text_wire(&mut self, now: Mono, incoming: Incoming<'_>) {
        match incoming {
            Incoming::Opened { socket } => self.on_text_opened(now, socket),
            Incoming::Stream { piece, .. } => self.on_stream_piece(now, piece),
            Incoming::Text { text, .. } => self.on_text_frame(now, text, None),
            Incoming::Binary { bytes, .. } => self.on_binary_frame(now, bytes),
            Incoming::Closed { code, reason, .. } => self.on_text_closed(now, code, reason.to_owned()),
            Incoming::Answered { status, body, .. } => self.on_no_stream(now, status, body),
            Incoming::Failed { .. } => {}
        }
    }

    fn on_text_opened(&mut self, now: Mono, socket: SocketId) {
        let Protocol::Text(protocol) = &self.config.protocol else { return };
        let frames = protocol.hello.iter().cloned();
        self.outputs.extend(frames.map(|text| Output::Wire(Outgoing::Text { socket, text })));
        if !protocol.waits_for_ready {
            self.on_text_ready(now);
        }
    }

    fn on_text_ready(&mut self, now: Mono) {
        let resumes = self.attempt.as_ref().is_some_and(|attempt| attempt.resumes);
        self.on_ready(now, resumes);
    }

    /// Some hubs send their text as bytes.
    fn on_binary_frame(&mut self, now: Mono, bytes: &[u8]) {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return self.on_text_frame(now, text, None);
        }
        self.heard(now);
        let sample = format!("{} bytes", bytes.len());
        self.report(ConnectionEvent::Rejected { why: "expected text".to_owned(), sample });
    }

    /// `event`: the name of the event that it is the data of.
    pub(super) fn on_text_frame(&mut self, now: Mono, text: &str, event: Option<&str>) {
        let Protocol::Text(protocol) = &self.config.protocol else { return };
        let TextFrames { frames, repaired, unread } = protocol.reader.read(text);
        self.heard(now);
        let sample = || text.chars().take(SAMPLE).collect();
        if repaired > 0 {
            self.report(ConnectionEvent::Repaired { count: repaired, sample: sample() });
        }
        if let Some(why) = unread {
            self.report(ConnectionEvent::Rejected { why, sample: sample() });
        }
        for frame in frames {
            self.on_frame(now, TextFrame { event: event.map(str::to_owned), ..frame });
        }
    }

    /// One frame of the hub. A refusal ends the attempt: what follows it in the same frame of the wire is dropped.
    fn on_frame(&mut self, now: Mono, frame: TextFrame) {
        if self.attempt.is_none() {
            return;
        }
        self.on_data(now, frame.role.pong);
        if frame.role.ready {
            self.on_text_ready(now);
        }
        let refused = frame.role.refused.clone();
        self.report(ConnectionEvent::Frame(frame));
        if let Some(why) = refused {
            self.refuse(Reason::Refused(why));
        }
    }

    fn on_text_closed(&mut self, now: Mono, code: u16, reason: String) {
        if self.is_stream() {
            return self.on_stream_end(now, code, reason);
        }
        let Protocol::Text(protocol) = &self.config.protocol else { return };
        if protocol.refusals.contains(&code) {
            // It is no fault of the hub's own where the profile says what the code means.
            self.report(ConnectionEvent::Refused { words: reason.clone(), repeated: true });
            self.refuse(Reason::Closed { code, reason });
        } else {
            self.on_closed(now, CloseReason::Transport { code, reason });
        }
    }
}
