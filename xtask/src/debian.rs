//! What tests need of Debian, installed when it is missing and that may be done.
use std::process::Command;

use crate::shell::{self, which};

/// Install packages. False where nothing may be installed: no apt, or not root.
///
/// # Errors
/// Of apt.
pub fn install(packages: &[&str]) -> Result<bool, String> {
    let root = || Ok::<_, String>(shell::output(Command::new("id").arg("-u"))?.trim() == "0");
    if which("apt-get", &[]).is_none() || !root()? {
        return Ok(false);
    }
    println!("   installing {}, once", packages.join(" and "));
    let mut update = Command::new("apt-get");
    shell::run(update.args(["update", "-q"]))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "-q", "-y", "--no-install-recommends"]).args(packages);
    shell::run(install.env("DEBIAN_FRONTEND", "noninteractive")).map(|()| true)
}
