//! One poll's life.

use connection::{Backoff, Rng};
use profile::Profile;

use super::{LONGEST_PATIENCE, UNAUTHORIZED_AFTER};
use crate::{Mono, Now, RequestFailure, SourceId};

/// A hidden page polls at this interval at the most often (milliseconds).
const HIDDEN_EVERY: u64 = 60_000;
/// How often a REST source is checked (milliseconds).
const CHECK_EVERY: u64 = 30_000;
/// A list that was older than what messages said is fetched once more, after this (milliseconds).
const CORRECT_AFTER: u64 = 2_000;
/// Messages that ask for a list one after the other get it this much apart, each time twice that, up to the list's own
/// interval, or where it has none up to [`SLOWEST_ASKED`] (milliseconds).
const ASKED_APART: u64 = 500;
/// See [`ASKED_APART`] (milliseconds).
const SLOWEST_ASKED: u64 = 30_000;
/// What fails for so long is reported (milliseconds).
const LONG_FAILURE: u64 = 60_000;
/// So often what the hub answers wrongly is asked again soon; from then on once an interval.
const QUICK_FAILURES: u32 = 5;
/// The interval of such a list that has none (milliseconds).
const NO_INTERVAL: u64 = 60_000;

/// One poll's life.
#[derive(Debug)]
pub struct PollState {
    pub source: SourceId,
    pub fetch: Fetch,
    /// Interval in milliseconds.
    pub every_ms: Option<u64>,
    /// Its failures say something about the source.
    pub needed: bool,
    /// Alerts look at what it brings: a hidden page asks as often.
    pub alerts: bool,
    pub enabled: bool,
    pub progress: PollProgress,
}

/// What a poll fetches.
#[derive(Debug)]
pub enum Fetch {
    /// A list of the profile.
    List,
    /// A path that answers while the source is well.
    Check(String),
}

/// How far a poll is.
#[derive(Debug, Default)]
pub struct PollProgress {
    pub due: Option<Mono>,
    pub in_flight: bool,
    /// Due again then, once the one in flight has ended.
    pub rerun: Option<Mono>,
    /// What went wrong last, for the table's error state.
    pub error: Option<RequestFailure>,
    /// How often it failed in a row.
    pub failing: Option<u32>,
    /// Since when it fails.
    pub failing_since: Option<Now>,
    /// That it has failed for long was reported.
    pub reported: bool,
    /// The hub asked not to be asked before.
    pub not_before: Option<Mono>,
    /// The mark of what was listed last, where the hub gives one.
    pub etag: Option<String>,
    /// The one in flight names that mark.
    conditional: bool,
    /// Questions that name a mark are not answered: another origin does not allow the header.
    unconditional: bool,
    /// The last one was fetched to correct the one before.
    corrects: bool,
    /// Messages that asked for it one after the other, and whether one did since it was last sent.
    asked: (u32, bool),
    last_sent: Option<Mono>,
    pub backoff: Backoff,
    /// When it was last answered as it should be, and how long that took (milliseconds).
    pub heard: Option<Mono>,
    pub rtt: Option<u64>,
    /// From where the next one asks on.
    pub cursor: Option<String>,
    /// When the one in flight was sent.
    pub sent: Option<Now>,
    /// Requests of the one in flight: one for each page so far.
    requests: u64,
}

/// A list of many pages is tried again after this long at the latest, where one page would be (milliseconds).
const LONGEST_FOR_PAGES: u64 = 60_000;

/// What a good answer says of the next question.
#[derive(Debug, Default)]
pub struct GoodAnswer {
    /// From where the next one asks on, where the answer says that.
    pub cursor: Option<String>,
    /// The mark of what it lists.
    pub etag: Option<String>,
    /// The list goes on there: the poll is not over.
    pub next_page: Option<String>,
    /// It brought nothing that was not known.
    pub unchanged: bool,
    /// Messages said something newer while it was on its way.
    pub outdated: bool,
}

impl PollState {
    pub fn list(poll: &profile::Poll, profile: &Profile) -> Self {
        Self {
            source: SourceId(poll.source),
            fetch: Fetch::List,
            every_ms: poll.every_ms,
            needed: !poll.optional,
            alerts: profile.alerts.iter().any(|watch| poll.fills(&watch.table)),
            enabled: true,
            progress: PollProgress::default(),
        }
    }

    pub fn check(source: SourceId, path: String) -> Self {
        let fetch = Fetch::Check(path);
        let progress = PollProgress::default();
        Self {
            source,
            fetch,
            every_ms: Some(CHECK_EVERY),
            needed: true,
            alerts: false,
            enabled: true,
            progress,
        }
    }

    /// The interval at which it is really fetched, where it is at one: a hidden page asks less often, but for what
    /// alerts look at (milliseconds).
    pub fn effective_interval(&self, visible: bool) -> Option<u64> {
        let every = self.every_ms?;
        Some(if visible || self.alerts { every } else { every.max(HIDDEN_EVERY) })
    }

    pub fn ask_at(&mut self, at: Mono) {
        if !self.enabled {
            return;
        }
        let at = at.max(self.progress.not_before.unwrap_or_default());
        let due = if self.progress.in_flight { &mut self.progress.rerun } else { &mut self.progress.due };
        *due = Some(due.map_or(at, |due| due.min(at)));
    }

