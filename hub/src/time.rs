//! One way to write a moment: RFC 3339 in UTC with `Z` and microseconds.

use chrono::{DateTime, SecondsFormat, Utc};

/// Now, cut to the microseconds that are kept.
pub fn now() -> DateTime<Utc> {
    let now = DateTime::<Utc>::from(std::time::SystemTime::now());
    DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
}

/// `2026-11-23T07:22:09.895394Z`
pub fn text(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The same from microseconds since the Unix epoch, as they stand in the database.
pub fn text_of_micros(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros).map_or_else(String::new, text)
}
