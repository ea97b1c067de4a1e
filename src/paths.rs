//! Where the app itself is.

/// The app's own base path, with a slash at the end.
pub fn base() -> String {
    option_env!("ATALAYA_BASE").unwrap_or("/").to_owned()
}

/// The address that `hubs.json` is read from.
pub fn config_url() -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    format!("{origin}{}hubs.json", base())
}
