//! Server-Sent Events: how a stream is asked for, heard, and asked for again.

use socketio::CloseReason;
use socketio::wire::{Outgoing, SocketId, StreamPiece};

use super::Connection;
use super::attempt::Attempt;
use crate::{ConnectionEvent, Mono, Protocol, Reason, TextCarrier};

/// After the end of a stream the next one is asked for so much later, where the hub does not say (milliseconds).
const RETRY: u64 = 3_000;
/// No word of the hub makes it sooner or later than this (milliseconds).
const RETRY_WITHIN: (u64, u64) = (1_000, 60_000);
/// Random part, so that pages that were cut at once do not come back at once (milliseconds).
const RETRY_SPREAD: u64 = 500;
/// The close code of what came to its end in order (RFC 6455 §7.4.1).
const NORMAL_CLOSURE: u16 = 1_000;
/// How much of an answer that is no stream is kept (characters).
const ANSWER: usize = 200;

/// Where an event stream stands: it outlives the attempt.
#[derive(Clone, Debug, Default)]
pub(super) struct StreamPlace {
    /// The last id that the hub gave.
    last_id: Option<String>,
    /// How long to wait before the next attempt, where the hub says so (milliseconds).
    retry_ms: Option<u64>,
}

impl Connection {
    /// Whether the frames come by an event stream.
    pub(super) fn is_stream(&self) -> bool {
        matches!(&self.config.protocol, Protocol::Text(text) if text.carrier != TextCarrier::WebSocket)
    }

    /// Open what carries the frames. Whether the hub was asked to repeat what was missed.
    pub(super) fn open(&mut self, socket: SocketId) -> bool {
        let path_and_query = self.config.path.clone();
        let Protocol::Text(text) = &self.config.protocol else { return false };
        let TextCarrier::EventStream { headers, resumes } = &text.carrier else {
            let resumes = text.resumes;
            self.wire(Outgoing::Open { socket, path_and_query });
            return resumes;
        };
        let mut headers = headers.clone();
        // What a header cannot carry is not asked for.
        let carries = |id: &String| *resumes && id.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let last_id = self.stream.last_id.take().filter(carries);
        let asked = last_id.is_some();
        self.stream = StreamPlace { last_id: last_id.clone(), retry_ms: None };
        headers.push(("accept".to_owned(), "text/event-stream".to_owned()));
        headers.extend(last_id.map(|id| ("last-event-id".to_owned(), id)));
        self.wire(Outgoing::Listen { socket, path_and_query, headers });
        asked
    }

    /// A piece of the stream came.
    pub(super) fn on_stream_piece(&mut self, now: Mono, piece: &StreamPiece) {
        self.heard(now);
        if let Some(id) = &piece.last_id {
            self.stream.last_id = Some(id.clone()).filter(|id| !id.is_empty());
        }
        self.stream.retry_ms = piece.retry_ms.or(self.stream.retry_ms);
        if let Some(sample) = piece.too_large.clone() {
            self.report(ConnectionEvent::Rejected { why: "an event is too large".to_owned(), sample });
        }
        for event in &piece.events {
            self.on_text_frame(now, &event.data, Some(&event.name));
        }
    }

    /// The hub answered with something that is no stream.
    pub(super) fn on_no_stream(&mut self, now: Mono, status: u16, body: &str) {
        let message: String = body.chars().take(ANSWER).collect();
        match status {
            // So a hub says that nobody is to ask again (WHATWG HTML §9.2.3).
            204 => self.refuse(Reason::Http { status, message }),
            200..=299 => self.on_closed(now, CloseReason::Protocol(message)),
            _ => self.on_closed(now, CloseReason::Http { status, message }),
        }
    }

    pub(super) fn on_stream_end(&mut self, now: Mono, code: u16, reason: String) {
        let Some(attempt) = &mut self.attempt else { return };
        attempt.ended = code == NORMAL_CLOSURE;
        if attempt.ended && attempt.ready.is_some() {
            self.fail(now, Reason::HubLeft);
        } else {
            self.on_closed(now, CloseReason::Transport { code, reason });
        }
    }

    /// How long to wait after the end of a stream that brought something (milliseconds); nothing after any other end.
    pub(super) fn next_stream_delay(&mut self, attempt: &Attempt) -> Option<u64> {
        let brought = attempt.ready.as_ref().is_some_and(|ready| ready.has_data);
        if !attempt.ended || !brought {
            return None;
        }
        let (least, most) = RETRY_WITHIN;
        let wait = self.stream.retry_ms.unwrap_or(RETRY).clamp(least, most);
        Some(wait.saturating_add(self.rng.below(RETRY_SPREAD)))
    }
}
