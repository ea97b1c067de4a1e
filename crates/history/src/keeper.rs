//! Which records of a hub's inbox are to be written, and which are to go.

use std::collections::HashSet;

use model::{Entry, EventId, Inbox, KeptNotification, Millis};
use serde_json::json;

use crate::notification::write_notification;

/// So many records are written at once: more would be felt.
const AT_ONCE: usize = 100;
/// Records of what is gone, and of what is too old, are looked for this often (milliseconds).
const SWEEP_MS: i64 = 30_000;
const DAY_MS: i64 = 86_400_000;

/// How much is kept of each hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// At most so many notifications.
    pub count: usize,
    /// None that came longer ago than so many days.
    pub days: u32,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { count: 5_000, days: 90 }
    }
}

impl Bounds {
    /// What [`Bounds::write`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let value = json::strict(text).ok()?;
        let whole = |name: &str| value.get(name).and_then(json::whole);
        Some(Self {
            count: usize::try_from(whole("count")?).ok()?,
            days: u32::try_from(whole("days")?).ok()?,
        })
    }

    /// As text, for [`Bounds::read`].
    #[must_use]
    pub fn write(self) -> String {
        json::text(&json!({ "count": self.count, "days": self.days }))
    }

    fn limits(self, inbox: &Inbox, now: Millis) -> Limits {
        let mut times: Vec<Millis> = inbox.changed_since(None).map(|entry| entry.at).collect();
        let excess = times.len().saturating_sub(self.count);
        let has_room = excess == 0 || excess >= times.len();
        let earliest = if has_room { Millis(i64::MIN) } else { *times.select_nth_unstable(excess).1 };
        Limits { oldest: self.oldest(now), earliest }
    }

    /// What came before is not kept.
    fn oldest(self, now: Millis) -> Millis {
        Millis(now.0.saturating_sub(i64::from(self.days).saturating_mul(DAY_MS)))
    }
}

/// What is written in one go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Records, new or in place of older ones.
    pub puts: Vec<(EventId, String)>,
    /// Records that go.
    pub deletes: Vec<EventId>,
}

impl Batch {
    /// There is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.deletes.is_empty()
    }
}

/// Knows which records of a hub there are, and follows its inbox.
#[derive(Clone, Debug)]
pub struct Keeper {
    bounds: Bounds,
    /// The records that there are.
    records: HashSet<EventId>,
    /// The inbox's edits that are written, or wait; nothing where all is to be written.
    edits: Option<u64>,
    /// What waits, the newest edit first.
    waiting: Vec<EventId>,
    swept_at: Option<Millis>,
}

impl Keeper {
    /// One that knows of no record.
    #[must_use]
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, records: HashSet::new(), edits: Some(0), waiting: Vec::new(), swept_at: None }
    }

    /// Whether a record is new enough to be kept on.
    #[must_use]
    pub fn keeps(&self, kept: &KeptNotification, now: Millis) -> bool {
        kept.marks.pinned || kept.received_at >= self.bounds.oldest(now)
    }

    /// How much is kept from now on.
    pub fn set_bounds(&mut self, bounds: Bounds) {
        (self.bounds, self.swept_at) = (bounds, None);
    }

    /// These records are there.
    pub fn found(&mut self, ids: impl IntoIterator<Item = EventId>) {
        self.records.extend(ids);
    }

    /// All records are gone: everything is to be written again.
    pub fn lost(&mut self) {
        self.records.clear();
        self.waiting.clear();
        (self.edits, self.swept_at) = (None, None);
    }

    /// The records are gone, as the user wanted: only what comes from now on is written.
    pub fn forgotten(&mut self, inbox: &Inbox) {
        self.lost();
        self.edits = Some(inbox.edits());
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// What is to be written next. Ask again until it is empty.
    pub fn batch(&mut self, inbox: &Inbox, now: Millis) -> Batch {
        if self.waiting.is_empty() && self.edits != Some(inbox.edits()) {
            let limits = self.bounds.limits(inbox, now);
            let changed = inbox.changed_since(self.edits);
            let mut changed: Vec<&Entry> = changed.filter(|entry| limits.keep(entry)).collect();
            changed.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.edit()));
            self.waiting = changed.into_iter().map(|entry| entry.notification.id.clone()).collect();
            self.edits = Some(inbox.edits());
        }
        let now_written = self.waiting.split_off(self.waiting.len().saturating_sub(AT_ONCE));
        let kept = now_written.iter().rev().filter_map(|id| inbox.kept(id));
        let record = |entry: &Entry| (entry.notification.id.clone(), json::text(&write_notification(entry)));
        let puts: Vec<_> = kept.map(record).collect();
        self.records.extend(puts.iter().map(|(id, _)| id.clone()));
        let deletes = if self.waiting.is_empty() { self.sweep(inbox, now) } else { Vec::new() };
        Batch { puts, deletes }
    }

    /// Records of what the inbox no longer has, of what is too old, and of the oldest where there are too many.
    fn sweep(&mut self, inbox: &Inbox, now: Millis) -> Vec<EventId> {
        let is_due = self.swept_at.is_none_or(|at| now.0.abs_diff(at.0) >= SWEEP_MS.unsigned_abs());
        if !is_due {
            return Vec::new();
        }
        let limits = self.bounds.limits(inbox, now);
        let stays = |id: &EventId| inbox.kept(id).is_some_and(|entry| limits.keep(entry));
        let going: Vec<EventId> =
            self.records.iter().filter(|id| !stays(id)).take(AT_ONCE).cloned().collect();
        // Where more are to go, they go with the next batch.
        self.swept_at = (going.len() < AT_ONCE).then_some(now);
        for id in &going {
            self.records.remove(id);
        }
        going
    }
}

/// What of an inbox is kept at a moment.
struct Limits {
    /// What came before is not.
    oldest: Millis,
    /// What happened before is not: there is no room for it.
    earliest: Millis,
}

impl Limits {
    fn keep(&self, entry: &Entry) -> bool {
        entry.marks.pinned || (entry.received_at >= self.oldest && entry.at >= self.earliest)
    }
}

#[cfg(test)]
mod tests;
