//! The built-in profiles: files beside the app, fetched when a hub uses them.

use profile::Profile;

use crate::browser::fetch;
use crate::config::{HubConfig, Problem, ProfileSource};

/// Names that `hubs.json` may use; the files are `profiles/<name>.json`.
pub fn names() -> Vec<String> {
    serde_json::from_str(include_str!("../profiles/index.json")).unwrap_or_default()
}

/// Load and check a hub's profile.
///
/// # Errors
/// Every mistake, with the file and the JSON Pointer.
pub async fn load(hub: &HubConfig, base: &str) -> Result<Profile, Vec<Problem>> {
    let mut within = String::new();
    let (file, text) = match &hub.profile {
        ProfileSource::Inline(value) => {
            within = format!("{}/profile", hub.at);
            ("hubs.json".to_owned(), value.to_string())
        }
        ProfileSource::BuiltIn(name) => fetch_text(format!("{base}profiles/{name}.json")).await?,
        ProfileSource::File(url) => fetch_text(url.clone()).await?,
    };
    Profile::with_vars(&text, &hub.vars).map_err(|problems| {
        problems
            .into_iter()
            .map(|problem| Problem {
                file: file.clone(),
                pointer: format!("{within}{}", problem.pointer),
                found: problem.found,
                expected: problem.expected,
            })
            .collect()
    })
}

async fn fetch_text(url: String) -> Result<(String, String), Vec<Problem>> {
    let problem = |found: String| {
        vec![Problem { file: url.clone(), pointer: String::new(), found, expected: "JSON".to_owned() }]
    };
    match fetch::file(&url).await {
        Ok(Some(text)) => Ok((url, text)),
        Ok(None) => Err(problem("HTTP 404".to_owned())),
        Err(why) => Err(problem(why)),
    }
}
