//! What a hub's messages mean: messages to changes, intents to requests.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]
