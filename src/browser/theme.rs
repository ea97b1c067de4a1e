//! Light, dark, or as the system has it. `boot.js` applies the choice before the first paint.

use super::storage;

/// Where the choice is kept; `boot.js` reads the same.
const KEPT_AS: &str = "atalaya.theme";

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// What was chosen in this browser.
    pub fn chosen() -> Self {
        match storage::get(storage::browser(), KEPT_AS).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// Keep the choice and apply it.
    pub fn choose(self) {
        let word = match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        };
        storage::set(storage::browser(), KEPT_AS, word);
        if let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) {
            // Cannot fail for a valid attribute name.
            let _ = if self == Self::Auto {
                root.remove_attribute("data-theme")
            } else {
                root.set_attribute("data-theme", word)
            };
        }
    }
}
