//! The profile of a hub: built-in ones are files beside the app, fetched when a hub uses them.

use profile::{Profile, Settings};

use crate::browser::fetch;
use crate::config::{ConfigProblem, FILE, HubConfig, ProfileSource};
use crate::paths::beside_config;
use crate::store::App;

/// Load and check a hub's profile.
///
/// # Errors
/// Every mistake, with the file and the JSON Pointer.
pub async fn load(app: App, hub: &HubConfig, base: &str) -> Result<Profile, Vec<ConfigProblem>> {
    let mut within = String::new();
    let (file, text) = match &hub.profile {
        ProfileSource::Inline(value) => {
            within = format!("{}/profile", hub.at);
            (FILE.to_owned(), value.to_string())
        }
        ProfileSource::BuiltIn(name) => fetch_text(format!("{base}profiles/{name}.json")).await?,
        ProfileSource::File(url) => fetch_text(beside_config(url)).await?,
    };
    let settings = Settings { vars: &hub.vars, auth: hub.auth.as_ref() };
    let built_in = matches!(hub.profile, ProfileSource::BuiltIn(_)) && hub.auth.is_none();
    // Those that come with the app are known to be good; of others every mistake is reported, also in what is
    // needed only later. Where the module that finds those does not come, the rest is reported.
    let check = if built_in { None } else { app.parts().await.map(|parts| parts.check_profile) };
    let profile = check.map_or_else(|| Profile::with(&text, &settings), |check| check(&text, &settings));
    profile
        .map_err(|problems| problems.into_iter().map(|problem| place(problem, hub, &file, &within)).collect())
}

/// Where a mistake stands: what `hubs.json` says in place of the profile stands there.
fn place(problem: profile::Problem, hub: &HubConfig, file: &str, within: &str) -> ConfigProblem {
    let of_hub = hub.auth.is_some() && problem.pointer.starts_with("/auth");
    let (file, within) = if of_hub { (FILE, hub.at.as_str()) } else { (file, within) };
    ConfigProblem::at(file, within, problem)
}

async fn fetch_text(url: String) -> Result<(String, String), Vec<ConfigProblem>> {
    let problem = |found: String| vec![ConfigProblem::of_file(&url, found, "JSON")];
    match fetch::file(&url).await {
        Ok(Some(text)) => Ok((url, text)),
        Ok(None) => Err(problem("HTTP 404".to_owned())),
        Err(why) => Err(problem(why)),
    }
}
