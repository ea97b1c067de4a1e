//! The names that the script and the wasm share. wasm-bindgen writes them long, and there are two hundred;
//! esbuild makes them short in the script, and here the wasm follows.
use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, Imports, Parser};

/// Which names only the script and the wasm know, as esbuild reads it.
pub const SHARED: &str = "^__(wbg|wbindgen|externref|wasm_split_shared)|^wasm_bindgen_";

/// From what esbuild told: the long names with their short ones.
pub type Shorter = BTreeMap<String, String>;

/// The module with short names, without what its script never mentions.
///
/// # Errors
/// When it cannot be read.
pub fn shortened(wasm: &[u8], shorter: &Shorter, script: &str) -> Result<Vec<u8>, String> {
    let mut module = Module::new();
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mentioned = script.split(|letter| !is_name(letter)).collect();
    let done = Shorten { shorter, mentioned }.parse_core_module(&mut module, Parser::new(0), wasm);
    done.map_err(|error| format!("cannot shorten the names of a module: {error}"))?;
    Ok(module.finish())
}

struct Shorten<'a> {
    shorter: &'a Shorter,
    mentioned: HashSet<&'a str>,
}

impl Shorten<'_> {
    fn name<'a>(&'a self, name: &'a str) -> &'a str {
        self.shorter.get(name).map_or(name, String::as_str)
    }
}

impl Reencode for Shorten<'_> {
    type Error = Infallible;

    fn parse_imports(&mut self, section: &mut ImportSection, imports: Imports<'_>) -> Result<(), Error> {
        match imports {
            Imports::Single(_, import) => {
                let kind = self.entity_type(import.ty)?;
                section.import(import.module, self.name(import.name), kind);
                Ok(())
            }
            // As the proposal for compact imports writes them; today's tools do not.
            other => wasm_encoder::reencode::utils::parse_imports(self, section, other),
        }
    }

    fn parse_export(&mut self, section: &mut ExportSection, export: Export<'_>) -> Result<(), Error> {
        if !self.mentioned.contains(self.name(export.name)) {
            return Ok(());
        }
        let (kind, index) = (self.export_kind(export.kind)?, self.external_index(export.kind, export.index)?);
        section.export(self.name(export.name), kind, index);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
