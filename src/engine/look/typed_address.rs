//! The address that is looked at, and what stands below it.

use look::{Address, is_local};
use viewmodel::mixed_content::is_mixed_content;

/// An address that a user gave, in the forms in which it is asked. All that is asked stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedAddress {
    /// As it was given, as `http` or `https`, without a fragment.
    given: String,
    /// Without a query and a slash at its end.
    base: String,
}

impl TypedAddress {
    /// What was typed, and what is known of it; nothing where it is no address. `page` is an address of the page.
    pub fn of(typed: &str, page: &str) -> Option<(Self, Address)> {
        let url = web_sys::Url::new_with_base(typed, page).ok()?;
        let page = web_sys::Url::new(page).ok()?;
        let is_socket = url.protocol().starts_with("ws");
        let scheme = match &*url.protocol() {
            "ws:" | "http:" => "http:",
            "wss:" | "https:" => "https:",
            _ => return None,
        };
        let base = format!("{scheme}//{}{}", url.host(), url.pathname());
        let given = format!("{base}{}", url.search());
        let is_own = page.protocol() == scheme && page.host() == url.host();
        let address = Address {
            path: format!("{}{}", url.pathname(), url.search()),
            is_socket,
            is_own,
            is_mixed: is_mixed_content(page.protocol() == "https:", &base),
            is_guarded: !is_own && is_local(&url.hostname()) && !is_local(&page.hostname()),
        };
        Some((Self { given, base: base.trim_end_matches('/').to_owned() }, address))
    }

    /// The address for a request: of what stands below, or of the address itself.
    pub fn http(&self, path: &str) -> String {
        if path.is_empty() { self.given.clone() } else { [&self.base, path].concat() }
    }

    /// The address for a WebSocket.
    pub fn socket(&self, path: &str) -> String {
        let http = self.http(path);
        // `http` → `ws`, `https` → `wss`.
        format!("ws{}", http.strip_prefix("http").unwrap_or(&http))
    }

    /// As [`Self::without`], as an address of its own where nothing stands before that end.
    pub fn before(typed: &str, beyond: &str) -> String {
        match Self::without(typed, beyond) {
            address if address.is_empty() => "/".to_owned(),
            address => address,
        }
    }

    /// What was typed without the end that a profile adds by itself.
    pub fn without(typed: &str, beyond: &str) -> String {
        let bare = typed.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        match bare.strip_suffix(beyond.trim_end_matches('/')) {
            Some(shorter) if beyond.len() > 1 => shorter.to_owned(),
            _ => typed.to_owned(),
        }
    }
}
