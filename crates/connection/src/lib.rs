//! One transport's life: connect, heartbeat, back off, resume.
//!
//! [`Connection`] owns the connection to one socket source, Socket.IO or plain text. It is sans-I/O: the caller passes the
//! monotonic time in milliseconds and what happened ([`Input`]), drains [`Connection::next_output`], and
//! calls again at [`Connection::deadline`] at the latest. Randomness comes from the seed given to
//! [`Connection::new`], so that every schedule replays exactly.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod backoff;
mod heartbeat;
mod socket;
mod state;

pub use backoff::{Backoff, Rng};
pub use heartbeat::{Heartbeat, Verdict};
pub use socket::{
    Config, Connection, Event, Input, Judgement, Output, Ping, Protocol, RequestId, SocketId, Text,
    Transports,
};
pub use socketio::{Method, Recovery};
pub use state::{Reason, State, Transport};
