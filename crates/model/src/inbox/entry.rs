//! A kept notification: when it came, where it sorts, whether it counts as read.

use crate::{Millis, Notification, Zones};

/// A stamp that is further ahead than this sorts as now (milliseconds).
const AHEAD: i64 = 60_000;

/// What this user did to a notification, here.
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
    /// As the hub has it; `read` is the OR of all that the hub said.
    pub notification: Notification,
    /// When it was received.
    pub received_at: Millis,
    /// The moment by which it is ordered.
    pub at: Millis,
    /// What this user did to it here.
    pub local_read: Option<LocalRead>,
    /// It no longer holds, and does not count as unread.
    pub expired: bool,
    /// Counts what was received.
    pub(super) sequence: u64,
}

/// Order in time, ties by sequence.
pub(super) type SortKey = (Millis, u64);

impl Entry {
    pub(super) fn new(
        notification: Notification,
        received_at: Millis,
        sequence: u64,
        zones: &dyn Zones,
    ) -> Self {
        let at = sort_time(&notification, received_at, zones);
        Self { notification, received_at, at, local_read: None, expired: false, sequence }
    }

    /// Whether it counts as read: what was done here, else what the hub says. What no longer holds does.
    #[must_use]
    pub fn read(&self) -> bool {
        self.expired
            || match self.local_read {
                Some(local_read) => local_read == LocalRead::Read,
                None => self.notification.read,
            }
    }

    /// When it will no longer hold; nothing where it always does, or does not any more.
    pub(super) fn expires_at(&self, zones: &dyn Zones) -> Option<Millis> {
        let expires = self.notification.extras.as_ref()?.expires.as_ref()?;
        (!self.expired).then(|| expires.resolve(zones))
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
