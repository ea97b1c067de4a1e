//! Projections of the state. No view keeps what can be derived.

mod action;
pub mod add_hub;
mod details;
mod dom;
mod form;
pub mod icon;
pub mod inbox;
pub mod lazy;
pub mod link;
mod login;
pub mod overview;
pub mod problems;
pub mod rare;
pub mod settings;
pub mod shell;
pub mod table;
pub mod toast;
