//! How well a REST source is heard: judged by its polls, but for the optional ones.

use connection::{Backoff, Mono, Rng};

use crate::polls::PollState;
use crate::{Now, Reason, Session, SourceId, State};

/// After the network is back, the page is shown or the machine woke, failing polls are tried within this
/// (milliseconds).
const NUDGE_WITHIN: u64 = 250;
/// A poll may be late by half of its interval and this (milliseconds).
const SLACK: u64 = 500;

/// What is remembered of a REST source.
#[derive(Debug)]
pub(crate) struct Rest {
    pub source: SourceId,
    /// Since when it is heard without a failure, on the monotonic clock.
    pub since: Option<u64>,
}

/// A failing poll's way back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Failing {
    backoff: Backoff,
    /// Failures in a row.
    pub attempts: u32,
    pub reason: Option<Reason>,
}

impl Failing {
    /// How long to wait after a failure (milliseconds).
    pub fn failed(&mut self, now: u64, reason: Reason, rng: &mut Rng) -> u64 {
        self.attempts = self.attempts.saturating_add(1);
        self.reason = Some(reason);
        self.backoff.delay(Mono(now), rng)
    }
}

impl Session {
    /// The polls that say something about a source.
    fn judges(&self, source: SourceId) -> impl Iterator<Item = (&profile::Poll, &PollState)> {
        let polls = self.profile.polls.iter().zip(&self.polls);
        polls.filter(move |(poll, _)| poll.source == source.0 && !poll.optional)
    }

    /// The state of a REST source.
    pub(crate) fn rest_state(&self, now: Now, rest: &Rest) -> State {
        if self.stopped {
            return State::Stopped;
        }
        let failing = self.judges(rest.source).filter(|(_, state)| state.failing.reason.is_some());
        if let Some((_, worst)) = failing.max_by_key(|(_, state)| state.failing.attempts) {
            let attempt = worst.failing.attempts.saturating_add(1);
            return match (worst.due, worst.failing.reason.clone()) {
                (Some(until), _) if !self.network => State::Offline { until: Mono(until) },
                (Some(until), Some(reason)) => State::Waiting { until: Mono(until), attempt, reason },
                _ => State::Connecting { attempt },
            };
        }
        let Some(since) = rest.since else {
            let asked = self.judges(rest.source).next().is_some();
            return if asked { State::Connecting { attempt: 1 } } else { State::Idle };
        };
        let late = self.judges(rest.source).filter_map(|(poll, state)| {
            let pace = self.pace(poll)?;
            let due = state.heard?.saturating_add(pace).saturating_add(pace / 2).saturating_add(SLACK);
            (now.mono > due).then_some(due)
        });
        match late.min() {
            Some(since) => State::Stale { since: Mono(since), overdue_by: now.mono.saturating_sub(since) },
            None => {
                let rtt = self.judges(rest.source).filter_map(|(_, state)| state.rtt).min();
                State::Online { since: Mono(since), rtt }
            }
        }
    }

    /// A poll of a source was answered, or failed.
    pub(crate) fn rest_heard(&mut self, now: Now, source: usize) {
        let source = SourceId(source);
        let waiting =
            self.judges(source).any(|(_, state)| state.failing.reason.is_some() || state.heard.is_none());
        let Some(rest) = self.rests.iter_mut().find(|rest| rest.source == source) else { return };
        let lost = rest.since.is_some();
        match (waiting, lost) {
            (false, false) => {
                rest.since = Some(now.mono);
                self.diagnosis = None;
                if !self.linked() {
                    self.on_heard_again(now, false);
                }
            }
            (true, true) => {
                rest.since = None;
                if !self.linked() {
                    self.interrupt(now);
                }
            }
            _ => {}
        }
    }

    /// There is reason to hope: what fails is tried soon.
    pub(crate) fn nudge_polls(&mut self, now: Now) {
        for state in self.polls.iter_mut().filter(|state| state.failing.reason.is_some()) {
            state.ask_at(now.mono.saturating_add(self.rng.below(NUDGE_WITHIN)));
        }
    }
}
