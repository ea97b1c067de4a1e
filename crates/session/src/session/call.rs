//! What is said over sockets and what answers it: polls, runs, logins, and replies to messages.

use std::sync::Arc;

use profile::{Call, Reply, SocketLogin};
use serde_json::{Map, Value};

use crate::calls::{self, Asker, Output, Question};
use crate::{Now, PollId, RequestFailure, RunAnswer, RunCall, RunId, RunKind, Session, SourceId};
use crate::{auth, runs, sources};

impl Session {
    pub(super) fn feed_calls(&mut self, now: Now, input: calls::Input) {
        self.calls.handle(now.mono, input);
        while let Some(output) = self.calls.poll_output() {
            match output {
                Output::Say(id, question) => {
                    let number = self.say(now, &question);
                    self.calls.handle(now.mono, calls::Input::Said(id, number));
                }
                Output::Ended(question, answer) => self.on_call_ended(now, &question, answer),
            }
        }
    }

    fn ask(&mut self, now: Now, source: SourceId, asker: Asker, call: Arc<Call>, values: Value) {
        self.feed_calls(now, calls::Input::Ask(Question { source, asker, call, values }));
    }

    /// Say something over a source's socket now. Gives the number under which it went out.
    fn say(&mut self, now: Now, question: &Question) -> Option<u64> {
        let Question { source, asker, call, values } = question;
        // A login, or a reply to what greets, may be what makes it ready.
        if matches!(asker, Asker::Poll(_)) && !self.sources.is_ready(*source) {
            return None;
        }
        let write = |number| {
            let value = call.written(number, values);
            if call.event.is_some() { value } else { Value::String(json::unquoted(&value)) }
        };
        let (event, answered) = (call.event.as_deref(), call.is_answered());
        let number = self.sources.say(now.mono, *source, event, answered, &write);
        self.route_sources(now);
        number
    }

    /// What the profile says in return to a message of a source.
    pub(super) fn reply(&mut self, now: Now, source: SourceId, replies: &[Reply]) {
        for Reply { call, message } in replies {
            if !self.calls.may_reply(now.mono) {
                let why = "fewer messages that are replied to: the rest got no reply".to_owned();
                return self.reject(why, String::new());
            }
            self.ask(now, source, Asker::Nobody, Arc::clone(call), message.clone());
        }
    }

    /// A poll that is asked over a socket.
    pub(super) fn ask_poll(&mut self, now: Now, source: SourceId, poll: PollId, call: Arc<Call>) {
        let first = self.profile.polls.get(poll.0).and_then(|list| list.first_cursor());
        let mut values = Map::new();
        if let Some(cursor) = self.poller.cursor(poll).or(first) {
            values.insert("cursor".to_owned(), Value::from(cursor));
        }
        self.ask(now, source, Asker::Poll(poll), call, Value::Object(values));
    }

    /// What a run says over a socket. A login may be what opens it.
    pub(super) fn ask_run(&mut self, now: Now, source: SourceId, run: RunId, asked: RunCall) {
        let RunCall { call, values } = asked;
        let is_login = self.runs.iter().any(|(id, kind, _)| id == run && *kind == RunKind::Login);
        if self.sources.is_off(source) || !(is_login || self.sources.is_ready(source)) {
            return self.feed_runs(now, runs::Input::Answered(run, RunAnswer::Unsent));
        }
        let asker = if is_login { Asker::LoginRun(run) } else { Asker::Run(run) };
        if is_login && self.auth.needs_login(source) {
            self.feed_sources(now, sources::Input::Visit(source));
        }
        self.ask(now, source, asker, call, values);
    }

    /// A connection stands and waits for its login.
    pub(super) fn log_in_connection(&mut self, now: Now, source: SourceId) {
        let Some(login) = self.auth.attached(source).and_then(|attached| attached.login) else { return };
        let SocketLogin { call, values } = login;
        self.ask(now, source, Asker::Connection, call, Value::Object(values));
    }

    /// An acknowledgement under a number, or a frame of a source. What answers a question is for nothing else: gives whether
    /// it does.
    pub(super) fn end_call(&mut self, now: Now, source: SourceId, number: Option<u64>, it: &Value) -> bool {
        let asked = self.calls.asked(source, number, it);
        if let Some(id) = asked {
            self.feed_calls(now, calls::Input::Answered(id, it.clone()));
        }
        asked.is_some()
    }

    fn on_call_ended(&mut self, now: Now, question: &Question, answer: Result<Value, RequestFailure>) {
        let source = question.source;
        match question.asker {
            Asker::Poll(poll) => self.on_poll_called(now, source, poll, answer),
            Asker::Run(run) | Asker::LoginRun(run) => {
                let answer = match answer {
                    Ok(value) => RunAnswer::Done(200, json::text(&value)),
                    Err(why) => RunAnswer::Failed(why),
                };
                self.feed_runs(now, runs::Input::Answered(run, answer));
                self.feed_sources(now, sources::Input::Leave(source));
            }
            Asker::Connection => {
                // Without an answer the attempt ends by itself.
                let (Ok(answer), Some(auth)) = (answer, &self.profile.auth) else { return };
                if auth.accepts(source.0, &answer) {
                    self.feed_sources(now, sources::Input::Connection(source, connection::Input::LetIn));
                } else {
                    let words = self.profile.refusal(&json::text(&answer));
                    self.feed_auth(now, auth::Input::Refused(words));
                }
            }
            Asker::Nobody => {}
        }
    }
}
