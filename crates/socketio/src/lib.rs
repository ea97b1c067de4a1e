//! A sans-I/O client for Engine.IO protocol 4 and Socket.IO protocol 5.
//!
//! Sources: Engine.IO protocol, revision 4; Socket.IO protocol, revision 5 (both published with the
//! reference implementation), and what servers really do: an event may arrive **before** the answer to
//! CONNECT.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod base64;
mod decoder;
mod encoder;
mod error;
mod packet;
mod payload;
mod placeholder;

pub use decoder::{Decoder, Limits};
pub use encoder::{Encoded, encode};
pub use error::DecodeError;
pub use packet::{Engine, Handshake, Kind, Packet};
pub use payload::{Frame, join, split};
