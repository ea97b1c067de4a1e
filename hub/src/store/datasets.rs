//! Data sets as agents report them, and what they reported before.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::Error;
use crate::time;

/// Reports that are kept for each data set; the oldest are removed first.
pub const MAX_REPORTS: i64 = 2_000;
/// Data sets that are kept; a report about one more is refused.
pub const MAX_DATASETS: i64 = 10_000;

/// Whether a data set answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatasetStatus {
    /// It answers well.
    Up,
    /// It does not answer, or not well.
    Down,
}

impl DatasetStatus {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// What an agent found when it checked a data set.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its name for users.
    pub name: String,
    /// Its subject.
    pub category: String,
    /// Its address.
    pub url: String,
    /// Whether it answered.
    pub status: DatasetStatus,
    /// How long the answer took, in milliseconds.
    pub latency_ms: Option<f64>,
    /// The HTTP status, if there was an answer.
    pub http_code: Option<u16>,
    /// What went wrong, if there was none.
    pub error: Option<String>,
}

/// A row of `/status` and of the event `dataset_update` (hub 002 §3).
#[derive(Clone, Debug, Serialize)]
pub struct Dataset {
    /// The id that the agent chose.
    pub id: String,
    /// Its name for users.
    pub name: String,
    /// Its subject.
    pub category: String,
    /// Its address.
    pub url: String,
    /// `up` or `down`.
    pub status: String,
    /// Milliseconds.
    pub latency_ms: Option<f64>,
    /// HTTP status.
    pub http_code: Option<u16>,
    /// What went wrong.
    pub error: Option<String>,
    /// First report; RFC 3339, UTC.
    pub created_at: String,
    /// Last report; RFC 3339, UTC.
    pub checked_at: String,
    /// Grows with each report, so that an older row never replaces a newer one.
    pub version: i64,
}

/// A report of the past.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryEntry {
    /// Number of the report among all reports.
    pub id: i64,
    /// Id of the data set.
    pub dataset_id: String,
    /// `up` or `down`.
    pub status: String,
    /// Milliseconds.
    pub latency_ms: Option<f64>,
    /// HTTP status.
    pub http_code: Option<u16>,
    /// What went wrong.
    pub error: Option<String>,
    /// RFC 3339, UTC.
    pub checked_at: String,
}

/// All data sets, in the order of their ids.
pub fn all(conn: &Connection) -> Result<Vec<Dataset>, Error> {
    let mut query = conn.prepare_cached("SELECT * FROM datasets ORDER BY id")?;
    Ok(query.query_map([], read_row)?.collect::<Result<_, _>>()?)
}

/// The data set with an id.
pub fn find(conn: &Connection, id: &str) -> Result<Option<Dataset>, Error> {
    let mut query = conn.prepare_cached("SELECT * FROM datasets WHERE id = ?1")?;
    Ok(query.query_row([id], read_row).optional()?)
}

/// Store a report: it replaces the row of the data set and adds to its history.
pub fn report(conn: &Connection, id: &str, report: &Report, now: DateTime<Utc>) -> Result<Dataset, Error> {
    let at = now.timestamp_micros();
    let seq = add_history(conn, id, report, at)?;
    conn.prepare_cached(
        "INSERT INTO datasets VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)
         ON CONFLICT (id) DO UPDATE SET name = ?2, category = ?3, url = ?4, status = ?5, latency_ms = ?6,
         http_code = ?7, error = ?8, checked_at = ?9, version = ?10",
    )?
    .execute(params![
        id,
        report.name,
        report.category,
        report.url,
        report.status.as_str(),
        report.latency_ms,
        report.http_code,
        report.error,
        at,
        seq
    ])?;
    let kept: i64 = conn.prepare_cached("SELECT count(*) FROM datasets")?.query_row([], |row| row.get(0))?;
    if kept > MAX_DATASETS {
        return Err(Error::Invalid(format!("This hub keeps at most {MAX_DATASETS} data sets")));
    }
    find(conn, id)?.ok_or(Error::NotFound("Dataset"))
}

fn add_history(conn: &Connection, id: &str, report: &Report, at: i64) -> Result<i64, Error> {
    conn.prepare_cached(
        "INSERT INTO history (dataset_id, status, latency_ms, http_code, error, checked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        id,
        report.status.as_str(),
        report.latency_ms,
        report.http_code,
        report.error,
        at
    ])?;
    let seq = conn.last_insert_rowid();
    conn.prepare_cached(
        "DELETE FROM history WHERE dataset_id = ?1 AND seq <=
         (SELECT seq FROM history WHERE dataset_id = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)",
    )?
    .execute(params![id, MAX_REPORTS])?;
    Ok(seq)
}

/// Reports about one data set since a moment, newest first.
pub fn history(conn: &Connection, id: &str, from: DateTime<Utc>) -> Result<Vec<HistoryEntry>, Error> {
    let mut query = conn.prepare_cached(
        "SELECT * FROM history WHERE dataset_id = ?1 AND checked_at >= ?2 ORDER BY seq DESC",
    )?;
    let rows = query.query_map(params![id, from.timestamp_micros()], |row| {
        Ok(HistoryEntry {
            id: row.get("seq")?,
            dataset_id: row.get("dataset_id")?,
            status: row.get("status")?,
            latency_ms: row.get("latency_ms")?,
            http_code: row.get("http_code")?,
            error: row.get("error")?,
            checked_at: time::rfc3339_from_micros(row.get("checked_at")?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Dataset> {
    Ok(Dataset {
        id: row.get("id")?,
        name: row.get("name")?,
        category: row.get("category")?,
        url: row.get("url")?,
        status: row.get("status")?,
        latency_ms: row.get("latency_ms")?,
        http_code: row.get("http_code")?,
        error: row.get("error")?,
        created_at: time::rfc3339_from_micros(row.get("created_at")?),
        checked_at: time::rfc3339_from_micros(row.get("checked_at")?),
        version: row.get("version")?,
    })
}
