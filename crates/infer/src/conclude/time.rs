//! Whether values are moments, and how they are written.

use crate::draft::Confidence;
use crate::leaf::{EPOCHS, Leaf};
use crate::text_shape::{DATED, ISO, NUMBER};
use crate::words::{self, says_key, says_time};

/// What was found out about moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TimeFinding {
    /// They are, in these formats.
    Formats(Vec<String>, Confidence),
    /// Days and months cannot be told apart: with days first, with months first.
    Ambiguous(Vec<String>, Vec<String>),
}

/// Names of the units in which moments are counted.
const EPOCH_UNITS: [(&str, &str); 4] = [
    ("epoch_s", "s sec secs seconds segundos"),
    ("epoch_ms", "ms millis milliseconds msec"),
    ("epoch_us", "us micros microseconds usec"),
    ("epoch_ns", "ns nanos nanoseconds nsec"),
];

/// Whether a path holds moments. It takes two of three: the name, the shape or magnitude, and how values behave; ISO 8601
/// alone is enough.
pub(crate) fn moment(leaf: &Leaf, name: &[String]) -> Option<TimeFinding> {
    if leaf.only(leaf.texts) && leaf.texts > leaf.empty {
        if leaf.shapes & ISO != 0 {
            return Some(TimeFinding::Formats(vec!["iso".to_owned()], Confidence::Sure));
        }
        if leaf.shapes & DATED != 0 {
            return dated(leaf, name);
        }
        let numbers = leaf.shapes & NUMBER != 0;
        return if numbers { epoch(leaf, name) } else { None };
    }
    if leaf.only(leaf.numbers()) { epoch(leaf, name) } else { None }
}

fn dated(leaf: &Leaf, name: &[String]) -> Option<TimeFinding> {
    // Digits alone may be anything, and so may a date without a clock be a version.
    let clock = leaf.patterns.iter().all(|pattern| pattern.contains(':'));
    if !clock && !says_time(name) {
        return None;
    }
    let day_first = leaf.patterns.clone();
    if !day_first.iter().any(|pattern| pattern.starts_with("%d")) {
        return Some(TimeFinding::Formats(day_first, Confidence::Likely));
    }
    let swapped = |pattern: &String| pattern.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m");
    let month_first: Vec<String> = day_first.iter().map(swapped).collect();
    match leaf.above_12 {
        (true, false) => Some(TimeFinding::Formats(day_first, Confidence::Likely)),
        (false, true) => Some(TimeFinding::Formats(month_first, Confidence::Likely)),
        (false, false) => Some(TimeFinding::Ambiguous(day_first, month_first)),
        (true, true) => None,
    }
}

fn epoch(leaf: &Leaf, name: &[String]) -> Option<TimeFinding> {
    let (_, (unit, _)) = EPOCHS.iter().enumerate().find(|(place, _)| {
        leaf.epochs.checked_shr(u32::try_from(*place).unwrap_or_default()).unwrap_or_default() & 1 == 1
    })?;
    if leaf.max <= 0.0 {
        return None;
    }
    let named = says_time(name);
    // Not the rows of a list but the messages of a place come in the order of time.
    let near = leaf.near == leaf.present() && leaf.present() >= 3;
    let behaves = near && (leaf.falls == 0 || leaf.keys.listings > 0);
    // No duration is as long as the time since 1970 in the unit that the name says.
    let fits = EPOCH_UNITS.iter().any(|(of, words)| of == unit && words::last(name, words));
    let other = (words::last(name, words::UNIT_WORDS) && !fits) || says_key(name);
    let confidence = match (named, behaves) {
        (true, true) => Confidence::Sure,
        (false, _) if fits && near && !other => Confidence::Likely,
        (true, false) => Confidence::Likely,
        (false, true) if !other => Confidence::Asked,
        _ => return None,
    };
    Some(TimeFinding::Formats(vec![(*unit).to_owned()], confidence))
}

#[cfg(test)]
mod tests;
