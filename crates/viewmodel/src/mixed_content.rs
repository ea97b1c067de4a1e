//! Mixed content (W3C "Mixed Content" §3): a secure page may not speak to an insecure address.

/// Whether the browser blocks an `http` address for the page that it is asked by. This machine's own addresses are
/// trusted ("Secure Contexts" §3.1).
#[must_use]
pub fn is_mixed_content(page_is_secure: bool, url: &str) -> bool {
    let local =
        ["http://127.", "http://localhost", "http://[::1]"].iter().any(|prefix| url.starts_with(prefix));
    page_is_secure && url.starts_with("http:") && !local
}

#[cfg(test)]
mod tests;
