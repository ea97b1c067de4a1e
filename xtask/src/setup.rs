//! The wasm target and the pinned tools, installed once into a cached, versioned folder.
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, which};
use crate::workspace::Workspace;

const WASM: &str = "wasm32-unknown-unknown";

/// How a tool comes to the machine.
#[derive(Clone, Copy)]
enum From {
    /// `cargo install`, with the crate's own lock file or without.
    Crate { locked: bool },
    /// `npm install`.
    Npm,
}

/// One tool in one version.
struct Tool {
    name: &'static str,
    version: &'static str,
    /// The program that proves that it is there.
    program: &'static str,
    from: From,
    /// What to expect of the first time.
    first_time: &'static str,
}

const TOOLS: [Tool; 4] = [
    Tool {
        name: "trunk",
        version: "0.21.14",
        program: "trunk",
        from: From::Crate { locked: true },
        first_time: "about 10 minutes on 2 cores",
    },
    Tool {
        // Must be the version that Cargo.toml pins: the program and the library speak a private format.
        name: "wasm-bindgen-cli",
        version: "0.2.130",
        program: "wasm-bindgen",
        // Its own lock file names crate versions that are not everywhere to be had.
        from: From::Crate { locked: false },
        first_time: "about 3 minutes on 2 cores",
    },
    Tool {
        // wasm-opt: distributions carry versions that cannot read what today's compiler writes.
        name: "binaryen",
        version: "132.0.0",
        program: "wasm-opt",
        from: From::Npm,
        first_time: "some seconds",
    },
    Tool {
        // Trunk's own minifier cannot read what wasm-bindgen writes.
        name: "esbuild",
        version: "0.25.12",
        program: "esbuild",
        from: From::Npm,
        first_time: "some seconds",
    },
];

/// The programs that the other tasks call.
#[derive(Clone)]
pub struct Tools {
    /// Folders to put in front of PATH.
    pub folders: Vec<PathBuf>,
    /// The standard library's sources are there, so that it can be built for size with the app.
    pub own_std: bool,
}

impl Tools {
    /// This command with the tools on its PATH.
    pub fn with_path<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("PATH", shell::path_with(&self.folders))
    }
}

/// Add the wasm target and install what is missing.
///
/// # Errors
/// Says which tool could not be installed and what the machine lacks.
pub fn setup(workspace: &Workspace) -> Result<Tools, String> {
    add_wasm_target(workspace)?;
    let own_std = add_std_sources(workspace)?;
    let cache = cache()?.join("tools");
    let mut folders = Vec::new();
    for tool in &TOOLS {
        let folder = cache.join(format!("{}-{}", tool.name, tool.version));
        let programs = programs(&folder, tool.from);
        if which_in(&programs, tool.program).is_none() {
            println!("   installing {} {} ({}, once)", tool.name, tool.version, tool.first_time);
            install(workspace, tool, &folder)?;
            if which_in(&programs, tool.program).is_none() {
                return Err(format!("{} was installed but holds no {}", folder.display(), tool.program));
            }
        }
        folders.push(programs);
    }
    Ok(Tools { folders, own_std })
}

/// The folder for what is kept between runs.
///
/// # Errors
/// When the environment names no home.
pub fn cache() -> Result<PathBuf, String> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    named("XDG_CACHE_HOME")
        .or_else(|| named("HOME").map(|home| home.join(".cache")))
        .map(|cache| cache.join("atalaya"))
        .ok_or_else(|| "set HOME or XDG_CACHE_HOME: the tools are kept there".to_owned())
}

/// Fill a folder through its neighbour `….partial`, so that what was broken off is never taken for whole.
///
/// # Errors
/// What `fill` says, or the file system.
fn fill_whole(folder: &Path, fill: impl FnOnce(&Path) -> Result<(), String>) -> Result<(), String> {
    let mut partial = folder.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let failed = |what: &str, error: std::io::Error| format!("cannot {what} {}: {error}", partial.display());
    if partial.exists() {
        std::fs::remove_dir_all(&partial).map_err(|error| failed("remove", error))?;
    }
    std::fs::create_dir_all(&partial).map_err(|error| failed("create", error))?;
    fill(&partial)?;
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| failed("replace what is beside", error))?;
    }
    std::fs::rename(&partial, folder).map_err(|error| failed("rename", error))
}

