//! What the hub notices of itself: what it did how often, who listens at `/ws`, and when it last looked after the nodes.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::time;

/// How often the counters are read for the rates, and how many readings a rate looks back.
const SAMPLE_EVERY: Duration = Duration::from_secs(1);
const SAMPLES: usize = 10;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// Requests over HTTP.
    Requests,
    /// Changes that all clients were told.
    Broadcasts,
}

/// All that is counted, with its name on the wire.
pub const COUNTERS: [(Counter, &str); 2] =
    [(Counter::Requests, "requests"), (Counter::Broadcasts, "broadcasts")];

type Totals = [u64; COUNTERS.len()];

/// A client of `/ws`.
#[derive(Clone, Debug)]
pub struct PlainClient {
    /// The moment of the connection.
    pub connected_at: DateTime<Utc>,
    /// What it calls itself.
    pub user_agent: Option<String>,
}

/// What the hub notices of itself.
pub struct Vitals {
    /// When it started.
    pub started_at: DateTime<Utc>,
    totals: [AtomicU64; COUNTERS.len()],
    /// Older ones first.
    samples: Mutex<VecDeque<Totals>>,
    plain_clients: Mutex<BTreeMap<String, PlainClient>>,
    /// Microseconds since the Unix epoch; 0 before the first time.
    watched_at: AtomicI64,
}

impl Vitals {
    /// Of a hub that starts now.
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            started_at: time::now(),
            totals: Default::default(),
            samples: Mutex::default(),
            plain_clients: Mutex::default(),
            watched_at: AtomicI64::new(0),
        })
    }

    /// Something happened once more.
    pub fn count(&self, counter: Counter) {
        if let Some(total) = self.totals.get(counter as usize) {
            total.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How often something happened, and how often a second of late.
    pub fn rate(&self, counter: Counter) -> (u64, f64) {
        let of = |totals: &Totals| totals.get(counter as usize).copied().unwrap_or(0);
        let total = of(&self.totals());
        let samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        let (first, last) = (samples.front().map_or(0, of), samples.back().map_or(0, of));
        let seconds = samples.len().saturating_sub(1).max(1) as f64 * SAMPLE_EVERY.as_secs_f64();
        (total, last.saturating_sub(first) as f64 / seconds)
    }

    /// Read the counters for the rates, as long as the hub runs.
    pub async fn sample(self: Arc<Self>) {
        loop {
            self.keep_sample();
            tokio::time::sleep(SAMPLE_EVERY).await;
        }
    }

    fn keep_sample(&self) {
        let mut samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        if samples.len() > SAMPLES {
            samples.pop_front();
        }
        samples.push_back(self.totals());
    }

    fn totals(&self) -> Totals {
        self.totals.each_ref().map(|total| total.load(Ordering::Relaxed))
    }

    /// The nodes were looked after.
    pub fn note_watch(&self) {
        self.watched_at.store(time::now().timestamp_micros(), Ordering::Relaxed);
    }

    /// When the nodes were last looked after, in microseconds since the Unix epoch.
    pub fn watched_at(&self) -> Option<i64> {
        Some(self.watched_at.load(Ordering::Relaxed)).filter(|at| *at > 0)
    }

    /// A client of `/ws` is there until what is returned is dropped.
    pub fn enter(self: &Arc<Self>, id: String, user_agent: Option<String>) -> Presence {
        let client = PlainClient { connected_at: time::now(), user_agent };
        let mut clients = self.plain_clients.lock().unwrap_or_else(PoisonError::into_inner);
        clients.insert(id.clone(), client);
        Presence { vitals: Arc::clone(self), id }
    }

    /// How many clients of `/ws` there are.
    pub fn plain_client_count(&self) -> usize {
        self.plain_clients.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The clients of `/ws`, by their ids.
    pub fn plain_clients(&self) -> BTreeMap<String, PlainClient> {
        self.plain_clients.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// That a client is there.
pub struct Presence {
    vitals: Arc<Vitals>,
    id: String,
}

impl Drop for Presence {
    fn drop(&mut self) {
        let clients = &self.vitals.plain_clients;
        clients.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

#[cfg(test)]
mod tests;
