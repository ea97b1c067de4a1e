//! The log of notifications. Ids are a zero-padded sequence, so that their order as text is their order in time.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Error;
use super::channels::{CHANNELS, Channel};
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
    /// What it is about.
    pub channel: Channel,
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
    /// What it is about.
    pub channel: Channel,
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
    /// Number of unread ones among all that are kept, of all channels.
    pub unread_count: i64,
    /// The same for each channel, by its name.
    pub unread: Value,
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
        "INSERT INTO notifications (kind, title, message, at, data, channel) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        draft.severity.as_str(),
        draft.title,
        draft.message,
        now.timestamp_micros(),
        draft.data.to_string(),
        draft.channel.as_str()
    ])?;
    let seq = conn.last_insert_rowid();
    let floor = seq - MAX_KEPT;
    let dropped = conn.prepare_cached("DELETE FROM notifications WHERE seq <= ?1")?.execute([floor])?;
    if dropped > 0 {
        set_count(conn, "pruned_through", floor)?;
    }
    Ok(Notification {
        id: id_of(seq),
        channel: draft.channel,
        severity: draft.severity.as_str().to_owned(),
        title: draft.title.clone(),
        message: draft.message.clone(),
        timestamp: time::rfc3339(now),
        data: draft.data.clone(),
        read: false,
    })
}

/// The newest notifications, of one channel or of all; a `limit` of 0 means all.
pub fn newest(conn: &Connection, only: Option<Channel>, limit: u32) -> Result<NotificationPage, Error> {
    let limit = if limit == 0 { -1 } else { i64::from(limit) };
    let notifications = conn
        .prepare_cached(
            "SELECT * FROM notifications WHERE channel = ifnull(?1, channel) ORDER BY seq DESC LIMIT ?2",
        )?
        .query_map(params![only.map(Channel::as_str), limit], read_row)?
        .collect::<Result<Vec<_>, _>>()?;
    page(conn, notifications)
}

/// The oldest `limit` notifications after `seq` (0 means all), so that a client can page without losing any.
pub fn since(conn: &Connection, only: Option<Channel>, seq: i64, limit: u32) -> Result<CatchUp, Error> {
    let wanted = if limit == 0 { MAX_KEPT } else { i64::from(limit).min(MAX_KEPT) };
    let mut notifications = conn
        .prepare_cached(
            "SELECT * FROM notifications WHERE seq > ?1 AND channel = ifnull(?3, channel) ORDER BY seq LIMIT ?2",
        )?
        .query_map(params![seq, wanted + 1, only.map(Channel::as_str)], read_row)?
        .collect::<Result<Vec<_>, _>>()?;
    let fits = usize::try_from(wanted).unwrap_or(usize::MAX);
    let more = notifications.len() > fits;
    notifications.truncate(fits);
    notifications.reverse();
    let complete = seq <= last(conn)? && seq >= count(conn, "pruned_through")?;
    let cleared = match only {
        Some(channel) => count(conn, channel.cleared_through())?,
        None => count(conn, "cleared_through")?,
    };
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
        unread: unread_by_channel(conn)?,
        last_id: (last > 0).then(|| id_of(last)),
    })
}

/// Mark one notification read, and say what it is about. Marking it again is no error.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the log.
pub fn mark_read(conn: &Connection, id: &str) -> Result<Channel, Error> {
    let seq = seq_of(id).ok_or(Error::NotFound("Notification"))?;
    let mut update =
        conn.prepare_cached("UPDATE notifications SET read = 1 WHERE seq = ?1 RETURNING channel")?;
    let marked = update.query_row([seq], read_channel).optional()?;
    marked.ok_or(Error::NotFound("Notification"))
}

/// Remove all notifications, of one channel or of all. Their ids are not reused.
pub fn clear(conn: &Connection, only: Option<Channel>) -> Result<(), Error> {
    let name = only.map(Channel::as_str);
    conn.execute("DELETE FROM notifications WHERE channel = ifnull(?1, channel)", [name])?;
    let last = last(conn)?;
    if only.is_none() {
        set_count(conn, "cleared_through", last)?;
    }
    let cleared = CHANNELS.into_iter().filter(|channel| only.is_none_or(|only| only == *channel));
    cleared.into_iter().try_for_each(|channel| set_count(conn, channel.cleared_through(), last))
}

/// Number of unread notifications among all that are kept.
pub fn unread(conn: &Connection) -> Result<i64, Error> {
    count(conn, "unread")
}

/// The same for each channel, by its name.
pub fn unread_by_channel(conn: &Connection) -> Result<Value, Error> {
    let mut query =
        conn.prepare_cached("SELECT count(*) FROM notifications WHERE read = 0 AND channel = ?1")?;
    let mut unread = Map::new();
    for channel in CHANNELS {
        let count: i64 = query.query_row([channel.as_str()], |row| row.get(0))?;
        unread.insert(channel.as_str().to_owned(), count.into());
    }
    Ok(Value::Object(unread))
}

/// The number of the newest notification that there ever was.
pub fn last(conn: &Connection) -> Result<i64, Error> {
    last_of(conn, "notifications")
}

/// What another hub wrote is of the portal.
fn read_channel(row: &Row<'_>) -> rusqlite::Result<Channel> {
    let name: String = row.get("channel")?;
    Ok(Channel::parse(&name).unwrap_or(Channel::Portal))
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Notification> {
    let data: String = row.get("data")?;
    Ok(Notification {
        id: id_of(row.get("seq")?),
        channel: read_channel(row)?,
        severity: row.get("kind")?,
        title: row.get("title")?,
        message: row.get("message")?,
        timestamp: time::rfc3339_from_micros(row.get("at")?),
        data: serde_json::from_str(&data).unwrap_or(Value::Null),
        read: row.get("read")?,
    })
}
