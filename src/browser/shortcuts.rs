//! Whether keys that write a letter do something in lists.

use super::choice;

/// Whether letters are shortcuts: users who write by voice may turn them off.
pub fn with_letters() -> bool {
    choice::chosen("shortcuts").as_deref() != Some("off")
}
