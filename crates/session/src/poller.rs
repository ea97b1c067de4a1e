//! The schedule of what is fetched: lists on connect, at an interval or after a message, and the checks of REST
//! sources that no needed list judges. No poll overlaps itself; one that becomes due while it is in flight runs again.

use std::collections::VecDeque;
use std::rc::Rc;

use connection::Rng;
use model::TableId;
use profile::{Profile, SourceKind};
use serde_json::Value;

use crate::{HttpRequest, Mono, Now, PollId, Reason, RequestFailure, SourceId, Timer};

mod state;

pub(crate) use state::GoodAnswer;
use state::{Fetch, PollState};

/// Time-out of a request where the profile names none (milliseconds).
pub(crate) const TIMEOUT: u64 = 10_000;
/// A hub that asks for more patience than this is asked all the same (milliseconds).
pub(crate) const LONGEST_PATIENCE: u64 = 15 * 60_000;
/// What was refused for its credentials is asked again after this at the soonest, so that a passing refusal passes
/// (milliseconds).
const UNAUTHORIZED_AFTER: u64 = 3_000;
/// After the network is back, the page is shown or the machine woke, failing polls are tried within this
/// (milliseconds).
const NUDGE_WITHIN: u64 = 250;
/// A poll may be late by half of its interval and this (milliseconds).
const SLACK: u64 = 500;

/// What happened to the schedule.
pub(crate) enum Input<'a> {
    /// The page begins. Where no connection will say when the hub is there, everything is fetched now.
    Start {
        /// A connection is going to.
        pushed: bool,
    },
    /// The hub is there, or the user wants to see whether it is.
    Connected {
        /// It was there before.
        again: bool,
    },
    /// A message came.
    Message {
        /// The event's name, where it has one.
        event: Option<&'a str>,
        /// Its body.
        body: &'a Value,
    },
    /// An action is done: what it changed is fetched again.
    ActionDone {
        /// The action.
        action: &'a str,
        /// The table that it was done on.
        table: Option<&'a TableId>,
    },
    /// The user wants everything now, whatever the hub asked to wait.
    Retry,
    /// A message touched rows of a table, or more: what was listed of it may not be what is shown.
    Touched(&'a TableId),
    /// The page was shown or hidden.
    Visible(bool),
    /// The page is looked at again, or the machine woke.
    Woke,
    /// The network is back: what fails is tried soon.
    NetworkBack,
    /// Fetch nothing.
    Stop,
    /// Fetch again.
    Resume,
    /// A source has an address and its credentials, or lacks one of them.
    Enabled(SourceId, bool),
    /// A poll was answered as it should be.
    Answered(PollId, GoodAnswer),
    /// A poll failed.
    Failed {
        /// Which.
        poll: PollId,
        /// Why.
        fault: RequestFailure,
        /// For how long the hub asks not to be asked again (milliseconds).
        retry_after_ms: Option<u64>,
    },
    /// A poll ended after its source was disabled: what it brought was not taken.
    Discarded(PollId),
    /// The moment of a time-out came.
    Timeout,
}

/// What the schedule wants.
#[derive(Debug, PartialEq)]
pub(crate) enum Output {
    /// Send this request, or what the poll asks over a socket in its place.
    Fetch(PollId, HttpRequest),
    /// A poll failed, or works again.
    ErrorChanged,
    /// A poll has failed for long, the first of its source.
    FailsForLong(PollId),
}

/// The polls of a source, as far as they judge it: all but the optional ones.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct SourceHealth {
    /// There is one.
    pub judged: bool,
    /// One has no good answer yet, or fails.
    pub unanswered: bool,
    /// The one that fails worst.
    pub failing: Option<Failing>,
    /// One should have been answered at this moment, and was last answered at that one.
    pub late_since: Option<(Mono, Mono)>,
    /// The shortest round trip (milliseconds).
    pub rtt: Option<u64>,
}

/// A poll that fails.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failing {
    /// Failures in a row.
    pub failures: u32,
    /// Why it failed last.
    pub reason: Reason,
    /// When it is tried next; nothing while it is in flight.
    pub due: Option<Mono>,
}

/// The schedule.
pub(crate) struct Poller {
    profile: Rc<Profile>,
    polls: Vec<PollState>,
    rng: Rng,
    visible: bool,
    stopped: bool,
    outputs: VecDeque<Output>,
}

impl Poller {
    /// A schedule that stands still until [`Input::Start`]. The seed decides the jitter.
    pub fn new(profile: Rc<Profile>, enabled: impl Fn(SourceId) -> bool, seed: u64) -> Self {
        let mut polls: Vec<_> = profile.polls.iter().map(|poll| PollState::list(poll, &profile)).collect();
        for (place, source) in profile.sources.iter().enumerate().filter(|(_, source)| source.primary) {
            let id = SourceId(place);
            let judged = polls.iter().any(|poll| poll.source == id && poll.needed);
            if let SourceKind::Rest { check: Some(path), .. } = &source.kind
                && !judged
            {
                polls.push(PollState::check(id, path.clone()));
            }
        }
        for poll in &mut polls {
            poll.enabled = enabled(poll.source);
        }
        let (rng, outputs) = (Rng::new(seed), VecDeque::new());
        Self { profile, polls, rng, visible: true, stopped: false, outputs }
    }

