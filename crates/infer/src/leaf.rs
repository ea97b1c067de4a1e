//! What is known of all values that stood at one path.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::text_shape::{self, DATED, EVERY, ISO, NUMBER, dated, head, shapes};

mod keys;

pub(crate) use keys::Keys;

/// So many different values are told apart; more are "many".
pub(crate) const DISTINCT: usize = 64;
/// Samples are cropped to so many letters.
pub(crate) const SAMPLE: usize = 200;
/// So many samples are kept.
const SAMPLES: usize = 4;
/// Longer values are not told apart (letters).
const TOLD_APART: usize = 64;
/// Patterns of dates that are kept; a column that has more is no time.
const PATTERNS: usize = 3;

/// A value as it was seen, to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The value as text, at most 200 letters of it.
    pub text: String,
    /// Whether there were more.
    pub cropped: bool,
}

impl Sample {
    /// Crops what is too long.
    pub(crate) fn new(text: &str) -> Self {
        let cropped = text.chars().nth(SAMPLE).is_some();
        let text = if cropped { text.chars().take(SAMPLE).collect() } else { text.to_owned() };
        Self { text, cropped }
    }
}

/// What a column was held for until something contradicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// A moment.
    Time,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
}

/// All values of one path.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    /// How often the path was there, null or not.
    pub seen: u64,
    pub nulls: u64,
    /// Texts without a letter: for a time or a number as good as null.
    pub empty: u64,
    pub booleans: u64,
    pub integers: u64,
    pub floats: u64,
    pub texts: u64,
    /// Texts that are numbers with a fraction.
    pub fractions: u64,
    pub arrays: u64,
    pub objects: u64,
    /// The range of the numbers.
    pub min: f64,
    pub max: f64,
    /// How often a number was less than the one before, and more.
    pub falls: u64,
    pub rises: u64,
    last: f64,
    /// Values and how often they came, the first [`DISTINCT`] of them.
    pub distinct: BTreeMap<String, u64>,
    pub many: bool,
    pub samples: Vec<Sample>,
    pub first_ms: u64,
    pub last_ms: u64,
    /// Shapes that every text had so far.
    pub shapes: u16,
    pub patterns: Vec<String>,
    /// Where the year comes last: whether the first, or the second number of a date was above 12.
    pub above_12: (bool, bool),
    /// Units of an epoch that every number fits between 2000 and 2100: bits of s, ms, µs and ns.
    pub epochs: u8,
    /// How many of the numbers, as such an epoch, are near the time when they came.
    pub near: u64,
    /// Most letters of a text, and those of all together.
    pub longest: usize,
    pub letters: u64,
    pub keys: Keys,
    /// What contradicted what, and when (milliseconds, wall clock).
    pub contradicted: Option<(Was, u64)>,
}

impl Default for Leaf {
    fn default() -> Self {
        Self {
            seen: 0,
            nulls: 0,
            empty: 0,
            booleans: 0,
            integers: 0,
            floats: 0,
            texts: 0,
            fractions: 0,
            arrays: 0,
            objects: 0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            falls: 0,
            rises: 0,
            last: f64::NAN,
            distinct: BTreeMap::new(),
            many: false,
            samples: Vec::new(),
            first_ms: 0,
            last_ms: 0,
            shapes: EVERY,
            patterns: Vec::new(),
            above_12: (false, false),
            epochs: 0b1111,
            near: 0,
            longest: 0,
            letters: 0,
            keys: Keys::default(),
            contradicted: None,
        }
    }
}

/// How many of each unit are a millisecond, as a factor.
pub(crate) const EPOCHS: [(&str, f64); 4] =
    [("epoch_s", 1_000.0), ("epoch_ms", 1.0), ("epoch_us", 0.001), ("epoch_ns", 0.000_001)];

/// 2000 and 2100 (milliseconds).
const YEARS: std::ops::Range<f64> = 946_684_800_000.0..4_102_444_800_000.0;
/// What is near now (milliseconds): a year back, a month ahead.
const BACK: f64 = 366.0 * 86_400_000.0;
const AHEAD: f64 = 31.0 * 86_400_000.0;

impl Leaf {
    /// Take in a value. `listing`: which list it stands in, 0 for none.
    pub fn note(&mut self, value: &Value, now_ms: u64, listing: u64) {
        let before = self.held_for();
        if self.seen == 0 {
            self.first_ms = now_ms;
        }
        self.seen = self.seen.saturating_add(1);
        self.last_ms = now_ms;
        match value {
            Value::Null => self.nulls = self.nulls.saturating_add(1),
            Value::Array(_) => self.arrays = self.arrays.saturating_add(1),
            Value::Object(_) => self.objects = self.objects.saturating_add(1),
            Value::Bool(_) => {
                self.booleans = self.booleans.saturating_add(1);
                self.tell_apart(&json::text(value), listing);
            }
            Value::Number(number) => {
                let digits = number.as_str();
                let whole = !digits.contains(['.', 'e', 'E']);
                let count = if whole { &mut self.integers } else { &mut self.floats };
                *count = count.saturating_add(1);
                self.number(json::float(number), now_ms);
                self.tell_apart(digits, listing);
            }
            Value::String(text) => self.text(text, now_ms, listing),
        }
        if let Some(was) = before.filter(|was| self.held_for() != Some(*was)) {
            self.contradicted.get_or_insert((was, now_ms));
        }
    }

    /// How often it was there and not null.
    pub fn present(&self) -> u64 {
        self.seen.saturating_sub(self.nulls)
    }

    pub fn numbers(&self) -> u64 {
        self.integers.saturating_add(self.floats)
    }

    /// Whether every value was null or of one of these counts.
    pub fn only(&self, count: u64) -> bool {
        count > 0 && count == self.present()
    }

