//! Saving: what libraries export to scripts, and no script of ours uses, goes from both sides.
//!
//! Leptos brings server functions along, and these bring classes that scripts could construct; they stay in any
//! program, since a linker cannot know the scripts. The page calls nothing but the function that starts it.
use std::collections::HashSet;
use std::convert::Infallible;
use std::process::Command;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, Module};
use wasmparser::{Export, Parser};

/// The script that stands for all that the page uses: what it does not import, esbuild drops.
pub fn entry(bound: &str) -> String {
    format!("export {{ default }} from \"./{bound}.js\";\n")
}

/// Let esbuild see that a class which nothing uses does nothing: wasm-bindgen registers each with the garbage
/// collector, and adds a method for `using` where the browser knows that.
pub fn options(esbuild: &mut Command) -> &mut Command {
    esbuild.args(["--pure:FinalizationRegistry", "--define:Symbol.dispose=undefined"])
}

/// The module without the exports that its script never mentions; wasm-opt then drops what only they reached.
///
/// # Errors
/// When it cannot be read.
pub fn drop_exports(wasm: &[u8], script: &str) -> Result<Vec<u8>, String> {
    let mut module = Module::new();
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mentioned = script.split(|letter| !is_name(letter)).collect();
    let done = Drop { mentioned }.parse_core_module(&mut module, Parser::new(0), wasm);
    done.map_err(|error| format!("cannot drop the exports of a module: {error}"))?;
    Ok(module.finish())
}

struct Drop<'a> {
    mentioned: HashSet<&'a str>,
}

impl Reencode for Drop<'_> {
    type Error = Infallible;

    fn parse_export(&mut self, section: &mut ExportSection, export: Export<'_>) -> Result<(), Error> {
        if !self.mentioned.contains(export.name) {
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
    use super::drop_exports;

    #[test]
    fn an_export_that_the_script_never_mentions_goes() {
        let wasm = module("import", "export");
        let found = drop_exports(&wasm, "w.export(w.memory_of_none)").expect("a module");
        assert_eq!(names(&found), ["import", "export", "memory_of_none"]);
        let found = drop_exports(&wasm, "w.exported(), w.memory_of_none").expect("a module");
        assert_eq!(names(&found), ["import", "memory_of_none"], "only whole names count");
    }
}
