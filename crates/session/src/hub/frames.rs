//! Text frames: what they say about the connection, and what they mean.

use connection::wire::SocketId;
use connection::{FrameReader, FrameRole, LivenessVerdict, TextFrame};
use profile::{SourceKind, WebSocket};
use serde_json::Value;

use crate::requests::Purpose;
use crate::{HttpOutcome, HttpRequest, Now, Session, SourceId};

/// Reads the text frames of a source as its profile says.
#[derive(Debug)]
pub(super) struct ProfileFrames(pub Box<WebSocket>);

impl FrameReader for ProfileFrames {
    /// A frame is JSON, or else text.
    fn read(&self, text: &str) -> TextFrame {
        let value = serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
        let said = self.0.said(&value);
        let role = FrameRole { ready: said.ready, pong: said.pong, refused: said.refused };
        TextFrame { role, value }
    }
}

impl Session {
    fn web_socket(&self, source: SourceId) -> Option<&WebSocket> {
        match &self.profile.sources.get(source.0)?.kind {
            SourceKind::WebSocket(socket) => Some(socket),
            _ => None,
        }
    }

    pub(super) fn on_frame(&mut self, now: Now, source: SourceId, frame: TextFrame) {
        let TextFrame { role, value } = frame;
        let outcome = self.profile.on_message(source.0, None, &value);
        if outcome.matched || role.is_message() {
            self.data_came();
            self.poll_after(now, None, &value);
            if !outcome.matched {
                self.no_rule(&value.to_string());
            }
            self.take(now, outcome, true);
        }
        if let Some(why) = role.refused {
            self.refuse(now, why);
        }
    }

    /// The hub is silent although it had to speak: ask it by another way whether it speaks at all.
    pub(super) fn check(&mut self, now: Now, source: SourceId, socket: SocketId) {
        let heartbeat = self.web_socket(source).and_then(|socket| socket.heartbeat.as_ref());
        let Some((of, path)) = heartbeat.and_then(|heartbeat| heartbeat.check.clone()) else {
            return self.judge(now, source, socket, LivenessVerdict::Dead);
        };
        let request = HttpRequest::get(SourceId(of), path, crate::polls::TIMEOUT);
        self.requests.push(request, Purpose::Check(source, socket));
    }

    pub(super) fn on_check(
        &mut self,
        now: Now,
        source: SourceId,
        socket: SocketId,
        outcome: &HttpOutcome<'_>,
    ) {
        let heartbeat = self.web_socket(source).and_then(|socket| socket.heartbeat.as_ref());
        let off = match outcome {
            HttpOutcome::Done { status: 200..=299, body } => serde_json::from_str(body)
                .is_ok_and(|answer| heartbeat.is_some_and(|heartbeat| heartbeat.is_off(&answer))),
            _ => false,
        };
        self.judge(
            now,
            source,
            socket,
            if off { LivenessVerdict::HeartbeatsOff } else { LivenessVerdict::Dead },
        );
    }

    fn judge(&mut self, now: Now, source: SourceId, socket: SocketId, verdict: LivenessVerdict) {
        self.feed_link(now, source, connection::Input::Liveness(socket, verdict));
    }
}
