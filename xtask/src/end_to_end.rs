//! The app in a real browser against real servers: `e2e/`.
use std::path::Path;
use std::process::Command;

use crate::browser;
use crate::nginx;
use crate::python;
use crate::rabbitmq;
use crate::run;
use crate::setup::need_node;
use crate::shell;
use crate::steps::StepOutcome;
use crate::workspace::{Workspace, read, write};

/// Install what the specs need and run them.
///
/// # Errors
/// What is missing on the machine, or that a spec failed.
pub fn run(workspace: &Workspace) -> Result<StepOutcome, String> {
    let folder = workspace.root.join("e2e");
    if !folder.join("package.json").is_file() {
        return Ok(StepOutcome::Skipped("e2e/ holds no specs yet".to_owned()));
    }
    let browser = browser::browser()?;
    let nginx = nginx::nginx()?;
    let rabbitmq = rabbitmq::rabbitmq()?;
    node_packages(&folder)?;
    let python = python::environment("e2e-python", &folder.join("requirements.txt"))?.join("python");
    let mut specs = Command::new("npx");
    specs.current_dir(&folder).args(["--no-install", "playwright", "test"]);
    specs.env("ATALAYA_CHROMIUM", browser.chromium).env("ATALAYA_PYTHON", python);
    specs.env("ATALAYA_NGINX", nginx);
    specs.env("ATALAYA_RABBITMQ", rabbitmq);
    specs.env("ATALAYA_DIST", workspace.dist()).env("ATALAYA_HUB", workspace.hub());
    if !workspace.has_app() {
        println!("   there is no index.html yet: only the test servers are tested");
        specs.arg("servers");
    }
    shell::run(&mut specs).map(|()| StepOutcome::Passed)
}

/// Measure the reference hub under load, beside an npm socket.io server.
///
/// # Errors
/// A client was not held, or did not hear all; or what could not be installed or built.
pub fn bench(workspace: &Workspace, options: &[&str]) -> Result<(), String> {
    let folder = workspace.root.join("e2e");
    node_packages(&folder)?;
    run::hub(workspace)?;
    let mut node = Command::new("node");
    node.current_dir(&folder).arg("bench/load.mjs").arg(workspace.hub()).args(options);
    shell::run(&mut node)
}

/// Make the documents' pictures anew.
///
/// # Errors
/// What could not be installed, built or shown.
pub fn screenshot(workspace: &Workspace) -> Result<(), String> {
    let folder = workspace.root.join("e2e");
    let browser = browser::browser()?;
    node_packages(&folder)?;
    run::hub(workspace)?;
    let mut node = Command::new("node");
    node.current_dir(&folder).arg("screenshot.mjs").env("ATALAYA_CHROMIUM", browser.chromium);
    node.arg(workspace.hub()).arg(workspace.dist()).arg(workspace.root.join("docs"));
    shell::run(&mut node)
}

/// `npm ci`, unless what it would install is already there.
fn node_packages(folder: &Path) -> Result<(), String> {
    need_node()?;
    let lock = read(&folder.join("package-lock.json"))?;
    let kept = folder.join("node_modules/.installed-lock");
    if std::fs::read_to_string(&kept).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    // The specs use the system's browser; Playwright must not look for its own.
    npm.current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::run(npm.args(["ci", "--no-audit", "--no-fund"]))?;
    write(&kept, lock)
}
