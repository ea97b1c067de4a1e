//! nginx with brotli, behind which `deploy/` is tested.
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::debian;
use crate::shell::{self, which};

const MISSING: &str = "nginx or its module for brotli is missing: install both \
    (Debian: `apt-get install nginx-light libnginx-mod-http-brotli-static`)";
/// Debian's file that loads the module; the specs' own configuration includes it.
const BROTLI: &str = "/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf";

/// Find nginx; install it from Debian when it is missing and that may be done.
///
/// # Errors
/// Says what to install.
pub fn nginx() -> Result<PathBuf, String> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let served_before = program().is_some();
    let installed = debian::install(&["nginx-light", "libnginx-mod-http-brotli-static"])?;
    if installed && !served_before {
        // Debian starts a new server on port 80, now and at every boot; the specs start their own.
        shell::run(Command::new("service").args(["nginx", "stop"]))?;
        shell::run(Command::new("update-rc.d").args(["nginx", "disable"]))?;
    }
    find().ok_or_else(|| MISSING.to_owned())
}

fn find() -> Option<PathBuf> {
    program().filter(|_| Path::new(BROTLI).exists())
}

/// Only root has `/usr/sbin` on PATH.
fn program() -> Option<PathBuf> {
    which("nginx", &[PathBuf::from("/usr/sbin")])
}
