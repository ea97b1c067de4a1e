//! Which language the user reads.

use super::Lang;
use crate::browser::storage;

/// Where the chosen language is kept, as its tag.
const KEPT_AS: &str = "atalaya.lang";

impl Lang {
    /// What was chosen here, else what the browser asks for.
    pub fn preferred() -> Self {
        let kept = storage::get(storage::browser(), KEPT_AS);
        let asked = || web_sys::window().and_then(|window| window.navigator().language());
        kept.and_then(|kept| Self::known(&kept)).unwrap_or_else(|| Self::of_tag(&asked().unwrap_or_default()))
    }

    /// Set the page's language.
    pub fn announce(self) {
        if let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) {
            // Cannot fail for a valid attribute name.
            let _ = root.set_attribute("lang", self.tag());
        }
    }
}
