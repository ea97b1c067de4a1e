//! What a hub's messages mean: messages to changes, intents to requests.
//!
//! A [`Profile`] is read from JSON with every mistake reported at once. It picks with JSON Pointers,
//! translates with tables and writes with templates; it has no loops and no scripts.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod auth;
mod effect;
mod forms;
mod intent;
mod label;
mod matching;
pub mod node;
mod notification;
mod pick;
mod poll;
mod problem;
mod profile;
mod request;
mod rule;
mod source;
mod stamp;
mod table;
mod vars;
mod watch;

pub use auth::{Attached, Auth, Credentials};
pub use effect::Outcome;
pub use forms::{
    Action, Choice, Confirm, Content, Details, Field, FieldKind, File, Forms, Given, Invalid, Login, Lookup,
    Part, Place, Refusal, Save, Verdict, Wanted,
};
pub use intent::{Intent, IntentKind, Intents, MarkAll, Request};
pub use label::Label;
pub use poll::Poll;
pub use problem::Problem;
pub use profile::{Figure, Measure, Offer, Profile, Settings};
pub use request::{Method, Retry, Vars, with_query};
pub use source::{Heartbeat, Ping, Said, Source, SourceKind, WebSocket};
pub use table::{Column, ColumnKind, Counted, Status, StatusLabel, TableSpec};
pub use watch::{On, RowLabel, RowText, Watch};
