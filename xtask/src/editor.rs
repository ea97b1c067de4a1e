//! The editor of the workbench: a script of its own, bundled from `editor/` with its packages from npm.
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::process::Command;

use crate::cache::{cache, fill_whole};
use crate::setup::need_node;
use crate::shell;
use crate::tools::Tools;
use crate::workspace::{Workspace, cannot, read};

/// What the page asks for. Its name has no hash: the page that asks does not know it.
pub const FILE: &str = "later-editor.js";

/// The script, with all that it imports.
///
/// # Errors
/// Of npm or esbuild.
pub fn bundle(workspace: &Workspace, tools: &Tools) -> Result<String, String> {
    let packages = packages(workspace)?;
    let mut esbuild = Command::new("esbuild");
    esbuild.args(["--bundle", "--format=esm", "--minify", "--log-level=warning", "--charset=utf8"]);
    esbuild.arg(workspace.root.join("editor/editor.js")).env("NODE_PATH", packages.join("node_modules"));
    shell::output(tools.with_path(&mut esbuild))
}

/// The packages that `editor/package-lock.json` names, in the cache.
fn packages(workspace: &Workspace) -> Result<PathBuf, String> {
    let source = workspace.root.join("editor");
    let mut hasher = DefaultHasher::new();
    read(&source.join("package-lock.json"))?.hash(&mut hasher);
    let folder = cache()?.join("tools").join(format!("editor-{:016x}", hasher.finish()));
    if !folder.join("node_modules").is_dir() {
        need_node()?;
        println!("   installing the packages of editor/ (seconds, once)");
        fill_whole(&folder, |partial| {
            for file in ["package.json", "package-lock.json"] {
                let (from, to) = (source.join(file), partial.join(file));
                std::fs::copy(&from, &to).map_err(|error| cannot("copy", &from, &error))?;
            }
            let mut npm = Command::new("npm");
            shell::run(npm.current_dir(partial).args(["ci", "--no-audit", "--no-fund"]))
        })?;
    }
    Ok(folder)
}
