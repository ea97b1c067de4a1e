//! The closed set of states that a connection can be in, and why it left the last one.

use crate::Mono;

/// How the bytes travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// One WebSocket.
    WebSocket,
    /// HTTP long polling, upgraded to a WebSocket where the hub offers it.
    Polling,
    /// One answer without an end (Server-Sent Events).
    EventStream,
}

/// Why a connection ended or an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The attempt took longer than `after_ms`.
    Timeout {
        /// Milliseconds waited.
        after_ms: u64,
    },
    /// The hub could not be reached: no socket opened, no answer came.
    Unreachable,
    /// The connection closed.
    Closed {
        /// WebSocket close code (RFC 6455 §7.4); 1006 where no close frame came.
        code: u16,
        /// The hub's own text, possibly empty.
        reason: String,
    },
    /// A polling request was answered with an error.
    Http {
        /// HTTP status.
        status: u16,
        /// The beginning of the answer.
        message: String,
    },
    /// The hub said good-bye on the protocol (a Socket.IO DISCONNECT).
    HubLeft,
    /// Nothing was heard for `silent_ms`, although the hub had to speak.
    Silent {
        /// Milliseconds since the last frame.
        silent_ms: u64,
    },
    /// The hub refused, in these words; empty where it has none. It is asked again slowly, unless only the user can help.
    Refused(String),
    /// The hub let us in and closed soon after, several times in a row, the last time with this text. It may allow a user
    /// only one page at a time: the next attempt is minutes away.
    PutOut(String),
    /// By polling: the hub does not know the session that it opened the moment before. Several servers stand behind one
    /// address, and requests do not come back to the same one.
    ForgottenSession,
    /// What came is not the protocol that the profile promises; the beginning of it.
    Protocol(String),
}

/// Where a connection stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Not started.
    Idle,
    /// The `attempt`-th attempt (from 1) of this outage is under way.
    Connecting {
        /// Counted from 1 since the connection was last online.
        attempt: u32,
    },
    /// The source's ready condition matched and the hub is heard.
    Online {
        /// Since when.
        since: Mono,
        /// Last measured round trip in milliseconds.
        rtt: Option<u64>,
    },
    /// Connected, but the hub is silent although it had to speak.
    Stale {
        /// Since when it counts as stale.
        since: Mono,
        /// For how long nothing was heard (milliseconds).
        silent_ms: u64,
    },
    /// The next attempt starts at `until`.
    Waiting {
        /// When the next attempt starts.
        until: Mono,
        /// Which attempt that will be.
        attempt: u32,
        /// Why the last one failed.
        reason: Reason,
    },
    /// As `Waiting`, while the browser says that there is no network.
    Offline {
        /// When the next attempt starts.
        until: Mono,
    },
    /// Authentication or protocol; waits for the user.
    Refused {
        /// What the hub said.
        reason: Reason,
    },
    /// Stopped by the user.
    Stopped,
}

impl State {
    /// The state's word in the DOM contract.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Connecting { .. } => "connecting",
            Self::Online { .. } => "online",
            Self::Stale { .. } => "stale",
            Self::Waiting { .. } => "waiting",
            Self::Offline { .. } => "offline",
            Self::Refused { .. } => "refused",
            Self::Stopped => "stopped",
        }
    }
}
