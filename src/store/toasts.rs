//! Short-lived sentences.

use model::{HubId, Millis};
use session::Notice;

/// A short-lived sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Unique.
    pub id: u32,
    /// Of which hub.
    pub hub: HubId,
    /// What it says.
    pub text: ToastText,
    from: Millis,
    until: Millis,
}

/// What a toast says.
#[derive(Clone, Debug, PartialEq)]
pub enum ToastText {
    /// This many new notifications.
    New(usize),
    /// Something about the hub.
    Notice(Notice),
    /// What the user did.
    Done(String),
}

/// Toasts shown at a time.
const MOST: usize = 3;
/// How long a toast stays (milliseconds).
const STAYS_MS: i64 = 6_000;
/// Arrivals are announced this far apart at least; in between they are summed up (milliseconds).
const ANNOUNCED_MS: i64 = 5_000;

/// The toasts that are shown or wait.
#[derive(Clone, Debug, Default)]
pub struct Toasts(Vec<Toast>);

impl Toasts {
    /// Those that are shown at a moment.
    pub fn at(&self, now: Millis) -> Vec<Toast> {
        self.0.iter().filter(|toast| toast.from <= now && now < toast.until).cloned().collect()
    }

    /// Take up one more.
    pub fn add(&mut self, now: Millis, hub: HubId, text: ToastText) {
        let id = self.0.last().map_or(0, |toast| toast.id.wrapping_add(1));
        let from = match text {
            ToastText::New(more) => match self.announce(&hub, more, now) {
                Some(from) => from,
                None => return,
            },
            ToastText::Notice(_) | ToastText::Done(_) => now,
        };
        self.0.retain(|toast| toast.until > now);
        self.0.push(Toast { id, hub, text, from, until: Millis(from.0 + STAYS_MS) });
        let excess = self.0.len().saturating_sub(MOST);
        self.0.drain(..excess);
    }

    /// When `more` arrivals are announced: now, or when the last announcement is old enough; then it takes the
    /// place of the hub's last one. Nothing where an announcement that still waits has taken them up.
    fn announce(&mut self, hub: &HubId, more: usize, now: Millis) -> Option<Millis> {
        let mut from = now;
        for toast in &mut self.0 {
            let ToastText::New(count) = &mut toast.text else { continue };
            if toast.from > now && toast.hub == *hub {
                *count += more;
                return None;
            }
            let next = if toast.from > now { toast.from.0 } else { toast.from.0 + ANNOUNCED_MS };
            from = from.max(Millis(next));
        }
        for toast in self.0.iter_mut().filter(|toast| toast.hub == *hub) {
            if matches!(toast.text, ToastText::New(_)) {
                toast.until = toast.until.min(from);
            }
        }
        Some(from)
    }
}
