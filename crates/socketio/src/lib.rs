#![doc = include_str!("../README.md")]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod client;
mod decoder;
mod encoder;
mod error;
mod mono;
mod packet;
mod payload;
mod placeholder;
pub mod wire;

pub use client::{
    Client, ClientConfig, CloseReason, Event, InitialTransport, Input, Namespace, Output, RESERVED_EVENTS,
    ResumePoint, Timer,
};
pub use decoder::{Decoder, Limits};
pub use encoder::{Encoded, encode};
pub use error::{DecodeError, EmitError};
pub use mono::Mono;
pub use packet::{EnginePacket, Handshake, Packet, PacketKind};
pub use payload::{EngineFrame, join, split};
