//! How well a hub is heard.

pub mod details;
pub mod diagnostics;
pub mod facts;
pub mod indicators;
pub mod login_link;
pub mod not_heard;
pub mod why;
