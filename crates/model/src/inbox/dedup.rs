//! Events that several reporters report: the first notification is kept, the others are its aliases.
//!
//! A reporter is the hub or one alert of ours. None of them reports one event twice: two notifications of the hub
//! with one dedup key are two events, however near each other.

use std::collections::HashMap;

use crate::{AlertOrigin, EventId, Millis, Notification};

/// How many dedup keys, and how many aliases, are remembered.
const REMEMBERED: usize = 5_000;
/// How many events of one dedup key are remembered.
const OF_ONE_KEY: usize = 16;

/// What is known of events by their dedup keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Dedup {
    /// By dedup key, in the order in which they were first reported.
    kept: HashMap<String, Vec<ReportedEvent>>,
    /// The hub's notifications that reported nothing new, and the one that is kept in their place.
    aliases: HashMap<EventId, EventId>,
}

/// An event that was reported.
#[derive(Clone, Debug)]
struct ReportedEvent {
    /// The notification that is kept.
    id: EventId,
    reported: ReportTime,
    /// Who has reported it: an alert by its place, or the hub.
    reporters: Vec<Option<usize>>,
}

/// When an event was reported.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReportTime {
    /// When it happened, as far as it says.
    pub at: Millis,
    /// When it came, where it came live: what a hub pushes is not hours old, whatever its time stamp says.
    pub live: Option<Millis>,
}

impl ReportTime {
    fn is_near(self, other: Self, within_ms: u64) -> bool {
        let near = |a: Millis, b: Millis| a.0.abs_diff(b.0) <= within_ms;
        near(self.at, other.at) || self.live.zip(other.live).is_some_and(|(a, b)| near(a, b))
    }
}

impl Dedup {
    /// The notification that is kept in place of this one.
    pub fn alias(&self, id: &EventId) -> Option<&EventId> {
        self.aliases.get(id)
    }

    /// The hub's notifications in whose place this one is kept.
    pub fn aliases_of(&self, kept: &EventId) -> impl Iterator<Item = &EventId> {
        self.aliases.iter().filter(move |(_, other)| *other == kept).map(|(alias, _)| alias)
    }

    /// Whether others have reported all of this already; it then becomes an alias of the first of them. Otherwise
    /// it is remembered.
    pub fn is_duplicate(&mut self, notification: &Notification, reported: ReportTime) -> bool {
        if self.kept.len() >= REMEMBERED || self.aliases.len() >= REMEMBERED {
            self.kept.clear();
            self.aliases.clear();
        }
        let reporter = notification.alert.map(|origin| match origin {
            AlertOrigin::Watch { place, .. } => place,
            // Of no event that another reports.
            AlertOrigin::TableUnread => usize::MAX,
        });
        let (mut first, mut news) = (None, false);
        for dedup in &notification.dedup_keys {
            let events = self.kept.entry(dedup.key.clone()).or_default();
            let known = events.iter_mut().rev().find(|event| {
                !event.reporters.contains(&reporter) && event.reported.is_near(reported, dedup.within_ms)
            });
            if let Some(event) = known {
                event.reporters.push(reporter);
                first.get_or_insert_with(|| event.id.clone());
                continue;
            }
            if events.len() >= OF_ONE_KEY {
                events.remove(0);
            }
            events.push(ReportedEvent { id: notification.id.clone(), reported, reporters: vec![reporter] });
            news = true;
        }
        let Some(first) = first.filter(|_| !news) else { return false };
        if reporter.is_none() {
            self.aliases.insert(notification.id.clone(), first);
        }
        true
    }
}
