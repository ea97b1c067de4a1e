//! Choices of one word, each under a key of its own: `boot.js` and the first paint read them.

use super::storage;

/// What was chosen.
pub fn chosen(name: &str) -> Option<String> {
    storage::get(storage::browser(), &key(name))
}

/// Keep a choice; false where the browser refused.
pub fn choose(name: &str, word: &str) -> bool {
    storage::set(storage::browser(), &key(name), word)
}

/// As if nothing had been chosen.
pub fn forget(name: &str) {
    storage::forget(storage::browser(), &key(name));
}

fn key(name: &str) -> String {
    format!("atalaya.{name}")
}
