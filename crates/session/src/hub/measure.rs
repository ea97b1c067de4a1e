//! Measuring the hub's zone: an aware and a naive stamp of the same moment.

use model::{Millis, Stamp};
use serde_json::Value;

use super::Resolver;
use crate::requests::Purpose;
use crate::{Delta, HttpOutcome, HttpRequest, HubZone, Now, Session, SourceId};

/// The two stamps may lie this far apart on our own clock (milliseconds).
const TOGETHER: u64 = 60_000;

/// The halves seen so far, each with the monotonic time at which it came.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    aware: Option<(Millis, u64)>,
    naive: Option<(Millis, u64)>,
}

impl Measure {
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

impl Session {
    /// Ask for the aware half, where the profile measures and the configuration gives no zone.
    pub(super) fn start_measure(&mut self) {
        if matches!(self.zone, HubZone::Named(_)) {
            return;
        }
        if let Some(measure) = &self.profile.measure {
            let source = SourceId(measure.aware_source);
            let request = HttpRequest::get(source, measure.aware_path.clone(), crate::polls::TIMEOUT);
            self.requests.push(request, Purpose::Measure);
        }
    }

    pub(super) fn on_measure(&mut self, now: Now, outcome: &HttpOutcome<'_>) {
        let HttpOutcome::Done { status: 200..=299, body } = outcome else { return };
        let Ok(value) = serde_json::from_str::<Value>(body) else { return };
        if let Some(Stamp::At(at)) = self.profile.measure.as_ref().and_then(|measure| measure.aware(&value)) {
            self.measure.aware = Some((at, now.mono));
            self.conclude();
        }
    }

    /// A message may hold the naive half.
    pub(super) fn observe_naive(&mut self, now: Now, source: SourceId, event: &str, args: &Value) {
        let Some(measure) = &self.profile.measure else { return };
        if measure.naive_source != source.0 || measure.naive_event != event {
            return;
        }
        if let Some(Stamp::Naive { local, .. }) = measure.naive(args) {
            self.measure.naive = Some((local, now.mono));
            self.conclude();
        }
    }

    fn conclude(&mut self) {
        let (Some((aware, aware_at)), Some((naive, naive_at))) = (self.measure.aware, self.measure.naive)
        else {
            return;
        };
        if matches!(self.zone, HubZone::Named(_)) || aware_at.abs_diff(naive_at) > TOGETHER {
            return;
        }
        // Both as of the moment at which the naive one came.
        let shift = i64::try_from(naive_at).unwrap_or(0).saturating_sub(i64::try_from(aware_at).unwrap_or(0));
        let Some(zone) = HubZone::measure(naive, Millis(aware.0.saturating_add(shift))) else { return };
        if zone != self.zone {
            self.zone = zone;
            let resolver = Resolver { zones: self.zones.as_ref(), hub: &self.zone };
            self.inbox.rezone(&resolver);
            self.delta(Delta::Inbox { fresh: 0 });
        }
    }
}
