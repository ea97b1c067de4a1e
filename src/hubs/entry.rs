//! A hub as it stands in `hubs.json` or in this browser, with the text of its profile.

use serde_json::Value;

use super::{one, own_entries, profile};
use crate::browser::fetch;
use crate::config::{ConfigProblem, FILE, HubConfig, ProfileSource};
use crate::paths::{base, config_url};

/// A hub as it is configured.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As it stands in `hubs.json`, or would.
    pub value: Value,
    /// What that says.
    pub config: HubConfig,
    /// It was added by hand: this browser keeps it.
    pub is_own: bool,
    /// Its profile, as it is written.
    pub profile: String,
}

impl Entry {
    /// The entry with another profile.
    pub fn with(&self, profile: Value) -> Value {
        let mut value = self.value.clone();
        if let Some(member) = value.get_mut("profile") {
            *member = profile;
        }
        value
    }
}

/// The entry of a hub.
///
/// # Errors
/// Which file could not be read, and why.
pub async fn entry(id: &str) -> Result<Entry, Vec<ConfigProblem>> {
    let of = |entries: Vec<Value>| {
        entries.into_iter().find(|entry| entry.get("id").and_then(Value::as_str) == Some(id))
    };
    let (value, is_own) = match of(own_entries()) {
        Some(own) => (own, true),
        None => (of(configured().await?).unwrap_or_default(), false),
    };
    let config = one(&value)?;
    let profile = match &config.profile {
        ProfileSource::Inline(written) => format!("{written:#}\n"),
        source => profile::text(source, &base()).await?.1,
    };
    Ok(Entry { value, config, is_own, profile })
}

/// The schema of the language of profiles.
pub async fn profile_schema() -> Option<Value> {
    let text = fetch::file(&format!("{}profiles/profile.schema.json", base())).await.ok()??;
    json::strict(&text).ok()
}

/// What stands in `hubs.json`.
async fn configured() -> Result<Vec<Value>, Vec<ConfigProblem>> {
    let (_, text) = profile::fetch_text(config_url()).await?;
    let file = json::strict(&text)
        .map_err(|error| vec![ConfigProblem::of_file(FILE, json::found(&text, &error), "JSON")])?;
    Ok(file.get("hubs").and_then(Value::as_array).cloned().unwrap_or_default())
}
