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
            self.archive.bury(id);
            return false;
        }
        if earlier != id {
            if let Some(kept) = self.entries.remove(&earlier) {
                self.order.remove(kept.sort_key());
                self.count(kept.read(), true);
            }
            // A late list does not bring it back.
            self.archive.bury(earlier);
        }
        if self.latest.len() >= KEPT {
            let entries = &self.entries;
            self.latest.retain(|_, id| entries.contains_key(id));
        }
        self.latest.insert(about, id);
        true
    }

    /// Whether a later one took its place.
    pub(super) fn is_superseded(&self, entry: &Entry) -> bool {
        let about = entry.notification.replaces().unwrap_or(&entry.notification.id);
        self.latest.get(about).is_some_and(|latest| *latest != entry.notification.id)
    }

    /// An entry came or changed: when the next one expires.
    pub(super) fn note_expiry(&mut self, at: Option<Millis>) {
        self.next_expiry = [self.next_expiry, at].into_iter().flatten().min();
    }

    /// It is not known any more when the next one expires.
    pub(super) fn look_for_expired(&mut self) {
        self.next_expiry = Some(Millis(i64::MIN));
    }

    /// When the next one no longer holds.
    #[must_use]
    pub fn next_expiry(&self) -> Option<Millis> {
        self.next_expiry
    }

    /// What no longer holds at `now` is no longer unread. Whether any is.
    pub fn expire(&mut self, now: Millis, zones: &dyn Zones) -> bool {
        if self.next_expiry.is_none_or(|next| next > now) {
            return false;
        }
        let (mut next, mut unread, mut any) = (None, 0_usize, false);
        for entry in self.entries.values_mut() {
            match entry.expires_at(zones) {
                Some(at) if at <= now => {
                    unread = unread.saturating_add(usize::from(!entry.read()));
                    (entry.expired, any) = (true, true);
                }
                at => next = [next, at].into_iter().flatten().min(),
            }
        }
        self.unread = self.unread.saturating_sub(unread);
        self.next_expiry = next;
        any
    }

    /// The hub's own name of a notification, or of what it is about.
    pub(super) fn kept_id<'a>(&'a self, id: &'a EventId) -> &'a EventId {
        self.latest.get(id).or_else(|| self.dedup.alias(id)).unwrap_or(id)
    }
}

#[cfg(test)]
mod tests;
