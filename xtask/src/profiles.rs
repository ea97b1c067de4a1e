//! `cargo xtask profile check FILE…`.
use std::path::{Path, PathBuf};

use profile::{Problem, Profile, Settings};

use crate::json_text::{JsonText, Place};
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
            found => found.iter().for_each(|(place, problem)| println!("   {path}:{place}: {problem}")),
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

/// Every mistake in a profile and where it stands, in the order of the text; none twice.
fn problems(text: &str) -> Vec<(Place, String)> {
    let json = match JsonText::parse(text) {
        Ok(json) => json,
        Err((place, why)) => return vec![(place, format!("this is not JSON: {why}"))],
    };
    let found = Profile::with(text, &Settings::default()).err().unwrap_or_default();
    let place = |problem: Problem| (json.place(&problem.pointer), problem.to_string());
    let mut found: Vec<_> = found.into_iter().map(place).collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests;
