//! The folder for what is kept between runs, also of other clones.
use std::path::{Path, PathBuf};

use crate::workspace::cannot;

/// The folder itself.
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

/// Fill a folder through its neighbour `….partial`, so that a broken installation is never taken for a whole one.
///
/// # Errors
/// What `fill` says, or the file system.
pub fn fill_whole(folder: &Path, fill: impl FnOnce(&Path) -> Result<(), String>) -> Result<(), String> {
    let mut partial = folder.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    empty(&partial)?;
    fill(&partial)?;
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| cannot("replace", folder, &error))?;
    }
    std::fs::rename(&partial, folder).map_err(|error| cannot("rename", &partial, &error))
}

/// Make a folder, or empty the one that is there.
///
/// # Errors
/// Names the folder.
pub fn empty(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| cannot("remove", folder, &error))?;
    }
    std::fs::create_dir_all(folder).map_err(|error| cannot("create", folder, &error))
}

#[cfg(test)]
mod tests;
