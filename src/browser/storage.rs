//! What the tab and the browser remember. Storage may be refused (private mode, quota): then
//! everything works and nothing is remembered.

use web_sys::Storage;

/// Kept until the tab closes.
pub fn tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// Kept in this browser.
pub fn browser() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Read a value.
pub fn get(storage: Option<Storage>, key: &str) -> Option<String> {
    storage?.get_item(key).ok().flatten()
}

/// Keep a value; false where the browser refused.
pub fn set(storage: Option<Storage>, key: &str, value: &str) -> bool {
    storage.is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forget a value.
pub fn forget(storage: Option<Storage>, key: &str) {
    if let Some(storage) = storage {
        // Fails only where the browser refuses storage: then nothing is kept.
        let _ = storage.remove_item(key);
    }
}
