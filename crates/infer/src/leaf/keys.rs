//! Whether the values of a path set things apart.

use std::collections::BTreeSet;

/// So many values of one list are compared with each other.
const LISTED: usize = 5_000;
/// So many values are known over all.
const KNOWN: usize = 1_024;

/// The values of a path as what might be keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    listing: u64,
    now: BTreeSet<u64>,
    before: BTreeSet<u64>,
    known: BTreeSet<u64>,
    /// How many lists there were.
    pub listings: u64,
    /// Values that stood twice in one list.
    pub duplicates: u64,
    /// Values that stood in the list before, too.
    pub kept: u64,
    /// Values that were known already, from wherever.
    pub repeats: u64,
    /// Values, as long as their number was not too large.
    pub values: u64,
}

impl Keys {
    pub fn note(&mut self, hash: u64, listing: u64) {
        self.values = self.values.saturating_add(1);
        if self.known.contains(&hash) {
            self.repeats = self.repeats.saturating_add(1);
        } else if self.known.len() < KNOWN {
            self.known.insert(hash);
        }
        if listing == 0 {
            return;
        }
        if self.listing != listing {
            self.listing = listing;
            self.listings = self.listings.saturating_add(1);
            self.before = std::mem::take(&mut self.now);
        }
        if self.before.contains(&hash) {
            self.kept = self.kept.saturating_add(1);
        }
        if self.now.len() < LISTED && !self.now.insert(hash) {
            self.duplicates = self.duplicates.saturating_add(1);
        }
    }

    /// How many different values are known, up to some thousand.
    pub fn different(&self) -> usize {
        self.known.len()
    }

    /// How many of these values the other path has, too.
    pub fn shared(&self, other: &Self) -> usize {
        self.known.intersection(&other.known).count()
    }

    pub fn absorb(&mut self, other: &Self) {
        let both = self.shared(other) as u64;
        self.known.extend(other.known.iter().take(KNOWN.saturating_sub(self.known.len())));
        self.listings = self.listings.max(other.listings);
        self.duplicates = self.duplicates.saturating_add(other.duplicates);
        self.kept = self.kept.saturating_add(other.kept);
        self.repeats = self.repeats.saturating_add(other.repeats).saturating_add(both);
        self.values = self.values.saturating_add(other.values);
    }
}
