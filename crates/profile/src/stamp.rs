//! How hubs write times (docs/decisions/0013-three-clocks.md; hub 002 §3 lists five formats of one hub).

use chrono::{DateTime, Datelike, Timelike};
use compact::Compact;
use model::{Millis, Stamp, Zone};
use serde_json::Value;

use crate::node::Node;

mod reader;

use reader::StampReader;

/// Epoch numbers outside of these are no times but something else, most of all a time in another unit: from March 1973
/// to the end of the year 9999 (seconds).
const PLAUSIBLE: std::ops::RangeInclusive<f64> = 100_000_000.0..=253_402_300_799.0;

/// Units of epoch numbers, and how many are a second.
const UNITS: [(&str, u32); 4] =
    [("epoch_s", 1), ("epoch_ms", 1_000), ("epoch_us", 1_000_000), ("epoch_ns", 1_000_000_000)];

/// How a field's time is written.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub(crate) enum Format {
    /// As most hubs write times: see [`StampReader`].
    Usual,
    /// Since the Unix epoch, possibly with a fraction; so many units are a second.
    Epoch(u32),
    /// A strftime pattern without an offset.
    Pattern(String),
}

/// Format and zone of a field.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub(crate) struct StampFormat {
    /// Tried in order.
    formats: Vec<Format>,
    zone: Zone,
}

impl Format {
    fn read(node: &Node<'_>) -> Option<Self> {
        let text = node.text()?;
        if let Some((_, per_second)) = UNITS.iter().find(|(unit, _)| *unit == text) {
            return Some(Self::Epoch(*per_second));
        }
        match text {
            "iso" => Some(Self::Usual),
            pattern if reader::valid(pattern) => Some(Self::Pattern(pattern.to_owned())),
            _ => node.wrong(
                "iso, epoch_s, epoch_ms, epoch_us, epoch_ns, or a pattern of %Y %m %d %H %M %S %.f and plain text",
            ),
        }
    }
}

impl Default for StampFormat {
    fn default() -> Self {
        Self { formats: vec![Format::Usual], zone: Zone::Hub }
    }
}

impl StampFormat {
    /// From the optional members `format` and `zone`.
    pub fn read(format: Option<&Node<'_>>, zone: Option<&Node<'_>>) -> Option<Self> {
        let formats = match format {
            None => Some(vec![Format::Usual]),
            Some(node) if node.value.is_array() => node.all(Format::read),
            Some(node) => Format::read(node).map(|format| vec![format]),
        };
        let zone = match zone {
            None => Zone::Hub,
            Some(node) => match node.text()? {
                "hub" => Zone::Hub,
                "utc" | "UTC" => Zone::Utc,
                name if name.contains('/') => Zone::Named(name.to_owned()),
                _ => return node.wrong("hub, utc, or an IANA name such as America/Santiago"),
            },
        };
        Some(Self { formats: formats?, zone })
    }

    /// A hub's value as a stamp; `None` where it is no time in any of these formats.
    pub fn parse(&self, value: &Value) -> Option<Stamp> {
        self.formats.iter().find_map(|format| self.parse_as(format, value))
    }

    fn parse_as(&self, format: &Format, value: &Value) -> Option<Stamp> {
        match (format, value) {
            (Format::Usual, Value::String(text)) => self.usual(text.trim()),
            (Format::Pattern(pattern), Value::String(text)) => self.pattern(text.trim(), pattern),
            (Format::Epoch(per_second), value) => epoch(number(value)? / f64::from(*per_second)),
            _ => None,
        }
    }

    fn usual(&self, text: &str) -> Option<Stamp> {
        let mut reader = StampReader::new(text);
        reader.date_and_time()?;
        let offset = reader.offset()?;
        let local = reader.finish()?;
        Some(match offset {
            Some(offset) => Stamp::At(Millis(local.0.checked_sub(offset)?)),
            None => self.naive(local),
        })
    }

    fn pattern(&self, text: &str, pattern: &str) -> Option<Stamp> {
        let mut reader = StampReader::new(text);
        reader.pattern(pattern)?;
        Some(self.naive(reader.finish()?))
    }

    fn naive(&self, local: Millis) -> Stamp {
        if self.zone == Zone::Utc {
            Stamp::At(local)
        } else {
            Stamp::Naive { local, zone: self.zone.clone() }
        }
    }
}

/// A moment as HTTP writes it (RFC 9110 §5.6.7), or as most hubs do; nothing where it says no offset.
#[must_use]
pub fn aware_time(text: &str) -> Option<Millis> {
    match StampFormat::default().usual(text)? {
        Stamp::At(at) => Some(at),
        Stamp::Naive { .. } => None,
    }
}

/// A wall clock as ISO 8601 writes it, to the second.
pub(crate) fn iso(local: Millis) -> String {
    let Some(moment) = DateTime::from_timestamp_millis(local.0) else { return String::new() };
    let (year, month, day) = (moment.year(), moment.month(), moment.day());
    let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => json::float(number),
        value => json::float(&value.as_str()?.trim().parse().ok()?),
    }
}

fn epoch(seconds: f64) -> Option<Stamp> {
    #[allow(clippy::cast_possible_truncation)] // bounded just above
    PLAUSIBLE.contains(&seconds).then(|| Stamp::At(Millis((seconds * 1_000.0).round() as i64)))
}

#[cfg(test)]
mod tests;
