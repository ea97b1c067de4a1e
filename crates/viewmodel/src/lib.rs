//! What the page means, without a browser: nothing here draws, and everything runs in native tests.
//!
//! A view keeps these values in its signals, asks them what to draw and tells them what the user did. Times come as
//! arguments, sizes as numbers, texts leave as enums: the language is the view's.
//!
//! - Addresses: [`routes`], [`table_query`].
//! - Configuration: [`hubs_json`], [`pasted_profile`].
//! - The inbox: [`inbox_list`].
//! - A table: [`table_order`], [`table_status`], [`table_window`], [`table_sort`], [`cell_cursor`], [`visible_columns`],
//!   [`column_totals`].
//! - Hubs at a glance: [`sparkline`], [`summary`], [`attention`], [`mixed_content`].
//! - Numbers as a language writes them: [`number_style`].
//! - Short-lived sentences: [`toasts`].
//! - What the user prefers, and when the page is quiet: [`preferences`].
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

pub mod attention;
pub mod cell_cursor;
pub mod column_totals;
pub mod drawn_rows;
pub mod hubs_json;
pub mod inbox_keys;
pub mod inbox_list;
pub mod inbox_search;
pub mod inbox_selection;
pub mod markdown;
pub mod mixed_content;
pub mod number_style;
pub mod pasted_profile;
mod percent;
pub mod preferences;
pub mod routes;
pub mod saved_searches;
pub mod sparkline;
pub mod summary;
pub mod table_order;
pub mod table_query;
pub mod table_sort;
pub mod table_status;
pub mod table_window;
pub mod toasts;
pub mod visible_columns;
