//! The schedule of what is fetched: lists on connect, at an interval or after a message, and the checks of REST
//! sources that no needed list judges. No poll overlaps itself; one that becomes due while it is in flight runs again.

use std::collections::VecDeque;
use std::rc::Rc;

use connection::{Backoff, Rng};
use model::TableId;
use profile::{Profile, SourceKind};
use serde_json::Value;

use crate::{HttpRequest, Mono, Now, PollId, Reason, SourceId, Timer};

mod state;

use state::{Fetch, PollState};

/// Time-out of a request where the profile names none (milliseconds).
pub(crate) const TIMEOUT: u64 = 10_000;
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
    /// The list of a table was older than what messages said.
    Outdated(&'a TableId),
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
    Answered {
        /// Which.
        poll: PollId,
        /// From where the next one asks on, where the answer says that.
        cursor: Option<String>,
    },
    /// A poll failed.
    Failed {
        /// Which.
        poll: PollId,
        /// Why.
        reason: Reason,
        /// The same for the user.
        text: String,
    },
    /// A poll ended after its source was disabled: what it brought was not taken.
    Discarded(PollId),
    /// The moment of a time-out came.
    Timeout,
}

/// What the schedule wants.
#[derive(Debug, PartialEq)]
pub(crate) enum Output {
    /// Send this request.
    Fetch(PollId, HttpRequest),
    /// A poll failed, or works again.
    ErrorChanged,
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
    /// One should have been answered at this moment.
    pub late_since: Option<Mono>,
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
                self.ask_after(now, |list| list.after_message(event, body));
            }
            Input::ActionDone { action, table } => self.ask_after(now, |list| {
                let fills = table.is_some_and(|table| list.fills(table)).then_some(0);
                list.after_action(action).or(fills)
            }),
            Input::Outdated(table) => self.ask_after(now, |list| list.fills(table).then_some(0)),
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
            Input::Answered { poll, cursor } => self.answered(now, poll, cursor),
            Input::Failed { poll, reason, text } => self.failed(now, poll, reason, text),
            Input::Discarded(poll) => {
                if let Some(state) = self.polls.get_mut(poll.0) {
                    state.progress.in_flight = false;
                    if std::mem::take(&mut state.progress.rerun) {
                        state.ask_at(now.mono);
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

    /// Whether some poll asks one of these sources.
    pub fn asks(&self, which: impl Fn(SourceId) -> bool) -> bool {
        self.polls.iter().any(|poll| which(poll.source))
    }

    /// What went wrong last with a list of a table, if it is still wrong.
    pub fn error(&self, table: &TableId) -> Option<&str> {
        let lists = self.profile.polls.iter().zip(&self.polls).filter(|(list, _)| list.fills(table));
        lists.into_iter().find_map(|(_, state)| state.progress.error.as_deref())
    }

    /// How well a source is answering.
    pub fn health(&self, now: Mono, source: SourceId) -> SourceHealth {
        let mut health = SourceHealth::default();
        for poll in self.polls.iter().filter(|poll| poll.source == source && poll.needed) {
            let progress = &poll.progress;
            health.judged = true;
            health.unanswered |= progress.failing.is_some() || progress.heard.is_none();
            health.rtt = health.rtt.into_iter().chain(progress.rtt).min();
            if let Some((failures, reason)) = &progress.failing
                && health.failing.as_ref().is_none_or(|worst| *failures >= worst.failures)
            {
                let (failures, reason) = (*failures, reason.clone());
                health.failing = Some(Failing { failures, reason, due: progress.due });
            }
            if let (Some(heard), Some(every)) = (progress.heard, poll.effective_interval(self.visible)) {
                let late = heard.saturating_add(every).saturating_add(every / 2).saturating_add(SLACK);
                health.late_since = health.late_since.into_iter().chain((now > late).then_some(late)).min();
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
                    progress.in_flight = true;
                    progress.sent = Some(now);
                    let timeout_ms = self.profile.timeout_ms(state.source.0).unwrap_or(TIMEOUT);
                    let request = HttpRequest::get(state.source, path, timeout_ms);
                    self.outputs.push_back(Output::Fetch(PollId(place), request));
                }
                Err(problem) => {
                    progress.error = Some(problem.to_string());
                    self.outputs.push_back(Output::ErrorChanged);
                }
            }
        }
    }

    fn answered(&mut self, now: Now, poll: PollId, cursor: Option<String>) {
        let Some(state) = self.polls.get_mut(poll.0) else { return };
        let wait = state.effective_interval(self.visible);
        let progress = &mut state.progress;
        progress.in_flight = false;
        let sent = progress.sent.take();
        progress.failing = None;
        progress.backoff = Backoff::default();
        progress.heard = Some(now.mono);
        progress.rtt = sent.map(|sent| now.mono.since(sent.mono));
        progress.cursor = cursor.or(progress.cursor.take());
        if progress.error.take().is_some() {
            self.outputs.push_back(Output::ErrorChanged);
        }
        let rerun = std::mem::take(&mut progress.rerun);
        if let Some(wait) = if rerun { Some(0) } else { wait } {
            state.ask_at(now.mono.saturating_add(wait));
        }
    }

    fn failed(&mut self, now: Now, poll: PollId, reason: Reason, text: String) {
        let Some(state) = self.polls.get_mut(poll.0) else { return };
        let interval = state.effective_interval(self.visible).unwrap_or(0);
        let progress = &mut state.progress;
        progress.in_flight = false;
        progress.sent = None;
        progress.rerun = false;
        let failures = progress.failing.as_ref().map_or(0, |(failures, _)| *failures);
        progress.failing = Some((failures.saturating_add(1), reason));
        let delay = progress.backoff.delay(now.mono, &mut self.rng);
        if progress.error.as_ref() != Some(&text) {
            progress.error = Some(text);
            self.outputs.push_back(Output::ErrorChanged);
        }
        // What may fail is not worth asking for more often than usual.
        let wait = if state.needed { delay } else { delay.max(interval) };
        state.ask_at(now.mono.saturating_add(wait));
    }
}

#[cfg(test)]
mod tests;
