//! Cleared notifications: archived so that a clear can be undone, with tombstones so that a late list does not bring
//! them back.

use std::collections::HashSet;

use super::Entry;
use crate::EventId;

/// Tombstones that are kept.
const TOMBSTONES: usize = 50_000;

/// Names a clear, so that it can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClearId(pub u32);

/// The clears so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Archive {
    clears: Vec<(ClearId, Vec<Entry>)>,
    tombstones: HashSet<EventId>,
    last: u32,
}

impl Archive {
    /// Whether a notification was cleared.
    pub fn holds(&self, id: &EventId) -> bool {
        self.tombstones.contains(id)
    }

    /// Remember one that is gone for good.
    pub fn bury(&mut self, id: EventId) {
        self.make_room(1);
        self.tombstones.insert(id);
    }

    /// The oldest clears can no longer be undone where there is no room for so many more.
    fn make_room(&mut self, more: usize) {
        if self.tombstones.len().saturating_add(more) > TOMBSTONES {
            self.clears.clear();
            self.tombstones.clear();
        }
    }

    /// Archive what was cleared.
    pub fn add(&mut self, entries: Vec<Entry>) -> ClearId {
        self.last = self.last.saturating_add(1);
        let id = ClearId(self.last);
        self.make_room(entries.len());
        self.tombstones.extend(entries.iter().map(|entry| entry.notification.id.clone()));
        self.clears.push((id, entries));
        id
    }

    /// Take out what a clear archived; nothing where the clear is not known (any more).
    pub fn take(&mut self, clear: ClearId) -> Option<Vec<Entry>> {
        let index = self.clears.iter().position(|(id, _)| *id == clear)?;
        let (_, entries) = self.clears.swap_remove(index);
        for entry in &entries {
            self.tombstones.remove(&entry.notification.id);
        }
        Some(entries)
    }
}
