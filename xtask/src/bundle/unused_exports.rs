//! Saving: what libraries export to scripts, and no script of ours uses, goes from both sides.
//!
//! Leptos brings server functions along, and these bring classes that scripts could construct; they stay in any
//! program, since a linker cannot know the scripts. The page calls nothing but the function that starts it.
use std::collections::HashSet;
use std::convert::Infallible;
use std::process::Command;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, Module};
use wasmparser::{Export, Parser, Payload};

/// The script that stands for all that the page uses: what it does not import, esbuild drops.
pub fn entry(bound: &str) -> String {
    format!("export {{ default }} from \"./{bound}.js\";\n")
}

/// What wasm-bindgen wrote, so that esbuild sees that a class which nothing uses does nothing: each is registered with
/// the garbage collector, which counts as use unless it is said that it does nothing else.
pub fn mark_registries(script: &str) -> String {
    script.replace("new FinalizationRegistry(", "/* @__PURE__ */ new FinalizationRegistry(")
}

/// Let esbuild drop the method for `using` that wasm-bindgen adds to a class where the browser knows that.
pub fn options(esbuild: &mut Command) -> &mut Command {
    esbuild.arg("--define:Symbol.dispose=undefined")
}

/// Every word of a script whose names are not shortened yet.
pub fn words(script: &str) -> HashSet<String> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    script.split(|letter| !is_name(letter)).map(str::to_owned).collect()
}

/// The module without the exports that are none of its script's words; wasm-opt then drops what only they reached.
///
/// # Errors
/// When it cannot be read.
pub fn drop_exports(wasm: &[u8], words: &HashSet<String>) -> Result<Vec<u8>, String> {
    let mut module = Module::new();
    let done = Drop { words }.parse_core_module(&mut module, Parser::new(0), wasm);
    done.map_err(|error| format!("cannot drop the exports of a module: {error}"))?;
    Ok(module.finish())
}

/// The exports of a module that are none of its script's words.
///
/// # Errors
/// When it cannot be read.
pub fn unused(wasm: &[u8], words: &HashSet<String>) -> Result<Vec<String>, String> {
    let failed = |error| format!("cannot read the exports of a module: {error}");
    let mut unused = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::ExportSection(exports) = payload.map_err(failed)? else { continue };
        for export in exports {
            let name = export.map_err(failed)?.name;
            if !words.contains(name) {
                unused.push(name.to_owned());
            }
        }
    }
    Ok(unused)
}

struct Drop<'a> {
    words: &'a HashSet<String>,
}

impl Reencode for Drop<'_> {
    type Error = Infallible;

    fn parse_export(&mut self, section: &mut ExportSection, export: Export<'_>) -> Result<(), Error> {
        if !self.words.contains(export.name) {
            return Ok(());
        }
        let (kind, index) = (self.export_kind(export.kind)?, self.external_index(export.kind, export.index)?);
        section.export(export.name, kind, index);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::short_names::tests::{module, names};
    use super::{drop_exports, unused, words};

    #[test]
    fn an_export_that_the_script_never_mentions_goes() {
        let wasm = module("import", "export");
        let all = words("w.export(w.memory_of_none)");
        assert_eq!(
            names(&drop_exports(&wasm, &all).expect("a module")),
            ["import", "export", "memory_of_none"]
        );
        assert_eq!(unused(&wasm, &all).expect("a module"), Vec::<String>::new());
        let other = words("w.exported(), w.memory_of_none");
        let found = drop_exports(&wasm, &other).expect("a module");
        assert_eq!(names(&found), ["import", "memory_of_none"], "only whole names count");
        assert_eq!(unused(&wasm, &other).expect("a module"), ["export"]);
    }
}
