//! What a profile makes of messages that were heard, and which words may stand where in it.
//!
//! The page lets users change a profile and see at once what comes of it. [`Report::of`] gives each message to the rules
//! of a profile as a session does, without a hub: which rule or list took it, what it made of it, and which values each
//! column has then. [`words_at`] reads the schema of the language: what may be written at a place.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod names;
mod report;
mod words;

pub use names::entry_name;
pub use report::{ColumnReport, Entry, Heard, Made, Outcome, Report, TableReport};
pub use words::{Place, Word, words_at};
