//! Events that several notifications report: the first one is kept, the others are its aliases.

use std::collections::HashMap;

use crate::{DedupKey, EventId, Millis, Notification};

/// How many dedup keys, and how many aliases, are remembered.
const REMEMBERED: usize = 5_000;

/// What is known of events by their dedup keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Dedup {
    /// By dedup key: the notification that is kept, and when its event happened.
    kept: HashMap<String, (EventId, Millis)>,
    /// Notifications that reported nothing new, and the one that is kept in their place.
    aliases: HashMap<EventId, EventId>,
}

impl Dedup {
    /// The notification that is kept in place of this one.
    pub fn alias(&self, id: &EventId) -> Option<&EventId> {
        self.aliases.get(id)
    }

    /// Whether others have reported all of this already; it then becomes an alias of the first of them. Otherwise
    /// it is remembered.
    pub fn is_duplicate(&mut self, notification: &Notification, at: Millis) -> bool {
        let known = |dedup: &DedupKey| {
            let (id, happened) = self.kept.get(&dedup.key)?;
            let near = happened.0.abs_diff(at.0) <= dedup.within_ms;
            (*id != notification.id && near).then(|| id.clone())
        };
        let kept: Option<Vec<EventId>> = notification.dedup_keys.iter().map(known).collect();
        if let Some(kept) = kept.as_ref().and_then(|kept| kept.first()) {
            self.aliases.insert(notification.id.clone(), kept.clone());
            return true;
        }
        if self.kept.len() >= REMEMBERED || self.aliases.len() >= REMEMBERED {
            self.kept.clear();
            self.aliases.clear();
        }
        for dedup in &notification.dedup_keys {
            self.kept.insert(dedup.key.clone(), (notification.id.clone(), at));
        }
        false
    }
}
