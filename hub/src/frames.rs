//! What clients of `/ws` hear: each event as one text frame, encoded once for all of them, and how far it leads.

use std::fmt;
use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use tokio::sync::{broadcast, oneshot};

use crate::push::Topic;
use crate::store::changes::{self, Mark};
use crate::store::channels::Channel;
use crate::store::{Error, datasets, events, notifications};
use crate::writer::JobContext;

/// Notifications and events that a client gets which has heard none.
const RECENT: u32 = 50;
/// Rows of a table in one frame. A longer table goes on at `next`, over REST.
const MAX_ROWS: u32 = 10_000;
/// Events that are repeated for a client that was away.
const MAX_EVENTS: u32 = 1_000;

/// How far a client is: what it was told last of everything that is numbered. To clients it is a word without meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    mark: Mark,
    notification: i64,
    event: i64,
}

impl Cursor {
    /// How far the database is.
    pub fn at(conn: &Connection) -> Result<Self, Error> {
        let (notification, event) = (notifications::last(conn)?, events::last(conn)?);
        Ok(Self { mark: changes::mark(conn)?, notification, event })
    }

    /// Read what a client was given. Nothing where it is none of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let epoch = parts.next().filter(|epoch| !epoch.is_empty())?.to_owned();
        let mut number = || parts.next()?.parse().ok().filter(|number| *number >= 0);
        let (version, notification, event) = (number()?, number()?, number()?);
        parts.next().is_none().then_some(Self { mark: Mark { epoch, version }, notification, event })
    }

    /// Whether this database has been there, or is.
    fn is_of(&self, now: &Self) -> bool {
        self.mark.epoch == now.mark.epoch
            && self.mark.version <= now.mark.version
            && self.notification <= now.notification
            && self.event <= now.event
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.{}", self.mark.epoch, self.mark.version, self.notification, self.event)
    }
}

/// One frame for all clients.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What it is about.
    pub topic: Topic,
    /// How far a client is that has heard it, where it says that.
    pub cursor: Option<Arc<Cursor>>,
    /// As it stands on the wire.
    pub text: Utf8Bytes,
}

/// What a client begins with.
#[derive(Debug)]
pub struct Greeting {
    /// Its first frames.
    pub first: Vec<Value>,
    /// How far they lead.
    pub up_to: Arc<Cursor>,
    /// All that is told after them.
    pub rest: broadcast::Receiver<Frame>,
}

/// Hands frames to all clients. Cheap to clone.
#[derive(Clone)]
pub struct Frames {
    ring: broadcast::Sender<Frame>,
}

impl Frames {
    /// For so many frames that the slowest client may be behind.
    pub fn new(capacity: usize) -> Self {
        Self { ring: broadcast::Sender::new(capacity) }
    }

    /// Clients that hear them.
    pub fn listeners(&self) -> usize {
        self.ring.receiver_count()
    }

    /// Frames that the slowest client has not taken yet.
    pub fn waiting(&self) -> usize {
        self.ring.len()
    }

    /// Tell all clients.
    pub fn send(&self, topic: Topic, event: &str, payload: Option<Value>, cursor: Option<Arc<Cursor>>) {
        if self.listeners() == 0 {
            return;
        }
        let mut frame = frame(event, payload.unwrap_or_default());
        if let Some(cursor) = &cursor {
            frame["cursor"] = cursor.to_string().into();
        }
        let frame = Frame { topic, cursor, text: frame.to_string().into() };
        drop(self.ring.send(frame)); // fails when the last client has just gone
    }

    /// Let a client begin: what is told from now on comes after its first frames.
    pub fn greet(&self, first: Vec<Value>, up_to: Arc<Cursor>, client: oneshot::Sender<Greeting>) {
        drop(client.send(Greeting { first, up_to, rest: self.ring.subscribe() })); // fails when it has gone already
    }
}

/// An event in the envelope of hub 004: its members, and what it is as `type`.
pub fn frame(event: &str, payload: Value) -> Value {
    let mut members = match payload {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    members.insert("type".to_owned(), Value::from(event));
    Value::Object(members)
}

/// A client's first frames, and how far they lead: what it has missed since `cursor`, or all that it needs where that
/// cannot be said. Only the last of them has a cursor: who has not heard them all has missed some.
pub fn first_frames(
    job: &JobContext<'_>,
    cursor: Option<&Cursor>,
    topics: &[Topic],
) -> Result<(Vec<Value>, Cursor), Error> {
    let now = Cursor::at(job.conn)?;
    let known = cursor.filter(|cursor| cursor.is_of(&now));
    let mut frames = Vec::new();
    for topic in topics {
        frames.push(match topic {
            Topic::Notifications(only) => missed_notifications(job, *only, known)?,
            Topic::Datasets => whole("datasets", json!({ "rows": datasets::all(job.conn)? })),
            Topic::Rows(kind) => {
                let missed = known.map(|known| changes::since(job.conn, *kind, known.mark.version));
                match missed.transpose()?.flatten() {
                    Some(missed) => of_table("rows", kind.name(), json!(missed)),
                    None => whole(kind.name(), json!(changes::page(job.conn, *kind, "", MAX_ROWS)?)),
                }
            }
            Topic::Events => {
                let (after, limit) = known.map_or((0, RECENT), |known| (known.event, MAX_EVENTS));
                frame("recent_events", json!({ "events": events::after(job.conn, after, limit)? }))
            }
        });
    }
    frames.push(frame("up_to_date", json!({ "cursor": now.to_string(), "replayed": known.is_some() })));
    Ok((frames, now))
}

fn missed_notifications(
    job: &JobContext<'_>,
    only: Option<Channel>,
    known: Option<&Cursor>,
) -> Result<Value, Error> {
    let payload = match known {
        Some(known) => json!(notifications::since(job.conn, only, known.notification, 0)?),
        None => json!(notifications::newest(job.conn, only, RECENT)?),
    };
    Ok(frame("recent_notifications", payload))
}

/// A whole table.
fn whole(table: &str, rows: Value) -> Value {
    of_table("table", table, rows)
}

fn of_table(event: &str, table: &str, payload: Value) -> Value {
    let mut frame = frame(event, payload);
    frame["table"] = table.into();
    frame
}

#[cfg(test)]
mod tests;
