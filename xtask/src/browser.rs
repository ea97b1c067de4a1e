//! Chromium and its driver.
use std::path::PathBuf;

use crate::debian;
use crate::shell::which;

const MISSING: &str = "Chromium or chromedriver is not on PATH: install both (Debian: `apt-get install chromium chromium-driver`)";

/// The browser that tests drive.
pub struct BrowserPrograms {
    /// The browser itself.
    pub chromium: PathBuf,
    /// The program that drives it by the WebDriver protocol.
    pub driver: PathBuf,
}

/// Find both on PATH; install them from Debian when that is missing and may be done.
///
/// # Errors
/// Says what to install.
pub fn browser() -> Result<BrowserPrograms, String> {
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install(&["chromium", "chromium-driver"])?;
    find().ok_or_else(|| MISSING.to_owned())
}

fn find() -> Option<BrowserPrograms> {
    let chromium =
        ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| which(name, &[]))?;
    Some(BrowserPrograms { chromium, driver: which("chromedriver", &[])? })
}
