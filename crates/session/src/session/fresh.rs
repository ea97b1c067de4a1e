//! What came live and had not been known before, for what announces it.

use model::EventId;

use super::Session;

/// Of more than this at once only the last are named, and all are counted.
const KEPT: usize = 32;

/// What came live and had not been known before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fresh {
    count: u64,
    /// Oldest first.
    newest: Vec<EventId>,
}

impl Fresh {
    /// One more came.
    pub(super) fn add(&mut self, id: EventId) {
        if self.newest.len() >= KEPT {
            // So few that it costs next to nothing.
            self.newest.remove(0);
        }
        self.newest.push(id);
        self.count = self.count.saturating_add(1);
    }

    /// How many came in all.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The ids of those that came after the first `count`, oldest first: the last 32 of them at most.
    pub fn since(&self, count: u64) -> impl Iterator<Item = &EventId> {
        let wanted = usize::try_from(self.count.saturating_sub(count)).unwrap_or(KEPT).min(KEPT);
        self.newest.iter().skip(self.newest.len().saturating_sub(wanted))
    }
}

impl Session {
    /// What came live and had not been known before.
    #[must_use]
    pub fn fresh(&self) -> &Fresh {
        &self.fresh
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
    use super::*;

    fn since(fresh: &Fresh, count: u64) -> Vec<String> {
        fresh.since(count).map(ToString::to_string).collect()
    }

    #[test]
    fn what_came_since_is_named_oldest_first() {
        let mut fresh = Fresh::default();
        assert_eq!(since(&fresh, 0), Vec::<String>::new());
        for id in ["a", "b", "c"] {
            fresh.add(EventId::from(id));
        }
        assert_eq!(fresh.count(), 3);
        assert_eq!(since(&fresh, 0), ["a", "b", "c"]);
        assert_eq!(since(&fresh, 2), ["c"]);
        assert_eq!(since(&fresh, 3), Vec::<String>::new());
        assert_eq!(since(&fresh, 9), Vec::<String>::new());
    }

    #[test]
    fn of_a_burst_the_last_are_named_and_all_are_counted() {
        let mut fresh = Fresh::default();
        for number in 0..1_000 {
            fresh.add(EventId::from(number.to_string()));
        }
        assert_eq!(fresh.count(), 1_000);
        assert_eq!(since(&fresh, 0).len(), KEPT);
        assert_eq!(since(&fresh, 998), ["998", "999"]);
    }
}
