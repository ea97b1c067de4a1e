//! The deployable static files in `dist/`.
use crate::bundle::compiled_profiles::CompiledProfiles;
use crate::bundle::{Saving, Savings};
use crate::setup::{self, Setup};
use crate::workspace::Workspace;
use crate::{compress, fingerprint, size};

mod bind;
mod compile;
mod page;
mod program;

/// The beginning of the names of files that do not load with the page.
pub use page::DEFERRED;

/// The options of a build.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// The path that the app is served below: begins and ends with a slash.
    pub base: String,
    /// What is done to save bytes.
    pub savings: Savings,
}

impl Options {
    /// The app at the root of its address, as small as it can be.
    pub fn at_root() -> Self {
        Self { base: "/".to_owned(), savings: Savings::all() }
    }

    /// Read `--base /x/` and `--without SAVING`.
    ///
    /// # Errors
    /// For an unknown word, or a base that no URL path could be.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        let mut options = Self::at_root();
        let mut words = words.iter().flat_map(|word| match word.split_once('=') {
            Some((name, value)) => vec![name, value],
            None => vec![*word],
        });
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("{word}: expected a value after it"))?;
            match word {
                "--base" => options.base = base(value)?,
                "--without" => options.savings.leave_out(Saving::named(value)?),
                other => return Err(format!("expected --base or --without, found `{other}`")),
            }
        }
        Ok(options)
    }
}

fn base(path: &str) -> Result<String, String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/-_.~".contains(letter);
    if !path.starts_with('/') || path.starts_with("//") || !path.chars().all(plain) {
        return Err(format!("--base: expected a path such as /x/, found `{path}`"));
    }
    Ok(format!("{}/", path.trim_end_matches('/')))
}

/// Build what has changed and check the size.
///
/// # Errors
/// Of any of its steps.
pub fn build(workspace: &Workspace, options: &Options) -> Result<(), String> {
    let setup = setup::setup(workspace)?;
    dist(workspace, &setup, options)?;
    size::check(workspace)
}

/// Bring `dist/` up to date; nothing happens when nothing that it is made from has changed.
///
/// # Errors
/// Of the compiler, of a tool, or of the file system.
pub fn dist(workspace: &Workspace, setup: &Setup, options: &Options) -> Result<(), String> {
    if !workspace.has_app() {
        return Err("there is no index.html: the app cannot be built".to_owned());
    }
    let current = fingerprint::of_sources(workspace, setup, options)?;
    if fingerprint::is_current(workspace, current) {
        println!("   dist/ is up to date");
        return Ok(());
    }
    fingerprint::forget(workspace)?;
    let compiled = options.savings.uses(Saving::CompiledProfiles);
    let profiles = compiled.then(|| CompiledProfiles::of(workspace)).transpose()?;
    let linked = compile::app(workspace, setup, options, profiles.as_ref())?;
    let program = program::program(workspace, &setup.tools, &options.savings, &linked)?;
    page::folder(workspace, &setup.tools, options, program)?;
    if let Some(profiles) = profiles {
        profiles.write(&workspace.dist())?;
    }
    compress::folder(&workspace.dist())?;
    fingerprint::remember(workspace, current)
}

#[cfg(test)]
mod tests;
