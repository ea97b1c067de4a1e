//! Chromium and its driver.
use std::path::PathBuf;
use std::process::Command;

use crate::shell::{self, which};

const MISSING: &str = "Chromium or chromedriver is not on PATH: install both (Debian: `apt-get install chromium chromium-driver`)";

/// The browser that tests drive.
pub struct Browser {
    /// The browser itself.
    pub chromium: PathBuf,
    /// The program that drives it by the WebDriver protocol.
    pub driver: PathBuf,
}

/// Find both on PATH; install them from Debian when that is missing and may be done.
///
/// # Errors
/// Says what to install.
pub fn browser() -> Result<Browser, String> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if which("apt-get", &[]).is_none() || !is_root()? {
        return Err(MISSING.to_owned());
    }
    println!("   installing chromium and chromium-driver, once");
    let mut update = Command::new("apt-get");
    shell::run(update.args(["update", "-q"]))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "-q", "-y", "--no-install-recommends", "chromium", "chromium-driver"]);
    shell::run(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    find().ok_or_else(|| MISSING.to_owned())
}

fn find() -> Option<Browser> {
    let chromium =
        ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| which(name, &[]))?;
    Some(Browser { chromium, driver: which("chromedriver", &[])? })
}

fn is_root() -> Result<bool, String> {
    Ok(shell::output(Command::new("id").arg("-u"))?.trim() == "0")
}
