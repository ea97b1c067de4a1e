//! Text frames: what they say about the connection, and what they mean.

use connection::Judgement;
use profile::{SourceKind, WebSocket};
use serde_json::Value;

use crate::requests::Purpose;
use crate::{HttpOutcome, HttpRequest, Now, Session, SocketId, SourceId};

impl Session {
    fn web_socket(&self, source: SourceId) -> Option<&WebSocket> {
        match &self.profile.sources.get(source.0)?.kind {
            SourceKind::WebSocket(socket) => Some(socket),
            _ => None,
        }
    }

    /// A frame is JSON, or else text.
    pub(super) fn on_frame(&mut self, now: Now, source: SourceId, socket: SocketId, text: String) {
        let frame = serde_json::from_str(&text).unwrap_or(Value::String(text));
        let Some(said) = self.web_socket(source).map(|socket| socket.meaning_of(&frame)) else { return };
        let about_us = said.ready || said.pong || said.refused.is_some();
        if said.pong {
            self.feed_link(now, source, connection::Input::Pong(socket));
        }
        if said.ready {
            self.feed_link(now, source, connection::Input::Ready(socket));
        }
        let outcome = self.profile.on_message(source.0, None, &frame);
        if outcome.matched || !about_us {
            self.data_came();
            self.poll_after(now, None, &frame);
            if !outcome.matched {
                self.no_rule(&frame.to_string());
            }
            self.take(now, outcome, true);
        }
        if let Some(why) = said.refused {
            self.refuse(now, why.clone());
            self.feed_link(now, source, connection::Input::Refused(socket, why));
        }
    }

    /// The hub is silent although it had to speak: ask it by another way whether it speaks at all.
    pub(super) fn check(&mut self, now: Now, source: SourceId, socket: SocketId) {
        let heartbeat = self.web_socket(source).and_then(|socket| socket.heartbeat.as_ref());
        let Some((of, path)) = heartbeat.and_then(|heartbeat| heartbeat.check.clone()) else {
            return self.judge(now, source, socket, Judgement::Deaf);
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
        self.judge(now, source, socket, if off { Judgement::KeepsQuiet } else { Judgement::Deaf });
    }

    fn judge(&mut self, now: Now, source: SourceId, socket: SocketId, judgement: Judgement) {
        self.feed_link(now, source, connection::Input::Judged(socket, judgement));
    }
}
