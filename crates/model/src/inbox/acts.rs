//! What the user does to notifications, here, and takes back.

use super::{Inbox, InboxView, LocalRead, Marks};
use crate::{EventId, Millis};

/// How many acts can be taken back.
const UNDOABLE: usize = 8;

/// What the user does to notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// They were in sight.
    Seen,
    /// Mark them read.
    MarkRead,
    /// Mark them unread.
    MarkUnread,
    /// Take them out of the inbox.
    Archive,
    /// Bring them back from the archive.
    Unarchive,
    /// Take them out of the inbox until then.
    Snooze(Millis),
    /// Bring back what was snoozed.
    Wake,
    /// Have them stand above the others.
    Pin,
    /// Have them stand in their place again.
    Unpin,
}

/// Names an act, so that it can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UndoId(pub u32);

/// What the last acts changed.
#[derive(Clone, Debug, Default)]
pub(super) struct UndoLog {
    /// To which, each with the marks that were there before.
    acts: Vec<(UndoId, Vec<EventId>, Vec<Marks>)>,
    last: u32,
}

impl UndoLog {
    fn add(&mut self, ids: Vec<EventId>, before: Vec<Marks>) -> UndoId {
        self.last = self.last.saturating_add(1);
        if self.acts.len() >= UNDOABLE {
            self.acts.remove(0);
        }
        self.acts.push((UndoId(self.last), ids, before));
        UndoId(self.last)
    }
}

impl Marks {
    fn apply(&mut self, act: Act) {
        match act {
            Act::Seen => self.seen = true,
            Act::MarkRead => (self.read, self.seen) = (Some(LocalRead::Read), true),
            Act::MarkUnread => self.read = Some(LocalRead::Unread),
            Act::Archive => (self.archived, self.snoozed_until) = (true, None),
            Act::Unarchive => self.archived = false,
            Act::Snooze(until) => (self.archived, self.snoozed_until) = (false, Some(until)),
            Act::Wake => self.snoozed_until = None,
            Act::Pin => self.pinned = true,
            Act::Unpin => self.pinned = false,
        }
    }
}

impl Inbox {
    /// The user does something to notifications. For [`Inbox::undo`], with how many it changed; nothing where it
    /// changed none.
    pub fn act(&mut self, act: Act, ids: impl IntoIterator<Item = EventId>) -> Option<(UndoId, usize)> {
        let (mut changed, mut before, mut after) = (Vec::new(), Vec::new(), Vec::new());
        for id in ids {
            let Some(entry) = self.entries.get(&id) else { continue };
            let (was, mut marks) = (entry.marks, entry.marks);
            marks.apply(act);
            let is_nothing_new = match act {
                Act::MarkRead => entry.read(),
                Act::MarkUnread => !entry.read(),
                _ => marks == was,
            };
            if !is_nothing_new {
                changed.push(id);
                before.push(was);
                after.push(marks);
            }
        }
        self.change_all(&changed, &mut |place, entry| {
            entry.marks = after.get(place).copied().unwrap_or_default();
        });
        if let Act::Snooze(until) = act {
            self.note_due(Some(until));
        }
        let count = changed.len();
        let undo = match act {
            // What was in sight cannot be unseen.
            Act::Seen => UndoId(0),
            _ if count == 0 => return None,
            _ => self.undo_log.add(changed, before),
        };
        (count > 0).then_some((undo, count))
    }

    /// Archive exactly what is in the inbox now. A late list does not bring it back.
    pub fn clear(&mut self) -> Option<(UndoId, usize)> {
        self.gaps.clear();
        let all: Vec<_> = self.order.ids().cloned().collect();
        self.act(Act::Archive, all)
    }

    /// Undo an act; gives those that are unread again. Nothing where it is not known (any more).
    pub fn undo(&mut self, undo: UndoId) -> Option<Vec<EventId>> {
        let index = self.undo_log.acts.iter().position(|(id, ..)| *id == undo)?;
        let (_, ids, marks) = self.undo_log.acts.remove(index);
        let mut unread = Vec::new();
        self.change_all(&ids, &mut |place, entry| {
            let before = marks.get(place).copied().unwrap_or_default();
            let was_read = before.read != entry.marks.read && entry.read();
            entry.marks = before;
            // The hub may know already that it was read: what was unread is so all the same.
            if was_read && before.read.is_none() {
                entry.marks.read = Some(LocalRead::Unread);
                unread.push(entry.notification.id.clone());
            }
        });
        // One may have been due in the meantime.
        self.look_for_due();
        Some(unread)
    }

    /// How many are snoozed, and how many archived.
    #[must_use]
    pub fn set_aside(&self) -> (usize, usize) {
        let is_snoozed =
            |id: &&EventId| self.entries.get(*id).is_some_and(|it| it.view() == InboxView::Snoozed);
        let snoozed = self.aside.ids().filter(is_snoozed).count();
        (snoozed, self.aside.len().saturating_sub(snoozed))
    }
}

#[cfg(test)]
mod tests;
