//! Notifications that take the place of earlier ones, and those that no longer hold.

use super::{Entry, Inbox, KEPT};
use crate::{EventId, Millis, Zones};

impl Inbox {
    /// A notification takes the place of the earlier one about the same. False where a later one has it.
    pub(super) fn take_place(&mut self, entry: &Entry) -> bool {
        let Some(about) = entry.notification.replaces() else { return true };
        let (about, id) = (about.clone(), entry.notification.id.clone());
        let earlier = self.latest.get(&about).unwrap_or(&about).clone();
        if self.entries.get(&earlier).is_some_and(|kept| kept.sort_key() > entry.sort_key()) {
            self.bury(id);
            return false;
        }
        if earlier != id {
            if let Some(kept) = self.entries.remove(&earlier) {
                self.order_of(kept.view()).remove(kept.sort_key());
                self.count(kept.counts(), false);
            }
            // A late list does not bring it back.
            self.bury(earlier);
        }
        if self.latest.len() >= KEPT {
            let entries = &self.entries;
            self.latest.retain(|_, id| entries.contains_key(id));
        }
        self.latest.insert(about, id);
        true
    }

    /// Remember one that is gone for good.
    fn bury(&mut self, id: EventId) {
        self.tombstones.bury(id);
    }

    /// An entry came or changed: when time alone changes the next one.
    pub(super) fn note_due(&mut self, at: Option<Millis>) {
        self.next_due = [self.next_due, at].into_iter().flatten().min();
    }

    /// It is not known any more when the next one is due.
    pub(super) fn look_for_due(&mut self) {
        self.next_due = Some(Millis(i64::MIN));
    }

    /// When time alone changes the next one: it no longer holds, or wakes.
    #[must_use]
    pub fn next_due(&self) -> Option<Millis> {
        self.next_due
    }

    /// What no longer holds at `now` is no longer unread, and what was snoozed until then wakes. How many woke;
    /// nothing where none has changed.
    pub fn lapse(&mut self, now: Millis, zones: &dyn Zones) -> Option<usize> {
        if self.next_due.is_none_or(|next| next > now) {
            return None;
        }
        let due = self.entries.iter().filter(|(_, entry)| entry.due(zones).is_some_and(|at| at <= now));
        let due: Vec<EventId> = due.map(|(id, _)| id.clone()).collect();
        let mut woken = 0_usize;
        self.change_all(&due, &mut |_, entry| {
            let slept = entry.marks.snoozed_until.is_some();
            entry.lapse(now, zones);
            woken = woken.saturating_add(usize::from(slept && entry.marks.snoozed_until.is_none()));
        });
        self.next_due = self.entries.values().filter_map(|entry| entry.due(zones)).min();
        (!due.is_empty()).then_some(woken)
    }

    /// The hub's own name of a notification, or of what it is about.
    pub(super) fn kept_id<'a>(&'a self, id: &'a EventId) -> &'a EventId {
        self.latest.get(id).or_else(|| self.dedup.alias(id)).unwrap_or(id)
    }
}

#[cfg(test)]
mod tests;
