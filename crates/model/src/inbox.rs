//! Notifications of one hub: merged by id, ordered by time, read and cleared (architecture, "Inbox").

use std::collections::{BTreeMap, HashMap};

use crate::{DedupKey, EventId, Millis, Notification, Severity, Zones};

/// A stamp that is further ahead than this sorts as now (milliseconds).
const AHEAD: i64 = 60_000;
/// How many notifications are kept.
const KEPT: usize = 20_000;
/// This many above [`KEPT`] may gather before the oldest go, so that making room is cheap.
const SLACK: usize = 1_000;
/// Events of which it is known by how many they were told.
const SAME: usize = 5_000;
/// Tombstones of cleared notifications that are kept.
const TOMBSTONES: usize = 50_000;

/// What the person at this page did to a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalRead {
    /// Marked read.
    Read,
    /// Marked unread.
    Unread,
}

/// A kept notification.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As told; `read` is the OR of all that the hub said.
    pub notification: Notification,
    /// When it came.
    pub received_at: Millis,
    /// The moment by which it is ordered.
    pub at: Millis,
    /// What was done to it here.
    pub local_read: Option<LocalRead>,
    sequence: u64,
}

impl Entry {
    /// Whether it counts as read: what was done here, else what the hub says.
    #[must_use]
    pub fn read(&self) -> bool {
        match self.local_read {
            Some(mine) => mine == LocalRead::Read,
            None => self.notification.read,
        }
    }

    fn sort_key(&self) -> SortKey {
        (self.at, self.sequence)
    }
}

/// A time in which nothing was heard and nothing could be recovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// From when.
    pub from: Millis,
    /// Until when.
    pub to: Millis,
}

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InboxLine<'a> {
    /// A notification.
    Entry(&'a Entry),
    /// A gap.
    Gap(&'a Gap),
}

/// Names a clear, so that it can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClearId(pub u32);

/// What a notification or a list changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Never seen before.
    pub added: usize,
    /// Known, with something new.
    pub changed: usize,
}

/// Which notifications are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only unread ones.
    pub unread: bool,
    /// Only of this kind.
    pub kind: Option<Severity>,
}

impl Filter {
    fn lets_through(&self, entry: &Entry) -> bool {
        !(self.unread && entry.read()) && self.kind.is_none_or(|kind| kind == entry.notification.kind)
    }
}

/// Order in time, ties by arrival.
type SortKey = (Millis, u64);

