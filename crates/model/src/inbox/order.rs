//! The order of what is known: by time, ties by sequence.

use super::entry::SortKey;
use crate::{EventId, Millis};

/// Oldest first. Almost everything that comes is the newest, so that room in the middle is seldom made.
#[derive(Clone, Debug, Default)]
pub(super) struct Order(Vec<(SortKey, EventId)>);

impl Order {
    pub fn insert(&mut self, key: SortKey, id: EventId) {
        let place = self.0.partition_point(|(other, _)| *other < key);
        self.0.insert(place, (key, id));
    }

    pub fn remove(&mut self, key: SortKey) {
        if let Ok(place) = self.0.binary_search_by_key(&key, |(other, _)| *other) {
            self.0.remove(place);
        }
    }

    /// Take the place of what was known.
    pub fn replace(&mut self, entries: &mut dyn Iterator<Item = (SortKey, EventId)>) {
        self.0.clear();
        self.0.extend(entries);
        self.0.sort_unstable_by_key(|(key, _)| *key);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Keep those that a question says yes to.
    pub fn retain(&mut self, keep: &dyn Fn(&EventId) -> bool) {
        self.0.retain(|(_, id)| keep(id));
    }

    /// Oldest first.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = &EventId> {
        self.0.iter().map(|(_, id)| id)
    }

    /// Newest first.
    pub fn times(&self) -> impl Iterator<Item = Millis> {
        self.0.iter().rev().map(|((at, _), _)| *at)
    }
}
