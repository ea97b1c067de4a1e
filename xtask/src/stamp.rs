//! Whether `dist/` was made from today's sources: trunk has no such memory of its own.
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use crate::workspace::{Workspace, bytes, cannot, files, write};

const SOURCES: [&str; 13] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "boot.js",
    "hubs.example.json",
    "src",
    "style",
    "assets",
    "crates",
    "profiles",
    "rust-toolchain.toml",
    "xtask/src",
];

/// One number for everything that a build depends on.
///
/// # Errors
/// When a source cannot be read.
pub fn of_sources(workspace: &Workspace, base: &str) -> Result<u64, String> {
    let mut hasher = DefaultHasher::new();
    base.hash(&mut hasher);
    let roots: Vec<PathBuf> = SOURCES.iter().map(|name| workspace.root.join(name)).collect();
    for file in files(&roots)? {
        let bytes = bytes(&file)?;
        file.strip_prefix(&workspace.root).unwrap_or(&file).hash(&mut hasher);
        bytes.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// Whether the last whole build had this number and is still there.
pub fn is_current(workspace: &Workspace, stamp: u64) -> bool {
    let kept = std::fs::read_to_string(file(workspace)).ok();
    kept.is_some_and(|kept| kept == text(stamp)) && workspace.dist().join("index.html.br").is_file()
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
pub fn remember(workspace: &Workspace, stamp: u64) -> Result<(), String> {
    write(&file(workspace), text(stamp))
}

fn file(workspace: &Workspace) -> PathBuf {
    workspace.target.join("dist.stamp")
}

/// With the folder that was built: several clones may share a build folder.
fn text(stamp: u64) -> String {
    format!("{stamp:016x} {}", env!("CARGO_MANIFEST_DIR"))
}
