//! What the connections of a hub's sockets report and want, and what text frames mean to them.

use link::{Event, Judgement};
use profile::{SourceKind, WebSocket};
use serde_json::Value;

use crate::poller::{self, TIMEOUT};
use crate::requests::Purpose;
use crate::sources::{self, Output};
use crate::{
    Command, Delta, HttpOutcome, HttpRequest, Now, Session, SocketId, SocketInput, SourceId, Transport, auth,
    recovery,
};

impl Session {
    pub(super) fn on_socket(
        &mut self,
        now: Now,
        source: SourceId,
        socket: SocketId,
        event: &SocketInput<'_>,
    ) {
        let input = match event {
            SocketInput::Opened => link::Input::Opened(socket),
            SocketInput::Text(text) => link::Input::Text(socket, text),
            SocketInput::Binary(bytes) => link::Input::Binary(socket, bytes),
            SocketInput::Closed { code, reason, clean } => {
                link::Input::Closed { socket, code: *code, reason, clean: *clean }
            }
        };
        self.feed_connection(now, source, input);
    }

    pub(super) fn on_connection_answer(
        &mut self,
        now: Now,
        source: SourceId,
        request: link::RequestId,
        outcome: &HttpOutcome<'_>,
    ) {
        let input = match outcome {
            HttpOutcome::Done { status, body } => link::Input::Done { request, status: *status, body },
            HttpOutcome::Failed(reason) => link::Input::Failed { request, reason },
            // No connection asks for one.
            HttpOutcome::File(_) => return,
        };
        self.feed_connection(now, source, input);
    }

    fn feed_connection(&mut self, now: Now, source: SourceId, input: link::Input<'_>) {
        self.feed_sources(now, sources::Input::Connection(source, input));
    }

    /// Give the sources an input, and carry out what they want.
    pub(super) fn feed_sources(&mut self, now: Now, input: sources::Input<'_>) {
        self.sources.handle(now.mono, input);
        while let Some(output) = self.sources.poll_output() {
            match output {
                Output::Connection(source, output) => self.on_connection_output(now, source, output),
                Output::Heard => {
                    self.announced.diagnosis = None;
                    if !self.sources.has_connection() {
                        self.on_heard(now, false);
                    }
                }
                Output::Lost if self.sources.has_connection() => {}
                Output::Lost => self.feed_recovery(now, recovery::Input::Lost),
            }
        }
    }

    fn on_connection_output(&mut self, now: Now, source: SourceId, output: link::Output) {
        let command = match output {
            link::Output::Open { socket, path_and_query } => Command::Open { source, socket, path_and_query },
            link::Output::Text(socket, text) => Command::SendText(source, socket, text),
            link::Output::Binary(socket, bytes) => Command::SendBinary(source, socket, bytes),
            link::Output::Close(socket) => Command::Close(source, socket),
            link::Output::Http { request, method, path_and_query, body } => {
                Command::Http(self.requests.connection(source, request, method, path_and_query, body))
            }
            link::Output::Abort(request) => match self.requests.abort(source, request) {
                Some(id) => Command::Abort(id),
                None => return,
            },
            link::Output::Event(event) => return self.on_connection_event(now, source, event),
        };
        self.commands.push_back(command);
    }

    fn on_connection_event(&mut self, now: Now, source: SourceId, event: Event) {
        match event {
            Event::Ready { recovered, transport } => self.on_ready(now, source, recovered, transport),
            Event::Message { event, args } => {
                let body = Value::Array(args);
                self.observe_naive(now, source, &event, &body);
                self.on_message(now, source, Some(&event), &body);
            }
            Event::Frame { socket, text } => self.on_frame(now, source, socket, text),
            Event::Doubtful(socket) => self.check_liveness(now, source, socket),
            Event::Lost(_) => {
                self.feed_recovery(now, recovery::Input::Lost);
                self.zone.forget_halves();
            }
            Event::Rejected { why, sample } => self.reject(why, sample),
        }
    }

    fn on_ready(&mut self, now: Now, source: SourceId, recovered: bool, transport: Transport) {
        self.announced.diagnosis = None;
        let kind = self.profile.sources.get(source.0).map(|source| &source.kind);
        if matches!(kind, Some(SourceKind::SocketIo { .. })) {
            self.commands.push_back(Command::RememberTransport(source, transport));
        }
        self.start_measure();
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
        self.delta(Delta::Link);
    }

    fn on_message(&mut self, now: Now, source: SourceId, event: Option<&str>, body: &Value) {
        self.data_came();
        let outcome = self.profile.on_message(source.0, event, body);
        self.poller.handle(now, poller::Input::Message { event, body });
        if !outcome.matched {
            match event {
                Some(event) => self.no_rule(event),
                None => self.no_rule(&body.to_string()),
            }
        }
        self.take(now, outcome, true);
    }

    fn web_socket(&self, source: SourceId) -> Option<&WebSocket> {
        match &self.profile.sources.get(source.0)?.kind {
            SourceKind::WebSocket(socket) => Some(socket),
            _ => None,
        }
    }

    /// A frame is JSON, or else text.
    fn on_frame(&mut self, now: Now, source: SourceId, socket: SocketId, text: String) {
        let frame = serde_json::from_str(&text).unwrap_or(Value::String(text));
        let Some(said) = self.web_socket(source).map(|socket| socket.said(&frame)) else { return };
        let about_us = said.ready || said.pong || said.refused.is_some();
        if said.pong {
            self.feed_connection(now, source, link::Input::Pong(socket));
        }
        if said.ready {
            self.feed_connection(now, source, link::Input::Ready(socket));
        }
        if !about_us || self.profile.on_message(source.0, None, &frame).matched {
            self.on_message(now, source, None, &frame);
        }
        if let Some(why) = said.refused {
            self.feed_auth(now, auth::Input::Refused(why.clone()));
            self.feed_connection(now, source, link::Input::Refused(socket, why));
        }
    }

    /// The hub is silent although it had to speak: ask it by another way whether it speaks at all.
    fn check_liveness(&mut self, now: Now, source: SourceId, socket: SocketId) {
        let heartbeat = self.web_socket(source).and_then(|socket| socket.heartbeat.as_ref());
        let Some((of, path)) = heartbeat.and_then(|heartbeat| heartbeat.check.clone()) else {
            return self.judge(now, source, socket, Judgement::Deaf);
        };
        let request = HttpRequest::get(SourceId(of), path, TIMEOUT);
        self.requests.push(request, Purpose::Liveness(source, socket));
    }

    pub(super) fn on_liveness(
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
        self.feed_connection(now, source, link::Input::Judged(socket, judgement));
    }
}
