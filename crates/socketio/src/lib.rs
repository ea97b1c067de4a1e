#![doc = include_str!("../README.md")]
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

pub use client::{Client, CloseReason, Config, Event, Input, Method, Namespace, Output, Recovery, Transport};
pub use decoder::{Decoder, Limits};
pub use encoder::{Encoded, encode};
pub use error::{DecodeError, EmitError};
pub use packet::{Engine, Handshake, Kind, Packet};
pub use payload::{Frame, join, split};