    /// Since when what it brought is not known any more, where it has failed for long.
    pub fn unknown_since(&self, now: Now) -> Option<Now> {
        self.progress.failing_since.filter(|since| now.mono.since(since.mono) >= LONG_FAILURE)
    }

    /// A message asks for it. Many messages do not make many requests.
    pub fn ask_for_message(&mut self, now: Mono, wait_ms: u64) {
        let slowest = self.every_ms.unwrap_or(SLOWEST_ASKED);
        let progress = &mut self.progress;
        let apart = ASKED_APART.checked_shl(progress.asked.0).unwrap_or(slowest).min(slowest);
        let mut at = now.saturating_add(wait_ms);
        if let Some(last) = progress.last_sent {
            if now.since(last) > slowest {
                progress.asked.0 = 0;
            } else {
                at = at.max(last.saturating_add(apart));
            }
        }
        progress.asked.1 = true;
        self.ask_at(at);
    }

    /// It goes on with another page.
    pub fn sending_page(&mut self, now: Now) {
        self.progress.requests = self.progress.requests.saturating_add(1);
        self.progress.sent = Some(now);
        self.progress.heard = Some(now.mono);
    }

    /// It is sent. Gives the headers that go with it.
    pub fn sending(&mut self, now: Now) -> Option<(String, String)> {
        let progress = &mut self.progress;
        progress.in_flight = true;
        progress.requests = 1;
        progress.sent = Some(now);
        progress.last_sent = Some(now.mono);
        let (in_a_row, asked) = &mut progress.asked;
        *in_a_row = in_a_row.saturating_add(u32::from(std::mem::take(asked))).min(16);
        let etag = progress.etag.clone().filter(|_| !progress.unconditional);
        progress.conditional = etag.is_some();
        etag.map(|etag| ("if-none-match".to_owned(), etag))
    }

    /// It was answered as it should be. Gives whether it failed before.
    pub fn answered(&mut self, now: Now, visible: bool, good: GoodAnswer) -> bool {
        let wait = self.effective_interval(visible);
        let progress = &mut self.progress;
        progress.in_flight = false;
        let sent = progress.sent.take();
        progress.failing = None;
        progress.failing_since = None;
        progress.reported = false;
        progress.not_before = None;
        progress.backoff = Backoff::default();
        progress.heard = Some(now.mono);
        progress.rtt = sent.map(|sent| now.mono.since(sent.mono));
        progress.cursor = good.cursor.or(progress.cursor.take());
        if !good.unchanged {
            progress.etag = good.etag.filter(|_| !good.outdated);
        }
        let failed = progress.error.take().is_some();
        // One correction is enough: where messages never cease, the next would be outdated as well.
        progress.corrects = good.outdated && !progress.corrects;
        let correct = progress.corrects;
        let rerun = progress.rerun.take().map(|at| at.max(now.mono));
        for at in [rerun, wait.map(|wait| now.mono.saturating_add(wait))].into_iter().flatten() {
            self.ask_at(at);
        }
        if correct {
            self.ask_at(now.mono.saturating_add(CORRECT_AFTER));
        }
        failed
    }

    /// It failed. Gives whether what is to be said of it changed.
    pub fn failed(
        &mut self,
        now: Now,
        visible: bool,
        fault: RequestFailure,
        retry_after_ms: Option<u64>,
        rng: &mut Rng,
    ) -> bool {
        let interval = self.effective_interval(visible);
        let progress = &mut self.progress;
        progress.in_flight = false;
        progress.sent = None;
        progress.rerun = None;
        if std::mem::take(&mut progress.conditional) && !fault.is_answer() {
            // Perhaps another origin does not allow the header: asked without it before it counts.
            progress.unconditional = true;
            self.ask_at(now.mono);
            return false;
        }
        let failures = progress.failing.unwrap_or(0).saturating_add(1);
        progress.failing = Some(failures);
        progress.failing_since.get_or_insert(now);
        let delay = progress.backoff.delay(now.mono, rng);
        // Each try asks for all pages again, which the hub must bear.
        let delay = delay.saturating_mul(progress.requests).min(delay.max(LONGEST_FOR_PAGES));
        let patience = retry_after_ms.map(|ms| now.mono.saturating_add(ms.min(LONGEST_PATIENCE)));
        progress.not_before = patience.filter(|at| *at > now.mono);
        let slow = !self.needed || (failures > QUICK_FAILURES && fault.is_lasting());
        let wait = match (slow, interval) {
            (true, interval) => delay.max(interval.unwrap_or(if self.needed { NO_INTERVAL } else { 0 })),
            (false, _) if matches!(fault, RequestFailure::Http { status: 401, .. }) => {
                delay.max(UNAUTHORIZED_AFTER)
            }
            (false, _) => delay,
        };
        let changed = progress.error.as_ref() != Some(&fault);
        progress.error = Some(fault);
        self.ask_at(now.mono.saturating_add(wait));
        changed
    }

    pub fn set_enabled(&mut self, enabled: bool) {
        // What is in flight still ends; what it brings is not taken.
        self.progress = PollProgress { in_flight: self.progress.in_flight, ..PollProgress::default() };
        self.enabled = enabled;
    }
}
