//! One poll's life.

use connection::Backoff;
use profile::Profile;

use crate::{Mono, Now, Reason, SourceId};

/// A hidden page polls at this interval at the most often (milliseconds).
const HIDDEN_EVERY: u64 = 60_000;
/// How often a REST source is checked (milliseconds).
const CHECK_EVERY: u64 = 30_000;

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
    /// Due again as soon as the one in flight has ended.
    pub rerun: bool,
    /// What went wrong last, for the table's error state.
    pub error: Option<String>,
    /// Why it fails, and how often it did in a row.
    pub failing: Option<(u32, Reason)>,
    pub backoff: Backoff,
    /// When it was last answered as it should be, and how long that took (milliseconds).
    pub heard: Option<Mono>,
    pub rtt: Option<u64>,
    /// From where the next one asks on.
    pub cursor: Option<String>,
    /// When the one in flight was sent.
    pub sent: Option<Now>,
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
        if self.progress.in_flight {
            self.progress.rerun = true;
        } else {
            self.progress.due = Some(self.progress.due.map_or(at, |due| due.min(at)));
        }
    }

    pub fn set_enabled(&mut self, enabled: bool) {
        // What is in flight still ends; what it brings is not taken.
        self.progress = PollProgress { in_flight: self.progress.in_flight, ..PollProgress::default() };
        self.enabled = enabled;
    }
}
