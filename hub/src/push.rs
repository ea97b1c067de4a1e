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
use crate::store::channels::{CHANNELS, Channel};
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
    /// Notifications, of one channel or of all.
    Notifications(Option<Channel>),
    /// Data sets.
    Datasets,
    /// Rows of the cluster.
    Rows(RowKind),
    /// What happens in the cluster.
    Events,
}

/// The topics that are all there is to hear.
pub const TOPICS: [Topic; 6] = [
    Topic::Notifications(None),
    Topic::Datasets,
    Topic::Rows(RowKind::Nodes),
    Topic::Rows(RowKind::Blocks),
    Topic::Rows(RowKind::Files),
    Topic::Events,
];

impl Topic {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Notifications(None) => "notifications",
            Self::Notifications(Some(Channel::Portal)) => "notifications.portal",
            Self::Notifications(Some(Channel::Cluster)) => "notifications.cluster",
            Self::Datasets => "datasets",
            Self::Rows(kind) => kind.name(),
            Self::Events => "events",
        }
    }

    /// The topic of this name.
    pub fn parse(name: &str) -> Option<Self> {
        let of_channels = CHANNELS.map(|channel| Self::Notifications(Some(channel)));
        TOPICS.into_iter().chain(of_channels).find(|topic| topic.name() == name)
    }

    /// Whether who wants to hear of this topic hears what is about the other.
    pub fn covers(self, other: Self) -> bool {
        match (self, other) {
            (Self::Notifications(None), Self::Notifications(_))
            | (Self::Notifications(_), Self::Notifications(None)) => true,
            _ => self == other,
        }
    }

    /// The channel whose clients hear of it; all hear of it where there is none.
    fn channel(self) -> Option<Channel> {
        match self {
            Self::Notifications(channel) => channel,
            Self::Datasets => Some(Channel::Portal),
            Self::Rows(_) | Self::Events => Some(Channel::Cluster),
        }
    }
}

/// The namespaces of Socket.IO: clients of `/` hear all, those of another one channel.
pub const NAMESPACES: [(&str, Option<Channel>); 3] =
    [("/", None), ("/portal", Some(Channel::Portal)), ("/cluster", Some(Channel::Cluster))];

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
        /// The client.
        client: ClientId,
        /// The newest notifications.
        recent: Value,
        /// Whether the client received broadcasts before and has missed some.
        resync: bool,
    },
}

/// Which client: a session may be in several namespaces.
#[derive(Clone, Copy, Debug)]
pub struct ClientId {
    /// The namespace.
    pub namespace: &'static str,
    /// The session.
    pub sid: Sid,
}

impl ClientId {
    fn socket(self, io: &SocketIo) -> Option<SocketRef> {
        io.of(self.namespace)?.get_socket(self.sid)
    }
}

/// What the hub keeps for each connected client.
#[derive(Clone)]
pub struct ClientState {
    /// Which it is.
    id: ClientId,
    /// The channel that it hears, or all.
    pub channel: Option<Channel>,
    /// The moment of the connection.
    pub connected_at: DateTime<Utc>,
    /// Set while the client is in the resync queue.
    behind: Arc<AtomicBool>,
}

impl ClientState {
    /// The state of a client that connects now.
    pub fn new(id: ClientId, channel: Option<Channel>) -> Self {
        Self { id, channel, connected_at: time::now(), behind: Arc::default() }
    }

    /// Which client it is.
    pub fn id(&self) -> ClientId {
        self.id
    }
}

/// Send a push to the clients that it is for.
pub fn publish(io: &SocketIo, resync_queue: &ResyncQueue, frames: &Frames, push: Push) {
    match push {
        Push::Broadcast { topic, event, payload, cursor } => {
            let hears = |channel: Option<Channel>| {
                channel.zip(topic.channel()).is_none_or(|(wanted, about)| wanted == about)
            };
            for (namespace, _) in NAMESPACES.into_iter().filter(|(_, channel)| hears(*channel)) {
                // There is none once the hub has closed all connections.
                let clients = io.of(namespace).map(|clients| clients.within(GENERAL).sockets());
                for socket in clients.unwrap_or_default() {
                    send(&socket, event, payload.as_ref(), resync_queue);
                }
            }
            frames.send(topic, event, payload, cursor);
        }
        Push::Greet { first, up_to, client } => frames.greet(first, up_to, client),
        Push::Welcome { client, recent, resync } => {
            let Some(socket) = client.socket(io) else { return };
            if resync {
                send(&socket, "resync", Some(&json!({ "last_id": recent["last_id"] })), resync_queue);
            }
            send(&socket, "recent_notifications", Some(&recent), resync_queue);
            let stats = json!({
                "connected_clients": clients(io).len(),
                "system_status": "healthy",
                "last_update": time::rfc3339(time::now()),
            });
            send(&socket, "initial_stats", Some(&stats), resync_queue);
            socket.join(GENERAL);
        }
    }
}

/// What a client is refused with where as many listen as may.
pub const FULL: &str = "As many clients listen as this hub takes (--max-clients); try again later";

/// All clients, of each namespace.
pub fn clients(io: &SocketIo) -> Vec<SocketRef> {
    NAMESPACES.iter().filter_map(|(name, _)| io.of(*name)).flat_map(|clients| clients.sockets()).collect()
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
            resync_queue.add(client);
        }
        Err(SendError::Serialize(error)) => tracing::error!(event, %error, "an event cannot be encoded"),
        Err(SendError::Socket(_)) | Ok(()) => {}
    }
}

/// A client that fell behind.
struct Lagging {
    client: ClientState,
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

    fn add(&self, client: ClientState) {
        let lagging = Lagging { client, resync_at: Instant::now() + RESYNC_DELAY };
        drop(self.0.send(lagging)); // fails only while the hub stops
    }
}

/// Resynchronise clients that fell behind, each after a delay, until the writer's thread ends.
pub async fn resync(mut lagging: LaggingClients, writer: Writer) {
    while let Some(Lagging { client, resync_at }) = lagging.0.recv().await {
        tokio::time::sleep_until(resync_at).await;
        let id = client.id();
        let welcomed = writer.run(move |job| {
            client.behind.store(false, Ordering::Relaxed);
            welcome(job, &client, true)
        });
        if let Err(error) = welcomed.await {
            tracing::warn!(?id, %error, "a client that missed events cannot be resynchronised");
        }
    }
}

/// Push a client's first messages. They show the same moment from which on the client receives the broadcasts.
pub fn welcome(job: &mut JobContext<'_>, client: &ClientState, resync: bool) -> Result<(), Error> {
    let recent = notifications::newest(job.conn, client.channel, RECENT)?;
    let recent = serde_json::to_value(recent).unwrap_or_default();
    job.pushes.push(Push::Welcome { client: client.id(), recent, resync });
    Ok(())
}

#[cfg(test)]
mod tests;
