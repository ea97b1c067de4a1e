//! How moments are written: RFC 3339 in UTC with `Z` and microseconds.

use chrono::{DateTime, SecondsFormat, Utc};

/// The present moment, cut to the microseconds that the database keeps.
pub fn now() -> DateTime<Utc> {
    let now = DateTime::<Utc>::from(std::time::SystemTime::now());
    DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
}

/// Format a moment as `2026-11-23T07:22:09.895394Z`.
pub fn rfc3339(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// Format a moment that is given in microseconds since the Unix epoch, as in the database.
pub fn rfc3339_from_micros(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros).map_or_else(String::new, rfc3339)
}