    /// Take one input; drain [`Poller::poll_output`] afterwards.
    pub fn handle(&mut self, now: Now, input: Input<'_>) {
        match input {
            Input::Start { pushed } => {
                self.ask(now, 0, |list, state| {
                    state.every_ms.is_some() || list.is_some_and(|list| list.on_connected && !pushed)
                });
            }
            Input::Connected { again } => self.ask(now, 0, |list, state| {
                let recovered = |list: &profile::Poll| list.on_connected || (again && list.on_recovered);
                state.every_ms.is_some() || list.is_some_and(recovered)
            }),
            Input::Message { event, body } => {
                for (list, state) in self.profile.polls.iter().zip(&mut self.polls) {
                    if let Some(wait_ms) = list.after_message(event, body) {
                        state.ask_for_message(now.mono, wait_ms);
                    }
                }
            }
            Input::ActionDone { action, table } => self.ask_after(now, |list| {
                let fills = table.is_some_and(|table| list.fills(table)).then_some(0);
                list.after_action(action).or(fills)
            }),
            Input::Retry => {
                self.polls.iter_mut().for_each(|state| state.progress.not_before = None);
                self.handle(now, Input::Connected { again: false });
            }
            Input::Touched(table) => {
                for (list, state) in self.profile.polls.iter().zip(&mut self.polls) {
                    if state.progress.etag.is_some() && list.fills(table) {
                        state.progress.etag = None;
                    }
                }
            }
            Input::Visible(visible) => self.visible = visible,
            Input::Woke => {
                self.nudge(now);
                self.ask(now, 0, |_, state| state.every_ms.is_some() && state.progress.failing.is_none());
            }
            Input::NetworkBack => self.nudge(now),
            Input::Stop => self.stopped = true,
            Input::Resume => self.stopped = false,
            Input::Enabled(source, enabled) => {
                for poll in self.polls.iter_mut().filter(|poll| poll.source == source) {
                    poll.set_enabled(enabled);
                    poll.ask_at(now.mono);
                }
            }
            Input::Answered(poll, good) => self.answered(now, poll, good),
            Input::Failed { poll, fault, retry_after_ms } => self.failed(now, poll, fault, retry_after_ms),
            Input::Discarded(poll) => {
                if let Some(state) = self.polls.get_mut(poll.0) {
                    state.progress.in_flight = false;
                    if let Some(at) = state.progress.rerun.take() {
                        state.ask_at(at);
                    }
                }
            }
            Input::Timeout => self.fetch_due(now),
        }
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When the next poll is due.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let due = |(place, poll): (usize, &PollState)| Some((PollId(place), poll.progress.due?));
        let waiting = self.polls.iter().enumerate().filter(|(_, poll)| !poll.progress.in_flight);
        let next = waiting.filter_map(due).min_by_key(|(_, due)| *due).filter(|_| !self.stopped);
        next.map(|(poll, due)| (Timer::Poll(poll), due))
    }

    /// When the one in flight was sent, and whether it goes on where the last one ended. Nothing where its source was
    /// disabled since: then what it brings must not be taken.
    pub fn sent(&self, poll: PollId) -> Option<(Now, bool)> {
        let progress = &self.polls.get(poll.0)?.progress;
        Some((progress.sent?, progress.cursor.is_some()))
    }

    /// From where it goes on.
    pub fn cursor(&self, poll: PollId) -> Option<&str> {
        self.polls.get(poll.0)?.progress.cursor.as_deref()
    }

    /// Whether some poll asks one of these sources.
    pub fn asks(&self, which: impl Fn(SourceId) -> bool) -> bool {
        self.polls.iter().any(|poll| which(poll.source))
    }

    /// What went wrong last with a list of a table, if it is still wrong.
    pub fn error(&self, table: &TableId) -> Option<&RequestFailure> {
        let lists = self.profile.polls.iter().zip(&self.polls).filter(|(list, _)| list.fills(table));
        lists.into_iter().find_map(|(_, state)| state.progress.error.as_ref())
    }

    /// Since when what a table holds is not known any more.
    pub fn unknown_since(&self, now: Now, table: &TableId) -> Option<Now> {
        let lists = self.profile.polls.iter().zip(&self.polls).filter(|(list, _)| list.fills(table));
        lists.into_iter().filter_map(|(_, state)| state.unknown_since(now)).min_by_key(|since| since.mono)
    }

    /// Ask soon what a source answers now. Gives whether some poll asks it.
    pub fn recheck(&mut self, now: Now, source: SourceId) -> bool {
        let mut asks = false;
        for state in self.polls.iter_mut().filter(|state| state.source == source && state.enabled) {
            state.ask_at(now.mono.saturating_add(UNAUTHORIZED_AFTER));
            asks = true;
        }
        asks
    }

