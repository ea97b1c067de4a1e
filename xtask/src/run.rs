//! One command from a fresh clone to a page that watches a real hub.
use std::process::Command;

use crate::build::{self, Options};
use crate::setup;
use crate::shell;
use crate::workspace::Workspace;

/// Set up, build, and serve the app from the reference hub with demo data until interrupted.
///
/// # Errors
/// Of any of these.
pub fn run(workspace: &Workspace, hub_options: &[&str]) -> Result<(), String> {
    let setup = setup::setup(workspace)?;
    hub(workspace)?;
    // The hub serves from the root of its address and from nowhere else.
    build::dist(workspace, &setup, &Options::at_root())?;
    let mut hub = Command::new(workspace.hub());
    hub.current_dir(&workspace.root).arg("--dist").arg(workspace.dist()).arg("--demo").args(hub_options);
    shell::run(&mut hub)
}

/// The release profile is made for the page's bytes; a hub for this machine is there sooner without.
const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "2"),
];

/// Build the reference hub.
///
/// # Errors
/// When it does not compile.
pub fn hub(workspace: &Workspace) -> Result<(), String> {
    shell::run(workspace.cargo(&["build", "--release", "--locked", "-p", "atalaya-hub"]).envs(QUICK))
}
