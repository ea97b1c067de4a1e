//! What goes into a connection and what comes out of it.

use serde_json::Value;
use socketio::wire::{Incoming, Outgoing, SocketId};

use crate::{Reason, TextFrame, Transport};

/// What happened.
#[derive(Clone, Debug)]
pub enum Input<'a> {
    /// Begin, or begin again after a stop.
    Start,
    /// The user asks for an attempt at once.
    Retry,
    /// The user stops the connection.
    Stop,
    /// The browser reports that the network came or went.
    Network {
        /// `navigator.onLine`.
        online: bool,
    },
    /// The page was shown, or the machine woke up.
    Woke,
    /// Something happened on the wire.
    Wire(Incoming<'a>),
    /// The answer to [`ConnectionEvent::LivenessUnknown`], of the same socket.
    Liveness(SocketId, LivenessVerdict),
    /// The hub accepted the login that it was sent after [`ConnectionEvent::Joined`].
    LetIn,
    /// The moment of [`Connection::poll_timeout`](crate::Connection::poll_timeout) came.
    Timeout,
}

/// What a check by another way found out about a silent hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LivenessVerdict {
    /// The hub says that it sends no heartbeats: silence means nothing.
    HeartbeatsOff,
    /// The hub sends heartbeats, which do not arrive, or it does not answer: this connection is of no use.
    Dead,
}

/// What the caller has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Something on the wire, below the source's base.
    Wire(Outgoing),
    /// Take note of a connection event.
    Event(ConnectionEvent),
}

/// What the session must know.
#[derive(Clone, Debug, PartialEq)]
pub enum ConnectionEvent {
    /// The source is ready; `recovered` says that the hub replays what was missed.
    Ready {
        /// Connection state recovery succeeded.
        recovered: bool,
        /// The transport in use.
        transport: Transport,
    },
    /// A Socket.IO event for the profile.
    Message {
        /// The event's name.
        event: String,
        /// Its arguments.
        args: Vec<Value>,
    },
    /// The namespace is joined, and waits for a login.
    Joined,
    /// The hub acknowledged what went out under this number.
    Acknowledged {
        /// From [`Connection::say`](crate::Connection::say).
        number: u64,
        /// The acknowledgement's arguments.
        args: Vec<Value>,
    },
    /// A text frame for the profile. The connection has acted on its role already, but for a refusal, which it
    /// acts on next.
    Frame(TextFrame),
    /// The hub is silent although it had to speak: check by another way, and give [`Input::Liveness`].
    LivenessUnknown(SocketId),
    /// The hub refused to let us in, or took it back, in these words. It is asked again slowly.
    Refused {
        /// The hub's words; may be empty.
        words: String,
        /// It never let us in with what goes along now, or refused for the second time in a row.
        repeated: bool,
    },
    /// A connection that was ready is lost.
    Lost(Reason),
    /// Values of what comes next are not what the hub meant, since it wrote what is no JSON.
    Repaired {
        /// How many.
        count: usize,
        /// The beginning of what came.
        sample: String,
    },
    /// Something came that could not be read.
    Rejected {
        /// What was expected.
        why: String,
        /// The beginning of what came.
        sample: String,
    },
}

/// Why a connection wants [`Input::Timeout`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// The good-bye of an earlier attempt gets no answer: it is waited for no longer.
    GoodBye,
    /// The next attempt starts.
    NextAttempt,
    /// The attempt is not ready yet, and has failed.
    AttemptTimeout,
    /// The next ping goes out.
    Ping,
    /// Nothing was heard although the hub had to speak: the connection is stale.
    Stale,
    /// Silence has lasted too long, by the unanswered pings or by the protocol's own rule: the connection is
    /// given up.
    GiveUp,
}
