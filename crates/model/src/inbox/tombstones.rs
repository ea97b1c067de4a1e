//! Notifications that are gone for good, so that a late list does not bring them back.

use std::collections::HashSet;

use crate::EventId;

/// Tombstones that are kept.
const TOMBSTONES: usize = 50_000;

/// The ids of those that are gone for good.
#[derive(Clone, Debug, Default)]
pub(super) struct Tombstones(HashSet<EventId>);

impl Tombstones {
    /// Whether a notification is gone for good.
    pub fn holds(&self, id: &EventId) -> bool {
        self.0.contains(id)
    }

    /// Remember one that is.
    pub fn bury(&mut self, id: EventId) {
        if self.0.len() >= TOMBSTONES {
            self.0.clear();
        }
        self.0.insert(id);
    }
}
