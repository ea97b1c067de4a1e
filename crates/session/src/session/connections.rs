//! What the connections of a hub's sockets report and want, and what text frames mean to them.

use connection::wire::{Incoming, SocketId};
use connection::{ConnectionEvent, LivenessVerdict, TextFrame};
use model::RowKey;
use profile::{HeartbeatSpec, SourceKind};
use serde_json::Value;

use crate::poller::{self, TIMEOUT};
use crate::requests::Purpose;
use crate::session::Heard;
use crate::sources::{self, Output};
use crate::{
    Command, Delta, HttpOutcome, HttpRequest, Now, RequestFailure, Session, SourceId, Transport, auth, calls,
    recovery,
};

impl Session {
    pub(super) fn on_wire(&mut self, now: Now, source: SourceId, incoming: Incoming<'_>) {
        match incoming {
            Incoming::Answered { status, body, .. } => {
                self.answered(now, None, source, Some((status, body)));
            }
            // An event stream is an answer too, which the page may read.
            Incoming::Opened { .. } if self.is_stream(source) => self.answered(now, None, source, None),
            _ => {}
        }
        self.feed_connection(now, source, connection::Input::Wire(incoming));
        self.feed_calls(now, calls::Input::Open(source));
    }

    fn feed_connection(&mut self, now: Now, source: SourceId, input: connection::Input<'_>) {
        self.feed_sources(now, sources::Input::Connection(source, input));
    }

    /// Give the sources an input, and carry out what they want.
    pub(super) fn feed_sources(&mut self, now: Now, input: sources::Input<'_>) {
        self.sources.handle(now.mono, input);
        self.route_sources(now);
    }

    pub(super) fn route_sources(&mut self, now: Now) {
        while let Some(output) = self.sources.poll_output() {
            match output {
                Output::Connection(source, output) => self.on_connection_output(now, source, output),
                Output::Heard => {
                    if !self.sources.has_connection() {
                        self.on_heard(now, false);
                    }
                }
                Output::Lost if self.sources.has_connection() => {}
                Output::Lost => self.feed_recovery(now, recovery::Input::Lost { known: self.inbox.mark() }),
            }
        }
    }

    fn on_connection_output(&mut self, now: Now, source: SourceId, output: connection::Output) {
        match output {
            connection::Output::Wire(outgoing) => self.commands.push_back(Command::Wire(source, outgoing)),
            connection::Output::Event(event) => self.on_connection_event(now, source, event),
        }
    }

    fn on_connection_event(&mut self, now: Now, source: SourceId, event: ConnectionEvent) {
        // It is open for a login alone.
        let visited = self.auth.needs_login(source);
        match event {
            ConnectionEvent::Acknowledged { number, args } => {
                self.end_call(now, source, Some(number), &Value::Array(args));
            }
            ConnectionEvent::Frame(TextFrame { role, value, .. }) if visited => {
                if !self.end_call(now, source, None, &value)
                    && let Some(words) = role.refused
                {
                    self.feed_calls(now, calls::Input::Lost(source, RequestFailure::Refused(words)));
                }
            }
            ConnectionEvent::Refused { words, .. } if visited => {
                self.feed_calls(now, calls::Input::Lost(source, RequestFailure::Refused(words)));
            }
            _ if visited => {}
            ConnectionEvent::Ready { recovered, transport } => {
                self.on_ready(now, source, recovered, transport);
            }
            ConnectionEvent::Message { event, args } => {
                let body = Value::Array(args);
                self.heard(source, Heard::Event(&event), &body);
                self.observe_naive(now, source, &event, &body);
                self.on_message(now, source, Some(&event), &body);
            }
            ConnectionEvent::Frame(frame) => self.on_frame(now, source, frame),
            ConnectionEvent::Joined => self.log_in_connection(now, source),
            ConnectionEvent::LivenessUnknown(socket) => self.check_liveness(now, source, socket),
            ConnectionEvent::Refused { words, repeated } => {
                // Once may be a fault of the hub's own; credentials that it took before are not given up for that, but
                // they may be renewed.
                if (repeated || self.auth.renewal.is_some()) && self.auth.requires_auth(source) {
                    self.feed_auth(now, auth::Input::Refused(words));
                }
            }
            ConnectionEvent::Lost(_) => {
                let attached = self.auth.attached(source);
                self.sources.handle(now.mono, sources::Input::Resume(source, attached));
                let why = RequestFailure::Unreachable(String::new());
                self.feed_calls(now, calls::Input::Lost(source, why));
                self.feed_recovery(now, recovery::Input::Lost { known: self.inbox.mark() });
                self.zone.forget_halves();
            }
            ConnectionEvent::Repaired { count, sample } => self.repaired(count, &sample),
            ConnectionEvent::Rejected { why, sample } => self.reject(why, sample),
        }
    }

