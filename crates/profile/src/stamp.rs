//! How hubs write times (docs/decisions/0013-three-clocks.md; hub 002 §3 lists five formats of one hub).

use model::{Millis, Stamp, Zone};
use serde_json::Value;

use crate::node::Node;

mod reader;

use reader::StampReader;

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
    /// Tried in order.
    formats: Vec<Format>,
    zone: Zone,
}

impl Format {
    fn read(node: &Node<'_>) -> Option<Self> {
        Some(match node.text()? {
            "iso" => Self::Iso,
            "epoch_s" => Self::EpochSeconds,
            "epoch_ms" => Self::EpochMillis,
            pattern if reader::valid(pattern) => Self::Pattern(pattern.to_owned()),
            _ => {
                return node
                    .wrong("iso, epoch_s, epoch_ms, or a pattern of %Y %m %d %H %M %S %.f and plain text");
            }
        })
    }
}

impl Default for StampFormat {
    fn default() -> Self {
        Self { formats: vec![Format::Iso], zone: Zone::Hub }
    }
}

impl StampFormat {
    /// From the optional members `format` and `zone`.
    pub fn read(format: Option<&Node<'_>>, zone: Option<&Node<'_>>) -> Option<Self> {
        let formats = match format {
            None => Some(vec![Format::Iso]),
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
            (Format::Iso, Value::String(text)) => self.iso(text.trim()),
            (Format::Pattern(pattern), Value::String(text)) => self.pattern(text.trim(), pattern),
            (Format::EpochSeconds, value) => epoch(number(value)?),
            (Format::EpochMillis, value) => epoch(number(value)? / 1_000.0),
            _ => None,
        }
    }

    fn iso(&self, text: &str) -> Option<Stamp> {
        let mut reader = StampReader::new(text);
        reader.pattern("%Y-%m-%d")?;
        reader.literal('T').or_else(|| reader.literal('t')).or_else(|| reader.literal(' '))?;
        reader.pattern("%H:%M:%S%.f")?;
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

fn number(value: &Value) -> Option<f64> {
    // serde_json reads floats without the large tables of the standard library's parser.
    value.as_f64().or_else(|| value.as_str()?.trim().parse::<serde_json::Number>().ok()?.as_f64())
}

fn epoch(seconds: f64) -> Option<Stamp> {
    #[allow(clippy::cast_possible_truncation)] // bounded just above
    (0.0..=LAST_SECOND).contains(&seconds).then(|| Stamp::At(Millis((seconds * 1_000.0).round() as i64)))
}

#[cfg(test)]
mod tests;
