//! The program as browsers get it: a script, and the modules that it loads.
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::bind;
use crate::bundle::{
    Saving, Savings, deferred, function_order, minify, short_names, table_slots, unused_exports, wasm_opt,
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
    let finish = |file: &Path| script.finish(file, &[], tools, savings);
    let deferred = modules.into_iter().map(|file| {
        let wasm = finish(&file)?;
        let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Deferred { name: deferred::split_name(&file).to_owned(), file, wasm })
    });
    let deferred = deferred.collect::<Result<_, String>>()?;
    let dead = match splits && savings.uses(Saving::UnusedExports) && savings.uses(Saving::TableSlots) {
        true => script.dead_slots(linked, &first, &wasm)?,
        false => Vec::new(),
    };
    let wasm = script.finish(&wasm, &dead, tools, savings)?;
    Ok(Program { wasm, script: script.text, deferred })
}

/// The one script, and the shorter names that it has for what it shares with the wasm.
struct Script {
    text: String,
    names: short_names::Names,
    /// The words that the script has before any name is shortened.
    words: HashSet<String>,
}

impl Script {
    /// Join what wasm-bindgen wrote with the loader of deferred modules: the two import each other.
    fn join(bound: &Path, folder: &Path, tools: &Tools, savings: &Savings) -> Result<Self, String> {
        let names = folder.join("names.json");
        write(&names, "{}")?;
        let unused = savings.uses(Saving::UnusedExports);
        if unused {
            write(&folder.join("entry.js"), unused_exports::entry(bind::NAME))?;
            write(bound, unused_exports::mark_registries(&read(bound)?))?;
        }
        let esbuild = |joined: &str, change: &dyn Fn(&mut Command)| {
            let joined = folder.join(joined);
            let mut esbuild = Command::new("esbuild");
            esbuild.args(["--bundle", "--format=esm", "--log-level=warning", "--charset=utf8"]);
            change(&mut esbuild);
            match unused {
                true => unused_exports::options(&mut esbuild).arg(folder.join("entry.js")),
                false => esbuild.arg(bound),
            };
            shell::run(tools.with_path(esbuild.arg(format!("--outfile={}", joined.display()))))?;
            read(&joined)
        };
        // Only a script that is minified lacks what nothing uses.
        let words = esbuild("words.js", &|esbuild| _ = minify::options(esbuild))?;
        let text = esbuild("joined.js", &|esbuild| {
            if savings.uses(Saving::ShortNames) {
                short_names::options(esbuild, &names);
            }
            if savings.uses(Saving::Minify) {
                minify::options(esbuild);
            }
        })?;
        Ok(Self { text, names: short_names::read(&names)?, words: unused_exports::words(&words) })
    }

    /// The slots of the linked program's table that nothing comes to, now that this script is all that calls the
    /// module which was bound.
    fn dead_slots(&self, linked: &Path, cut: &Path, bound: &Path) -> Result<Vec<bool>, String> {
        let (linked, cut, bound) = (bytes(linked)?, bytes(cut)?, bytes(bound)?);
        let exports = unused_exports::unused(&bound, &self.words)?;
        table_slots::dead(&linked, &cut, &exports.iter().map(String::as_str).collect())
    }

    /// A module as this script asks for it, and as small as it can be.
    fn finish(
        &self,
        file: &Path,
        dead_slots: &[bool],
        tools: &Tools,
        savings: &Savings,
    ) -> Result<Vec<u8>, String> {
        let mut wasm = bytes(file)?;
        if savings.uses(Saving::UnusedExports) {
            wasm = unused_exports::drop_exports(&wasm, &self.words)?;
        }
        if savings.uses(Saving::ShortNames) {
            wasm = short_names::rename(&wasm, &self.names)?;
        }
        if !dead_slots.is_empty() {
            wasm = table_slots::clear(&wasm, dead_slots)?;
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
