//! Answers to requests: whose they are, and who may be told things because of them.

use connection::wire::Incoming;
use profile::Source;

use crate::requests::Purpose;
use crate::{Answer, Ask, Command, HttpOutcome, HttpRequest, Method, Now, Session, SourceId};

impl Session {
    pub(super) fn on_http(&mut self, now: Now, id: u64, outcome: &HttpOutcome<'_>) {
        let Some(purpose) = self.requests.done(id) else { return };
        let source = self.source_of(&purpose);
        if let (Some(source), HttpOutcome::Done { .. } | HttpOutcome::File(_)) = (source, outcome) {
            self.answered(now, source);
            self.judge_access(now, id, source, outcome);
        }
        match (purpose, outcome) {
            (Purpose::Link(source, request), HttpOutcome::Done { status, body }) => {
                let answered = Incoming::Answered { request, status: *status, body };
                self.feed_link(now, source, connection::Input::Wire(answered));
            }
            (Purpose::Link(source, request), HttpOutcome::Failed(reason)) => {
                self.feed_link(now, source, connection::Input::Wire(Incoming::Failed { request, reason }));
            }
            (Purpose::Link(..), HttpOutcome::File(_)) => {}
            (Purpose::Poll(index), outcome) => self.on_poll(now, index, outcome),
            (Purpose::Measure, outcome) => self.on_measure(now, outcome),
            (Purpose::Check(source, socket), outcome) => self.on_check(now, source, socket, outcome),
            (Purpose::Ask(number, _), outcome) => {
                let answer = match outcome {
                    HttpOutcome::Done { status, body } => Answer::Done(*status, (*body).to_owned()),
                    HttpOutcome::File(length) => Answer::File(*length),
                    HttpOutcome::Failed(why) => Answer::Failed((*why).to_owned()),
                };
                self.commands.push_back(Command::Answer(number, answer));
            }
            (Purpose::Intent(intent), outcome) => self.on_intent_done(now, intent, outcome),
        }
    }

    /// Ask something for a person, unless nobody could know what became of it.
    pub(super) fn ask(&mut self, number: u64, ask: Ask) {
        let absent = self.missing.contains(&SourceId(ask.source));
        if absent || (ask.method != Method::Get && !self.may_tell(ask.source)) {
            self.commands.push_back(Command::Answer(number, Answer::Unsent));
            return;
        }
        let source = SourceId(ask.source);
        let timeout = ask.timeout_ms.or_else(|| self.profile.timeout_ms(ask.source));
        let request =
            HttpRequest::new(source, ask.method, ask.path, timeout.unwrap_or(crate::polls::TIMEOUT));
        let request = HttpRequest { body: ask.body, file: ask.file, ..request };
        self.requests.push(request, Purpose::Ask(number, source));
    }

    /// The source that was asked.
    fn source_of(&self, purpose: &Purpose) -> Option<usize> {
        match purpose {
            Purpose::Link(source, _) | Purpose::Ask(_, source) => Some(source.0),
            Purpose::Poll(index) => self.profile.polls.get(*index).map(|poll| poll.source),
            Purpose::Measure => self.profile.measure.as_ref().map(|measure| measure.aware_source),
            Purpose::Intent(sent) => self.profile.intents.of(sent.kind).map(|intent| intent.source),
            Purpose::Check(..) => None,
        }
    }

    /// A readable answer came: from now on its base may be told things.
    fn answered(&mut self, now: Now, source: usize) {
        let base = self.profile.sources.get(source).map(|source| &source.base);
        if let Some(base) = base.filter(|base| !self.readable.contains(base)) {
            self.readable.push(base.clone());
            self.pending_online(now);
        }
    }

    /// Whether something may be told to a source: a hub without CORS would carry out what we could never know
    /// of. Where nothing is ever asked of the base, telling is the only way to find out.
    pub(crate) fn may_tell(&self, source: usize) -> bool {
        let Some(Source { base, .. }) = self.profile.sources.get(source) else { return false };
        let asked = |poll: &profile::Poll| {
            let same = self.profile.sources.get(poll.source).is_some_and(|source| source.base == *base);
            same && !self.shut_out(poll.source)
        };
        self.readable.contains(base) || !self.profile.polls.iter().any(asked)
    }
}
