//! Runs the session of one hub with the browser.

mod browser;
mod driver;
mod look;
mod request;
mod storage;
mod web;

pub use driver::Driver;
pub use look::{Lookout, TypedAddress};
pub use storage::HubStorage;
pub use web::Web;
