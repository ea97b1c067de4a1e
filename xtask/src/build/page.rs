//! The folder that is deployed: the page, filled from its own `data-trunk` lines, and all that it names.
//!
//! Trunk reads the same lines and the same patterns during development. It takes its hashes before wasm-bindgen and
//! wasm-opt run, so that two builds can share a name; here each file is named after its last byte is written.
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::Command;

use super::Options;
use super::program::Program;
use crate::bundle::{Saving, minify};
use crate::cache;
use crate::editor;
use crate::shell;
use crate::tools::Tools;
use crate::workspace::{Workspace, bytes, cannot, files, read, write};

mod link;
mod patterns;

use link::TrunkLine;
use patterns::Patterns;

/// The beginning of the names of files that do not load with the page.
pub const DEFERRED: &str = "later-";

/// Fill `dist/` anew.
///
/// # Errors
/// Of esbuild or the file system, or when the page asks for what is not known here.
pub fn folder(
    workspace: &Workspace,
    tools: &Tools,
    options: &Options,
    program: Program,
) -> Result<(), String> {
    let dist = workspace.dist();
    cache::empty(&dist)?;
    let folder = Folder { root: &workspace.root, dist: &dist, tools, options };
    let patterns = Patterns::of_trunk(&read(&workspace.root.join("Trunk.toml"))?)?;
    let page = read(&workspace.root.join("index.html"))?;
    let (wasm, script) = folder.program(program)?;
    let filled = patterns.filled(&options.base, &script, &wasm)?;
    let page = link::replace(&page, |link| folder.asset(link, &filled.script))?;
    let (before, after) = page.split_once("</head>").ok_or("index.html has no </head>")?;
    write(&dist.join(editor::FILE), editor::bundle(workspace, tools)?)?;
    write(&dist.join("index.html"), format!("{before}  {}\n  </head>{after}", filled.preload))?;
    refuse_configuration(&dist)
}

/// What a file of the folder is made with.
struct Folder<'a> {
    root: &'a Path,
    dist: &'a Path,
    tools: &'a Tools,
    options: &'a Options,
}

impl Folder<'_> {
    /// Write what a line of the page asks for; gives the markup that takes the line's place.
    fn asset(&self, link: &TrunkLine, script: &str) -> Result<String, String> {
        let rel = link.value("rel")?;
        if rel == "rust" {
            return Ok(script.to_owned());
        }
        let href = link.value("href")?;
        let source = self.root.join(href);
        match rel {
            "css" => {
                // Browsers fetch a disabled sheet when the page enables it.
                let (stem, flag) = match link.has("disabled") {
                    true => (format!("{DEFERRED}style"), " disabled"),
                    false => ("style".to_owned(), ""),
                };
                let name = self.named(&stem, "css", &self.bundled(&source)?)?;
                Ok(format!("<link rel=\"stylesheet\" href=\"{}{name}\"{flag}>", self.options.base))
            }
            "icon" => {
                let (stem, ending) = split_name(&source);
                let name = self.named(&stem, &ending, &bytes(&source)?)?;
                Ok(format!("<link rel=\"icon\" href=\"{}{name}\">", self.options.base))
            }
            "copy-file" => self.copy(&source, Path::new(href)).map(|()| String::new()),
            "copy-dir" => {
                let parent = source.parent().unwrap_or(self.root);
                for file in files(std::slice::from_ref(&source))? {
                    self.copy(&file, file.strip_prefix(parent).unwrap_or(&file))?;
                }
                Ok(String::new())
            }
            other => Err(format!("index.html: rel=\"{other}\" is not known to the build")),
        }
    }

    /// Write the program; gives the names of the module and the script that load first.
    fn program(&self, program: Program) -> Result<(String, String), String> {
        let Program { wasm, mut script, deferred } = program;
        for module in deferred {
            let name = self.named(&format!("{DEFERRED}{}", module.name), "wasm", &module.wasm)?;
            if !script.contains(&module.file) {
                return Err(format!("the script does not ask for {}", module.file));
            }
            script = script.replace(&module.file, &name);
        }
        Ok((self.named("atalaya", "wasm", &wasm)?, self.named("atalaya", "js", script.as_bytes())?))
    }

    /// A stylesheet with all that it imports.
    fn bundled(&self, sheet: &Path) -> Result<Vec<u8>, String> {
        let mut esbuild = Command::new("esbuild");
        esbuild.args(["--bundle", "--log-level=warning", "--charset=utf8"]);
        self.minify(&mut esbuild);
        shell::output(self.tools.with_path(esbuild.arg(sheet))).map(String::into_bytes)
    }

    /// Copy a file; a script loses its spaces on the way.
    fn copy(&self, source: &Path, name: &Path) -> Result<(), String> {
        let to = self.dist.join(name);
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder).map_err(|error| cannot("create", folder, &error))?;
        }
        if source.extension().is_none_or(|ending| ending != "js") {
            return write(&to, bytes(source)?);
        }
        let mut esbuild = Command::new("esbuild");
        esbuild.args(["--log-level=warning", "--charset=utf8"]);
        self.minify(&mut esbuild);
        write(&to, shell::output(self.tools.with_path(esbuild.arg(source)))?)
    }

    fn minify(&self, esbuild: &mut Command) {
        if self.options.savings.uses(Saving::Minify) {
            minify::options(esbuild);
        }
    }

    /// Write a file whose name tells its bytes; gives the name.
    fn named(&self, stem: &str, ending: &str, bytes: &[u8]) -> Result<String, String> {
        let name = hashed(stem, bytes, ending);
        write(&self.dist.join(&name), bytes)?;
        Ok(name)
    }
}

fn hashed(stem: &str, bytes: &[u8], ending: &str) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{stem}-{:016x}.{ending}", hasher.finish())
}

/// A file's name without its ending, and the ending.
fn split_name(file: &Path) -> (String, String) {
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    (text(file.file_stem()), text(file.extension()))
}

/// An upgrade must not overwrite what the operator wrote.
fn refuse_configuration(dist: &Path) -> Result<(), String> {
    match dist.join("hubs.json").exists() {
        true => Err("dist/ holds a hubs.json: the page must not copy one".to_owned()),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests;
