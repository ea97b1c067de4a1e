//! How tools come to the machine.
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Pin, bin};
use crate::cache;
use crate::setup::need_node;
use crate::shell::{self, which};
use crate::workspace::Workspace;

/// A way to install a program.
#[derive(Clone, Copy)]
pub enum Installer {
    /// `cargo install` with these options; prebuilt where `cargo-binstall` is on PATH.
    Cargo {
        /// Its options besides name and version.
        options: &'static [&'static str],
    },
    /// `npm install`.
    Npm,
    /// A wheel of PyPI that holds the program; `cargo install` where there is no such wheel.
    Wheel,
}

/// The prefix of these wheels' names.
const WHEELS: &str = "astral-dev-toolchain-";

/// Tools run for seconds and are compiled once for each machine: their own profiles, made for those who
/// distribute them, take two to three times as long.
const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

impl Installer {
    /// The folder of programs below the one that was installed into.
    pub fn programs(self, folder: &Path) -> PathBuf {
        match self {
            Self::Cargo { .. } | Self::Wheel => bin(folder),
            Self::Npm => folder.join("node_modules/.bin"),
        }
    }

    /// What to expect of the first time.
    pub fn takes(self) -> &'static str {
        match self {
            Self::Cargo { .. } => "some minutes",
            Self::Npm | Self::Wheel => "some seconds",
        }
    }

    /// Install into an empty folder.
    ///
    /// # Errors
    /// Of cargo, npm or pip.
    pub fn install(self, workspace: &Workspace, pin: &Pin, folder: &Path) -> Result<(), String> {
        match self {
            Self::Cargo { options } => from_crate(workspace, pin, options, folder),
            Self::Npm => from_npm(pin, folder),
            Self::Wheel => from_wheel(pin, folder).or_else(|why| {
                println!("   no wheel of {}: {why}; building it", pin.package);
                cache::empty(folder)?;
                from_crate(workspace, pin, &["--locked"], folder)
            }),
        }
    }
}

fn from_crate(workspace: &Workspace, pin: &Pin, options: &[&str], folder: &Path) -> Result<(), String> {
    if which("cargo-binstall", &[]).is_some() {
        let wanted = format!("{}@{}", pin.package, pin.version);
        let mut prebuilt = workspace.cargo(&["binstall", "--no-confirm", "--disable-strategies", "compile"]);
        match shell::run(prebuilt.arg("--root").arg(folder).arg(wanted)) {
            Ok(()) => return Ok(()),
            Err(why) => println!("   no prebuilt {}: {why}; building it", pin.package),
        }
    }
    let mut build = workspace.cargo(&["install", pin.package, "--version", pin.version]);
    shell::run(build.args(options).envs(QUICK).arg("--root").arg(folder))
}

fn from_npm(pin: &Pin, folder: &Path) -> Result<(), String> {
    need_node()?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]).arg(folder);
    shell::run(npm.arg(format!("{}@{}", pin.package, pin.version)))
}

/// Take the program out of its wheel. The virtual environment only lends its pip.
fn from_wheel(pin: &Pin, folder: &Path) -> Result<(), String> {
    if which("python3", &[]).is_none() {
        return Err("python3 is not on PATH".to_owned());
    }
    let lent = folder.join("venv");
    shell::run(Command::new("python3").args(["-m", "venv"]).arg(&lent))?;
    let mut pip = Command::new(lent.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--target"]);
    shell::run(pip.arg(folder).arg(format!("{WHEELS}{}=={}", pin.package, pin.version)))?;
    std::fs::remove_dir_all(&lent).map_err(|error| format!("cannot remove {}: {error}", lent.display()))
}
