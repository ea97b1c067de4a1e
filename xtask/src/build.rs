//! The deployable static files in `dist/`.
use std::path::{Path, PathBuf};

use crate::setup::{self, Tools};
use crate::shell;
use crate::workspace::Workspace;
use crate::{compress, finish, size, split, stamp};

/// What a build can be told.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// The path that the app is served below: begins and ends with a slash.
    pub base: String,
}

impl Options {
    /// Read `--base /x/`.
    ///
    /// # Errors
    /// For an unknown word or a base that no URL path could be.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        let base = match words {
            [] => "/",
            ["--base", base] => base,
            [word] if word.starts_with("--base=") => &word["--base=".len()..],
            other => return Err(format!("expected nothing or `--base /x/`, found `{}`", other.join(" "))),
        };
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "/-_.~".contains(letter);
        if !base.starts_with('/') || base.starts_with("//") || !base.chars().all(plain) {
            return Err(format!("--base: expected a path such as /x/, found `{base}`"));
        }
        Ok(Self { base: format!("{}/", base.trim_end_matches('/')) })
    }
}

/// Build everything anew and check the size.
///
/// # Errors
/// Of any of its steps.
pub fn build(workspace: &Workspace, options: &Options) -> Result<(), String> {
    let tools = setup::setup(workspace)?;
    bundle(workspace, &tools, options)?;
    size::check(workspace)
}

/// Bring `dist/` up to date; nothing happens when its sources have not changed.
///
/// # Errors
/// Of trunk, or of the file system.
pub fn bundle(workspace: &Workspace, tools: &Tools, options: &Options) -> Result<(), String> {
    if !workspace.has_app() {
        return Err("there is no index.html: the app cannot be built".to_owned());
    }
    let fresh = stamp::of_sources(workspace, &options.base)?;
    if stamp::is_current(workspace, fresh) {
        println!("   dist/ is up to date");
        return Ok(());
    }
    stamp::forget(workspace)?;
    setup::fetch(workspace, tools)?;
    let dist = workspace.dist();
    let mut trunk = std::process::Command::new("trunk");
    // NO_COLOR=1, as some machines set it, is a value that trunk's own option of that name refuses.
    trunk.current_dir(&workspace.root).env_remove("NO_COLOR").env("CARGO_TARGET_DIR", &workspace.target);
    // The app reads its own base path from the environment when it is compiled.
    trunk.env("ATALAYA_BASE", &options.base);
    let mut flags = format!("{} {}", split::COMPILER_FLAG, without_paths());
    if tools.own_std {
        // A panic ends the page in any case; what it would say costs a tenth of the first load.
        flags.push_str(" -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none");
        setup::own_std(&mut trunk);
    }
    trunk.env("RUSTFLAGS", flags);
    trunk.args(["build", "--release", "--offline", "--features", split::FEATURE]);
    trunk.args(["--public-url", &options.base, "--dist"]).arg(&dist);
    shell::run(tools.with_path(&mut trunk))?;
    refuse_configuration(&dist)?;
    let program = split::program(workspace, tools)?;
    finish::folder(&dist, &options.base, program, tools)?;
    compress::folder(&dist)?;
    stamp::remember(workspace, fresh)
}

/// Flags that keep this machine's folders out of what is deployed; what was set for the compiler stays.
fn without_paths() -> String {
    let mut flags: Vec<String> = std::env::var("RUSTFLAGS").into_iter().collect();
    let home = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cargo = home("CARGO_HOME").or_else(|| home("HOME").map(|home| home.join(".cargo")));
    let sources = cargo.and_then(|cargo| cargo.join("registry/src").read_dir().ok());
    // Cargo splits the flags at spaces: a folder that holds one cannot be named.
    let folders = sources.into_iter().flatten().flatten().map(|folder| folder.path().display().to_string());
    flags.extend(folders.filter(|it| !it.contains(' ')).map(|it| format!("--remap-path-prefix={it}=crates")));
    flags.join(" ")
}

/// An upgrade must not overwrite what the operator wrote.
fn refuse_configuration(dist: &Path) -> Result<(), String> {
    match dist.join("hubs.json").exists() {
        true => Err("dist/ holds a hubs.json: the page must not copy one".to_owned()),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests;
