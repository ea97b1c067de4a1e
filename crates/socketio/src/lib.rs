//! A sans-I/O client for Engine.IO v4 and Socket.IO v5.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]
