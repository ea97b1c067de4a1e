//! Short-lived sentences: which ones are shown, and when.
//!
//! At most three at a time, each for six seconds. New notifications are announced at most once in five seconds; what
//! comes in between is summed up, so that a screen reader is not talked over.

use model::{EventId, HubId};
use session::{Mono, Notice};

/// Toasts at a time.
const SHOWN: usize = 3;
/// How long a toast stays (milliseconds).
const STAYS_MS: u64 = 6_000;
/// New notifications are announced this far apart (milliseconds).
const ANNOUNCED_MS: u64 = 5_000;

/// A short-lived sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Unique.
    pub id: u32,
    /// Of which hub.
    pub hub: HubId,
    /// What it says.
    pub content: ToastContent,
    from: Mono,
    until: Mono,
}

/// What a toast says.
#[derive(Clone, Debug, PartialEq)]
pub enum ToastContent {
    /// Notifications came.
    NewNotifications {
        /// How many.
        count: usize,
        /// The newest of them.
        newest: EventId,
    },
    /// Something about the hub.
    Notice(Notice),
    /// What became of something that the user did, in the view's words.
    Done(String),
}

/// The toasts of the page, those that wait included. Times are the monotonic clock's: one that is set back keeps no toast.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Toasts {
    toasts: Vec<Toast>,
    next_id: u32,
}

impl Toasts {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Something is to be said of a hub at `now`.
    pub fn handle(&mut self, now: Mono, hub: HubId, content: ToastContent) {
        self.show(now, now, hub, content);
    }

    /// `count` new notifications of a hub are announced: now, or when the last announcement is old enough.
    pub fn announce(&mut self, now: Mono, hub: HubId, count: usize, newest: EventId) {
        if let Some(from) = self.free_from(&hub, count, &newest, now) {
            self.show(now, from, hub, ToastContent::NewNotifications { count, newest });
        }
    }

    fn show(&mut self, now: Mono, from: Mono, hub: HubId, content: ToastContent) {
        self.toasts.retain(|toast| toast.until > now);
        self.toasts.push(Toast {
            id: self.next_id,
            hub,
            content,
            from,
            until: from.saturating_add(STAYS_MS),
        });
        self.next_id = self.next_id.wrapping_add(1);
        let excess = self.toasts.len().saturating_sub(SHOWN);
        self.toasts.drain(..excess);
    }

    /// The toasts that are shown at `now`, the oldest first.
    pub fn at(&self, now: Mono) -> impl Iterator<Item = &Toast> {
        self.toasts.iter().filter(move |toast| toast.from <= now && now < toast.until)
    }

    /// When `more` new notifications are announced: now, or when the last announcement is old enough; then it takes the
    /// place of the hub's last one. `None` where an announcement that still waits has taken them up.
    fn free_from(&mut self, hub: &HubId, more: usize, latest: &EventId, now: Mono) -> Option<Mono> {
        let mut from = now;
        for toast in &mut self.toasts {
            let ToastContent::NewNotifications { count, newest } = &mut toast.content else { continue };
            let waits = toast.from > now;
            if waits && toast.hub == *hub {
                *count = count.saturating_add(more);
                newest.clone_from(latest);
                return None;
            }
            from = from.max(if waits { toast.from } else { toast.from.saturating_add(ANNOUNCED_MS) });
        }
        for toast in self.toasts.iter_mut().filter(|toast| toast.hub == *hub) {
            if matches!(toast.content, ToastContent::NewNotifications { .. }) {
                toast.until = toast.until.min(from);
            }
        }
        Some(from)
    }
}

#[cfg(test)]
mod tests;
