//! The program as browsers get it: a script, and the modules that it loads.
use std::path::{Path, PathBuf};
use std::process::Command;

use super::bind;
use crate::bundle::{
    Saving, Savings, deferred, function_order, minify, short_names, unused_exports, wasm_opt,
};
use crate::cache;
use crate::shell;
use crate::tools::Tools;
use crate::workspace::{Workspace, bytes, read, write};

/// What the linker left, as files to be named.
pub struct Program {
    /// The module that loads first.
    pub wasm: Vec<u8>,
    /// The script that loads it, and the others when they are needed.
    pub script: String,
    /// The modules that are fetched when they are first needed.
    pub deferred: Vec<Deferred>,
}

/// A module that is fetched when it is first needed.
pub struct Deferred {
    /// The name of its split in the app.
    pub name: String,
    /// The file that the script asks for.
    pub file: String,
    /// The module.
    pub wasm: Vec<u8>,
}

/// Make all of it from what the linker left.
///
/// # Errors
/// Of any tool, or the file system.
pub fn program(
    workspace: &Workspace,
    tools: &Tools,
    savings: &Savings,
    linked: &Path,
) -> Result<Program, String> {
    let folder = workspace.target.join("bundle");
    cache::empty(&folder)?;
    let splits = savings.uses(Saving::Deferred);
    let (first, modules) = match splits {
        true => deferred::cut(linked, &folder, &format!("./{}.js", bind::NAME))?,
        false => (linked.to_path_buf(), Vec::new()),
    };
    // The other modules need the first one's table and memory.
    let (bound, wasm) = bind::bind(&first, &folder, splits)?;
    let script = Script::join(&bound, &folder, tools, savings)?;
    let finish = |file: &Path| script.finish(file, tools, savings);
    let deferred = modules.into_iter().map(|file| {
        let wasm = finish(&file)?;
        let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Deferred { name: deferred::split_name(&file).to_owned(), file, wasm })
    });
    let deferred = deferred.collect::<Result<_, String>>()?;
    let wasm = finish(&wasm)?;
    Ok(Program { wasm, script: script.text, deferred })
}

/// The one script, and the shorter names that it has for what it shares with the wasm.
struct Script {
    text: String,
    names: short_names::Names,
}

impl Script {
    /// Join what wasm-bindgen wrote with the loader of deferred modules: the two import each other.
    fn join(bound: &Path, folder: &Path, tools: &Tools, savings: &Savings) -> Result<Self, String> {
        let (entry, names, joined) =
            (folder.join("entry.js"), folder.join("names.json"), folder.join("joined.js"));
        let mut esbuild = Command::new("esbuild");
        esbuild.args(["--bundle", "--format=esm", "--log-level=warning", "--charset=utf8"]);
        write(&names, "{}")?;
        if savings.uses(Saving::ShortNames) {
            short_names::options(&mut esbuild, &names);
        }
        if savings.uses(Saving::Minify) {
            minify::options(&mut esbuild);
        }
        match savings.uses(Saving::UnusedExports) {
            true => {
                write(&entry, unused_exports::entry(bind::NAME))?;
                unused_exports::options(&mut esbuild).arg(&entry);
            }
            false => _ = esbuild.arg(bound),
        }
        shell::run(tools.with_path(esbuild.arg(format!("--outfile={}", joined.display()))))?;
        Ok(Self { text: read(&joined)?, names: short_names::read(&names)? })
    }

    /// A module as this script asks for it, and as small as it can be.
    fn finish(&self, file: &Path, tools: &Tools, savings: &Savings) -> Result<Vec<u8>, String> {
        let mut wasm = bytes(file)?;
        if savings.uses(Saving::ShortNames) {
            wasm = short_names::rename(&wasm, &self.names)?;
        }
        if savings.uses(Saving::UnusedExports) {
            wasm = unused_exports::drop_exports(&wasm, &self.text)?;
        }
        if savings.uses(Saving::WasmOpt) {
            let named: PathBuf = file.with_extension("named.wasm");
            write(&named, &wasm)?;
            wasm = wasm_opt::optimize(&named, tools)?;
        }
        if savings.uses(Saving::FunctionOrder) {
            wasm = function_order::arrange(&wasm)?;
        }
        Ok(wasm)
    }
}
