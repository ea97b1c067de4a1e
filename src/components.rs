//! What pages are made of.

pub mod cell;
pub mod dialog;
pub mod each;
pub mod file_button;
pub mod form;
pub mod icon;
pub mod later;
pub mod later_tool;
pub mod leaf;
pub mod pill;
pub mod press;
pub mod skeleton;
pub mod sure_button;
pub mod toast;
pub mod when;
