//! One hub: the machines that it is made of, its model, and the order of what happens.
//!
//! A [`Session`] is driven by the run loop that the documentation of `connection` describes: [`Session::handle`] takes
//! what happened ([`Input`]), [`Session::poll_output`] gives what is to be done ([`Command`]), and
//! [`Session::poll_timeout`] says when [`Input::Timeout`] is due, and why ([`Timer`]). It knows no browser, no clock and no
//! time-zone data: the time comes as [`Now`], zones through [`model::Zones`], jitter from a seed. The same session is
//! driven by the browser and by native tests.
//!
//! The session keeps the model (inbox, tables, facts), routes between its machines, and decides in which order they
//! act. Each machine has its own state, speaks the same dialect, and is tested by itself:
//!
//! | machine | what it decides |
//! | --- | --- |
//! | `sources` | how each source is reached and how well; holds the connections |
//! | `poller` | when lists and checks are fetched: interval, rerun, back-off |
//! | `requests` | which request goes out: two in flight, the user's before polls |
//! | `outbox` | when the user's intents are sent, sent again or dropped |
//! | `alerts` | which conditions of rows are reported, after debounce and cooldown |
//! | `recovery` | how an interruption was mended |
//! | `auth` | who the user is to the hub, and which sources need a login |
//! | `calls` | what is asked over sockets, and what answers it |
//! | `runs` | actions, logins and opened rows, from the first request to the outcome |
//! | `zone` | which zone the hub's naive times are in |
//!
//! # How a view uses a run
//!
//! Take a name ([`Session::next_run`]), give [`Input::StartRun`] with a [`Run`] such as [`ActionRun`], and draw
//! [`Session::run`] whenever [`Delta::Run`] names it. When the user has seen the outcome, give [`Input::ForgetRun`]. A view
//! that closes early leaves the run alone: the session ends it, and the next view finds it in [`Session::runs`].
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod alerts;
mod answer;
mod auth;
mod calls;
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

pub use alerts::{Alerts, Input as AlertInput, RowAlerts};
pub use answer::{AnswerHeaders, RequestFailure};
pub use auth::{Access, LoginRenewal, Renewal, RenewalState, Withheld};
pub use command::{Command, Timer};
pub use connection::{EventStream, Mono, Reason, State, Transport, wire};
pub use delta::{Delta, Diagnosis, Notice, Recovery};
pub use ids::{PollId, RequestId, RunId, SourceId};
pub use input::{HttpOutcome, Input, Intent};
pub use profile::{Credentials, Method};
pub use request::{HttpRequest, RequestBody};
pub use run::{
    ActionRun, DetailsRun, LoginRun, Outcome, RenewalRun, Run, RunAnswer, RunCall, RunKind, RunRequest,
    RunStatus, RunStep, Target,
};
pub use session::{Config, Fault, Fresh, Heard, Listener, Rejections, Session};
pub use time::Now;
pub use zone::HubZone;
