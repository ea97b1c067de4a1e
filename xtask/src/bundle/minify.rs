//! Saving: scripts and styles lose their spaces and long names. Compression finds much of it, not all.
use std::process::Command;

/// Have esbuild do so.
pub fn options(esbuild: &mut Command) -> &mut Command {
    esbuild.arg("--minify")
}
