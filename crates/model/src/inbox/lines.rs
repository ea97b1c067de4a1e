//! The inbox as a list: newest first, filtered, with gap lines.

use super::{Entry, Inbox};
use crate::{EventId, Millis, Severity};

/// A time in which nothing was received and nothing could be recovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// From when.
    pub from: Millis,
    /// Until when.
    pub to: Millis,
}

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InboxItem<'a> {
    /// A notification.
    Entry(&'a Entry),
    /// A gap.
    Gap(&'a Gap),
}

/// A part of the inbox: every notification is in exactly one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InboxView {
    /// What is to be looked at.
    #[default]
    Inbox,
    /// What the user has taken out of it.
    Archived,
    /// What comes back later.
    Snoozed,
}

/// A set of kinds; an empty one stands for any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds([bool; 4]);

impl Kinds {
    /// Only this kind.
    #[must_use]
    pub fn only(kind: Severity) -> Self {
        let mut kinds = Self::default();
        kinds.toggle(kind);
        kinds
    }

    /// Put a kind into it, or take it out.
    pub fn toggle(&mut self, kind: Severity) {
        if let Some(holds) = self.0.get_mut(kind as usize) {
            *holds = !*holds;
        }
    }

    /// Whether this kind is in it.
    #[must_use]
    pub fn holds(self, kind: Severity) -> bool {
        self.0.get(kind as usize).copied().unwrap_or(false)
    }

    /// Whether it stands for any.
    #[must_use]
    pub fn is_any(self) -> bool {
        self == Self::default()
    }
}

/// Which notifications are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of which part of the inbox.
    pub view: InboxView,
    /// Only unread ones.
    pub unread: bool,
    /// Only of these kinds.
    pub kinds: Kinds,
}

impl Filter {
    fn lets_through(&self, entry: &Entry) -> bool {
        entry.view() == self.view
            && !(self.unread && entry.read())
            && (self.kinds.is_any() || self.kinds.holds(entry.notification.kind))
    }
}

impl Inbox {
    /// Draw a gap.
    pub fn add_gap(&mut self, gap: Gap) {
        let index = self.gaps.partition_point(|other| other.to <= gap.to);
        self.gaps.insert(index, gap);
    }

    /// The gaps, oldest first.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// When they happened, newest first.
    pub fn times(&self) -> impl Iterator<Item = Millis> {
        self.order.times()
    }

    /// Ids of the unread ones, newest first.
    #[must_use]
    pub fn unread_ids(&self) -> Vec<EventId> {
        let unread = |id: &&EventId| self.entries.get(*id).is_some_and(|entry| !entry.read());
        self.order.ids().rev().filter(unread).cloned().collect()
    }

    /// Those that the filter lets through, newest first.
    pub fn newest<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Entry> + 'a {
        let order = if filter.view == InboxView::Inbox { &self.order } else { &self.aside };
        order.ids().rev().filter_map(|id| self.entries.get(id)).filter(|entry| filter.lets_through(entry))
    }

    /// Those of them that are pinned, newest first.
    pub fn pinned<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Entry> + 'a {
        // Most inboxes have none: then none is looked for.
        let most = if filter.view == InboxView::Inbox { self.pinned } else { 0 };
        self.newest(filter).filter(|entry| entry.marks.pinned).take(most)
    }

    /// `count` lines from the `offset`-th on, newest first, gaps in their place.
    #[must_use]
    pub fn lines<'a>(&'a self, filter: &'a Filter, offset: usize, count: usize) -> Vec<InboxItem<'a>> {
        let mut gaps = self.gaps.iter().rev().peekable();
        let mut lines = Vec::new();
        for entry in self.newest(filter) {
            while let Some(gap) = gaps.next_if(|gap| gap.to >= entry.at) {
                lines.push(InboxItem::Gap(gap));
            }
            lines.push(InboxItem::Entry(entry));
            if lines.len() >= offset.saturating_add(count) {
                break;
            }
        }
        lines.extend(gaps.map(InboxItem::Gap));
        lines.into_iter().skip(offset).take(count).collect()
    }
}