    /// Whether every value was a scalar.
    pub fn is_scalar(&self) -> bool {
        self.arrays == 0 && self.objects == 0 && self.present() > 0
    }

    fn held_for(&self) -> Option<Was> {
        // Nothing follows from one value.
        if self.present() < 2 {
            None
        } else if self.only(self.booleans) {
            Some(Was::Boolean)
        } else if self.only(self.numbers()) {
            Some(Was::Number)
        } else {
            let time = self.shapes & (ISO | DATED) != 0;
            (time && self.only(self.texts) && self.texts > self.empty).then_some(Was::Time)
        }
    }

    fn number(&mut self, read: Option<f64>, now_ms: u64) {
        let Some(number) = read else { return };
        if number < self.last {
            self.falls = self.falls.saturating_add(1);
        } else if number > self.last {
            self.rises = self.rises.saturating_add(1);
        }
        self.last = number;
        self.min = self.min.min(number);
        self.max = self.max.max(number);
        // Zero stands for no time at all.
        let mut near = number == 0.0;
        for (place, (_, factor)) in EPOCHS.iter().enumerate() {
            let at = number * factor;
            let bit = 1_u8.checked_shl(u32::try_from(place).unwrap_or_default()).unwrap_or_default();
            if number == 0.0 {
                continue;
            }
            if !YEARS.contains(&at) {
                self.epochs &= !bit;
            } else if self.epochs & bit != 0 {
                #[allow(clippy::cast_precision_loss)] // milliseconds since 1970
                let now = now_ms as f64;
                near |= at > now - BACK && at < now + AHEAD;
            }
        }
        self.near = self.near.saturating_add(u64::from(near));
    }

    fn text(&mut self, text: &str, now_ms: u64, listing: u64) {
        self.texts = self.texts.saturating_add(1);
        if head(text).trim().is_empty() {
            self.empty = self.empty.saturating_add(1);
            return;
        }
        let found = shapes(text);
        self.shapes &= found;
        if found & DATED != 0
            && let Some(dated) = dated(text.trim())
        {
            if let Some((first, second)) = dated.first_two {
                self.above_12 = (self.above_12.0 || first > 12, self.above_12.1 || second > 12);
            }
            if !self.patterns.contains(&dated.pattern) {
                self.patterns.push(dated.pattern);
            }
            if self.patterns.len() > PATTERNS {
                self.shapes &= !DATED;
                self.patterns.clear();
            }
        }
        if found & NUMBER != 0 {
            self.fractions = self.fractions.saturating_add(u64::from(text.contains(['.', 'e', 'E'])));
            let number = text.trim().parse().ok();
            self.number(number.as_ref().and_then(json::float), now_ms);
        }
        let letters = head(text).chars().count();
        self.longest = self.longest.max(letters);
        self.letters = self.letters.saturating_add(letters as u64);
        self.tell_apart(text, listing);
    }

    fn tell_apart(&mut self, text: &str, listing: u64) {
        self.keys.note(text_shape::hash(text), listing);
        if self.samples.len() < SAMPLES && !self.samples.iter().any(|sample| sample.text == text) {
            self.samples.push(Sample::new(text));
        }
        if let Some(count) = self.distinct.get_mut(text) {
            *count = count.saturating_add(1);
        } else if self.distinct.len() < DISTINCT
            && text.len() <= TOLD_APART.saturating_mul(4)
            && text.chars().nth(TOLD_APART).is_none()
        {
            self.distinct.insert(text.to_owned(), 1);
        } else {
            self.many = true;
        }
    }

    /// Take in what is known of another path that turned out to be the same.
    pub fn absorb(&mut self, other: &Self) {
        if self.seen == 0 || (other.seen > 0 && other.first_ms < self.first_ms) {
            self.first_ms = other.first_ms;
        }
        self.last_ms = self.last_ms.max(other.last_ms);
        let counts = [
            (&mut self.seen, other.seen),
            (&mut self.nulls, other.nulls),
            (&mut self.empty, other.empty),
            (&mut self.booleans, other.booleans),
            (&mut self.integers, other.integers),
            (&mut self.floats, other.floats),
            (&mut self.texts, other.texts),
            (&mut self.fractions, other.fractions),
            (&mut self.arrays, other.arrays),
            (&mut self.objects, other.objects),
            (&mut self.falls, other.falls),
            (&mut self.rises, other.rises),
            (&mut self.near, other.near),
            (&mut self.letters, other.letters),
        ];
        for (count, more) in counts {
            *count = count.saturating_add(more);
        }
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.many |= other.many;
        for (text, count) in &other.distinct {
            if let Some(known) = self.distinct.get_mut(text) {
                *known = known.saturating_add(*count);
            } else if self.distinct.len() < DISTINCT {
                self.distinct.insert(text.clone(), *count);
            } else {
                self.many = true;
            }
        }
        let new: Vec<Sample> =
            other.samples.iter().filter(|it| !self.samples.contains(it)).cloned().collect();
        self.samples.extend(new);
        self.samples.truncate(SAMPLES);
        self.shapes &= other.shapes;
        let patterns: BTreeSet<String> = self.patterns.iter().chain(&other.patterns).cloned().collect();
        self.patterns = patterns.into_iter().collect();
        if self.patterns.len() > PATTERNS {
            self.shapes &= !DATED;
        }
        self.above_12 = (self.above_12.0 || other.above_12.0, self.above_12.1 || other.above_12.1);
        self.epochs &= other.epochs;
        self.longest = self.longest.max(other.longest);
        self.keys.absorb(&other.keys);
        self.contradicted = self.contradicted.or(other.contradicted);
    }
}

#[cfg(test)]
mod tests;
