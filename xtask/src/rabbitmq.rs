//! RabbitMQ, which a profile of the catalogue is tested against.
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::debian;
use crate::shell;

/// Debian's own script runs only as its own user and in its own folders; this one runs anywhere.
const PROGRAM: &str = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/// Find RabbitMQ; install it from Debian when it is missing and that may be done.
///
/// # Errors
/// Says what to install.
pub fn rabbitmq() -> Result<PathBuf, String> {
    if !Path::new(PROGRAM).exists() && debian::install(&["rabbitmq-server"])? {
        // Debian starts a new server, now and at every boot; the specs start their own.
        shell::run(Command::new("service").args(["rabbitmq-server", "stop"]))?;
        shell::run(Command::new("update-rc.d").args(["rabbitmq-server", "disable"]))?;
    }
    match Path::new(PROGRAM).exists() {
        true => Ok(PathBuf::from(PROGRAM)),
        false => Err(format!("{PROGRAM} is missing: install it (Debian: `apt-get install rabbitmq-server`)")),
    }
}
