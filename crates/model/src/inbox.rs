//! Notifications of one hub: merged by id, ordered by time, read and cleared (docs/decisions/0017-inbox-merges.md).

use std::collections::HashMap;

use crate::{EventId, Millis, Notification, Zones};

mod archive;
mod dedup;
mod entry;
mod lines;
mod order;
mod search;
mod supersede;

use archive::Archive;
pub use archive::ClearId;
use dedup::{Dedup, ReportTime};
pub use entry::{Entry, LocalRead};
pub use lines::{Filter, Gap, InboxItem};
use order::Order;
pub use search::TextSearch;

/// How many notifications are kept.
const KEPT: usize = 20_000;
/// This many above [`KEPT`] may gather before the oldest go, so that making room is cheap.
const SLACK: usize = 1_000;

/// What a notification or a list changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Never seen before.
    pub added: usize,
    /// Known, with something new.
    pub changed: usize,
}

/// A place in the order of what was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InboxMark(u64);

/// The inbox of one hub.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    entries: HashMap<EventId, Entry>,
    order: Order,
    gaps: Vec<Gap>,
    unread: usize,
    last_sequence: u64,
    dropped: u64,
    archive: Archive,
    dedup: Dedup,
    /// The latest notification about something, where several are about the same.
    latest: HashMap<EventId, EventId>,
    next_expiry: Option<Millis>,
}

impl Inbox {
    /// An empty inbox.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A notification came at `now`.
    pub fn notify(&mut self, mut notification: Notification, now: Millis, zones: &dyn Zones) -> Added {
        if notification.id_from_content {
            notification.id = self.unused(&notification.id);
        }
        let added = self.put(notification, now, true, zones);
        self.make_room();
        added
    }

    /// A list came at `now`: merged by id, never removing.
    pub fn merge(&mut self, mut list: Vec<Notification>, now: Millis, zones: &dyn Zones) -> Added {
        let at = |notification: Option<&Notification>| {
            notification.and_then(|n| n.stamp.as_ref()).map(|stamp| stamp.resolve(zones))
        };
        // Lists come newest first as a rule; the sequence must follow time where stamps are equal.
        if at(list.first()) >= at(list.last()) {
            list.reverse();
        }
        let mut total = Added::default();
        for notification in list {
            let one = self.put(notification, now, false, zones);
            total.added = total.added.saturating_add(one.added);
            total.changed = total.changed.saturating_add(one.changed);
        }
        self.make_room();
        total
    }

    /// The id, or one made of it that no other event has.
    fn unused(&self, id: &EventId) -> EventId {
        let used = |id: &EventId| self.entries.contains_key(id) || self.archive.holds(id);
        let numbered = (2_u32..).map(|number| EventId::from(format!("{id}#{number}")));
        std::iter::once(id.clone()).chain(numbered).find(|id| !used(id)).unwrap_or_else(|| id.clone())
    }

    /// `live`: it happened now, it is not from a list.
    fn put(&mut self, notification: Notification, now: Millis, live: bool, zones: &dyn Zones) -> Added {
        if self.archive.holds(&notification.id) {
            return Added::default();
        }
        if self.dedup.alias(&notification.id).is_some() {
            if notification.read {
                self.hub_read(&notification.id);
            }
            return Added::default();
        }
        if self.entries.contains_key(&notification.id) {
            return self.update(notification, now, zones);
        }
        let entry = Entry::new(notification, now, self.last_sequence.saturating_add(1), zones);
        let reported = ReportTime { at: entry.at, live: live.then_some(now) };
        if self.dedup.is_duplicate(&entry.notification, reported) {
            return Added::default();
        }
        if !self.take_place(&entry) {
            return Added::default();
        }
        self.last_sequence = entry.sequence;
        self.note_expiry(entry.expires_at(zones));
        self.order.insert(entry.sort_key(), entry.notification.id.clone());
        self.insert(entry);
        Added { added: 1, changed: 0 }
    }

    /// A known notification came again.
    fn update(&mut self, notification: Notification, now: Millis, zones: &dyn Zones) -> Added {
        let Some(entry) = self.entries.get_mut(&notification.id) else { return Added::default() };
        let before = entry.read();
        let old = &entry.notification;
        let differs = notification.title != old.title || notification.message != old.message;
        let anew = differs && notification.replaces().is_some();
        let read = notification.read || (entry.notification.read && !anew);
        let merged = Notification { read, ..notification };
        if entry.notification == merged {
            return Added::default();
        }
        let (old, stamp_changed) = (entry.sort_key(), anew || entry.notification.stamp != merged.stamp);
        entry.notification = merged;
        if anew {
            (entry.local_read, entry.received_at) = (None, now);
        }
        if stamp_changed {
            entry.sort_again(zones);
        }
        entry.expired = false;
        let expires = entry.expires_at(zones);
        let (after, new, id) = (entry.read(), entry.sort_key(), entry.notification.id.clone());
        if stamp_changed {
            self.order.remove(old);
            self.order.insert(new, id);
        }
        self.count(before, after);
        self.note_expiry(expires);
        Added { added: usize::from(anew), changed: 1 }
    }

