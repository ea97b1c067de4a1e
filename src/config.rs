//! `hubs.json`, the names of the profiles that come with the app, and where hubs are.

mod bases;

pub use bases::Bases;
pub use viewmodel::hubs_json::{
    ConfigProblem, FILE, HubConfig, HubsFile, ProfileSource, free_hub_id, is_typed_address,
};

/// Read the text of `hubs.json`.
pub fn parse(text: &str) -> HubsFile {
    HubsFile::parse(text, &profile_names())
}

/// Names of profiles that `hubs.json` may use; the files are `profiles/<name>.json`.
pub fn profile_names() -> Vec<String> {
    json::texts(include_str!("../profiles/index.json")).unwrap_or_default()
}