/// The inbox of one hub.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    entries: HashMap<EventId, Entry>,
    order: BTreeMap<SortKey, EventId>,
    gaps: Vec<Gap>,
    unread: usize,
    last_sequence: u64,
    dropped: u64,
    clears: Vec<(ClearId, Vec<Entry>)>,
    tombstones: HashMap<EventId, ClearId>,
    next_clear: u32,
    /// What tells one event, by what it shares: the one that is kept, and when it happened.
    told: HashMap<String, (EventId, Millis)>,
    /// Notifications that told nothing new, and the one that is kept in their place.
    aliases: HashMap<EventId, EventId>,
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
        let added = self.put(notification, now, zones);
        self.make_room();
        added
    }

    /// A list came at `now`: merged by id, never removing.
    pub fn merge(&mut self, mut list: Vec<Notification>, now: Millis, zones: &dyn Zones) -> Added {
        let at = |notification: Option<&Notification>| {
            notification.and_then(|n| n.stamp.as_ref()).map(|stamp| stamp.resolve(zones))
        };
        // Lists come newest first as a rule; arrival must follow time where stamps are equal.
        if at(list.first()) >= at(list.last()) {
            list.reverse();
        }
        let mut total = Added::default();
        for notification in list {
            let one = self.put(notification, now, zones);
            total.added = total.added.saturating_add(one.added);
            total.changed = total.changed.saturating_add(one.changed);
        }
        self.make_room();
        total
    }

    /// The id, or one made of it that no other event has.
    fn unused(&self, id: &EventId) -> EventId {
        let used = |id: &EventId| self.entries.contains_key(id) || self.tombstones.contains_key(id);
        let numbered = (2_u32..).map(|number| EventId::from(format!("{id}#{number}")));
        std::iter::once(id.clone()).chain(numbered).find(|id| !used(id)).unwrap_or_else(|| id.clone())
    }

    /// Whether other notifications have told all of this already; it is then known under their name.
    fn is_told(&mut self, notification: &Notification, at: Millis) -> bool {
        let known = |same: &DedupKey| {
            let near = |told: &Millis| told.0.abs_diff(at.0) <= same.within_ms;
            let other = |id: &EventId| *id != notification.id;
            self.told.get(&same.key).filter(|(id, told)| other(id) && near(told)).map(|(id, _)| id.clone())
        };
        let kept: Option<Vec<EventId>> = notification.dedup_keys.iter().map(known).collect();
        if let Some(kept) = kept.as_ref().and_then(|kept| kept.first()) {
            self.aliases.insert(notification.id.clone(), kept.clone());
            return true;
        }
        if self.told.len() >= SAME || self.aliases.len() >= SAME {
            self.told.clear();
            self.aliases.clear();
        }
        for same in &notification.dedup_keys {
            self.told.insert(same.key.clone(), (notification.id.clone(), at));
        }
        false
    }

    fn put(&mut self, notification: Notification, now: Millis, zones: &dyn Zones) -> Added {
        if self.tombstones.contains_key(&notification.id) {
            return Added::default();
        }
        if let Some(kept) = self.aliases.get(&notification.id).cloned() {
            if notification.read {
                self.hub_read(&kept);
            }
            return Added::default();
        }
        if let Some(entry) = self.entries.get_mut(&notification.id) {
            let before = entry.read();
            let read = entry.notification.read || notification.read;
            let told = Notification { read, ..notification };
            if entry.notification == told {
                return Added::default();
            }
            let (old, stamp_changed) = (entry.sort_key(), entry.notification.stamp != told.stamp);
            entry.notification = told;
            if stamp_changed {
                entry.at = sort_time(&entry.notification, entry.received_at, zones);
            }
            let (after, new, id) = (entry.read(), entry.sort_key(), entry.notification.id.clone());
            if stamp_changed {
                self.order.remove(&old);
                self.order.insert(new, id);
            }
            self.count(before, after);
            return Added { added: 0, changed: 1 };
        }
        let at = sort_time(&notification, now, zones);
        if self.is_told(&notification, at) {
            return Added::default();
        }
        self.last_sequence = self.last_sequence.saturating_add(1);
        let entry =
            Entry { notification, received_at: now, at, local_read: None, sequence: self.last_sequence };
        self.insert(entry);
        Added { added: 1, changed: 0 }
    }

    fn insert(&mut self, entry: Entry) {
        if !entry.read() {
            self.unread = self.unread.saturating_add(1);
        }
        self.order.insert(entry.sort_key(), entry.notification.id.clone());
        self.entries.insert(entry.notification.id.clone(), entry);
    }

    fn remove(&mut self, id: &EventId) -> Option<Entry> {
        let entry = self.entries.remove(id)?;
        self.order.remove(&entry.sort_key());
        if !entry.read() {
            self.unread = self.unread.saturating_sub(1);
        }
        Some(entry)
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
        let mut going: Vec<EventId> = self.order.values().filter(is_read).take(excess).cloned().collect();
        let rest = excess.saturating_sub(going.len());
        going.extend(self.order.values().filter(|id| !is_read(id)).take(rest).cloned());
        for id in going {
            self.remove(&id);
            self.dropped = self.dropped.saturating_add(1);
        }
    }

    /// The hub says that a notification was read. False where it is not known.
    pub fn hub_read(&mut self, id: &EventId) -> bool {
        self.change(id, |entry| entry.notification.read = true)
    }

    /// The hub says that all that are known now were read.
    pub fn hub_read_all(&mut self) {
        let ids: Vec<_> = self.entries.keys().cloned().collect();
        for id in ids {
            self.hub_read(&id);
        }
    }

    /// Mark a notification here. False where it is not known.
    pub fn set_local_read(&mut self, id: &EventId, mine: LocalRead) -> bool {
        self.change(id, |entry| entry.local_read = Some(mine))
    }

    fn change(&mut self, id: &EventId, change: impl FnOnce(&mut Entry)) -> bool {
        let Some(entry) = self.entries.get_mut(id) else { return false };
        let before = entry.read();
        change(entry);
        let after = entry.read();
        self.count(before, after);
        true
    }

    /// Archive exactly what is known now. A late list does not bring it back.
    pub fn clear(&mut self) -> ClearId {
        self.next_clear = self.next_clear.saturating_add(1);
        let id = ClearId(self.next_clear);
        let archived: Vec<Entry> = std::mem::take(&mut self.entries).into_values().collect();
        self.order.clear();
        self.gaps.clear();
        self.unread = 0;
        if self.tombstones.len().saturating_add(archived.len()) > TOMBSTONES {
            // The oldest clears can be taken back no longer.
            self.clears.clear();
            self.tombstones.clear();
        }
        self.tombstones.extend(archived.iter().map(|entry| (entry.notification.id.clone(), id)));
        self.clears.push((id, archived));
        id
    }

    /// Take a clear back. False where it is not known (any more).
    pub fn undo(&mut self, clear: ClearId) -> bool {
        let Some(index) = self.clears.iter().position(|(id, _)| *id == clear) else { return false };
        let (_, archived) = self.clears.swap_remove(index);
        for entry in archived {
            self.tombstones.remove(&entry.notification.id);
            self.insert(entry);
        }
        true
    }

    /// Draw a gap.
    pub fn add_gap(&mut self, gap: Gap) {
        let place = self.gaps.partition_point(|other| other.to <= gap.to);
        self.gaps.insert(place, gap);
    }

    /// What is known of the hub's zone changed: place everything anew.
    pub fn rezone(&mut self, zones: &dyn Zones) {
        for entry in self.entries.values_mut() {
            entry.at = sort_time(&entry.notification, entry.received_at, zones);
        }
        self.order.clear();
        for (id, entry) in &self.entries {
            self.order.insert(entry.sort_key(), id.clone());
        }
    }

    /// Known and not read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Ids of the unread ones, newest first.
    #[must_use]
    pub fn unread_ids(&self) -> Vec<EventId> {
        let unread = |id: &&EventId| self.entries.get(*id).is_some_and(|entry| !entry.read());
        self.order.values().rev().filter(unread).cloned().collect()
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

    /// The gaps, oldest first.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// When they happened, newest first.
    pub fn times(&self) -> impl Iterator<Item = Millis> {
        self.order.keys().rev().map(|(at, _)| *at)
    }

    /// Those that the filter lets through, newest first.
    pub fn newest<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Entry> + 'a {
        self.order
            .values()
            .rev()
            .filter_map(|id| self.entries.get(id))
            .filter(|entry| filter.lets_through(entry))
    }

    /// `count` lines from the `offset`-th on, newest first, gaps in their place.
    #[must_use]
    pub fn lines<'a>(&'a self, filter: &'a Filter, offset: usize, count: usize) -> Vec<InboxLine<'a>> {
        let mut gaps = self.gaps.iter().rev().peekable();
        let mut lines = Vec::new();
        for entry in self.newest(filter) {
            while let Some(gap) = gaps.next_if(|gap| gap.to >= entry.at) {
                lines.push(InboxLine::Gap(gap));
            }
            lines.push(InboxLine::Entry(entry));
            if lines.len() >= offset.saturating_add(count) {
                break;
            }
        }
        lines.extend(gaps.map(InboxLine::Gap));
        lines.into_iter().skip(offset).take(count).collect()
    }
}

fn sort_time(notification: &Notification, received_at: Millis, zones: &dyn Zones) -> Millis {
    match &notification.stamp {
        None => received_at,
        Some(stamp) => {
            let at = stamp.resolve(zones);
            if at.0 > received_at.0.saturating_add(AHEAD) { received_at } else { at }
        }
    }
}

#[cfg(test)]
mod tests;
