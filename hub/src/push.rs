//! Telling clients: called in the order in which changes were put on disk.

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
use crate::writer::{Work, Writer};

/// The room of all who hear broadcasts (hub 002 §2.1).
pub const GENERAL: &str = "general";
/// Notifications in a welcome (hub 002 §2.2).
const RECENT: u32 = 10;
/// How long a client that is behind is left alone before it is tried again.
const BREATH: Duration = Duration::from_millis(250);

/// Something to tell.
#[derive(Debug)]
pub enum Push {
    /// To everybody. No payload means an event without arguments.
    All {
        /// Name of the event.
        event: &'static str,
        /// Its only argument.
        payload: Option<Value>,
    },
    /// A client's first messages; from now on it hears the broadcasts. `missed`: it did hear them and lost some.
    Welcome {
        /// Which client.
        sid: Sid,
        /// Answer of the log.
        recent: Value,
        /// It must be told that it missed something.
        missed: bool,
    },
}

/// What the hub remembers of a client.
#[derive(Clone)]
pub struct Client {
    /// When it came.
    pub connected_at: DateTime<Utc>,
    behind: Arc<AtomicBool>,
}

impl Client {
    /// One that comes now.
    pub fn new() -> Self {
        Self { connected_at: time::now(), behind: Arc::default() }
    }
}

/// Tell it.
pub fn publish(io: &SocketIo, again: &Again, push: Push) {
    match push {
        Push::All { event, payload } => {
            for socket in io.within(GENERAL).sockets() {
                tell(&socket, event, payload.as_ref(), again);
            }
        }
        Push::Welcome { sid, recent, missed } => {
            let Some(socket) = io.get_socket(sid) else { return };
            if missed {
                tell(&socket, "resync", Some(&json!({ "last_id": recent["last_id"] })), again);
            }
            tell(&socket, "recent_notifications", Some(&recent), again);
            let stats = json!({
                "connected_clients": io.sockets().len(),
                "system_status": "healthy",
                "last_update": time::text(time::now()),
            });
            tell(&socket, "initial_stats", Some(&stats), again);
            socket.join(GENERAL);
        }
    }
}

/// One message to one client. A client that does not keep up is left out and told so once it does:
/// a message lost in silence is the one thing that must not happen.
fn tell(socket: &SocketRef, event: &str, payload: Option<&Value>, again: &Again) {
    let Some(client) = socket.extensions.get::<Client>() else { return };
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
            again.later(socket.id, client.behind);
        }
        Err(SendError::Serialize(error)) => eprintln!("atalaya-hub: {event} cannot be sent: {error}"),
        Err(SendError::Socket(_)) | Ok(()) => {}
    }
}

/// Clients that fell behind, waiting to be welcomed again.
#[derive(Clone)]
pub struct Again(mpsc::UnboundedSender<(Sid, Arc<AtomicBool>, Instant)>);

/// The other end of [`Again`].
pub struct Behind(mpsc::UnboundedReceiver<(Sid, Arc<AtomicBool>, Instant)>);

impl Again {
    /// Both ends.
    pub fn new() -> (Self, Behind) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self(sender), Behind(receiver))
    }

    fn later(&self, sid: Sid, behind: Arc<AtomicBool>) {
        // The other end is gone only when the hub stops.
        drop(self.0.send((sid, behind, Instant::now() + BREATH)));
    }
}

/// Welcome clients that fell behind, each after a breath. Ends with the writer's thread.
pub async fn welcome_back(mut behind: Behind, writer: Writer) {
    while let Some((sid, flag, at)) = behind.0.recv().await {
        tokio::time::sleep_until(at).await;
        let welcomed = writer.run(move |work| {
            flag.store(false, Ordering::Relaxed);
            welcome(work, sid, true)
        });
        if welcomed.await.is_err() {
            eprintln!("atalaya-hub: client {sid} missed something and could not be told");
        }
    }
}

/// A client's first messages, from the same moment at which it begins to hear the broadcasts.
pub fn welcome(work: &mut Work<'_>, sid: Sid, missed: bool) -> Result<(), Error> {
    let recent = serde_json::to_value(notifications::newest(work.conn, RECENT)?).unwrap_or_default();
    work.pushes.push(Push::Welcome { sid, recent, missed });
    Ok(())
}
