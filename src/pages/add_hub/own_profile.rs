//! The profile that a hub has of itself: it is proposed as if the user had pasted it, and nothing comes of it before the
//! user adds the hub.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use viewmodel::pasted_profile;

use super::{HubForm, entry};
use crate::hubs;
use crate::i18n::Lang;
use crate::store::App;

impl HubForm {
    /// Fill in the profile that the hub has of itself, with what is wrong with it.
    pub(super) fn propose_own(self, app: App, profile: &Value) {
        let Some(url) = self.url.get_untracked().map(|url| url.value().trim().to_owned()) else { return };
        self.fill_draft(&url, profile);
        self.propose_name(title(app.lang.get_untracked(), profile));
        let entry = entry(app, None, &url, profile.clone(), "");
        spawn_local(async move {
            let mistakes = hubs::mistakes(app, &entry).await;
            // The user may have left.
            let _ = self.problems.try_set(mistakes.into_iter().map(pasted_profile::placed).collect());
        });
    }
}

/// What a profile that is not read yet calls itself.
pub fn title(lang: Lang, profile: &Value) -> String {
    let title = profile.get("title");
    let own = title.and_then(|title| title.get(lang.tag()).or_else(|| title.as_object()?.values().next()));
    let name = || profile.get("name").and_then(Value::as_str);
    let text = own.or(title).and_then(Value::as_str).or_else(name).unwrap_or_default();
    text.chars().take(LONGEST_TITLE).collect()
}

/// So much of it is shown (characters).
const LONGEST_TITLE: usize = 80;
