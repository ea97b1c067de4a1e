//! Notifications of one hub: merged by id, ordered by time, marked by the user (docs/decisions/0017-inbox-merges.md).

use std::collections::HashMap;

use crate::{EventId, Millis, Notification, Zones};

mod acts;
mod dedup;
mod entry;
mod kept;
mod lines;
mod order;
mod search;
mod supersede;
mod tombstones;

use acts::UndoLog;
pub use acts::{Act, UndoId};
use dedup::{Dedup, ReportTime};
use entry::SortKey;
pub use entry::{Entry, LocalRead, Marks};
pub use kept::KeptNotification;
pub use lines::{Filter, Gap, InboxItem, InboxView, Kinds};
use order::Order;
pub use search::TextSearch;
use tombstones::Tombstones;

/// How many notifications are kept.
const KEPT: usize = 20_000;
/// This many above [`KEPT`] may gather before the oldest go, so that making room is cheap.
const SLACK: usize = 1_000;

/// So many are placed one by one where they change; of more all are ordered anew.
const ONE_BY_ONE: usize = 16;

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
pub struct InboxMark(i64);

/// The inbox of one hub.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    entries: HashMap<EventId, Entry>,
    /// What is in the inbox view.
    order: Order,
    /// What is archived or snoozed.
    aside: Order,
    gaps: Vec<Gap>,
    unread: usize,
    unseen: usize,
    pinned: usize,
    last_sequence: i64,
    /// Below it is what was restored.
    first_sequence: i64,
    dropped: u64,
    tombstones: Tombstones,
    undo_log: UndoLog,
    /// How many edits there were.
    edits: u64,
    /// The last of them that changed what the user did here.
    marked: u64,
    /// What is done now was done elsewhere.
    follows: bool,
    dedup: Dedup,
    /// The latest notification about something, where several are about the same.
    latest: HashMap<EventId, EventId>,
    next_due: Option<Millis>,
}

