//! `cargo xtask profile check FILE…`: every mistake in profiles and in `hubs.json`, with line and column.
use std::path::{Path, PathBuf};

use mistakes::{Checked, of_hubs, of_profile};

use crate::json_text::{JsonText, member};
use crate::workspace::{Workspace, files, read};

mod mistakes;

/// Print every mistake in these files, each once. A file that has `hubs` is a `hubs.json`, any other one a profile.
///
/// # Errors
/// When there is one.
pub fn check(workspace: &Workspace, paths: &[&str]) -> Result<(), String> {
    let mut checked = Checked::default();
    for path in paths {
        let (file, text) = (Path::new(path), read(Path::new(path))?);
        let before = checked.mistakes.len();
        if is_hubs(file, &text) {
            of_hubs(&mut checked, file, &text, &workspace.root.join("profiles"))?;
        } else {
            of_profile(&mut checked, file, &text);
        }
        let found = &mut checked.mistakes[before..];
        found.sort();
        match found {
            [] => println!("   {path}: good"),
            found => found.iter().for_each(|mistake| println!("   {mistake}")),
        }
    }
    match checked.mistakes.len() {
        0 => Ok(()),
        1 => Err("profile check: one mistake".to_owned()),
        many => Err(format!("profile check: {many} mistakes")),
    }
}

/// Whether a file says which hubs there are. One that is no JSON is what it is called.
fn is_hubs(file: &Path, text: &str) -> bool {
    let called = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("hubs."));
    JsonText::parse(text).map_or(called, |json| {
        let has = |name: &str| member(&json.value, name).is_some();
        !has("sources") && (called || has("hubs"))
    })
}

/// The profiles that come with the app: every JSON file in `profiles/` that is neither a schema nor their index.
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

#[cfg(test)]
mod tests;
