//! Hubs: read their configuration, load a profile, start one, add one by hand.

mod entry;
pub mod history;
mod kinds;
mod profile;
mod renewal;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};
use session::{Input, Intent};

use crate::browser::{fetch, storage, zones};
use crate::config::{self, ConfigProblem, HubConfig, HubsFile};
use crate::paths;
use crate::store::{App, Hub};
pub use entry::{Entry, entry, profile_schema};
pub use kinds::known_kinds;
use profile::Unread;
pub use renewal::renew_logins;

/// A tag begins like this in `index.html` and nowhere else.
const PAGE_MARK: &str = "div id=\"boot\"";
/// Where the hubs that were added by hand are kept.
const OWN_HUBS: &str = "atalaya.hubs";

/// Read the configuration and start every hub.
pub async fn start_all(app: App) {
    let url = paths::config_url();
    let configured = match fetch::file(&url).await {
        // Servers of single pages, trunk's too, answer with the page itself where a file is missing.
        Ok(Some(text)) if text.split('<').any(|tag| tag.starts_with(PAGE_MARK)) => HubsFile::default(),
        Ok(Some(text)) => config::parse(&text),
        Ok(None) => HubsFile::default(),
        Err(found) => HubsFile {
            problems: vec![ConfigProblem::of_file(config::FILE, found, "HTTP 200 | 404")],
            ..HubsFile::default()
        },
    };
    if storage::get(storage::browser(), history::KEPT_MARK).is_some() {
        app.preload_parts();
    }
    let own = own_hubs();
    app.title.set(configured.title);
    app.problems.update(|problems| problems.extend(configured.problems));
    let mut waiting = Vec::new();
    for hub in configured.hubs.iter().chain(&own.hubs) {
        if untrack(|| app.hub(hub.id.as_str())).is_some() {
            continue;
        }
        if let Err(problem) = start(app, hub, &url).await {
            waiting.push((hub.clone(), problem));
        }
    }
    app.loaded.set(true);
    if !waiting.is_empty() {
        start_later(app, waiting);
    }
}

/// Start a hub, or report why it cannot be.
///
/// # Errors
/// What reads its profile did not come; that is reported too.
async fn start(app: App, hub: &HubConfig, page: &str) -> Result<(), ConfigProblem> {
    match load(app, hub).await {
        Ok(profile) => app.start(hub, profile, page),
        Err(Unread::Mistakes(mistakes)) => app.problems.update(|all| all.extend(mistakes)),
        Err(Unread::NoReader(problem)) => {
            app.problems.update(|all| all.push(problem.clone()));
            return Err(problem);
        }
    }
    Ok(())
}

/// Start the hubs whose profiles wait for what reads them, once that comes.
fn start_later(app: App, waiting: Vec<(HubConfig, ConfigProblem)>) {
    let start_waiting = move || {
        spawn_local(async move {
            for (hub, problem) in waiting {
                app.problems.update(|all| all.retain(|other| *other != problem));
                let _started = start(app, &hub, &paths::config_url()).await;
            }
        });
    };
    app.ask_again(Box::new(start_waiting));
}

/// A hub's profile, if the rest of its configuration makes sense to this browser.
async fn load(app: App, hub: &HubConfig) -> Result<::profile::Profile, Unread> {
    if let Some(zone) = hub.time_zone.as_ref().filter(|zone| !zones::known(zone)) {
        return Err(Unread::Mistakes(vec![ConfigProblem {
            file: config::FILE.to_owned(),
            pointer: format!("{}/time_zone", hub.at),
            found: zone.clone(),
            expected: "America/Santiago, Europe/Madrid, …".to_owned(),
        }]));
    }
    profile::load(app, hub, &paths::base()).await
}

fn own_hubs() -> HubsFile {
    storage::get(storage::browser(), OWN_HUBS).map_or_else(HubsFile::default, |text| config::parse(&text))
}

/// The hubs that were added by hand, as they would stand in `hubs.json`.
pub fn own_entries() -> Vec<Value> {
    storage::get(storage::browser(), OWN_HUBS)
        .and_then(|text| json::strict(&text).ok())
        .and_then(|value| value.get("hubs").and_then(|hubs| hubs.as_array().cloned()))
        .unwrap_or_default()
        .into_iter()
        .filter(Value::is_object)
        .collect()
}

fn store_entries(entries: &[Value]) {
    storage::set(storage::browser(), OWN_HUBS, &json::text(&json!({ "hubs": entries })));
}

/// Whether the browser takes a text for the address of a hub.
pub fn is_address(url: &str) -> bool {
    web_sys::Url::new_with_base(url, &paths::config_url()).is_ok()
}

/// A hub as an entry of `hubs.json` says it.
///
/// # Errors
/// Every mistake in the entry.
fn one(entry: &Value) -> Result<HubConfig, Vec<ConfigProblem>> {
    let HubsFile { hubs, problems, .. } = config::parse(&json::text(&json!({ "hubs": [entry] })));
    hubs.into_iter().next().filter(|_| problems.is_empty()).ok_or(problems)
}

/// Start a hub that is not kept, and that no page shows.
///
/// # Errors
/// What is wrong with it, as for `hubs.json`.
pub async fn try_out(app: App, entry: &Value) -> Result<Hub, Vec<ConfigProblem>> {
    let (config, profile) = read(app, entry).await?;
    let hub = app.prepare(&config, profile, &paths::config_url());
    hub.dispatch(Input::Start);
    Ok(hub)
}

/// What is wrong with a hub, as for `hubs.json`.
pub async fn mistakes(app: App, entry: &Value) -> Vec<ConfigProblem> {
    read(app, entry).await.err().unwrap_or_default()
}

async fn read(app: App, entry: &Value) -> Result<(HubConfig, ::profile::Profile), Vec<ConfigProblem>> {
    let config = one(entry)?;
    let profile = load(app, &config).await.map_err(|unread| match unread {
        Unread::Mistakes(mistakes) => mistakes,
        Unread::NoReader(problem) => vec![problem],
    })?;
    Ok((config, profile))
}

/// Keep a hub in this browser, and show it. One that was `changed` takes the place of what runs under its id, which
/// the page learns by starting anew.
pub fn keep(app: App, entry: Value, hub: Hub, changed: bool) {
    let mut all = own_entries();
    match all.iter_mut().find(|other| other.get("id") == entry.get("id")) {
        Some(other) => *other = entry,
        None => all.push(entry),
    }
    store_entries(&all);
    if changed {
        paths::reload();
    } else {
        app.hubs.update(|hubs| hubs.push(hub));
    }
}

/// Remove a hub that was added by hand, with what the browser keeps of it.
pub fn remove(app: App, id: &str) {
    let others: Vec<Value> = own_entries()
        .into_iter()
        .filter(|other| other.get("id").and_then(Value::as_str) != Some(id))
        .collect();
    store_entries(&others);
    if let Some(hub) = untrack(|| app.hub(id)) {
        hub.intend(Intent::LogOut);
        hub.intend(Intent::Stop);
    }
    app.hubs.update(|hubs| hubs.retain(|hub| hub.id().as_str() != id));
}
