//! One hub: its sources, polls, outbox, model and recovery.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]
