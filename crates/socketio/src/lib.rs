//! A sans-I/O client for Engine.IO protocol 4 and Socket.IO protocol 5.
//!
//! No socket, no clock and no runtime: the caller says what happened ([`Input`]) and when (monotonic
//! milliseconds), and carries out what comes back ([`Output`]). It runs on every target, wasm included.
//!
//! ```
//! use socketio::{Client, Config, Event, Input, Output};
//!
//! let mut client = Client::new(Config::default());
//! client.start(0);
//! assert!(matches!(client.next_output(), Some(Output::OpenSocket { .. })));
//! client.handle(5, Input::SocketOpened);
//! client.handle(9, Input::SocketText(
//!     r#"0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#,
//! ));
//! // … the client asks to send `40`, the hub answers:
//! client.handle(12, Input::SocketText(r#"40{"sid":"b"}"#));
//! client.handle(20, Input::SocketText(r#"42["news",{"id":1}]"#));
//! let mut news = false;
//! while let Some(output) = client.next_output() {
//!     news |= matches!(output, Output::Event(Event::Message { ref event, .. }) if event == "news");
//! }
//! assert!(news);
//! ```
//!
//! Sources: Engine.IO protocol, revision 4; Socket.IO protocol, revision 5 (both published with the
//! reference implementation), and what servers really do: an event may arrive **before** the answer to
//! CONNECT. Such events are delivered at once, in the order of arrival, before [`Event::Connected`].
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod base64;
mod client;
mod decoder;
mod encoder;
mod error;
mod packet;
mod payload;
mod placeholder;

pub use client::{
    Client, CloseReason, Config, EmitError, Event, Input, Method, Namespace, Output, Recovery, Transport,
};
pub use decoder::{Decoder, Limits};
pub use encoder::{Encoded, encode};
pub use error::DecodeError;
pub use packet::{Engine, Handshake, Kind, Packet};
pub use payload::{Frame, join, split};
