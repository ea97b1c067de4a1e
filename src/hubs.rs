//! Hubs: read their configuration, load a profile, start one, add one by hand.

mod profile;

use leptos::prelude::*;

use crate::browser::{fetch, storage, zones};
use crate::config::{self, ConfigProblem, HubConfig, HubsFile};
use crate::paths;
use crate::store::App;

/// Stands in `index.html` and nowhere else.
const PAGE_MARK: &str = "<div id=\"boot\"";
/// Where the hubs that were added by hand are kept.
const OWN_HUBS: &str = "atalaya.hubs";

/// Read the configuration and start every hub.
pub async fn start_all(app: App) {
    let url = paths::config_url();
    let configured = match fetch::file(&url).await {
        // Servers of single pages, trunk's too, answer with the page itself where a file is missing.
        Ok(Some(text)) if text.contains(PAGE_MARK) => HubsFile::default(),
        Ok(Some(text)) => config::parse(&text),
        Ok(None) => HubsFile::default(),
        Err(found) => HubsFile {
            problems: vec![ConfigProblem::of_file(config::FILE, found, "HTTP 200 | 404")],
            ..HubsFile::default()
        },
    };
    let own = own_hubs();
    app.title.set(configured.title);
    app.problems.update(|problems| problems.extend(configured.problems));
    for hub in configured.hubs.iter().chain(&own.hubs) {
        if untrack(|| app.hub(hub.id.as_str())).is_some() {
            continue;
        }
        match load(app, hub).await {
            Ok(profile) => app.start(hub, profile, &url),
            Err(mistakes) => app.problems.update(|problems| problems.extend(mistakes)),
        }
    }
    app.loaded.set(true);
}

/// A hub's profile, if the rest of its configuration makes sense to this browser.
async fn load(app: App, hub: &HubConfig) -> Result<::profile::Profile, Vec<ConfigProblem>> {
    if let Some(zone) = hub.time_zone.as_ref().filter(|zone| !zones::known(zone)) {
        return Err(vec![ConfigProblem {
            file: config::FILE.to_owned(),
            pointer: format!("{}/time_zone", hub.at),
            found: zone.clone(),
            expected: "America/Santiago, Europe/Madrid, …".to_owned(),
        }]);
    }
    profile::load(app, hub, &paths::base()).await
}

fn own_hubs() -> HubsFile {
    storage::get(storage::browser(), OWN_HUBS).map_or_else(HubsFile::default, |text| config::parse(&text))
}

/// Add a hub by hand: keep it in this browser and start it at once.
///
/// # Errors
/// What is wrong with it, as for `hubs.json`.
pub async fn add(app: App, hub: serde_json::Value) -> Result<(), Vec<ConfigProblem>> {
    let mut all = storage::get(storage::browser(), OWN_HUBS)
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
        .and_then(|value| value.get("hubs").and_then(|hubs| hubs.as_array().cloned()))
        .unwrap_or_default();
    let one = config::parse(&serde_json::json!({ "hubs": [hub] }).to_string());
    let Some(config) = one.hubs.first().filter(|_| one.problems.is_empty()) else { return Err(one.problems) };
    let profile = load(app, config).await?;
    all.retain(|other| other.get("id") != hub.get("id"));
    all.push(hub);
    storage::set(storage::browser(), OWN_HUBS, &serde_json::json!({ "hubs": all }).to_string());
    app.start(config, profile, &paths::config_url());
    Ok(())
}
