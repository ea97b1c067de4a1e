//! One hub: its sources, polls, outbox, model and recovery.
//!
//! [`Session::handle`] takes what happened ([`Input`]) and queues what is to be done ([`Command`]). It
//! knows no browser, no clock and no time-zone data: the time comes as [`Now`], zones through
//! [`model::Zones`], jitter from a seed. The same machine is driven by the browser and by native tests.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod access;
mod errand;
mod hub;
mod input;
mod intents;
mod polls;
mod requests;
mod rest;
mod watches;
mod zone;

pub use access::{Access, Withheld};
pub use connection::wire::SocketId;
pub use connection::{Mono, Reason, State, Transport};
pub use errand::{End, Errand, Object, Step};
pub use hub::{Config, Session};
pub use input::{
    Answer, Ask, Body, Command, Delta, Diagnosis, HttpOutcome, HttpRequest, Input, Intent, Notice, Now,
    Recovery, SocketInput, SourceId,
};
pub use profile::{Credentials, Method};
pub use zone::HubZone;
