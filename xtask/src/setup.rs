//! What every build needs: the wasm target, the sources of the standard library, and the tools from npm.
use std::path::Path;
use std::process::Command;

use crate::shell::{self, which};
use crate::tools::{Tool, Tools};
use crate::workspace::Workspace;

/// What the app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// A machine that can build the page.
pub struct Setup {
    /// The programs that the build calls.
    pub tools: Tools,
    /// The standard library's sources are there, so that it can be built for size with the app.
    pub std_sources: bool,
}

/// Add the wasm target and install what is missing.
///
/// # Errors
/// Says which tool could not be installed and what the machine lacks.
pub fn setup(workspace: &Workspace) -> Result<Setup, String> {
    add_wasm_target(workspace)?;
    let std_sources = add_std_sources(workspace)?;
    let tools = Tools::install(workspace, &[Tool::WasmOpt, Tool::Esbuild])?;
    Ok(Setup { tools, std_sources })
}

/// Add the wasm target to the compiler.
///
/// # Errors
/// Of rustup.
pub fn add_wasm_target(workspace: &Workspace) -> Result<(), String> {
    // Without rustup the compiler may still carry the target; the build then says what is missing.
    if which("rustup", &[]).is_none() {
        println!("   no rustup: the target {WASM} must come with the compiler");
        return Ok(());
    }
    let mut list = Command::new("rustup");
    let installed = shell::output(list.current_dir(&workspace.root).args(["target", "list", "--installed"]))?;
    if installed.lines().any(|line| line.trim() == WASM) {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    shell::run(add.current_dir(&workspace.root).args(["target", "add", WASM]))
}

/// Add the sources of the standard library; gives false where there is no way to get them.
fn add_std_sources(workspace: &Workspace) -> Result<bool, String> {
    let sysroot = shell::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let lock = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock");
    if !lock.is_file() {
        let mut add = Command::new("rustup");
        let added = which("rustup", &[]).is_some()
            && shell::run(add.current_dir(&workspace.root).args(["component", "add", "rust-src"])).is_ok();
        if !added || !lock.is_file() {
            println!("   no sources of the standard library: the app will be larger than it need be");
            return Ok(false);
        }
    }
    Ok(true)
}

/// Say what to do where node is missing.
///
/// # Errors
/// When node or npm is not on PATH.
pub fn need_node() -> Result<(), String> {
    match ["node", "npm"].into_iter().find(|program| which(program, &[]).is_none()) {
        Some(missing) => Err(format!("{missing} is not on PATH: install node 20 or newer with npm")),
        None => Ok(()),
    }
}
