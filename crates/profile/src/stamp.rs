//! How hubs write times (architecture, "Time"; hub 002 §3 lists five formats of one hub).

use chrono::{DateTime, NaiveDateTime};
use model::{Millis, Stamp, Zone};
use serde_json::Value;

use crate::node::Node;

/// Epoch numbers beyond this year 9999 are no times (seconds).
const LAST_SECOND: f64 = 253_402_300_799.0;

/// How a field's time is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// RFC 3339, with a `T` or a space, with an offset or without.
    Iso,
    /// Seconds since the Unix epoch, possibly with a fraction.
    EpochSeconds,
    /// Milliseconds since the Unix epoch.
    EpochMillis,
    /// A strftime pattern without an offset.
    Pattern(String),
}

/// Format and zone of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StampFormat {
    pub format: Format,
    pub zone: Zone,
}

impl Default for StampFormat {
    fn default() -> Self {
        Self { format: Format::Iso, zone: Zone::Hub }
    }
}

impl StampFormat {
    /// From the optional members `format` and `zone`.
    pub fn read(format: Option<&Node<'_>>, zone: Option<&Node<'_>>) -> Option<Self> {
        let format = match format {
            None => Format::Iso,
            Some(node) => match node.text()? {
                "iso" => Format::Iso,
                "epoch_s" => Format::EpochSeconds,
                "epoch_ms" => Format::EpochMillis,
                pattern if pattern.contains('%') => Format::Pattern(pattern.to_owned()),
                _ => return node.wrong("iso, epoch_s, epoch_ms, or a pattern such as %Y-%m-%d %H:%M:%S"),
            },
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
        Some(Self { format, zone })
    }

    /// A hub's value as a stamp; `None` where it is no time in this format.
    pub fn parse(&self, value: &Value) -> Option<Stamp> {
        match (&self.format, value) {
            (Format::Iso, Value::String(text)) => self.iso(text.trim()),
            (Format::Pattern(pattern), Value::String(text)) => {
                self.naive(NaiveDateTime::parse_from_str(text.trim(), pattern).ok()?)
            }
            (Format::EpochSeconds, value) => epoch(number(value)?),
            (Format::EpochMillis, value) => epoch(number(value)? / 1_000.0),
            _ => None,
        }
    }

    fn iso(&self, text: &str) -> Option<Stamp> {
        let with_t = text.replacen(' ', "T", 1);
        if let Ok(aware) = DateTime::parse_from_rfc3339(&with_t) {
            return Some(Stamp::At(Millis(aware.timestamp_millis())));
        }
        self.naive(NaiveDateTime::parse_from_str(&with_t, "%Y-%m-%dT%H:%M:%S%.f").ok()?)
    }

    fn naive(&self, naive: NaiveDateTime) -> Option<Stamp> {
        let local = Millis(naive.and_utc().timestamp_millis());
        Some(if self.zone == Zone::Utc {
            Stamp::At(local)
        } else {
            Stamp::Naive { local, zone: self.zone.clone() }
        })
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn epoch(seconds: f64) -> Option<Stamp> {
    #[allow(clippy::cast_possible_truncation)] // bounded just above
    (0.0..=LAST_SECOND).contains(&seconds).then(|| Stamp::At(Millis((seconds * 1_000.0).round() as i64)))
}

#[cfg(test)]
mod tests;
