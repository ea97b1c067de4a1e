//! Whether keys that write a letter do something in lists.

use super::storage;

/// Where the choice is kept.
const KEPT_AS: &str = "atalaya.shortcuts";

/// Whether letters are shortcuts: who writes by voice may turn them off.
pub fn with_letters() -> bool {
    storage::get(storage::browser(), KEPT_AS).as_deref() != Some("off")
}
