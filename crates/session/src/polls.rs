//! When lists are fetched: on connect, at an interval, after a message. No poll overlaps itself.

use crate::requests::Purpose;
use crate::{Body, Delta, HttpOutcome, HttpRequest, Method, Now, Session, SourceId};

/// A hidden page polls at this interval at the most often (milliseconds).
const HIDDEN_EVERY: u64 = 60_000;
/// Time-out of a request where the profile names none (milliseconds).
pub(crate) const TIMEOUT: u64 = 10_000;
/// A poll without an interval of its own that fails is tried again after this (milliseconds).
const RETRY_FIRST: u64 = 2_000;
/// The longest wait after failures (milliseconds).
const RETRY_CAP: u64 = 60_000;

/// One poll's life.
#[derive(Clone, Debug, Default)]
pub(crate) struct PollState {
    due: Option<u64>,
    flying: bool,
    /// Due again as soon as the one in flight is done.
    again: bool,
    failures: u32,
    /// What went wrong last, for the table's error state.
    pub error: Option<String>,
    /// When the one in flight was sent, on the wall clock.
    pub asked: Option<Now>,
}

impl PollState {
    fn ask_at(&mut self, at: u64) {
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

    /// The page begins: lists with an interval need no link to be ready.
    pub(crate) fn first_polls(&mut self, now: Now) {
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if poll.every_ms.is_some() {
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
            None => !matches!(self.state(now), link::State::Online { .. }),
        }
    }

    /// The hub is there (again): fetch what is fetched then.
    pub(crate) fn connected_polls(&mut self, now: Now, again: bool) {
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if poll.on_connected || (again && poll.on_recovered) || poll.every_ms.is_some() {
                state.ask_at(now.mono);
            }
        }
    }

    /// A message came that makes a poll due.
    pub(crate) fn poll_after(&mut self, now: Now, event: &str) {
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            for after in poll.after.iter().filter(|after| after.event == event) {
                state.ask_at(now.mono.saturating_add(after.wait_ms));
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
        for (index, (poll, state)) in self.profile.polls.iter().zip(&mut self.polls).enumerate() {
            if state.flying || state.due.is_none_or(|due| due > now.mono) {
                continue;
            }
            state.due = None;
            state.flying = true;
            state.asked = Some(now);
            let timeout_ms = self.profile.timeout_ms(poll.source).unwrap_or(TIMEOUT);
            let request = HttpRequest {
                id: 0,
                source: SourceId(poll.source),
                method: Method::Get,
                path_and_query: poll.get.clone(),
                body: Body::None,
                timeout_ms,
                keepalive: false,
            };
            self.requests.push(request, Purpose::Poll(index));
        }
    }

    /// Send what may go out.
    pub(crate) fn send_requests(&mut self) {
        while let Some(request) = self.requests.pop() {
            self.commands.push_back(crate::Command::Http(request));
        }
    }

    pub(crate) fn on_poll(&mut self, now: Now, index: usize, outcome: &HttpOutcome<'_>) {
        let result = match outcome {
            HttpOutcome::Failed(reason) => Err((*reason).to_owned()),
            HttpOutcome::Done { status: 200..=299, body } => self.take_answer(now, index, body),
            HttpOutcome::Done { status, .. } => Err(format!("HTTP {status}")),
        };
        let every = self.profile.polls.get(index).and_then(|poll| poll.every_ms);
        let hidden = !self.visible;
        let Some(state) = self.polls.get_mut(index) else { return };
        state.flying = false;
        state.asked = None;
        state.failures = if result.is_ok() { 0 } else { state.failures.saturating_add(1) };
        let changed = state.error.is_some() != result.is_err();
        state.error = result.err();
        let pace = every.map(|every| if hidden { every.max(HIDDEN_EVERY) } else { every });
        let retry = (state.failures > 0).then(|| {
            RETRY_FIRST
                .checked_shl(state.failures.saturating_sub(1).min(6))
                .unwrap_or(RETRY_CAP)
                .min(RETRY_CAP)
        });
        let wait = if std::mem::take(&mut state.again) { Some(0) } else { retry.or(pace) };
        if let Some(wait) = wait {
            state.ask_at(now.mono.saturating_add(wait));
        }
        if changed {
            self.delta(Delta::Poll);
        }
    }

    fn take_answer(&mut self, now: Now, index: usize, body: &str) -> Result<(), String> {
        let value = serde_json::from_str(body).map_err(|error| {
            self.reject(format!("the answer is not JSON: {error}"), body.chars().take(200).collect());
            format!("the answer is not JSON: {error}")
        })?;
        let outcome = self.profile.on_answer(index, &value);
        let refused = outcome.rejected.first().map(|rejected| rejected.why.clone());
        let nothing = outcome.changes.is_empty();
        let asked = self.polls.get(index).and_then(|state| state.asked).unwrap_or(now);
        let get = self.profile.polls.get(index).map_or_else(String::new, |poll| poll.get.clone());
        self.take_list(now, asked, outcome, &get);
        match refused {
            Some(why) if nothing => Err(why),
            _ => Ok(()),
        }
    }
}
