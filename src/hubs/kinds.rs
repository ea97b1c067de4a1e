//! How the hubs of the profiles that come with the app are recognised.

use profile::HubKind;
use serde_json::Value;

use super::profile::COMPILED;
use crate::browser::fetch;
use crate::config::profile_names;
use crate::paths;

/// The kinds of hubs that the profiles of the app are for: one small file that the build gathered. Where there is none
/// (trunk builds none), what the profiles themselves say.
pub async fn known_kinds() -> Vec<HubKind> {
    let base = paths::base();
    if let Some(build) = COMPILED
        && let Ok(Some(text)) = fetch::file(&format!("{base}profiles/recognise-{build}.json")).await
    {
        return HubKind::read_all(&text);
    }
    let mut all = Vec::new();
    for name in profile_names() {
        if let Ok(Some(text)) = fetch::file(&format!("{base}profiles/{name}.json")).await {
            all.extend(HubKind::of_profile(&name, &text));
        }
    }
    HubKind::read_all(&json::text(&Value::Array(all)))
}