    fn on_ready(&mut self, now: Now, source: SourceId, recovered: bool, transport: Transport) {
        let kind = self.profile.sources.get(source.0).map(|source| &source.kind);
        if matches!(kind, Some(SourceKind::SocketIo { .. })) {
            self.commands.push_back(Command::RememberTransport(source, transport));
        }
        // To be let in answers to the credentials, of which one refusal may be in doubt.
        let (last, body) = (self.requests.last(), "");
        self.feed_auth(now, auth::Input::Answered { request: None, source, status: 101, body, last });
        self.start_measure(now);
        let again = self.recovery.heard_before();
        self.poller.handle(now, poller::Input::Connected { again });
        self.on_heard(now, recovered);
    }

    /// The hub is heard, for the first time or again.
    fn on_heard(&mut self, now: Now, replays: bool) {
        let pushed = self.sources.has_connection();
        let lists = self.profile.polls.iter().any(profile::Poll::merges);
        self.feed_recovery(now, recovery::Input::Heard { replays, pushed, lists });
        self.send_waiting(now);
        self.delta(Delta::Connection);
    }

    fn on_message(&mut self, now: Now, source: SourceId, event: Option<&str>, body: &Value) {
        self.data_came();
        let outcome = self.profile.on_message_about(source.0, event, body, &|id, key| {
            let row = self.table(id)?.get(&RowKey::from(key))?;
            Some(self.profile.table(id.as_str())?.name(&row.key, &row.cells))
        });
        self.poller.handle(now, poller::Input::Message { event, body });
        if !outcome.matched {
            match event {
                Some(event) => self.no_rule(event),
                None => self.no_rule(&json::text(body)),
            }
        }
        self.reply(now, source, &outcome.replies);
        self.take(now, outcome, true);
    }

    fn is_stream(&self, source: SourceId) -> bool {
        let kind = self.profile.sources.get(source.0).map(|source| &source.kind);
        matches!(kind, Some(SourceKind::EventStream(_)))
    }

    fn heartbeat(&self, source: SourceId) -> Option<&HeartbeatSpec> {
        self.profile.sources.get(source.0)?.kind.heartbeat()
    }

    fn on_frame(&mut self, now: Now, source: SourceId, frame: TextFrame) {
        let TextFrame { role, value, event } = frame;
        self.sources.handle(now.mono, sources::Input::Frame(source, &value));
        let event = event.as_deref();
        self.heard(source, event.map_or(Heard::Frame, Heard::Event), &value);
        if self.end_call(now, source, None, &value) {
            // The question's own.
        } else if role.is_message() || self.profile.on_message(source.0, event, &value).matched {
            self.on_message(now, source, event, &value);
        }
        if let Some(words) = role.refused {
            self.feed_auth(now, auth::Input::Refused(words));
        }
    }

    /// The hub is silent although it had to speak: ask by another way whether it sends heartbeats.
    fn check_liveness(&mut self, now: Now, source: SourceId, socket: SocketId) {
        let Some((of, path)) = self.heartbeat(source).and_then(|heartbeat| heartbeat.check.clone()) else {
            return self.judge(now, source, socket, LivenessVerdict::Dead);
        };
        let timeout_ms = self.profile.timeout_ms(of).unwrap_or(TIMEOUT);
        let request = HttpRequest::get(SourceId(of), path, timeout_ms);
        self.requests.push(now.mono, request, Purpose::Liveness(source, socket));
    }

    pub(super) fn on_liveness(
        &mut self,
        now: Now,
        source: SourceId,
        socket: SocketId,
        outcome: &HttpOutcome<'_>,
    ) {
        let heartbeat = self.heartbeat(source);
        let off = match outcome {
            HttpOutcome::Done { status: 200..=299, body, .. } => json::value(body)
                .is_some_and(|answer| heartbeat.is_some_and(|heartbeat| heartbeat.is_off(&answer))),
            _ => false,
        };
        let verdict = if off { LivenessVerdict::HeartbeatsOff } else { LivenessVerdict::Dead };
        self.judge(now, source, socket, verdict);
    }

    fn judge(&mut self, now: Now, source: SourceId, socket: SocketId, verdict: LivenessVerdict) {
        self.feed_connection(now, source, connection::Input::Liveness(socket, verdict));
    }
}
