//! Pushes to the connected clients of Socket.IO and of `/ws`, in the order in which the changes were committed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde_json::{Value, json};
use socketioxide::extract::SocketRef;
use socketioxide::socket::Sid;
use socketioxide::{SendError, SocketError, SocketIo};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use crate::frames::{Cursor, Frames, Greeting};
use crate::store::changes::RowKind;
use crate::store::{Error, notifications};
use crate::time;
use crate::writer::{JobContext, Writer};

/// The room of all clients that receive broadcasts (hub 002 §2.1).
pub const GENERAL: &str = "general";
/// Notifications in a welcome (hub 002 §2.2).
const RECENT: u32 = 10;
/// How long a client that is behind is left alone before it is resynchronised.
const RESYNC_DELAY: Duration = Duration::from_millis(250);

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Notifications.
    Notifications,
    /// Data sets.
    Datasets,
    /// Rows of the cluster.
    Rows(RowKind),
    /// What happens in the cluster.
    Events,
}

/// All topics.
pub const TOPICS: [Topic; 5] = [
    Topic::Notifications,
    Topic::Datasets,
    Topic::Rows(RowKind::Nodes),
    Topic::Rows(RowKind::Blocks),
    Topic::Events,
];

impl Topic {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Notifications => "notifications",
            Self::Datasets => "datasets",
            Self::Rows(kind) => kind.name(),
            Self::Events => "events",
        }
    }
}

/// Add a broadcast to what a job publishes.
pub fn broadcast(job: &mut JobContext<'_>, topic: Topic, event: &'static str, payload: Option<Value>) {
    job.pushes.push(Push::Broadcast { topic, event, payload, cursor: None });
}

/// Say with the last broadcast of a job how far a client is that has heard it. Who has heard the others alone has not heard
/// the job.
pub fn note_cursor(conn: &Connection, pushes: &mut [Push]) -> Result<(), Error> {
    let last = pushes.iter_mut().rev().find_map(|push| match push {
        Push::Broadcast { cursor, .. } => Some(cursor),
        _ => None,
    });
    if let Some(cursor) = last {
        *cursor = Some(Arc::new(Cursor::at(conn)?));
    }
    Ok(())
}

/// Messages that the hub sends by itself.
#[derive(Debug)]
pub enum Push {
    /// One event for all clients.
    Broadcast {
        /// What it is about.
        topic: Topic,
        /// Name of the event.
        event: &'static str,
        /// The event's only argument; `None` for an event without arguments.
        payload: Option<Value>,
        /// How far a client is that has heard it; only the last one of a job says it ([`note_cursor`]).
        cursor: Option<Arc<Cursor>>,
    },
    /// A client of `/ws` gets its first frames, and from then on the broadcasts.
    Greet {
        /// The frames.
        first: Vec<Value>,
        /// How far they lead.
        up_to: Arc<Cursor>,
        /// Who waits for them.
        client: oneshot::Sender<Greeting>,
    },
    /// A client's first messages, after which it receives the broadcasts.
    Welcome {
        /// Session of the client.
        sid: Sid,
        /// The newest notifications.
        recent: Value,
        /// Whether the client received broadcasts before and has missed some.
        resync: bool,
    },
}

/// What the hub keeps for each connected client.
#[derive(Clone)]
pub struct ClientState {
    /// The moment of the connection.
    pub connected_at: DateTime<Utc>,
    /// Set while the client is in the resync queue.
    behind: Arc<AtomicBool>,
}

impl ClientState {
    /// The state of a client that connects now.
    pub fn new() -> Self {
        Self { connected_at: time::now(), behind: Arc::default() }
    }
}

/// Send a push to the clients that it is for.
pub fn publish(io: &SocketIo, resync_queue: &ResyncQueue, frames: &Frames, push: Push) {
    let all = || io.of("/"); // none once the hub has closed all connections
    match push {
        Push::Broadcast { topic, event, payload, cursor } => {
            for socket in all().map(|clients| clients.within(GENERAL).sockets()).unwrap_or_default() {
                send(&socket, event, payload.as_ref(), resync_queue);
            }
            frames.send(topic, event, payload, cursor);
        }
        Push::Greet { first, up_to, client } => frames.greet(first, up_to, client),
        Push::Welcome { sid, recent, resync } => {
            let Some(clients) = all() else { return };
            let Some(socket) = clients.get_socket(sid) else { return };
            if resync {
                send(&socket, "resync", Some(&json!({ "last_id": recent["last_id"] })), resync_queue);
            }
            send(&socket, "recent_notifications", Some(&recent), resync_queue);
            let stats = json!({
                "connected_clients": clients.sockets().len(),
                "system_status": "healthy",
                "last_update": time::rfc3339(time::now()),
            });
            send(&socket, "initial_stats", Some(&stats), resync_queue);
            socket.join(GENERAL);
        }
    }
}

/// Send one event to one client. A client whose buffer is full gets nothing more until it is resynchronised: a message
/// lost in silence is the one thing that must not happen.
fn send(socket: &SocketRef, event: &str, payload: Option<&Value>, resync_queue: &ResyncQueue) {
    let Some(client) = socket.extensions.get::<ClientState>() else { return };
    if client.behind.load(Ordering::Relaxed) {
        return;
    }
    let sent = match payload {
        Some(payload) => socket.emit(event, payload),
        None => socket.emit(event, &()),
    };
    match sent {
        Err(SendError::Socket(SocketError::InternalChannelFull)) => {
            client.behind.store(true, Ordering::Relaxed);
            resync_queue.add(socket.id, client.behind);
        }
        Err(SendError::Serialize(error)) => tracing::error!(event, %error, "an event cannot be encoded"),
        Err(SendError::Socket(_)) | Ok(()) => {}
    }
}

/// A client that fell behind.
struct Lagging {
    sid: Sid,
    behind: Arc<AtomicBool>,
    resync_at: Instant,
}

/// The clients that fell behind, in the order in which they are resynchronised.
pub struct ResyncQueue(mpsc::UnboundedSender<Lagging>);

/// The end of the resync queue that clients are taken from.
pub struct LaggingClients(mpsc::UnboundedReceiver<Lagging>);

impl ResyncQueue {
    /// An empty queue: the end to add clients to, and the end to take them from.
    pub fn new() -> (Self, LaggingClients) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self(sender), LaggingClients(receiver))
    }

    fn add(&self, sid: Sid, behind: Arc<AtomicBool>) {
        let client = Lagging { sid, behind, resync_at: Instant::now() + RESYNC_DELAY };
        drop(self.0.send(client)); // fails only while the hub stops
    }
}

/// Resynchronise clients that fell behind, each after a delay, until the writer's thread ends.
pub async fn resync(mut lagging: LaggingClients, writer: Writer) {
    while let Some(Lagging { sid, behind, resync_at }) = lagging.0.recv().await {
        tokio::time::sleep_until(resync_at).await;
        let welcomed = writer.run(move |job| {
            behind.store(false, Ordering::Relaxed);
            welcome(job, sid, true)
        });
        if let Err(error) = welcomed.await {
            tracing::warn!(%sid, %error, "a client that missed events cannot be resynchronised");
        }
    }
}

/// Push a client's first messages. They show the same moment from which on the client receives the broadcasts.
pub fn welcome(job: &mut JobContext<'_>, sid: Sid, resync: bool) -> Result<(), Error> {
    let recent = serde_json::to_value(notifications::newest(job.conn, RECENT)?).unwrap_or_default();
    job.pushes.push(Push::Welcome { sid, recent, resync });
    Ok(())
}

#[cfg(test)]
mod tests;