    /// How well a source is answering.
    pub fn health(&self, now: Mono, source: SourceId) -> SourceHealth {
        let mut health = SourceHealth::default();
        for poll in self.polls.iter().filter(|poll| poll.source == source && poll.needed) {
            let progress = &poll.progress;
            health.judged = true;
            health.unanswered |= progress.failing.is_some() || progress.heard.is_none();
            health.rtt = health.rtt.into_iter().chain(progress.rtt).min();
            if let (Some(failures), Some(fault)) = (progress.failing, &progress.error)
                && health.failing.as_ref().is_none_or(|worst| failures >= worst.failures)
            {
                health.failing = Some(Failing { failures, reason: fault.reason(), due: progress.due });
            }
            if let (Some(heard), Some(every)) = (progress.heard, poll.effective_interval(self.visible)) {
                let late = heard.saturating_add(every).saturating_add(every / 2).saturating_add(SLACK);
                let is_late = (now > late).then_some((late, heard));
                health.late_since = health.late_since.into_iter().chain(is_late).min();
            }
        }
        health
    }

    fn ask(&mut self, now: Now, wait_ms: u64, which: impl Fn(Option<&profile::Poll>, &PollState) -> bool) {
        for (place, state) in self.polls.iter_mut().enumerate() {
            if which(self.profile.polls.get(place), state) {
                state.ask_at(now.mono.saturating_add(wait_ms));
            }
        }
    }

    fn ask_after(&mut self, now: Now, wait_ms: impl Fn(&profile::Poll) -> Option<u64>) {
        for (list, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if let Some(wait_ms) = wait_ms(list) {
                state.ask_at(now.mono.saturating_add(wait_ms));
            }
        }
    }

    fn nudge(&mut self, now: Now) {
        for state in self.polls.iter_mut().filter(|state| state.progress.failing.is_some()) {
            state.ask_at(now.mono.saturating_add(self.rng.below(NUDGE_WITHIN)));
        }
    }

    fn fetch_due(&mut self, now: Now) {
        if self.stopped {
            return;
        }
        for (place, state) in self.polls.iter_mut().enumerate() {
            let progress = &mut state.progress;
            if progress.in_flight || progress.due.is_none_or(|due| due > now.mono) {
                continue;
            }
            progress.due = None;
            let path = match (&state.fetch, self.profile.polls.get(place)) {
                (Fetch::Check(path), _) => Ok(path.clone()),
                (Fetch::List, Some(list)) => list.path(progress.cursor.as_deref()),
                (Fetch::List, None) => continue,
            };
            match path {
                Ok(path) => {
                    let timeout_ms = self.profile.poll_timeout_ms(place, state.source.0).unwrap_or(TIMEOUT);
                    let mut request = HttpRequest::get(state.source, path, timeout_ms);
                    request.headers.extend(state.sending(now));
                    self.outputs.push_back(Output::Fetch(PollId(place), request));
                }
                Err(problem) => {
                    progress.error = Some(RequestFailure::PathLacks(problem));
                    self.outputs.push_back(Output::ErrorChanged);
                }
            }
        }
    }

    fn answered(&mut self, now: Now, poll: PollId, mut good: GoodAnswer) {
        let Some(state) = self.polls.get_mut(poll.0) else { return };
        if let Some(path) = good.next_page.take() {
            state.sending_page(now);
            let timeout_ms = self.profile.poll_timeout_ms(poll.0, state.source.0).unwrap_or(TIMEOUT);
            let request = HttpRequest::get(state.source, path, timeout_ms);
            return self.outputs.push_back(Output::Fetch(poll, request));
        }
        let failed_before = state.progress.failing.is_some();
        if state.answered(now, self.visible, good) {
            self.outputs.push_back(Output::ErrorChanged);
        }
        // The hub is back: what failed with this one need not wait for its own next try.
        if let Some(source) = Some(state.source).filter(|_| failed_before) {
            self.wake_siblings(now, source);
        }
    }

    fn wake_siblings(&mut self, now: Now, source: SourceId) {
        let base = |source: SourceId| self.profile.sources.get(source.0).map(|source| &source.base);
        for state in &mut self.polls {
            let away = state.progress.error.as_ref().is_some_and(|fault| !fault.is_answer());
            if away && state.progress.failing.is_some() && base(state.source) == base(source) {
                state.ask_at(now.mono.saturating_add(self.rng.below(NUDGE_WITHIN)));
            }
        }
    }

    fn failed(&mut self, now: Now, poll: PollId, fault: RequestFailure, retry_after_ms: Option<u64>) {
        let Some(state) = self.polls.get_mut(poll.0) else { return };
        if state.failed(now, self.visible, fault, retry_after_ms, &mut self.rng) {
            self.outputs.push_back(Output::ErrorChanged);
        }
        // That a whole source is away is said of the source.
        let away = matches!(state.progress.error, Some(RequestFailure::Unreachable(_)));
        let (source, long) = (state.source, !away && state.unknown_since(now).is_some());
        if long && !self.polls.iter().any(|other| other.source == source && other.progress.reported) {
            self.outputs.push_back(Output::FailsForLong(poll));
        }
        if let Some(state) = self.polls.get_mut(poll.0).filter(|_| long) {
            state.progress.reported = true;
        }
    }
}

#[cfg(test)]
mod tests;
