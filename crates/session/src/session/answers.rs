//! Answers to requests: whom they are for, and what may be sent because of them.

use std::rc::Rc;

use model::{AlertOrigin, EventId, Notification, Severity};
use profile::MeasureSpec;
use serde_json::Value;

use crate::poller::{self, GoodAnswer, TIMEOUT};
use crate::requests::Purpose;
use crate::session::Heard;
use crate::{
    AnswerHeaders, Command, Delta, HttpOutcome, HttpRequest, Now, PollId, RequestFailure, RequestId, Session,
    SourceId, auth, outbox, recovery, sources,
};

impl Session {
    pub(super) fn on_http(&mut self, now: Now, id: RequestId, outcome: &HttpOutcome<'_>) {
        let Some((source, purpose)) = self.requests.ended(id) else { return };
        if let HttpOutcome::Done { .. } | HttpOutcome::File(_) = outcome
            && !matches!(purpose, Purpose::Liveness(..))
        {
            let answer = match outcome {
                HttpOutcome::Done { status, body, .. } => Some((*status, *body)),
                _ => None,
            };
            self.answered(now, Some(id), source, answer);
            if let Some(request) = answer.and_then(|(status, _)| self.auth.sends_again(id, status)) {
                return self.requests.push(now.mono, request, purpose);
            }
        }
        match purpose {
            Purpose::Poll(poll) => self.on_poll(now, source, poll, outcome),
            Purpose::Measure => self.on_measure(now, outcome),
            Purpose::Liveness(source, socket) => self.on_liveness(now, source, socket, outcome),
            Purpose::Run(run) => self.on_run_answer(now, run, outcome),
            Purpose::Intent(intent) => {
                let patience = match outcome {
                    HttpOutcome::Done { headers, .. } => headers.retry_after_ms(now.wall),
                    _ => None,
                };
                self.feed_outbox(now, outbox::Input::Answered(intent, outcome, patience));
            }
        }
    }

    /// A readable answer came: from now on its base may be sent things, and it may refuse the user.
    /// `request`: nothing for one of the connection of the moment.
    pub(super) fn answered(
        &mut self,
        now: Now,
        request: Option<RequestId>,
        source: SourceId,
        answer: Option<(u16, &str)>,
    ) {
        if self.sources.answered(source) {
            self.send_waiting(now);
        }
        if let Some((status, body)) = answer {
            let last = self.requests.last();
            self.feed_auth(now, auth::Input::Answered { request, source, status, body, last });
        }
    }

    pub(super) fn route_poller(&mut self, now: Now) {
        while let Some(output) = self.poller.poll_output() {
            match output {
                poller::Output::Fetch(poll, request) => {
                    let list = self.profile.polls.get(poll.0);
                    if let Some(call) = list.and_then(|list| list.call.clone()) {
                        self.ask_poll(now, request.source, poll, call);
                        continue;
                    }
                    self.requests.push(now.mono, request, Purpose::Poll(poll));
                }
                poller::Output::ErrorChanged => self.delta(Delta::Poll),
                poller::Output::FailsForLong(poll) => self.report_unread(now, poll),
            }
        }
    }

    /// A list that cannot be read for long is reported, where it is found later too: what its table shows may no
    /// longer hold. The words are the page's.
    fn report_unread(&mut self, now: Now, poll: PollId) {
        let profile = Rc::clone(&self.profile);
        let Some(list) = profile.polls.get(poll.0) else { return };
        if let Some(table) = profile.tables.iter().find(|table| list.fills(&table.id)) {
            let id = EventId::from(format!("unread:{}:{}", table.id, now.wall.0));
            let mut notification = Notification::new(id, Severity::Error);
            notification.title = Some(table.title.clone());
            notification.alert = Some(AlertOrigin::TableUnread);
            self.notify(now, notification, true);
        }
    }

    /// Send what may go out.
    pub(super) fn send_requests(&mut self, now: Now) {
        while let Some(request) = self.requests.pop(now.mono, &|source| self.auth.holds(source)) {
            self.send(request);
        }
    }

    fn on_poll(&mut self, now: Now, source: SourceId, poll: PollId, outcome: &HttpOutcome<'_>) {
        let Some((sent, continues)) = self.poller.sent(poll) else {
            self.forget_pages(poll);
            return self.poller.handle(now, poller::Input::Discarded(poll));
        };
        let (result, retry_after_ms) = match outcome {
            HttpOutcome::Failed(fault) => (Err(fault.clone()), None),
            // No poll asks for one.
            HttpOutcome::File(_) => (Err(RequestFailure::Unreachable(String::new())), None),
            HttpOutcome::Done { status: 204 | 205 | 304, .. } => (Ok(self.nothing_new(now, poll)), None),
            HttpOutcome::Done { status: 200..=299, body, .. }
                if body.trim().is_empty() && !self.comes_in_lines(poll) =>
            {
                (Ok(self.nothing_new(now, poll)), None)
            }
            HttpOutcome::Done { status: 200..=299, headers, body } => {
                (self.take_answer(now, poll, (sent, continues), (headers, body)), None)
            }
            HttpOutcome::Done { status, headers, body } => {
                (Err(self.refusal(*status, body)), headers.retry_after_ms(now.wall))
            }
        };
        if result.is_err() {
            self.forget_pages(poll);
        }
        self.poll_ended(now, source, poll, result, retry_after_ms);
    }

