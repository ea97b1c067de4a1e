//! One transport's life: connect, heartbeat, back off, resume.
//!
//! Here so far: the delays between attempts, the pulse of a connection, and the closed set of states. Time
//! (monotonic milliseconds) and the seed of the jitter come in as arguments.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod backoff;
mod heartbeat;
mod state;

pub use backoff::{Backoff, Rng};
pub use heartbeat::{Heartbeat, Verdict};
pub use state::{Reason, State, Transport};
