//! The program as browsers get it: cut into the page's modules, bound to JavaScript, and made small.
//!
//! Trunk binds too, but knows nothing of a second module; what it wrote of the program is thrown away.
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::Tools;
use crate::shell;
use crate::workspace::{Workspace, bytes, cannot, read, write};

mod classes;
mod names;

/// The compiler must keep what the cut goes by.
pub const COMPILER_FLAG: &str = "-Clink-args=--emit-relocs";
/// The app's feature that marks where to cut.
pub const FEATURE: &str = "split";

/// The name of the bound program. It is in every import: a short one.
const NAME: &str = "a";

/// What the linker left, as files to be named.
pub struct Program {
    /// The module that loads first.
    pub wasm: Vec<u8>,
    /// The script that loads it, and the others when they are needed.
    pub script: String,
    /// What is fetched when it is first needed.
    pub later: Vec<Later>,
}

/// A module that is fetched when it is first needed.
pub struct Later {
    /// What the app calls it.
    pub name: String,
    /// The file that the script asks for.
    pub file: String,
    /// The module.
    pub wasm: Vec<u8>,
}

/// Make all of it from what the compiler left.
///
/// # Errors
/// Of any tool, or the file system.
pub fn program(workspace: &Workspace, tools: &Tools) -> Result<Program, String> {
    let folder = workspace.target.join("split");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| cannot("remove", &folder, &error))?;
    }
    let linked = workspace.target.join("wasm32-unknown-unknown/release/atalaya.wasm");
    let later = cut(&linked, &folder)?;
    bind(&folder, tools)?;
    let bound = folder.join(format!("{NAME}.js"));
    write(&bound, classes::without(&read(&bound)?))?;
    let (script, shorter) = join(&folder, tools)?;
    let small = |file: &Path| small(file, &shorter, &script, tools);
    let one = |file: PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let called = name.trim_start_matches("split_").trim_end_matches(".wasm").to_owned();
        Ok(Later { name: called, file: name, wasm: small(&file)? })
    };
    let later = later.into_iter().map(one).collect::<Result<_, String>>()?;
    let wasm = small(&folder.join(format!("{NAME}_bg.wasm")))?;
    Ok(Program { wasm, script, later })
}

/// Cut the program where the app says; gives the files of all modules but the first.
fn cut(linked: &Path, folder: &Path) -> Result<Vec<PathBuf>, String> {
    let wasm = bytes(linked)?;
    let (first, script) = (first(folder), format!("./{NAME}.js"));
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.main_module = &script;
    let done = wasm_split_cli_support::transform(options);
    let done = done.map_err(|error| format!("cannot split {}: {error:#}", linked.display()))?;
    match done.split_modules.is_empty() {
        false => Ok(done.split_modules),
        true => Err(format!("{} is one module: was it built with `--features {FEATURE}`?", linked.display())),
    }
}

fn first(folder: &Path) -> PathBuf {
    folder.join("first.wasm")
}

fn bind(folder: &Path, tools: &Tools) -> Result<(), String> {
    let mut bind = Command::new("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-name", NAME]);
    // The other modules need the table and the memory; the page always says where the first one is.
    bind.args(["--keep-lld-exports", "--omit-default-module-path", "--out-dir"])
        .arg(folder)
        .arg(first(folder));
    shell::run(tools.with_path(&mut bind))
}

/// One script of the two that import each other, and the shorter names that it has for what it shares with the
/// wasm.
fn join(folder: &Path, tools: &Tools) -> Result<(String, names::Shorter), String> {
    let shorter = folder.join("names.json");
    write(&shorter, "{}")?;
    let script = folder.join("joined.js");
    let mut esbuild = Command::new("esbuild");
    esbuild.args(["--bundle", "--format=esm", "--minify", "--log-level=warning", "--charset=utf8"]);
    esbuild.arg(format!("--mangle-props={}", names::SHARED)).arg("--mangle-quoted");
    esbuild.arg(format!("--mangle-cache={}", shorter.display()));
    esbuild.arg(format!("--outfile={}", script.display())).arg(folder.join(format!("{NAME}.js")));
    shell::run(tools.with_path(&mut esbuild))?;
    let names = serde_json::from_str(&read(&shorter)?);
    let names = names.map_err(|error| format!("{}: {error}", shorter.display()))?;
    Ok((read(&script)?, names))
}

fn small(file: &Path, shorter: &names::Shorter, script: &str, tools: &Tools) -> Result<Vec<u8>, String> {
    let (named, small) = (file.with_extension("named.wasm"), file.with_extension("small.wasm"));
    write(&named, names::shortened(&bytes(file)?, shorter, script)?)?;
    let mut optimize = Command::new("wasm-opt");
    // Large functions that are called once stay as they are: compressed, the module is 1.5 KB smaller.
    optimize.args(["-Oz", "--converge", "--one-caller-inline-max-function-size=25"]);
    // Rust's stack begins below the first MiB and grows down: of its last KiB only a program comes to know that
    // is about to be stopped for it. What else is in memory lies above.
    optimize.arg("--low-memory-unused");
    optimize.args(["--strip-debug", "--strip-producers", "--strip-target-features"]);
    shell::run(tools.with_path(&mut optimize).arg(&named).arg("-o").arg(&small))?;
    bytes(&small)
}
