//! What has changed of what is kept, for a store that outlives the page, and what comes back from it.

use super::dedup::ReportTime;
use super::{Entry, Inbox, Marks};
use crate::{EventId, Millis, Notification, Zones};

/// A notification as it is kept between two lives of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptNotification {
    /// As the hub had it.
    pub notification: Notification,
    /// When it was received.
    pub received_at: Millis,
    /// What the user did to it.
    pub marks: Marks,
}

impl Inbox {
    /// The number of the next edit.
    pub(super) fn next_edit(&mut self) -> u64 {
        self.edits = self.edits.saturating_add(1);
        self.edits
    }

    /// How many edits there were.
    #[must_use]
    pub fn edits(&self) -> u64 {
        self.edits
    }

    /// What is new, has changed or was marked after an edit, in no order; everything where there is none. What was restored as
    /// it was has not changed.
    pub fn changed_since(&self, edits: Option<u64>) -> impl Iterator<Item = &Entry> {
        self.entries.values().filter(move |entry| edits.is_none_or(|edits| entry.edit > edits))
    }

    /// The last edit that changed what the user did here.
    #[must_use]
    pub fn marked(&self) -> u64 {
        self.marked
    }

    /// What the user did something to, here and after an edit, in no order.
    pub fn marked_since(&self, edits: u64) -> impl Iterator<Item = &Entry> {
        let any = (self.marked > edits).then(|| self.entries.values());
        any.into_iter().flatten().filter(move |entry| entry.marked > edits)
    }

    /// Another page of this browser shows the same, and there the user did this.
    pub fn follow(&mut self, marks: Vec<(EventId, Marks)>) {
        self.follows = true;
        for (id, marks) in marks {
            self.change(&id, &mut |entry| entry.marks = marks);
        }
        self.follows = false;
        self.look_for_due();
    }

    /// Merge what an earlier page kept, each with when it was received and what the user did to it, under what is
    /// known already: of one that is known, what it says now stands, and its marks where it has none of its own.
    pub fn restore(&mut self, kept: Vec<KeptNotification>, zones: &dyn Zones) {
        // It was received before all that is known.
        let count = i64::try_from(kept.len()).unwrap_or(i64::MAX);
        self.first_sequence = self.first_sequence.saturating_sub(count);
        let sequences = self.first_sequence..;
        self.follows = true;
        for (KeptNotification { notification, received_at, marks }, sequence) in
            kept.into_iter().zip(sequences)
        {
            let id = notification.id.clone();
            if self.entries.contains_key(&id) {
                self.change(&id, &mut |entry| entry.restore(&notification, marks));
                continue;
            }
            let mut entry = Entry::new(notification, received_at, sequence, zones);
            entry.marks = marks;
            let reported = ReportTime { at: entry.at, live: None };
            let is_gone = self.tombstones.holds(&id)
                || self.dedup.alias(&id).is_some()
                || self.dedup.is_duplicate(&entry.notification, reported)
                || !self.take_place(&entry);
            if !is_gone {
                self.count(entry.counts(), true);
                self.entries.insert(id, entry);
            }
        }
        self.follows = false;
        self.look_for_due();
        self.sort();
        self.make_room();
    }
}

impl Entry {
    /// Which of the inbox's edits last changed it; none where it is as it was restored.
    #[must_use]
    pub fn edit(&self) -> u64 {
        self.edit
    }

    /// It came before its earlier self was restored.
    fn restore(&mut self, kept: &Notification, marks: Marks) {
        let own = &self.notification;
        if !own.says_the_same(kept) && (own.replaces().is_some() || own.is_of_another_time(kept)) {
            // What was done to other words says nothing of these.
            return;
        }
        self.notification.read |= kept.read;
        let own = self.marks;
        self.marks = Marks {
            read: own.read.or(marks.read),
            seen: own.seen || marks.seen,
            pinned: own.pinned || marks.pinned,
            archived: own.archived || (marks.archived && own.snoozed_until.is_none()),
            snoozed_until: own.snoozed_until.or(marks.snoozed_until.filter(|_| !own.archived)),
        };
    }
}

#[cfg(test)]
mod tests;