impl Inbox {
    /// An empty inbox.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A notification came at `now`. One whose id is made of its content is another event each time: see [`Self::unused`].
    pub fn notify(&mut self, notification: Notification, now: Millis, zones: &dyn Zones) -> Added {
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
    #[must_use]
    pub fn unused(&self, id: &EventId) -> EventId {
        let used = |id: &EventId| self.entries.contains_key(id) || self.tombstones.holds(id);
        let numbered = (2_u32..).map(|number| EventId::from(format!("{id}#{number}")));
        std::iter::once(id.clone()).chain(numbered).find(|id| !used(id)).unwrap_or_else(|| id.clone())
    }

    /// `live`: it happened now, it is not from a list.
    fn put(&mut self, notification: Notification, now: Millis, live: bool, zones: &dyn Zones) -> Added {
        if self.tombstones.holds(&notification.id) {
            return Added::default();
        }
        if self.dedup.alias(&notification.id).is_some() {
            if notification.read {
                self.hub_read(&notification.id);
            }
            return Added::default();
        }
        if self.entries.contains_key(&notification.id) {
            return self.update(notification, now, live, zones);
        }
        let mut entry = Entry::new(notification, now, self.last_sequence.saturating_add(1), zones);
        let reported = ReportTime { at: entry.at, live: live.then_some(now) };
        if self.dedup.is_duplicate(&entry.notification, reported) {
            return Added::default();
        }
        if !self.take_place(&entry) {
            return Added::default();
        }
        self.last_sequence = entry.sequence;
        entry.edit = self.next_edit();
        let id = entry.notification.id.clone();
        self.note_due(entry.due(zones));
        self.order.insert(entry.sort_key(), id.clone());
        self.count(entry.counts(), true);
        self.entries.insert(id, entry);
        Added { added: 1, changed: 0 }
    }

    /// A known notification came again, or another one under its id: hubs that keep nothing count from one again.
    fn update(&mut self, notification: Notification, now: Millis, live: bool, zones: &dyn Zones) -> Added {
        let Some(entry) = self.entries.get(&notification.id) else { return Added::default() };
        let (old, id) = (&entry.notification, notification.id.clone());
        let differs = !notification.says_the_same(old);
        let is_later = notification.is_of_another_time(old) && (differs || live);
        let anew = is_later || (differs && notification.replaces().is_some());
        let read = notification.read || (old.read && !anew);
        let mut merged = Notification { read, ..notification };
        if *old == merged {
            return Added::default();
        }
        let stamp_changed = anew || old.stamp != merged.stamp;
        let mut due = None;
        self.change(&id, &mut |entry| {
            std::mem::swap(&mut entry.notification, &mut merged);
            if anew {
                // What was done to other words says nothing of these; only its pin is about what it is about.
                entry.marks = Marks { pinned: entry.marks.pinned, ..Marks::default() };
                entry.received_at = now;
            }
            if stamp_changed {
                entry.sort_again(zones);
            }
            entry.expired = false;
            due = entry.due(zones);
        });
        self.note_due(due);
        Added { added: usize::from(anew), changed: 1 }
    }

    /// Where those of a view stand in order.
    fn order_of(&mut self, view: InboxView) -> &mut Order {
        if view == InboxView::Inbox { &mut self.order } else { &mut self.aside }
    }

    /// Order everything anew.
    fn sort(&mut self) {
        let of = |is_in: bool| {
            let entries = self.entries.iter().filter(move |(_, it)| (it.view() == InboxView::Inbox) == is_in);
            entries.map(|(id, entry)| (entry.sort_key(), id.clone()))
        };
        self.order.replace(&mut of(true));
        self.aside.replace(&mut of(false));
    }

    /// A notification counts now, or no longer.
    fn count(&mut self, counts: [bool; 3], now: bool) {
        for (count, counted) in [&mut self.unread, &mut self.unseen, &mut self.pinned].into_iter().zip(counts)
        {
            match now {
                true => *count = count.saturating_add(usize::from(counted)),
                false => *count = count.saturating_sub(usize::from(counted)),
            }
        }
    }

    /// Something kept changes. False where it is not known.
    fn change(&mut self, id: &EventId, change: &mut dyn FnMut(&mut Entry)) -> bool {
        let Some((before, after)) = self.alter(id, change) else { return false };
        if before != after {
            self.order_of(before.0).remove(before.1);
            self.order_of(after.0).insert(after.1, id.clone());
        }
        true
    }

    /// Many that are kept change, each with its place among the ids: ordering all anew is cheaper than one by one.
    fn change_all(&mut self, ids: &[EventId], change: &mut dyn FnMut(usize, &mut Entry)) {
        let many = ids.len() > ONE_BY_ONE;
        for (place, id) in ids.iter().enumerate() {
            let mut change = |entry: &mut Entry| change(place, entry);
            match many {
                true => drop(self.alter(id, &mut change)),
                false => drop(self.change(id, &mut change)),
            }
        }
        if many {
            self.sort();
        }
    }

    /// The one place where something kept changes, but for its place in order: gives where it stood and stands.
    fn alter(
        &mut self,
        id: &EventId,
        change: &mut dyn FnMut(&mut Entry),
    ) -> Option<((InboxView, SortKey), (InboxView, SortKey))> {
        let edit = self.next_edit();
        let entry = self.entries.get_mut(id)?;
        let stands = |entry: &Entry| (entry.view(), entry.sort_key(), entry.counts());
        let (before, marks) = (stands(entry), entry.marks);
        change(entry);
        entry.edit = edit;
        if entry.marks != marks && !self.follows {
            (entry.marked, self.marked) = (edit, edit);
        }
        let after = stands(entry);
        self.count(before.2, false);
        self.count(after.2, true);
        Some(((before.0, before.1), (after.0, after.1)))
    }

    /// Above the limit the oldest go: archived ones first, then read ones.
    fn make_room(&mut self) {
        if self.entries.len() <= KEPT.saturating_add(SLACK) {
            return;
        }
        let going: [fn(&Entry) -> bool; 3] = [
            |entry| entry.marks.archived,
            |entry| entry.read() && !entry.marks.pinned && entry.view() == InboxView::Inbox,
            |_| true,
        ];
        for goes in going {
            let excess = self.entries.len().saturating_sub(KEPT);
            let is_going = |id: &&EventId| self.entries.get(*id).is_some_and(goes);
            let ids = self.aside.ids().chain(self.order.ids()).filter(is_going).take(excess);
            for id in ids.cloned().collect::<Vec<_>>() {
                self.drop_kept(id);
            }
        }
        self.order.retain(&|id| self.entries.contains_key(id));
        self.aside.retain(&|id| self.entries.contains_key(id));
    }

    /// One goes to make room; its place in order is another matter.
    fn drop_kept(&mut self, id: EventId) {
        let Some(entry) = self.entries.remove(&id) else { return };
        self.count(entry.counts(), false);
        self.dropped = self.dropped.saturating_add(1);
        if entry.marks.archived {
            // A late list does not bring it back.
            self.tombstones.bury(id);
        }
    }

    /// The hub cleared everything: what is in the inbox now is archived.
    pub fn hub_clear(&mut self) {
        self.gaps.clear();
        let ids: Vec<_> = self.order.ids().cloned().collect();
        self.change_all(&ids, &mut |_, entry| entry.marks.archived = true);
    }

    /// The hub says that a notification was read. False where it is not known.
    pub fn hub_read(&mut self, id: &EventId) -> bool {
        let kept = self.kept_id(id).clone();
        self.change(&kept, &mut |entry| entry.notification.read = true)
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
        self.change(id, &mut |entry| entry.marks.read = Some(local_read))
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
        kept.is_some_and(|entry| entry.marks.read == Some(LocalRead::Read))
    }

    /// A mark in the order of what was received; `None` where nothing is known.
    #[must_use]
    pub fn mark(&self) -> Option<InboxMark> {
        (!self.is_empty()).then_some(InboxMark(self.last_sequence))
    }

    /// How many have come so far, in lists too.
    #[must_use]
    pub fn arrivals(&self) -> u64 {
        self.last_sequence.unsigned_abs()
    }

    /// Whether a notification was known when the mark was taken.
    #[must_use]
    pub fn was_known(&self, id: &EventId, mark: InboxMark) -> bool {
        let kept = self.dedup.alias(id).unwrap_or(id);
        self.tombstones.holds(kept) || self.entries.get(kept).is_some_and(|entry| entry.sequence <= mark.0)
    }

    /// What is known of the hub's zone changed: sort everything again.
    pub fn rezone(&mut self, zones: &dyn Zones) {
        for entry in self.entries.values_mut() {
            entry.sort_again(zones);
        }
        self.look_for_due();
        self.sort();
    }

    /// In the inbox and not read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Unread, and not yet in sight either.
    #[must_use]
    pub fn unseen(&self) -> usize {
        self.unseen
    }

    /// How many are in the inbox.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether none is in the inbox.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many went to make room.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// One by id, archived ones too.
    #[must_use]
    pub fn kept(&self, id: &EventId) -> Option<&Entry> {
        self.entries.get(id)
    }
}

#[cfg(test)]
mod tests;
