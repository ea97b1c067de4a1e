//! Measuring the hub's zone: an aware and a naive stamp of the same moment.

use model::{Millis, Stamp};
use profile::MeasureSpec;
use serde_json::Value;

use crate::{HubZone, Mono};

/// The two stamps may lie this far apart on our own clock (milliseconds).
const TOGETHER: u64 = 60_000;

/// What is known of the hub's zone, and the halves of a measurement, each with the moment at which it came.
#[derive(Clone, Debug)]
pub(crate) struct ZoneMeter {
    zone: HubZone,
    aware: Option<(Millis, Mono)>,
    naive: Option<(Millis, Mono)>,
}

impl ZoneMeter {
    /// `named`: what the configuration says; then nothing is measured.
    pub fn new(named: Option<String>) -> Self {
        Self { zone: named.map_or(HubZone::Guessed, HubZone::Named), aware: None, naive: None }
    }

    /// What is known of the zone.
    pub fn zone(&self) -> &HubZone {
        &self.zone
    }

    /// Whether there is anything to measure.
    pub fn measures(&self) -> bool {
        !matches!(self.zone, HubZone::Named(_))
    }

    /// The connection was lost: what comes next belongs to no former half.
    pub fn forget_halves(&mut self) {
        (self.aware, self.naive) = (None, None);
    }

    /// An answer may hold the aware half. Whether the zone changed.
    pub fn observe_answer(&mut self, now: Mono, measure: &MeasureSpec, body: &str) -> bool {
        let answer = json::value(body);
        let Some(Stamp::At(at)) = answer.and_then(|answer| measure.aware(&answer)) else { return false };
        self.aware = Some((at, now));
        self.conclude()
    }

    /// A message may hold the naive half. Whether the zone changed.
    pub fn observe_message(&mut self, now: Mono, measure: &MeasureSpec, args: &Value) -> bool {
        let Some(Stamp::Naive { local, .. }) = measure.naive(args) else { return false };
        self.naive = Some((local, now));
        self.conclude()
    }

    fn conclude(&mut self) -> bool {
        let (Some((aware, aware_at)), Some((naive, naive_at))) = (self.aware, self.naive) else {
            return false;
        };
        if !self.measures() || aware_at.0.abs_diff(naive_at.0) > TOGETHER {
            return false;
        }
        // Both as of the moment at which the naive one came.
        let ms = |at: Mono| i64::try_from(at.0).unwrap_or(0);
        let shift = ms(naive_at).saturating_sub(ms(aware_at));
        let Some(zone) = HubZone::measure(naive, Millis(aware.0.saturating_add(shift))) else { return false };
        let changed = zone != self.zone;
        self.zone = zone;
        changed
    }
}

#[cfg(test)]
mod tests;
