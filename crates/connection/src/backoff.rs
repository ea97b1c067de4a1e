//! When to try again: full jitter that survives the cap.

use crate::Mono;

/// SplitMix64 (Steele, Lea & Flood 2014): small, seedable and good enough for jitter.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// A generator that yields the same numbers for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number in `0..bound`; 0 for a bound of 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)).checked_rem(bound).unwrap_or(0)
    }
}

/// A connection that lasted less than this had a short life (milliseconds).
const SHORT_LIFE: u64 = 30_000;
/// From this many short lives in a row, data no longer resets the delays.
const FLAPPING: u32 = 3;
/// An outage younger than this is retried fast (milliseconds).
const YOUNG_OUTAGE: u64 = 5_000;
/// No delay is longer than this plus [`FLOOR`] (milliseconds).
const CAP: u64 = 20_000;
/// Every delay is at least this (milliseconds).
const FLOOR: u64 = 50;

/// The delays of one connection.
#[derive(Clone, Debug, Default)]
pub struct Backoff {
    outage_since: Option<Mono>,
    retries: u32,
    late_retries: u32,
    short_lives: u32,
}

impl Backoff {
    /// The delay in milliseconds before the next attempt after a failure at `now`.
    pub fn delay(&mut self, now: Mono, rng: &mut Rng) -> u64 {
        let bound = self.bound(now);
        rng.below(bound).saturating_add(FLOOR)
    }

    /// The upper bound of the next delay's random part, in milliseconds.
    fn bound(&mut self, now: Mono) -> u64 {
        let since = *self.outage_since.get_or_insert(now);
        self.retries = self.retries.saturating_add(1);
        if self.late_retries == 0 && self.retries == 1 {
            return 500;
        }
        if self.late_retries == 0 && now.since(since) < YOUNG_OUTAGE {
            return 1_000;
        }
        self.late_retries = self.late_retries.saturating_add(1);
        1_000_u64.checked_shl(self.late_retries.min(5)).unwrap_or(CAP).min(CAP)
    }

    /// A connection that brought data ended after `lifetime_ms`: the delays start anew, unless this was the
    /// third short life in a row.
    pub fn record_lifetime(&mut self, lifetime_ms: u64) {
        self.short_lives = if lifetime_ms < SHORT_LIFE { self.short_lives.saturating_add(1) } else { 0 };
        if self.short_lives < FLAPPING {
            *self = Self { short_lives: self.short_lives, ..Self::default() };
        }
    }

    /// Forget everything: the user asked for a fresh start.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests;
