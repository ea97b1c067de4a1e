//! One transport's life: connect, heartbeat, back off, resume.
//!
//! A [`Connection`] looks after one socket source, Socket.IO or plain text. It makes attempts until one is
//! ready, watches whether the hub is still heard, and starts over when it is not.
//!
//! # The run loop
//!
//! Every machine of this workspace is sans-I/O and speaks one dialect: `socketio::Client` at the bottom, a
//! [`Connection`] around it, a session around that. A machine has no socket, no clock and no random source.
//! The caller brings them, and runs this loop:
//!
//! - `handle(now, input)` takes what happened, and when. The moment is a [`Mono`] and never goes back.
//! - `poll_output()` gives the next thing to do; the outputs of one input come in the order in which they are
//!   to be carried out.
//! - `poll_timeout()` gives the moment of the next time-out and its name, such as [`Timer::Ping`]: why the
//!   machine wants to be called. At that moment the caller gives `Input::Timeout`.
//!
//! **One mutation, then drain.** After `handle`, and after any other method that takes `&mut self`, call
//! `poll_output` until it gives nothing. Only then ask for the time-out and give the next input. Outputs that
//! wait while another input goes in are carried out too late, after what already followed from them; and a
//! time-out that was read before the drain may belong to something that is gone.
//!
//! The name of a time-out is for logs and tests. `Input::Timeout` carries none: it makes a machine do
//! everything that is due at `now`. One that comes late, as timers of hidden pages do, loses nothing, since
//! machines go by time stamps; one that comes early does nothing. Each input may move the time-out, so a
//! caller holds one timer and sets it anew after each drain.
//!
//! A machine that contains another one wraps its vocabulary and does not repeat it. What happens and what is
//! to be done on the wire is [`wire::Incoming`] and [`wire::Outgoing`] on every level.
//!
//! ```
//! use connection::{Connection, ConnectionEvent, Input, Mono, Output, wire};
//!
//! /// Give one input and drain; returns when to call again with `Input::Timeout`.
//! fn drive(connection: &mut Connection, now: Mono, input: Input<'_>) -> Option<Mono> {
//!     connection.handle(now, input);
//!     while let Some(output) = connection.poll_output() {
//!         match output {
//!             Output::Wire(outgoing) => carry_out(outgoing),
//!             Output::Event(event) => react(event),
//!         }
//!     }
//!     connection.poll_timeout().map(|(_why, due)| due)
//! }
//!
//! fn carry_out(outgoing: wire::Outgoing) {}
//! fn react(event: ConnectionEvent) {}
//! ```
//!
//! Randomness comes from the seed given to [`Connection::new`], so that every schedule replays exactly.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod backoff;
mod config;
mod connection;
mod dialect;
mod event_stream;
mod frame;
mod heartbeat;
mod state;

pub use backoff::{Backoff, Rng};
pub use config::{ClientPing, ConnectionConfig, Protocol, TextCarrier, TextProtocol, Transports};
pub use connection::Connection;
pub use dialect::{ConnectionEvent, Input, LivenessVerdict, Output, Timer};
pub use event_stream::EventStream;
pub use frame::{FrameReader, FrameRole, TextFrame, TextFrames};
pub use socketio::{Mono, RESERVED_EVENTS, wire};
pub use state::{Reason, State, Transport};
