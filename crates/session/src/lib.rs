//! One hub: its sources, polls, outbox, model and recovery.
//!
//! [`Session::handle`] takes what happened ([`Input`]) and queues what is to be done ([`Command`]). It
//! knows no browser, no clock and no time-zone data: the time comes as [`Now`], zones through
//! [`model::Zones`], jitter from a seed. The same machine is driven by the browser and by native tests.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod alerts;
mod auth;
mod command;
mod delta;
mod ids;
mod input;
mod outbox;
mod poller;
mod recovery;
mod request;
mod requests;
mod run;
mod runs;
mod session;
mod sources;
mod time;
mod zone;

pub use auth::{Access, Withheld};
pub use command::{Command, Timer};
pub use connection::wire::SocketId;
pub use connection::{Mono, Reason, State, Transport};
pub use delta::{Delta, Diagnosis, Notice, Recovery};
pub use ids::{PollId, RequestId, RunId, SourceId};
pub use input::{HttpOutcome, Input, Intent, SocketInput};
pub use profile::{Credentials, Method};
pub use request::{Body, HttpRequest};
pub use run::{
    ActionRun, Answer, DetailsRun, LoginRun, Outcome, Run, RunKind, RunRequest, RunStatus, RunStep, Target,
};
pub use session::{Config, Rejections, Session};
pub use time::Now;
pub use zone::HubZone;
