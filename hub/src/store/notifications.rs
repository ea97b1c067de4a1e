//! The log of notifications. Ids are a zero-padded sequence, so that their order as text is their order in time.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde_json::Value;

use super::Error;
use crate::time;

/// How many are kept; the oldest go first.
pub const KEPT: i64 = 10_000;
const PREFIX: &str = "n-";

/// How serious a notification is (hub 002 §2.3, but checked).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For information.
    Info,
    /// Something went well.
    Success,
    /// Something may go wrong.
    Warning,
    /// Something went wrong.
    Error,
}

impl Kind {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// By its name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Info, Self::Success, Self::Warning, Self::Error].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What a new notification says.
#[derive(Clone, Debug)]
pub struct Draft {
    /// How serious.
    pub kind: Kind,
    /// One line.
    pub title: String,
    /// The rest.
    pub message: String,
    /// An object with whatever else there is.
    pub data: Value,
}

/// A notification as it goes over the wire (hub 002 §2.3).
#[derive(Clone, Debug, Serialize)]
pub struct Notification {
    /// `n-000000000123`
    pub id: String,
    /// `info`, `success`, `warning` or `error`.
    #[serde(rename = "type")]
    pub kind: String,
    /// One line.
    pub title: String,
    /// The rest.
    pub message: String,
    /// RFC 3339, UTC.
    pub timestamp: String,
    /// An object.
    pub data: Value,
    /// Read by anybody: there are no users yet.
    pub read: bool,
}

/// Part of the log.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// Newest first.
    pub notifications: Vec<Notification>,
    /// How many are in this page.
    pub total: usize,
    /// Unread among all that are kept.
    pub unread_count: i64,
    /// The newest id ever given; `null` before the first.
    pub last_id: Option<String>,
}

/// What came after an id.
#[derive(Clone, Debug, Serialize)]
pub struct CatchUp {
    /// The page: the oldest ones after the id, newest first.
    #[serde(flatten)]
    pub page: Page,
    /// There are more after the newest of this page.
    pub more: bool,
    /// Nothing that came after the id is missing: neither dropped for age nor unknown to this database.
    pub complete: bool,
    /// Everything up to this id was cleared by somebody; `null` if nothing ever was.
    pub cleared_through: Option<String>,
}

/// The id of a place in the sequence.
pub fn id_of(seq: i64) -> String {
    format!("{PREFIX}{seq:012}")
}

/// The place in the sequence of an id.
pub fn seq_of(id: &str) -> Option<i64> {
    let digits = id.strip_prefix(PREFIX)?;
    if digits.len() < 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// Keep a new notification, and drop what is too old.
pub fn add(conn: &Connection, draft: &Draft, now: DateTime<Utc>) -> Result<Notification, Error> {
    conn.prepare_cached(
        "INSERT INTO notifications (kind, title, message, at, data) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        draft.kind.as_str(),
        draft.title,
        draft.message,
        now.timestamp_micros(),
        draft.data.to_string()
    ])?;
    let seq = conn.last_insert_rowid();
    let floor = seq - KEPT;
    let dropped = conn.prepare_cached("DELETE FROM notifications WHERE seq <= ?1")?.execute([floor])?;
    if dropped > 0 {
        set_count(conn, "pruned_through", floor)?;
    }
    Ok(Notification {
        id: id_of(seq),
        kind: draft.kind.as_str().to_owned(),
        title: draft.title.clone(),
        message: draft.message.clone(),
        timestamp: time::text(now),
        data: draft.data.clone(),
        read: false,
    })
}

/// The newest ones. `limit` 0 means all.
pub fn newest(conn: &Connection, limit: u32) -> Result<Page, Error> {
    let limit = if limit == 0 { -1 } else { i64::from(limit) };
    let notifications = conn
        .prepare_cached("SELECT * FROM notifications ORDER BY seq DESC LIMIT ?1")?
        .query_map([limit], read_row)?
        .collect::<Result<Vec<_>, _>>()?;
    page(conn, notifications)
}

/// What came after `seq`, the oldest `limit` of it (0 means all), so that a client can page without losing any.
pub fn since(conn: &Connection, seq: i64, limit: u32) -> Result<CatchUp, Error> {
    let wanted = if limit == 0 { KEPT } else { i64::from(limit).min(KEPT) };
    let mut notifications = conn
        .prepare_cached("SELECT * FROM notifications WHERE seq > ?1 ORDER BY seq LIMIT ?2")?
        .query_map([seq, wanted + 1], read_row)?
        .collect::<Result<Vec<_>, _>>()?;
    let fits = usize::try_from(wanted).unwrap_or(usize::MAX);
    let more = notifications.len() > fits;
    notifications.truncate(fits);
    notifications.reverse();
    let complete = seq <= last(conn)? && seq >= count(conn, "pruned_through")?;
    let cleared = count(conn, "cleared_through")?;
    Ok(CatchUp {
        page: page(conn, notifications)?,
        more,
        complete,
        cleared_through: (cleared > 0).then(|| id_of(cleared)),
    })
}

fn page(conn: &Connection, notifications: Vec<Notification>) -> Result<Page, Error> {
    let last = last(conn)?;
    Ok(Page {
        total: notifications.len(),
        notifications,
        unread_count: unread(conn)?,
        last_id: (last > 0).then(|| id_of(last)),
    })
}

/// Mark one read. Marking it again is no mistake.
///
/// # Errors
/// [`Error::NotFound`] when it is not kept.
pub fn mark_read(conn: &Connection, id: &str) -> Result<(), Error> {
    let seq = seq_of(id).ok_or(Error::NotFound("Notification"))?;
    match conn.prepare_cached("UPDATE notifications SET read = 1 WHERE seq = ?1")?.execute([seq])? {
        0 => Err(Error::NotFound("Notification")),
        _ => Ok(()),
    }
}

/// Remove all. Their ids are not given again.
pub fn clear(conn: &Connection) -> Result<(), Error> {
    conn.execute("DELETE FROM notifications", [])?;
    set_count(conn, "cleared_through", last(conn)?)
}

/// Unread among all that are kept.
pub fn unread(conn: &Connection) -> Result<i64, Error> {
    count(conn, "unread")
}

fn last(conn: &Connection) -> Result<i64, Error> {
    let found = conn
        .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'notifications'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(0))
}

fn count(conn: &Connection, name: &str) -> Result<i64, Error> {
    let mut query = conn.prepare_cached("SELECT value FROM counts WHERE name = ?1")?;
    Ok(query.query_row([name], |row| row.get(0))?)
}

fn set_count(conn: &Connection, name: &str, value: i64) -> Result<(), Error> {
    conn.prepare_cached("UPDATE counts SET value = ?2 WHERE name = ?1")?.execute(params![name, value])?;
    Ok(())
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Notification> {
    let data: String = row.get("data")?;
    Ok(Notification {
        id: id_of(row.get("seq")?),
        kind: row.get("kind")?,
        title: row.get("title")?,
        message: row.get("message")?,
        timestamp: time::text_of_micros(row.get("at")?),
        data: serde_json::from_str(&data).unwrap_or(Value::Null),
        read: row.get("read")?,
    })
}
