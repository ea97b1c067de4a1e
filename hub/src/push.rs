//! Pushes to the connected clients, in the order in which the changes were committed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use socketioxide::extract::SocketRef;
use socketioxide::socket::Sid;
use socketioxide::{SendError, SocketError, SocketIo};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::store::{Error, notifications};
use crate::time;
use crate::writer::{JobContext, Writer};

/// The room of all clients that receive broadcasts (hub 002 §2.1).
pub const GENERAL: &str = "general";
/// Notifications in a welcome (hub 002 §2.2).
const RECENT: u32 = 10;
/// How long a client that is behind is left alone before it is resynchronised.
const RESYNC_DELAY: Duration = Duration::from_millis(250);

/// Messages that the hub sends by itself.
#[derive(Debug)]
pub enum Push {
    /// One event for all clients.
    Broadcast {
        /// Name of the event.
        event: &'static str,
        /// The event's only argument; `None` for an event without arguments.
        payload: Option<Value>,
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
pub fn publish(io: &SocketIo, resync_queue: &ResyncQueue, push: Push) {
    let Some(clients) = io.of("/") else { return }; // the hub has closed all connections
    match push {
        Push::Broadcast { event, payload } => {
            for socket in clients.within(GENERAL).sockets() {
                send(&socket, event, payload.as_ref(), resync_queue);
            }
        }
        Push::Welcome { sid, recent, resync } => {
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
