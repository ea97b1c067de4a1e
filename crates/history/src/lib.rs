//! What is kept between two lives of the page: records as text, what of them is to be written, files of them.
//!
//! It knows no browser: what stores the records is given them, and gives them back.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod cell;
mod file;
mod keeper;
mod notification;
mod stamp;
mod table;

pub use file::{FileFault, HubHistory, Imported, export, import, read_record};
pub use keeper::{Batch, Bounds, Keeper};
pub use notification::{read_notification, read_shared, write_notification, write_shared};
pub use table::{KeptTable, MOST_ROWS, read_table, write_table};
