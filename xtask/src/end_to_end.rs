//! The app in a real browser against real servers: `e2e/`.
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser;
use crate::cache::cache;
use crate::nginx;
use crate::rabbitmq;
use crate::setup::need_node;
use crate::shell::{self, which};
use crate::steps::StepOutcome;
use crate::workspace::{Workspace, cannot, read, write};

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
    let python = python_packages(&folder)?;
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

/// A Python with the packages of `requirements.txt`, in the cache folder.
fn python_packages(folder: &Path) -> Result<PathBuf, String> {
    let requirements = folder.join("requirements.txt");
    let wanted = read(&requirements)?;
    let home = cache()?.join("tools/e2e-python");
    let (python, kept) = (home.join("bin/python"), home.join("requirements.txt"));
    if python.is_file() && std::fs::read_to_string(&kept).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    if which("python3", &[]).is_none() {
        return Err("python3 is not on PATH: install Python 3.11 or newer with its venv module".to_owned());
    }
    // A virtual environment knows its own path, so it is made where it stays; the copied list says that it is whole.
    if home.exists() {
        std::fs::remove_dir_all(&home).map_err(|error| cannot("remove", &home, &error))?;
    }
    shell::run(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
    let mut pip = Command::new(&python);
    shell::run(pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "-r"]).arg(&requirements))?;
    write(&kept, wanted)?;
    Ok(python)
}
