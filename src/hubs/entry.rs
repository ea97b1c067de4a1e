//! A hub as it stands in `hubs.json` or in this browser, with the text of its profile.

use serde_json::Value;

use super::{own_entries, profile};
use crate::browser::fetch;
use crate::config::{ConfigProblem, FILE, profile_names};
use crate::paths::{base, beside_config, config_url};

/// A hub as it is configured.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As it stands in `hubs.json`, or would.
    pub value: Value,
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
    let profile = match value.get("profile") {
        Some(Value::String(name)) if profile_names().contains(name) => {
            profile::fetch_text(format!("{}profiles/{name}.json", base())).await?.1
        }
        Some(Value::String(address)) => profile::fetch_text(beside_config(address)).await?.1,
        Some(written) => format!("{written:#}\n"),
        None => String::new(),
    };
    Ok(Entry { value, is_own, profile })
}

/// The schema of the language of profiles.
pub async fn profile_schema() -> Option<Value> {
    let text = fetch::file(&format!("{}profiles/profile.schema.json", base())).await.ok()??;
    json::strict(&text).ok()
}

/// What stands in `hubs.json`.
async fn configured() -> Result<Vec<Value>, Vec<ConfigProblem>> {
    let (_, text) = profile::fetch_text(config_url()).await?;
    let file =
        json::strict(&text).map_err(|error| vec![ConfigProblem::of_file(FILE, error.to_string(), "JSON")])?;
    Ok(file.get("hubs").and_then(Value::as_array).cloned().unwrap_or_default())
}
