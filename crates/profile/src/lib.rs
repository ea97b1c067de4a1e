//! What a hub's messages mean: messages to changes, intents to requests.
//!
//! A [`Profile`] is read from JSON with every mistake reported at once. It picks with JSON Pointers,
//! translates with tables and writes with templates; it has no loops and no scripts.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod effect;
mod intent;
mod label;
mod node;
mod notification;
mod pick;
mod problem;
mod profile;
mod rule;
mod source;
mod stamp;
mod table;

pub use effect::Outcome;
pub use intent::{Intent, IntentKind, Intents, MarkAll, Request, Retry, Vars};
pub use label::Label;
pub use problem::Problem;
pub use profile::{Figure, Measure, Profile};
pub use rule::{After, Poll};
pub use source::{Ping, Source, SourceKind};
pub use table::{Column, ColumnKind, Status, StatusLabel, TableSpec};