fn add_wasm_target(workspace: &Workspace) -> Result<(), String> {
    // Without rustup the compiler may still carry the target; the build then says what is missing.
    if which("rustup", &[]).is_none() {
        println!("   no rustup: the target {WASM} must come with the compiler");
        return Ok(());
    }
    let mut list = Command::new("rustup");
    let installed = shell::output(list.current_dir(&workspace.root).args(["target", "list", "--installed"]))?;
    if installed.lines().any(|line| line.trim() == WASM) {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    shell::run(add.current_dir(&workspace.root).args(["target", "add", WASM]))
}

/// The sources of the standard library. False where there is no way to get them.
fn add_std_sources(workspace: &Workspace) -> Result<bool, String> {
    let sysroot = shell::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let lock = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock");
    if !lock.is_file() {
        let mut add = Command::new("rustup");
        let added = which("rustup", &[]).is_some()
            && shell::run(add.current_dir(&workspace.root).args(["component", "add", "rust-src"])).is_ok();
        if !added || !lock.is_file() {
            println!("   no sources of the standard library: the app will be larger than it need be");
            return Ok(false);
        }
    }
    Ok(true)
}

/// Fetch what the app is made of, the standard library's own imports with it: trunk builds offline.
///
/// # Errors
/// Of cargo.
pub fn fetch(workspace: &Workspace, tools: &Tools) -> Result<(), String> {
    let mut fetch = workspace.cargo(&["fetch", "--quiet", "--target", WASM]);
    if tools.own_std {
        own_std(&mut fetch);
    }
    shell::run(&mut fetch)
}

/// Build the standard library with the app: for size, and without the words of panics. Cargo and the compiler
/// allow it on stable only to who says that the flags may change; `rust-version` pins what they are.
pub fn own_std(command: &mut Command) -> &mut Command {
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
}

fn install(workspace: &Workspace, tool: &Tool, folder: &Path) -> Result<(), String> {
    fill_whole(folder, |partial| match tool.from {
        From::Crate { locked } => install_crate(workspace, tool, locked, partial),
        From::Npm => install_npm(tool, partial),
    })
}

fn install_crate(workspace: &Workspace, tool: &Tool, locked: bool, folder: &Path) -> Result<(), String> {
    if which("cargo-binstall", &[]).is_some() {
        let wanted = format!("{}@{}", tool.name, tool.version);
        let mut prebuilt = workspace.cargo(&["binstall", "--no-confirm", "--disable-strategies", "compile"]);
        match shell::run(prebuilt.arg("--root").arg(folder).arg(wanted)) {
            Ok(()) => return Ok(()),
            Err(why) => println!("   no prebuilt {}: {why}; building it", tool.name),
        }
    }
    let mut build = workspace.cargo(&["install", tool.name, "--version", tool.version]);
    if locked {
        build.arg("--locked");
    }
    shell::run(build.arg("--root").arg(folder))
}

fn install_npm(tool: &Tool, folder: &Path) -> Result<(), String> {
    need_node()?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]).arg(folder);
    shell::run(npm.arg(format!("{}@{}", tool.name, tool.version)))
}

/// Say what to do where node is missing.
///
/// # Errors
/// When node or npm is not on PATH.
pub fn need_node() -> Result<(), String> {
    match ["node", "npm"].into_iter().find(|program| which(program, &[]).is_none()) {
        Some(missing) => Err(format!("{missing} is not on PATH: install node 20 or newer with npm")),
        None => Ok(()),
    }
}

fn programs(folder: &Path, from: From) -> PathBuf {
    folder.join(match from {
        From::Crate { .. } => "bin",
        From::Npm => "node_modules/.bin",
    })
}

fn which_in(folder: &Path, program: &str) -> Option<PathBuf> {
    Some(folder.join(program)).filter(|file| file.is_file())
}

#[cfg(test)]
mod tests;
