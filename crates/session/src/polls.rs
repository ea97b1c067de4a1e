//! When lists are fetched: on connect, at an interval, after a message. No poll overlaps itself.

use crate::requests::Purpose;
use crate::rest::Failing;
use crate::{Delta, HttpOutcome, HttpRequest, Now, Reason, Session, SourceId};

/// A hidden page polls at this interval at the most often (milliseconds).
const HIDDEN_EVERY: u64 = 60_000;
/// Time-out of a request where the profile names none (milliseconds).
pub(crate) const TIMEOUT: u64 = 10_000;

/// One poll's life.
#[derive(Clone, Debug, Default)]
pub(crate) struct PollState {
    pub due: Option<u64>,
    flying: bool,
    /// Its source has no address, or does not know the person.
    off: bool,
    /// Due again as soon as the one in flight is done.
    again: bool,
    /// What went wrong last, for the table's error state.
    pub error: Option<String>,
    /// Its way back, while it fails.
    pub failing: Failing,
    /// When it was last answered as it should be, on the monotonic clock, and how long that took (milliseconds).
    pub heard: Option<u64>,
    pub rtt: Option<u64>,
    /// From where the next one asks on.
    cursor: Option<String>,
    /// When the one in flight was sent, on the wall clock.
    pub asked: Option<Now>,
}

impl PollState {
    /// `off`: its source has no address, or does not know the person.
    pub fn new(off: bool) -> Self {
        Self { off, ..Self::default() }
    }

    /// Begin or stop.
    pub fn set_off(&mut self, off: bool) {
        // What is in flight still ends; what it brings is not taken.
        *self = Self { off, flying: self.flying, ..Self::default() };
    }

    pub fn ask_at(&mut self, at: u64) {
        if self.off {
            return;
        }
        if self.flying {
            self.again = true;
        } else {
            self.due = Some(self.due.map_or(at, |due| due.min(at)));
        }
    }
}

impl Session {
    /// What went wrong with a table's poll last, if it is still wrong.
    #[must_use]
    pub fn poll_error(&self, table: &model::TableId) -> Option<&str> {
        self.profile
            .polls
            .iter()
            .zip(&self.polls)
            .filter(|(poll, _)| poll.fills(table))
            .find_map(|(_, state)| state.error.as_deref())
    }

    /// The interval at which a table is fetched, in milliseconds.
    #[must_use]
    pub fn poll_interval(&self, table: &model::TableId) -> Option<u64> {
        self.profile.polls.iter().filter(|poll| poll.fills(table)).find_map(|poll| poll.every_ms)
    }

