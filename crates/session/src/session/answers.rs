//! Answers to requests: whom they are for, and what may be sent because of them.

use profile::MeasureSpec;

use crate::poller::{self, TIMEOUT};
use crate::requests::Purpose;
use crate::{
    Delta, HttpOutcome, HttpRequest, Now, PollId, Reason, RequestId, Session, SourceId, auth, outbox, sources,
};

impl Session {
    pub(super) fn on_http(&mut self, now: Now, id: RequestId, outcome: &HttpOutcome<'_>) {
        let Some((source, purpose)) = self.requests.ended(id) else { return };
        if let HttpOutcome::Done { .. } | HttpOutcome::File(_) = outcome
            && !matches!(purpose, Purpose::Liveness(..))
        {
            let answer = match outcome {
                HttpOutcome::Done { status, body } => Some((*status, *body)),
                _ => None,
            };
            self.answered(now, Some(id), source, answer);
        }
        match purpose {
            Purpose::Poll(poll) => self.on_poll(now, source, poll, outcome),
            Purpose::Measure => self.on_measure(now, outcome),
            Purpose::Liveness(source, socket) => self.on_liveness(now, source, socket, outcome),
            Purpose::Run(run) => self.on_run_answer(now, run, outcome),
            Purpose::Intent(intent) => self.feed_outbox(now, outbox::Input::Answered(intent, outcome)),
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
            self.feed_auth(now, auth::Input::Answered { request, source, status, body });
        }
    }

    pub(super) fn route_poller(&mut self) {
        while let Some(output) = self.poller.poll_output() {
            match output {
                poller::Output::Fetch(poll, request) => self.requests.push(request, Purpose::Poll(poll)),
                poller::Output::ErrorChanged => self.delta(Delta::Poll),
            }
        }
    }

    /// Send what may go out.
    pub(super) fn send_requests(&mut self) {
        while let Some(request) = self.requests.pop() {
            self.send(request);
        }
    }

    fn on_poll(&mut self, now: Now, source: SourceId, poll: PollId, outcome: &HttpOutcome<'_>) {
        let Some((sent, continues)) = self.poller.sent(poll) else {
            return self.poller.handle(now, poller::Input::Discarded(poll));
        };
        let result = match outcome {
            HttpOutcome::Failed(why) => Err((Reason::Unreachable, (*why).to_owned())),
            // No poll asks for one.
            HttpOutcome::File(_) => Err((Reason::Unreachable, String::new())),
            HttpOutcome::Done { status: status @ 200..=299, body } => self
                .take_answer(now, poll, (sent, continues), body)
                .map_err(|why| (Reason::Http { status: *status, message: why.clone() }, why)),
            HttpOutcome::Done { status, body } => Err(self.refusal(*status, body)),
        };
        let input = match result {
            Ok(cursor) => poller::Input::Answered { poll, cursor },
            Err((reason, text)) => poller::Input::Failed { poll, reason, text },
        };
        self.poller.handle(now, input);
        let health = self.poller.health(now.mono, source);
        self.feed_sources(now, sources::Input::Polled(source, &health));
        self.route_poller();
    }

    fn refusal(&self, status: u16, body: &str) -> (Reason, String) {
        let message = self.profile.refusal(body);
        let text = match message.as_str() {
            "" => format!("HTTP {status}"),
            message => format!("HTTP {status}: {message}"),
        };
        (Reason::Http { status, message }, text)
    }

    /// Take what a poll brought. Gives from where the next one asks on, or what is wrong with the answer.
    fn take_answer(
        &mut self,
        now: Now,
        poll: PollId,
        (sent, continues): (Now, bool),
        body: &str,
    ) -> Result<Option<String>, String> {
        let profile = std::rc::Rc::clone(&self.profile);
        // A check says that the source is well, whatever else it says.
        let Some(list) = profile.polls.get(poll.0) else { return Ok(None) };
        let json::Reading { value, repaired } = json::read(body).map_err(|error| {
            let why = if body.trim_start().starts_with('<') {
                "the answer is a page of HTML, not JSON".to_owned()
            } else {
                format!("the answer is not JSON: {error}")
            };
            self.reject(why.clone(), body.chars().take(200).collect());
            why
        })?;
        self.repaired(repaired, body);
        let outcome = profile.on_answer(poll.0, &value);
        let refused = outcome.rejected.first().map(|rejected| rejected.why.clone());
        let nothing = outcome.changes.is_empty();
        self.take_list(now, sent, outcome, continues);
        match refused.filter(|_| nothing) {
            Some(why) => {
                let own = profile.refusal(body);
                Err(if own.is_empty() { why } else { format!("{own} ({why})") })
            }
            None => Ok(list.next_cursor(&value).filter(|_| !nothing)),
        }
    }

    /// Ask for the aware half of the zone measurement, where the profile measures.
    pub(super) fn start_measure(&mut self) {
        if let Some(measure) = self.profile.measure.as_ref().filter(|_| self.zone.measures()) {
            let source = SourceId(measure.aware_source);
            let request = HttpRequest::get(source, measure.aware_path.clone(), TIMEOUT);
            self.requests.push(request, Purpose::Measure);
        }
    }

    fn on_measure(&mut self, now: Now, outcome: &HttpOutcome<'_>) {
        let (HttpOutcome::Done { status: 200..=299, body }, Some(measure)) = (outcome, &self.profile.measure)
        else {
            return;
        };
        if self.zone.observe_answer(now.mono, measure, body) {
            self.rezone();
        }
    }

    /// A message may hold the naive half.
    pub(super) fn observe_naive(
        &mut self,
        now: Now,
        source: SourceId,
        event: &str,
        args: &serde_json::Value,
    ) {
        let holds = |it: &&MeasureSpec| it.naive_source == source.0 && it.naive_event == event;
        let Some(measure) = self.profile.measure.as_ref().filter(holds) else { return };
        if self.zone.observe_message(now.mono, measure, args) {
            self.rezone();
        }
    }
}
