//! The log of notifications. Ids are a zero-padded sequence, so that their order as text is their order in time.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use serde_json::Value;

use super::Error;
use super::counts::{count, last_of, set_count};
use crate::time;

/// Notifications that are kept; the oldest are removed first.
pub const MAX_KEPT: i64 = 10_000;
const PREFIX: &str = "n-";

/// How serious a notification is (hub 002 §2.3, but checked).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing went well or wrong.
    Info,
    /// Something went well.
    Success,
    /// Something may go wrong.
    Warning,
    /// Something went wrong.
    Error,
}

impl Severity {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Info, Self::Success, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.as_str() == name)
    }
}

/// A notification that has no id and no time yet.
#[derive(Clone, Debug)]
pub struct Draft {
    /// How serious it is.
    pub severity: Severity,
    /// One line.
    pub title: String,
    /// The rest of the text.
    pub message: String,
    /// Further fields, as an object.
    pub data: Value,
}

/// A notification as it goes over the wire (hub 002 §2.3).
#[derive(Clone, Debug, Serialize)]
pub struct Notification {
    /// `n-000000000123`
    pub id: String,
    /// `info`, `success`, `warning` or `error`.
    #[serde(rename = "type")]
    pub severity: String,
    /// One line.
    pub title: String,
    /// The rest of the text.
    pub message: String,
    /// RFC 3339, UTC.
    pub timestamp: String,
    /// Further fields, as an object.
    pub data: Value,
    /// Read by any client: the hub knows no users yet.
    pub read: bool,
}

/// A part of the log.
#[derive(Clone, Debug, Serialize)]
pub struct NotificationPage {
    /// Newest first.
    pub notifications: Vec<Notification>,
    /// Number of notifications in this page.
    pub total: usize,
    /// Number of unread ones among all that are kept.
    pub unread_count: i64,
    /// The newest id that was ever assigned; `null` before the first.
    pub last_id: Option<String>,
}

/// The notifications after an id.
#[derive(Clone, Debug, Serialize)]
pub struct CatchUp {
    /// The oldest ones after the id, newest first.
    #[serde(flatten)]
    pub page: NotificationPage,
    /// Whether there are more after the newest of this page.
    pub more: bool,
    /// Whether none is missing: false when some were removed for their age, or when this database never assigned the id.
    pub complete: bool,
    /// A client cleared everything up to this id; `null` if none ever did.
    pub cleared_through: Option<String>,
}

/// The id of a sequence number.
pub fn id_of(seq: i64) -> String {
    format!("{PREFIX}{seq:012}")
}

/// The sequence number of an id.
pub fn seq_of(id: &str) -> Option<i64> {
    let digits = id.strip_prefix(PREFIX)?;
    if digits.len() < 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// Store a new notification, and remove those beyond [`MAX_KEPT`].
pub fn add(conn: &Connection, draft: &Draft, now: DateTime<Utc>) -> Result<Notification, Error> {
    conn.prepare_cached(
        "INSERT INTO notifications (kind, title, message, at, data) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        draft.severity.as_str(),
        draft.title,
        draft.message,
        now.timestamp_micros(),
        draft.data.to_string()
    ])?;
    let seq = conn.last_insert_rowid();
    let floor = seq - MAX_KEPT;
    let dropped = conn.prepare_cached("DELETE FROM notifications WHERE seq <= ?1")?.execute([floor])?;
    if dropped > 0 {
        set_count(conn, "pruned_through", floor)?;
    }
    Ok(Notification {
        id: id_of(seq),
        severity: draft.severity.as_str().to_owned(),
        title: draft.title.clone(),
        message: draft.message.clone(),
        timestamp: time::rfc3339(now),
        data: draft.data.clone(),
        read: false,
    })
}

/// The newest notifications; a `limit` of 0 means all.
pub fn newest(conn: &Connection, limit: u32) -> Result<NotificationPage, Error> {
    let limit = if limit == 0 { -1 } else { i64::from(limit) };
    let notifications = conn
        .prepare_cached("SELECT * FROM notifications ORDER BY seq DESC LIMIT ?1")?
        .query_map([limit], read_row)?
        .collect::<Result<Vec<_>, _>>()?;
    page(conn, notifications)
}

/// The oldest `limit` notifications after `seq` (0 means all), so that a client can page without losing any.
pub fn since(conn: &Connection, seq: i64, limit: u32) -> Result<CatchUp, Error> {
    let wanted = if limit == 0 { MAX_KEPT } else { i64::from(limit).min(MAX_KEPT) };
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

fn page(conn: &Connection, notifications: Vec<Notification>) -> Result<NotificationPage, Error> {
    let last = last(conn)?;
    Ok(NotificationPage {
        total: notifications.len(),
        notifications,
        unread_count: unread(conn)?,
        last_id: (last > 0).then(|| id_of(last)),
    })
}

/// Mark one notification read. Marking it again is no error.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the log.
pub fn mark_read(conn: &Connection, id: &str) -> Result<(), Error> {
    let seq = seq_of(id).ok_or(Error::NotFound("Notification"))?;
    match conn.prepare_cached("UPDATE notifications SET read = 1 WHERE seq = ?1")?.execute([seq])? {
        0 => Err(Error::NotFound("Notification")),
        _ => Ok(()),
    }
}

/// Remove all notifications. Their ids are not reused.
pub fn clear(conn: &Connection) -> Result<(), Error> {
    conn.execute("DELETE FROM notifications", [])?;
    set_count(conn, "cleared_through", last(conn)?)
}

/// Number of unread notifications among all that are kept.
pub fn unread(conn: &Connection) -> Result<i64, Error> {
    count(conn, "unread")
}

/// The number of the newest notification that there ever was.
pub fn last(conn: &Connection) -> Result<i64, Error> {
    last_of(conn, "notifications")
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Notification> {
    let data: String = row.get("data")?;
    Ok(Notification {
        id: id_of(row.get("seq")?),
        severity: row.get("kind")?,
        title: row.get("title")?,
        message: row.get("message")?,
        timestamp: time::rfc3339_from_micros(row.get("at")?),
        data: serde_json::from_str(&data).unwrap_or(Value::Null),
        read: row.get("read")?,
    })
}
