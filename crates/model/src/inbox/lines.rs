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

/// Which notifications are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only unread ones.
    pub unread: bool,
    /// Only of this severity.
    pub kind: Option<Severity>,
}

impl Filter {
    fn lets_through(&self, entry: &Entry) -> bool {
        !(self.unread && entry.read()) && self.kind.is_none_or(|kind| kind == entry.notification.kind)
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
        self.order
            .ids()
            .rev()
            .filter_map(|id| self.entries.get(id))
            .filter(|entry| filter.lets_through(entry))
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
