//! The pages, and what stands around them.

pub mod actions;
pub mod add_hub;
pub mod connection;
pub mod drafts;
pub mod inbox;
pub mod login;
pub mod overview;
pub mod problems;
pub mod settings;
pub mod shell;
pub mod tables;
pub mod workbench;
