//! What has changed of what is kept, for a store that outlives the page, and what comes back from it.

use std::collections::HashSet;

use super::dedup::ReportTime;
use super::{Entry, Inbox, Marks};
use crate::{EventId, Millis, Notification, Zones};

/// Ids that have changed. Nothing is noted before it is started.
#[derive(Clone, Debug, Default)]
pub(super) struct Journal(Option<HashSet<EventId>>);

impl Journal {
    pub fn note(&mut self, id: &EventId) {
        if let Some(changed) = &mut self.0 {
            changed.insert(id.clone());
        }
    }
}

impl Inbox {
    /// From now on note what changes. All that is known now counts as changed.
    pub fn start_journal(&mut self) {
        self.journal.0.get_or_insert_with(|| self.entries.keys().cloned().collect());
    }

    /// What is new, has changed, was marked or is gone since this was asked last.
    pub fn take_changed(&mut self) -> Vec<EventId> {
        self.journal.0.as_mut().map_or_else(Vec::new, |changed| changed.drain().collect())
    }

    /// Merge what an earlier page kept, each with when it was received and what the user did to it, under what is
    /// known already: of one that is known, what it says now stands, and its marks where it has none of its own.
    pub fn restore(&mut self, kept: Vec<(Notification, Millis, Marks)>, zones: &dyn Zones) {
        // It was received before all that is known.
        let count = i64::try_from(kept.len()).unwrap_or(i64::MAX);
        self.first_sequence = self.first_sequence.saturating_sub(count);
        let sequences = self.first_sequence..;
        for ((notification, received_at, marks), sequence) in kept.into_iter().zip(sequences) {
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
            if is_gone {
                self.journal.note(&id);
            } else {
                self.count(entry.counts(), true);
                self.entries.insert(id, entry);
            }
        }
        self.look_for_due();
        self.sort();
        self.make_room();
    }
}

impl Entry {
    /// It came before its earlier self was restored.
    fn restore(&mut self, kept: &Notification, marks: Marks) {
        let own = &self.notification;
        if own.replaces().is_some() && (&own.title, &own.message) != (&kept.title, &kept.message) {
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
