//! A kept notification: when it came, where it sorts, what the user did to it, whether it counts as read.

use super::InboxView;
use crate::{Millis, Notification, Zones};

/// A stamp that is further ahead than this sorts as now (milliseconds).
const AHEAD: i64 = 60_000;

/// Whether this user marked a notification read or unread, here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalRead {
    /// Marked read.
    Read,
    /// Marked unread.
    Unread,
}

/// What this user did to a notification, here. Kept with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Marked read or unread; it wins over what the hub says.
    pub read: Option<LocalRead>,
    /// It was in sight.
    pub seen: bool,
    /// It stands above the others.
    pub pinned: bool,
    /// It is out of the inbox, for good.
    pub archived: bool,
    /// It is out of the inbox until then.
    pub snoozed_until: Option<Millis>,
}

/// A kept notification.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As the hub has it; `read` is the OR of all that the hub said.
    pub notification: Notification,
    /// When it was received.
    pub received_at: Millis,
    /// The moment by which it is ordered.
    pub at: Millis,
    /// What this user did to it here.
    pub marks: Marks,
    /// It no longer holds, and does not count as unread.
    pub expired: bool,
    /// Counts what was received; what is restored counts downwards.
    pub(super) sequence: i64,
    /// Which of the inbox's edits last changed it; none where it is as it was restored.
    pub(super) edit: u64,
    /// Which of them last changed what the user did to it here.
    pub(super) marked: u64,
}

/// Order in time, ties by sequence.
pub(super) type SortKey = (Millis, i64);

impl Entry {
    pub(super) fn new(
        notification: Notification,
        received_at: Millis,
        sequence: i64,
        zones: &dyn Zones,
    ) -> Self {
        let at = sort_time(&notification, received_at, zones);
        Self {
            notification,
            received_at,
            at,
            marks: Marks::default(),
            expired: false,
            sequence,
            edit: 0,
            marked: 0,
        }
    }

    /// Whether it counts as read: what was done here, else what the hub says. What no longer holds does.
    #[must_use]
    pub fn read(&self) -> bool {
        self.expired
            || match self.marks.read {
                Some(local_read) => local_read == LocalRead::Read,
                None => self.notification.read,
            }
    }

    /// Which view of the inbox shows it.
    #[must_use]
    pub fn view(&self) -> InboxView {
        match self.marks {
            Marks { archived: true, .. } => InboxView::Archived,
            Marks { snoozed_until: Some(_), .. } => InboxView::Snoozed,
            _ => InboxView::Inbox,
        }
    }

    /// Whether it is in the inbox view and not read.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.view() == InboxView::Inbox && !self.read()
    }

    /// What of the inbox's counts it adds to: unread, unseen, pinned.
    pub(super) fn counts(&self) -> [bool; 3] {
        let (is_in, unread) = (self.view() == InboxView::Inbox, self.is_unread());
        [unread, unread && !self.marks.seen, is_in && self.marks.pinned]
    }

    /// When it will no longer hold; nothing where it always does, or does not any more.
    fn expires_at(&self, zones: &dyn Zones) -> Option<Millis> {
        let expires = self.notification.extras.as_ref()?.expires.as_ref()?;
        (!self.expired).then(|| expires.resolve(zones))
    }

    /// When time alone changes it next: it no longer holds, or wakes.
    pub(super) fn due(&self, zones: &dyn Zones) -> Option<Millis> {
        [self.expires_at(zones), self.marks.snoozed_until].into_iter().flatten().min()
    }

    /// Do what was due at `now`. One that wakes is unread again.
    pub(super) fn lapse(&mut self, now: Millis, zones: &dyn Zones) {
        self.expired |= self.expires_at(zones).is_some_and(|at| at <= now);
        if self.marks.snoozed_until.take_if(|until| *until <= now).is_some() {
            (self.marks.read, self.marks.seen) = (Some(LocalRead::Unread), false);
        }
    }

    pub(super) fn sort_key(&self) -> SortKey {
        (self.at, self.sequence)
    }

    /// Its stamp, or what is known of the hub's zone, changed.
    pub(super) fn sort_again(&mut self, zones: &dyn Zones) {
        self.at = sort_time(&self.notification, self.received_at, zones);
    }
}

fn sort_time(notification: &Notification, received_at: Millis, zones: &dyn Zones) -> Millis {
    let at = notification.stamp.as_ref().map_or(received_at, |stamp| stamp.resolve(zones));
    if at.0 > received_at.0.saturating_add(AHEAD) { received_at } else { at }
}
