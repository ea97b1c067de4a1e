//! Whether `dist/` was made from what is there today.
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::process::Command;

use crate::build::Options;
use crate::setup::Setup;
use crate::shell;
use crate::tools::Tool;
use crate::workspace::{Workspace, bytes, cannot, files, write};

const SOURCES: [&str; 14] = [
    ".cargo",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "boot.js",
    "editor",
    "hubs.example.json",
    "src",
    "style",
    "crates",
    "profiles",
    "rust-toolchain.toml",
    "xtask",
];

/// One number for everything that a build depends on: sources, options, compiler and tools.
///
/// # Errors
/// When a source cannot be read, or there is no compiler.
pub fn of_sources(workspace: &Workspace, setup: &Setup, options: &Options) -> Result<u64, String> {
    let mut hasher = DefaultHasher::new();
    (&options.base, &options.savings, setup.std_sources).hash(&mut hasher);
    std::env::var_os("RUSTFLAGS").hash(&mut hasher);
    let mut compiler = Command::new("rustc");
    shell::output(compiler.current_dir(&workspace.root).arg("-vV"))?.hash(&mut hasher);
    [Tool::WasmOpt, Tool::Esbuild].map(Tool::version).hash(&mut hasher);
    let roots: Vec<PathBuf> = SOURCES.iter().map(|name| workspace.root.join(name)).collect();
    for file in files(&roots)? {
        let bytes = bytes(&file)?;
        file.strip_prefix(&workspace.root).unwrap_or(&file).hash(&mut hasher);
        bytes.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// Whether the last whole build had this fingerprint and is still there.
pub fn is_current(workspace: &Workspace, fingerprint: u64) -> bool {
    let kept = std::fs::read_to_string(file(workspace)).ok();
    kept.is_some_and(|kept| kept == text(fingerprint)) && workspace.dist().join("index.html.br").is_file()
}

/// Forget the last build, before it is overwritten.
///
/// # Errors
/// When the file cannot be removed.
pub fn forget(workspace: &Workspace) -> Result<(), String> {
    match std::fs::remove_file(file(workspace)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(cannot("remove", &file(workspace), &error))
        }
        _ => Ok(()),
    }
}

/// Remember a whole build.
///
/// # Errors
/// When the file cannot be written.
pub fn remember(workspace: &Workspace, fingerprint: u64) -> Result<(), String> {
    write(&file(workspace), text(fingerprint))
}

fn file(workspace: &Workspace) -> PathBuf {
    workspace.target.join("dist.fingerprint")
}

/// With the folder that was built: several clones may share a build folder.
fn text(fingerprint: u64) -> String {
    format!("{fingerprint:016x} {}", env!("CARGO_MANIFEST_DIR"))
}
