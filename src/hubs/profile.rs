//! The profile of a hub: built-in ones are files beside the app, fetched when a hub uses them.

use profile::{Profile, Settings};

use crate::browser::fetch;
use crate::config::{ConfigProblem, FILE, HubConfig, ProfileSource};
use crate::paths::beside_config;
use crate::store::App;

/// What the names of the compiled profiles end in; nothing where the build compiled none.
pub const COMPILED: Option<&str> = option_env!("ATALAYA_PROFILES");

/// Why there is no profile.
pub enum Unread {
    /// Every mistake in it, with the file and the JSON Pointer.
    Mistakes(Vec<ConfigProblem>),
    /// The module that reads profiles did not come.
    NoReader(ConfigProblem),
}

impl From<Vec<ConfigProblem>> for Unread {
    fn from(mistakes: Vec<ConfigProblem>) -> Self {
        Self::Mistakes(mistakes)
    }
}

/// Load a hub's profile.
///
/// # Errors
/// Why there is none.
pub async fn load(app: App, hub: &HubConfig, base: &str) -> Result<Profile, Unread> {
    let (mut within, mut compiled) = (String::new(), None);
    match &hub.profile {
        ProfileSource::Inline(_) => within = format!("{}/profile", hub.at),
        ProfileSource::BuiltIn(name) => {
            // Both are on their way at once.
            let bytes = |build| fetch::bytes(&format!("{base}profiles/{name}-{build}.bin"));
            compiled = COMPILED.filter(|_| is_as_it_comes(hub)).map(bytes);
        }
        ProfileSource::File(_) => {}
    }
    let (file, text) = text(&hub.profile, base).await?;
    if let Some(compiled) = compiled
        && let Some(profile) = compiled.await.and_then(|it| Profile::from_compiled(&it, &text))
    {
        return Ok(profile);
    }
    let Some(parts) = app.parts().await else {
        let (found, expected) =
            ("what reads profiles did not come", "the page's server, which is asked again");
        return Err(Unread::NoReader(ConfigProblem::of_file(&file, found.to_owned(), expected)));
    };
    let settings = Settings { vars: &hub.vars, auth: hub.auth.as_ref() };
    (parts.read_profile)(&text, &settings).map_err(|problems| {
        let placed =
            problems.into_iter().map(|problem| ConfigProblem::of_profile(hub, &file, &within, problem));
        placed.collect::<Vec<_>>().into()
    })
}

/// The file that a profile stands in, and its text.
///
/// # Errors
/// Why it could not be had.
pub async fn text(source: &ProfileSource, base: &str) -> Result<(String, String), Vec<ConfigProblem>> {
    match source {
        ProfileSource::Inline(value) => Ok((FILE.to_owned(), json::text(value))),
        ProfileSource::BuiltIn(name) => fetch_text(format!("{base}profiles/{name}.json")).await,
        ProfileSource::File(url) => fetch_text(beside_config(url)).await,
    }
}

/// The configuration changes nothing in its profile.
fn is_as_it_comes(hub: &HubConfig) -> bool {
    hub.vars.is_empty() && hub.auth.is_none()
}

/// A file with its address.
///
/// # Errors
/// Why it could not be had.
pub async fn fetch_text(url: String) -> Result<(String, String), Vec<ConfigProblem>> {
    let problem = |found: String| vec![ConfigProblem::of_file(&url, found, "JSON")];
    match fetch::file(&url).await {
        Ok(Some(text)) => Ok((url, text)),
        Ok(None) => Err(problem("HTTP 404".to_owned())),
        Err(why) => Err(problem(why)),
    }
}
