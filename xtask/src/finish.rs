//! From what trunk leaves to what is deployed: one stylesheet, small scripts, and names that tell the bytes.
//!
//! Trunk takes its hashes before wasm-bindgen and wasm-opt run, so that two builds can share a name; here
//! each file is named after its last byte is written. The program itself comes from [`crate::split`].
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::Tools;
use crate::shell;
use crate::split::Program;
use crate::workspace::{cannot, files, read, write};

/// How the names of files begin that do not load with the page.
pub const LATER: &str = "later-";

/// Finish the build in a folder whose files are served below `base`.
///
/// # Errors
/// Of esbuild or the file system, or when the page is not as trunk leaves it.
pub fn folder(dist: &Path, base: &str, program: Program, tools: &Tools) -> Result<(), String> {
    let index = dist.join("index.html");
    let mut page = read(&index)?;
    let sheets = stylesheets(&page, base);
    let mut style = String::new();
    for name in &sheets {
        style.push_str(&read(&dist.join(name))?);
    }
    let style = minified(&style, "css", tools)?;
    let name = hashed("style", style.as_bytes(), "css");
    write(&dist.join(&name), &style)?;
    page = with_one_stylesheet(&page, &format!("{base}{name}"))?;
    for name in &sheets {
        remove(&dist.join(name))?;
    }
    let (old_wasm, old_script) = (only(dist, "_bg.wasm")?, only(dist, ".js")?);
    remove(&old_wasm)?;
    remove(&old_script)?;
    let (wasm, script) = named(dist, program)?;
    page = page.replace(&file_name(&old_wasm), &wasm).replace(&file_name(&old_script), &script);
    let boot = dist.join("boot.js");
    write(&boot, &minified(&read(&boot)?, "js", tools)?)?;
    write(&index, &page)
}

/// Write the program; gives the names of the module and the script that load first.
fn named(dist: &Path, program: Program) -> Result<(String, String), String> {
    let Program { wasm, mut script, later } = program;
    for part in later {
        let name = hashed(&format!("{LATER}{}", part.name), &part.wasm, "wasm");
        if !script.contains(&part.file) {
            return Err(format!("the script does not ask for {}", part.file));
        }
        script = script.replace(&part.file, &name);
        write(&dist.join(name), &part.wasm)?;
    }
    let (wasm_name, script_name) =
        (hashed("atalaya", &wasm, "wasm"), hashed("atalaya", script.as_bytes(), "js"));
    write(&dist.join(&wasm_name), &wasm)?;
    write(&dist.join(&script_name), &script)?;
    Ok((wasm_name, script_name))
}

/// The names of the page's own stylesheets, in the order in which they hold.
fn stylesheets(page: &str, base: &str) -> Vec<String> {
    let links = page.split(LINK).skip(1).filter_map(|rest| rest.split('"').next());
    links.filter_map(|address| address.strip_prefix(base)).map(str::to_owned).collect()
}

/// As trunk writes it.
const LINK: &str = "<link rel=\"stylesheet\" href=\"";

fn with_one_stylesheet(page: &str, address: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = page;
    let mut links = 0;
    while let Some((before, link)) = rest.split_once(LINK) {
        let Some((_, after)) = link.split_once('>') else { break };
        out.push_str(if links == 0 { before } else { before.trim_end() });
        if links == 0 {
            out.push_str(&format!("{LINK}{address}\">"));
        }
        links += 1;
        rest = after;
    }
    match links {
        0 => Err("index.html names no stylesheet".to_owned()),
        _ => Ok(out + rest),
    }
}

/// The only file at the top of the folder with this ending, apart from `boot.js`.
fn only(dist: &Path, ending: &str) -> Result<PathBuf, String> {
    let top = |file: &PathBuf| file.parent() == Some(dist) && file_name(file) != "boot.js";
    let all = files(&[dist.to_path_buf()])?.into_iter();
    let mut found = all.filter(|file| top(file) && file_name(file).ends_with(ending));
    match (found.next(), found.next()) {
        (Some(file), None) => Ok(file),
        (None, _) => Err(format!("trunk left no file that ends with {ending}")),
        (Some(one), Some(other)) => {
            Err(format!("trunk left both {} and {}", file_name(&one), file_name(&other)))
        }
    }
}

fn minified(text: &str, loader: &str, tools: &Tools) -> Result<String, String> {
    let mut esbuild = Command::new("esbuild");
    esbuild.args(["--minify", "--log-level=warning", "--charset=utf8"]).arg(format!("--loader={loader}"));
    shell::filter(tools.with_path(&mut esbuild), text)
}

fn hashed(stem: &str, bytes: &[u8], ending: &str) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{stem}-{:016x}.{ending}", hasher.finish())
}

fn file_name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn remove(file: &Path) -> Result<(), String> {
    std::fs::remove_file(file).map_err(|error| cannot("remove", file, &error))
}

#[cfg(test)]
mod tests;