    /// Keep it; its place in the order is another matter.
    fn insert(&mut self, entry: Entry) {
        if !entry.read() {
            self.unread = self.unread.saturating_add(1);
        }
        self.entries.insert(entry.notification.id.clone(), entry);
    }

    /// Order everything anew.
    fn sort(&mut self) {
        self.order.replace(self.entries.iter().map(|(id, entry)| (entry.sort_key(), id.clone())));
    }

    /// A notification's read mark went from `before` to `after`.
    fn count(&mut self, before: bool, after: bool) {
        match (before, after) {
            (false, true) => self.unread = self.unread.saturating_sub(1),
            (true, false) => self.unread = self.unread.saturating_add(1),
            _ => {}
        }
    }

    /// Above the limit the oldest go: read ones first.
    fn make_room(&mut self) {
        if self.entries.len() <= KEPT.saturating_add(SLACK) {
            return;
        }
        let excess = self.entries.len().saturating_sub(KEPT);
        let is_read = |id: &&EventId| self.entries.get(*id).is_some_and(Entry::read);
        let mut going: Vec<EventId> = self.order.ids().filter(is_read).take(excess).cloned().collect();
        let rest = excess.saturating_sub(going.len());
        going.extend(self.order.ids().filter(|id| !is_read(id)).take(rest).cloned());
        for id in going {
            if self.entries.remove(&id).is_some_and(|entry| !entry.read()) {
                self.unread = self.unread.saturating_sub(1);
            }
            self.dropped = self.dropped.saturating_add(1);
        }
        self.order.retain(|id| self.entries.contains_key(id));
    }

    /// The hub says that a notification was read. False where it is not known.
    pub fn hub_read(&mut self, id: &EventId) -> bool {
        let kept = self.kept_id(id).clone();
        self.change(&kept, |entry| entry.notification.read = true)
    }

    /// The hub says that all that are known now were read.
    pub fn hub_read_all(&mut self) {
        let ids: Vec<_> = self.entries.keys().cloned().collect();
        for id in ids {
            self.hub_read(&id);
        }
    }

    /// This user marks a notification, here. False where it is not known.
    pub fn set_local_read(&mut self, id: &EventId, local_read: LocalRead) -> bool {
        self.change(id, |entry| entry.local_read = Some(local_read))
    }

    fn change(&mut self, id: &EventId, change: impl FnOnce(&mut Entry)) -> bool {
        let Some(entry) = self.entries.get_mut(id) else { return false };
        let before = entry.read();
        change(entry);
        let after = entry.read();
        self.count(before, after);
        true
    }

    /// What the hub itself calls a notification: its id, or for one of an alert the ids of the hub's own in whose
    /// place it is kept.
    #[must_use]
    pub fn hub_ids(&self, id: &EventId) -> Vec<EventId> {
        match self.entries.get(id) {
            Some(entry) if entry.notification.alert.is_some() => self.dedup.aliases_of(id).cloned().collect(),
            _ => vec![id.clone()],
        }
    }

    /// Whether another notification is kept in place of this one, and this user read that.
    #[must_use]
    pub fn was_read_as_another(&self, id: &EventId) -> bool {
        let kept = self.dedup.alias(id).and_then(|kept| self.entries.get(kept));
        kept.is_some_and(|entry| entry.local_read == Some(LocalRead::Read))
    }

    /// A mark in the order of what was received; `None` where nothing is known.
    #[must_use]
    pub fn mark(&self) -> Option<InboxMark> {
        (!self.is_empty()).then_some(InboxMark(self.last_sequence))
    }

    /// Whether a notification was known when the mark was taken.
    #[must_use]
    pub fn was_known(&self, id: &EventId, mark: InboxMark) -> bool {
        let kept = self.dedup.alias(id).unwrap_or(id);
        self.archive.holds(kept) || self.entries.get(kept).is_some_and(|entry| entry.sequence <= mark.0)
    }

    /// Archive exactly what is known now. A late list does not bring it back.
    pub fn clear(&mut self) -> ClearId {
        let entries = std::mem::take(&mut self.entries).into_values().collect();
        self.order.clear();
        self.gaps.clear();
        self.unread = 0;
        self.archive.add(entries)
    }

    /// Undo a clear. False where it is not known (any more).
    pub fn undo(&mut self, clear: ClearId) -> bool {
        let entries = self.archive.take(clear);
        let known = entries.is_some();
        for entry in entries.into_iter().flatten() {
            if self.is_superseded(&entry) {
                self.archive.bury(entry.notification.id);
            } else {
                self.insert(entry);
            }
        }
        self.look_for_expired();
        self.sort();
        known
    }

    /// What is known of the hub's zone changed: sort everything again.
    pub fn rezone(&mut self, zones: &dyn Zones) {
        for entry in self.entries.values_mut() {
            entry.sort_again(zones);
        }
        self.look_for_expired();
        self.sort();
    }

    /// Known and not read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// How many are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many went to make room.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// One by id.
    #[must_use]
    pub fn get(&self, id: &EventId) -> Option<&Entry> {
        self.entries.get(id)
    }
}

#[cfg(test)]
mod tests;
