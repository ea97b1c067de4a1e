//! What answers at an address: looking at a hub without doing harm.
//!
//! [`Looking`] is a machine of the dialect that the connections speak (`handle`, `poll_output`, `poll_timeout`). It sends GETs
//! and handshakes and nothing else, [`MOST`] of them at the most, two at a time, for [`LONGEST_MS`] at the most; all
//! below the one address that it was given, so that no other server is ever asked. Evidence decides what is asked next: an answer to
//! the address itself, then what gives the hubs of known profiles away (their
//! [`HubKind`](profile::HubKind)s), then sockets, then descriptions of interfaces.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod address;
mod dialect;
mod finding;
mod looking;
mod shape;
mod step;

pub use address::{Address, is_local};
pub use dialect::{Answer, Input, Output, QuestionId, Timer};
pub use finding::{Cause, Finding, Observation, Provenance, Recognised, Seen};
pub use looking::{LONGEST_MS, Looking, MOST};
pub use profile::FoundVar;
pub use step::{Came, Question, Shape, Step};