    pub(crate) fn next_poll(&self) -> impl Iterator<Item = u64> + '_ {
        self.polls.iter().filter(|state| !state.flying).filter_map(|state| state.due)
    }

    /// The interval at which it is really fetched, where it is at one: a hidden page asks less often, but for what is
    /// watched (milliseconds).
    pub(crate) fn pace(&self, poll: &profile::Poll) -> Option<u64> {
        let watched = || self.profile.alerts.iter().any(|watch| poll.fills(&watch.table));
        let every = poll.every_ms?;
        Some(if self.visible || watched() { every } else { every.max(HIDDEN_EVERY) })
    }

    /// The page begins: lists with an interval need no link to be ready, and where there is no link, none does.
    pub(crate) fn first_polls(&mut self, now: Now) {
        let linked = self.linked();
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if poll.every_ms.is_some() || (poll.on_connected && !linked) {
                state.ask_at(now.mono);
            }
        }
    }

    /// Whether a table is older than it should be: two missed intervals, or, where it is only pushed, a
    /// hub that is not heard.
    #[must_use]
    pub fn is_stale(&self, now: Now, table: &model::TableId) -> bool {
        let Some(as_of) = self.table(table).and_then(model::Table::as_of) else { return false };
        match self.poll_interval(table).and_then(|every| i64::try_from(every).ok()) {
            Some(every) => now.wall.0.saturating_sub(as_of.0) > every.saturating_mul(2),
            None => !matches!(self.state(now), connection::State::Online { .. }),
        }
    }

    /// The hub is there (again), or somebody wants to see whether it is: fetch what is fetched then.
    pub(crate) fn connected_polls(&mut self, now: Now, again: bool) {
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if poll.on_connected || (again && poll.on_recovered) || poll.every_ms.is_some() {
                state.ask_at(now.mono);
            }
        }
    }

    /// A message came that makes a poll due.
    pub(crate) fn poll_after(&mut self, now: Now, event: Option<&str>, message: &serde_json::Value) {
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if let Some(wait) = poll.after_message(event, message) {
                state.ask_at(now.mono.saturating_add(wait));
            }
        }
    }

    /// An action is done: what it changed is fetched again.
    pub(crate) fn poll_after_action(&mut self, now: Now, id: &str, table: Option<&model::TableId>) {
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            let fills = table.is_some_and(|table| poll.fills(table)).then_some(0);
            if let Some(wait) = poll.after_action(id).or(fills) {
                state.ask_at(now.mono.saturating_add(wait));
            }
        }
    }

    /// A table's list was older than what messages told: fetch it again.
    pub(crate) fn poll_again(&mut self, now: Now, table: &model::TableId) {
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if poll.fills(table) {
                state.ask_at(now.mono);
            }
        }
    }

    /// Queue the polls that are due.
    pub(crate) fn start_polls(&mut self, now: Now) {
        if self.stopped {
            return;
        }
        for (index, (poll, state)) in self.profile.polls.iter().zip(&mut self.polls).enumerate() {
            if state.flying || state.due.is_none_or(|due| due > now.mono) {
                continue;
            }
            state.due = None;
            let path_and_query = match poll.path(state.cursor.as_deref()) {
                Ok(path) => path,
                Err(problem) => {
                    state.error = Some(problem.to_string());
                    continue;
                }
            };
            state.flying = true;
            state.asked = Some(now);
            let timeout_ms = self.profile.timeout_ms(poll.source).unwrap_or(TIMEOUT);
            let request = HttpRequest::get(SourceId(poll.source), path_and_query, timeout_ms);
            self.requests.push(request, Purpose::Poll(index));
        }
    }

    /// Send what may go out.
    pub(crate) fn send_requests(&mut self) {
        while let Some(request) = self.requests.pop() {
            self.send(request);
        }
    }

    pub(crate) fn on_poll(&mut self, now: Now, index: usize, outcome: &HttpOutcome<'_>) {
        if let Some(state) = self.polls.get_mut(index).filter(|state| state.off) {
            state.flying = false;
            return;
        }
        let result = match outcome {
            HttpOutcome::Failed(why) => Err((Reason::Unreachable, (*why).to_owned())),
            // Nobody asked for one.
            HttpOutcome::File(_) => Err((Reason::Unreachable, String::new())),
            HttpOutcome::Done { status: status @ 200..=299, body } => self
                .take_answer(now, index, body)
                .map_err(|why| (Reason::Http { status: *status, message: why.clone() }, why)),
            HttpOutcome::Done { status, body } => {
                let message = self.profile.refusal(body);
                let text = if message.is_empty() {
                    format!("HTTP {status}")
                } else {
                    format!("HTTP {status}: {message}")
                };
                Err((Reason::Http { status: *status, message }, text))
            }
        };
        let Some(poll) = self.profile.polls.get(index) else { return };
        let (source, pace) = (poll.source, self.pace(poll));
        let Some(state) = self.polls.get_mut(index) else { return };
        let wait = match &result {
            Ok(()) => pace,
            Err((reason, _)) => {
                let delay = state.failing.failed(now.mono, reason.clone(), &mut self.rng);
                // What may fail is not worth asking for more often than usual.
                Some(if poll.optional { delay.max(pace.unwrap_or(0)) } else { delay })
            }
        };
        state.flying = false;
        let asked = state.asked.take();
        if result.is_ok() {
            state.failing = Failing::default();
            state.heard = Some(now.mono);
            state.rtt = asked.map(|asked| now.mono.saturating_sub(asked.mono));
        }
        let error = result.err().map(|(_, text)| text);
        let changed = state.error != error;
        state.error = error;
        let again = std::mem::take(&mut state.again) && state.error.is_none();
        if let Some(wait) = if again { Some(0) } else { wait } {
            state.ask_at(now.mono.saturating_add(wait));
        }
        self.rest_heard(now, source);
        if changed {
            self.delta(Delta::Poll);
        }
    }

    fn take_answer(&mut self, now: Now, index: usize, body: &str) -> Result<(), String> {
        let value = serde_json::from_str(body).map_err(|error| {
            let why = if body.trim_start().starts_with('<') {
                "the answer is a page of HTML, not JSON".to_owned()
            } else {
                format!("the answer is not JSON: {error}")
            };
            self.reject(why.clone(), body.chars().take(200).collect());
            why
        })?;
        let outcome = self.profile.on_answer(index, &value);
        let refused = outcome.rejected.first().map(|rejected| rejected.why.clone());
        let nothing = outcome.changes.is_empty();
        let (Some(poll), Some(state)) = (self.profile.polls.get(index), self.polls.get_mut(index)) else {
            return Ok(());
        };
        let continues = state.cursor.is_some();
        if let Some(cursor) = poll.next_cursor(&value).filter(|_| !nothing) {
            state.cursor = Some(cursor);
        }
        let asked = state.asked.unwrap_or(now);
        self.take_list(now, asked, outcome, continues);
        match refused {
            Some(why) if nothing => {
                let own = self.profile.refusal(body);
                Err(if own.is_empty() { why } else { format!("{own} ({why})") })
            }
            _ => Ok(()),
        }
    }
}
