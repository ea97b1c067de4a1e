//! `hubs.json`, read with the names of the profiles that come with the app.

pub use viewmodel::hubs_json::{
    ConfigProblem as Problem, FILE, HubConfig, HubsFile, ProfileSource, is_hub_address as valid_url,
};

use crate::profiles;

/// Read the text of `hubs.json`.
pub fn parse(text: &str) -> HubsFile {
    HubsFile::parse(text, &profiles::names())
}
