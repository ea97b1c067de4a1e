//! `cargo xtask profile check FILE…`.
use std::path::{Path, PathBuf};

use profile::{Profile, Settings};

use crate::workspace::{Workspace, files, read};

/// Print every mistake in these profiles.
///
/// # Errors
/// When there is one.
pub fn check(paths: &[&str]) -> Result<(), String> {
    let mut mistakes = 0;
    for path in paths {
        let found = problems(&read(Path::new(path))?);
        match found.as_slice() {
            [] => println!("   {path}: good"),
            found => found.iter().for_each(|problem| println!("   {path}: {problem}")),
        }
        mistakes += found.len();
    }
    if mistakes == 0 { Ok(()) } else { Err(format!("profiles: {mistakes} mistakes")) }
}

/// The profiles that come with the app: every JSON file in `profiles/` that is not their schema or index.
///
/// # Errors
/// When the folder cannot be read.
pub fn built_in(workspace: &Workspace) -> Result<Vec<PathBuf>, String> {
    let all = files(&[workspace.root.join("profiles")])?;
    let name = |file: &PathBuf| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let profile = |file: &PathBuf| {
        name(file).ends_with(".json") && !name(file).contains("schema") && name(file) != "index.json"
    };
    Ok(all.into_iter().filter(profile).collect())
}

fn problems(text: &str) -> Vec<String> {
    let found = Profile::with(text, &Settings::default()).err().unwrap_or_default();
    found.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests;