    /// The answer to a poll over a socket.
    pub(super) fn on_poll_called(
        &mut self,
        now: Now,
        source: SourceId,
        poll: PollId,
        answer: Result<Value, RequestFailure>,
    ) {
        // That a socket is lost is said of its source; the list is asked for again when there is another.
        let lost = answer.is_err() && !self.sources.is_ready(source);
        let Some(sent) = self.poller.sent(poll).filter(|_| !lost) else {
            return self.poller.handle(now, poller::Input::Discarded(poll));
        };
        let result =
            answer.and_then(|value| self.take_value(now, poll, sent, (&AnswerHeaders::default(), &value)));
        self.poll_ended(now, source, poll, result, None);
    }

    fn poll_ended(
        &mut self,
        now: Now,
        source: SourceId,
        poll: PollId,
        result: Result<GoodAnswer, RequestFailure>,
        retry_after_ms: Option<u64>,
    ) {
        let input = match result {
            Ok(good) => poller::Input::Answered(poll, good),
            Err(fault) => poller::Input::Failed { poll, fault, retry_after_ms },
        };
        self.poller.handle(now, input);
        let health = self.poller.health(now.mono, source);
        self.feed_sources(now, sources::Input::Polled(source, &health));
        self.route_poller(now);
    }

    fn comes_in_lines(&self, poll: PollId) -> bool {
        self.profile.polls.get(poll.0).is_some_and(|list| list.lines)
    }

    fn refusal(&self, status: u16, body: &str) -> RequestFailure {
        RequestFailure::Http { status, words: self.profile.refusal(body) }
    }

    /// The hub answered that there is nothing that was not known: its tables are as new as the answer.
    fn nothing_new(&mut self, now: Now, poll: PollId) -> GoodAnswer {
        let profile = Rc::clone(&self.profile);
        if let Some(list) = profile.polls.get(poll.0) {
            for (id, table) in self.tables.iter_mut().filter(|(id, _)| list.fills(id)) {
                table.confirm(now.moment());
                self.commands.push_back(Command::Delta(Delta::Table(id.clone())));
            }
            if list.merges() {
                self.feed_recovery(now, recovery::Input::Merged { overlaps: true });
            }
        }
        GoodAnswer { unchanged: true, ..GoodAnswer::default() }
    }

    /// Take what a poll brought. Gives what follows for the next one, or what is wrong with the answer.
    fn take_answer(
        &mut self,
        now: Now,
        poll: PollId,
        sent: (Now, bool),
        (headers, body): (&AnswerHeaders, &str),
    ) -> Result<GoodAnswer, RequestFailure> {
        let profile = Rc::clone(&self.profile);
        // A check says that the source is well, whatever else it says.
        let Some(list) = profile.polls.get(poll.0) else { return Ok(GoodAnswer::default()) };
        let read = if list.lines { json::read_lines(body) } else { json::read(body) };
        let json::Reading { value, repaired } = read.map_err(|error| {
            let why = format!("the answer is no JSON: {error}");
            self.reject(why, body.chars().take(200).collect());
            match body.trim_start().starts_with('<') {
                true => RequestFailure::Html,
                false => RequestFailure::NotJson(error),
            }
        })?;
        self.repaired(repaired, body);
        self.take_value(now, poll, sent, (headers, &value))
    }

    fn take_value(
        &mut self,
        now: Now,
        poll: PollId,
        (sent, continues): (Now, bool),
        (headers, value): (&AnswerHeaders, &Value),
    ) -> Result<GoodAnswer, RequestFailure> {
        let profile = Rc::clone(&self.profile);
        let Some(list) = profile.polls.get(poll.0) else { return Ok(GoodAnswer::default()) };
        self.heard(SourceId(list.source), Heard::Answer(poll), value);
        if let Some(words) = profile.refused(value) {
            return Err(RequestFailure::Refused(words));
        }
        let outcome = profile.on_answer(poll.0, value);
        self.reply(now, SourceId(list.source), &outcome.replies);
        let refused = outcome.rejected.first().map(|rejected| rejected.why.clone());
        let nothing = outcome.changes.is_empty();
        if list.pages().is_some() && !nothing {
            return Ok(self.take_page(now, poll, (sent, list), (value, headers), outcome));
        }
        let outdated = self.take_list(now, sent, outcome, continues);
        match refused.filter(|_| nothing) {
            Some(why) => Err(RequestFailure::Unfit(why)),
            None => {
                let cursor = list.next_cursor(value).filter(|_| !nothing);
                let etag = headers.etag.clone();
                Ok(GoodAnswer { cursor, etag, outdated, ..GoodAnswer::default() })
            }
        }
    }

    /// Ask for the aware half of the zone measurement, where the profile measures.
    pub(super) fn start_measure(&mut self, now: Now) {
        if let Some(measure) = self.profile.measure.as_ref().filter(|_| self.zone.measures()) {
            let source = SourceId(measure.aware_source);
            let timeout_ms = self.profile.timeout_ms(source.0).unwrap_or(TIMEOUT);
            let request = HttpRequest::get(source, measure.aware_path.clone(), timeout_ms);
            self.requests.push(now.mono, request, Purpose::Measure);
        }
    }

    fn on_measure(&mut self, now: Now, outcome: &HttpOutcome<'_>) {
        let (HttpOutcome::Done { status: 200..=299, body, .. }, Some(measure)) =
            (outcome, &self.profile.measure)
        else {
            return;
        };
        if self.zone.observe_answer(now.mono, measure, body) {
            self.rezone();
        }
    }

    /// A message may hold the naive half.
    pub(super) fn observe_naive(&mut self, now: Now, source: SourceId, event: &str, args: &Value) {
        let holds = |it: &&MeasureSpec| it.naive_source == source.0 && it.naive_event == event;
        let Some(measure) = self.profile.measure.as_ref().filter(holds) else { return };
        if self.zone.observe_message(now.mono, measure, args) {
            self.rezone();
        }
    }
}
