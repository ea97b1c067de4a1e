//! The first load beside its budget.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::build::DEFERRED;
use crate::compress::brotli_size;
use crate::workspace::{Workspace, files};

/// Bytes of everything that loads before the first interaction, as brotli 11 sends it.
const BUDGET: u64 = 240_000;

/// Print what the first load weighs.
///
/// # Errors
/// When it is over its budget, or when there is no build.
pub fn check(workspace: &Workspace) -> Result<(), String> {
    let dist = workspace.dist();
    let mut total = 0;
    let (first, deferred): (Vec<_>, Vec<_>) =
        reached(&dist)?.into_iter().partition(|file| !is_deferred(file));
    let shown = |file: &Path| file.strip_prefix(&dist).unwrap_or(file).display().to_string();
    for file in first {
        let size = brotli_size(&file)?;
        total += size;
        println!("   {size:>8}  {}", shown(&file));
    }
    println!("   {total:>8}  bytes of brotli in the first load; budget {BUDGET}");
    for file in deferred {
        println!(
            "   {:>8}  {}: deferred, fetched when it is first needed",
            brotli_size(&file)?,
            shown(&file)
        );
    }
    match total.checked_sub(BUDGET).filter(|over| *over > 0) {
        None => Ok(()),
        Some(over) => Err(format!("the first load is {over} bytes over its budget of {BUDGET}")),
    }
}

/// Named by the page or its script, but fetched only when it is first needed.
fn is_deferred(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(DEFERRED))
}

/// `index.html` and every file that it names, and that those name.
///
/// # Errors
/// When there is no build, or nothing in it that could run.
fn reached(dist: &Path) -> Result<BTreeSet<PathBuf>, String> {
    let index = dist.join("index.html");
    if !index.is_file() {
        return Err("dist/index.html is missing: run `cargo xtask build` first".to_owned());
    }
    let compressed = |file: &PathBuf| file.extension().is_some_and(|it| it == "br" || it == "gz");
    let all: Vec<PathBuf> =
        files(&[dist.to_path_buf()])?.into_iter().filter(|file| !compressed(file)).collect();
    let mut reached = BTreeSet::from([index.clone()]);
    let mut waiting = vec![index];
    while let Some(file) = waiting.pop() {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        for other in &all {
            let name = other.file_name().unwrap_or_default().to_string_lossy();
            if text.contains(&*name) && reached.insert(other.clone()) {
                waiting.push(other.clone());
            }
        }
    }
    for ending in ["wasm", "js", "css"] {
        let first = |file: &PathBuf| !is_deferred(file) && file.extension().is_some_and(|it| it == ending);
        if !reached.iter().any(first) {
            return Err(format!("dist/index.html leads to no .{ending} file: what loads first is not known"));
        }
    }
    Ok(reached)
}

#[cfg(test)]
mod tests;
