//! The page during development: trunk, which builds one module and rebuilds it at every change.
use std::process::Command;

use crate::build::Options;
use crate::editor;
use crate::setup;
use crate::shell;
use crate::steps::StepOutcome;
use crate::tools::{Tool, Tools};
use crate::workspace::{Workspace, files, read, write};

/// Trunk, the wasm-bindgen program that it calls, and what bundles the editor.
const TOOLS: [Tool; 3] = [Tool::Trunk, Tool::WasmBindgen, Tool::Esbuild];

/// Serve the page until interrupted.
///
/// # Errors
/// When a tool cannot be installed, or of trunk.
pub fn serve(workspace: &Workspace, options: &[&str]) -> Result<(), String> {
    setup::add_wasm_target(workspace)?;
    let tools = Tools::install(workspace, &TOOLS)?;
    // Trunk cannot bundle scripts: it copies what is there.
    let script = editor::bundle(workspace, &tools)?;
    write(&workspace.target.join(editor::FILE), script)?;
    shell::run(trunk(workspace, &tools).arg("serve").args(options))
}

/// Prove that trunk can still build the page from the lines that the release build reads.
///
/// # Errors
/// Of trunk, or when its page lacks a part.
pub fn check(workspace: &Workspace) -> Result<StepOutcome, String> {
    let in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    if !in_ci && !Tool::Trunk.is_installed()? {
        return Ok(StepOutcome::Skipped("`cargo xtask dev` installs trunk".to_owned()));
    }
    setup::add_wasm_target(workspace)?;
    let tools = Tools::install(workspace, &TOOLS)?;
    let dist = workspace.target.join("trunk-dist");
    shell::run(trunk(workspace, &tools).args(["build", "--dist"]).arg(&dist))?;
    let page = read(&dist.join("index.html"))?;
    let mut sheets = String::new();
    for file in files(std::slice::from_ref(&dist))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".css") && page.contains(&name) {
            sheets.push_str(&read(&file)?);
        }
    }
    let imports = sheets.split("@import \"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut parts: Vec<&str> = imports.collect();
    if parts.is_empty() {
        return Err("the page that trunk built names no stylesheet that imports others".to_owned());
    }
    parts.extend(["boot.js", "profiles", "hubs.example.json"]);
    match parts.iter().find(|part| !dist.join(part).exists()) {
        Some(missing) => Err(format!("the page that trunk built lacks {missing}")),
        None => Ok(StepOutcome::Passed),
    }
}

fn trunk(workspace: &Workspace, tools: &Tools) -> Command {
    let mut trunk = Command::new("trunk");
    tools.with_path(&mut trunk);
    // NO_COLOR=1, as some machines set it, is a value that trunk's own option of that name refuses.
    trunk.current_dir(&workspace.root).env_remove("NO_COLOR").env("CARGO_TARGET_DIR", &workspace.target);
    trunk.env("ATALAYA_BASE", Options::at_root().base);
    trunk
}
