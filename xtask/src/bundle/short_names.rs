//! Saving: script and wasm call each other by short names.
//!
//! wasm-bindgen writes these names long, and there are two hundred; esbuild makes them short in the script, and
//! here the wasm follows.
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::process::Command;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, Imports, Parser};

use crate::workspace;

/// Which names only the script and the wasm know, as esbuild reads it.
const SHARED: &str = "^__(wbg|wbindgen|externref|wasm_split_shared)|^wasm_bindgen_";

/// The long names with their short ones.
pub type Names = BTreeMap<String, String>;

/// Have esbuild shorten the names, and write into this file (which holds `{}`) what it made of each.
pub fn options<'a>(esbuild: &'a mut Command, names: &Path) -> &'a mut Command {
    esbuild.arg(format!("--mangle-props={SHARED}")).arg("--mangle-quoted");
    esbuild.arg(format!("--mangle-cache={}", names.display()))
}

/// The names that esbuild wrote.
///
/// # Errors
/// When the file is not there, or not as esbuild writes it.
pub fn read(file: &Path) -> Result<Names, String> {
    let names = serde_json::from_str(&workspace::read(file)?);
    names.map_err(|error| format!("{}: {error}", file.display()))
}

/// The module with short names.
///
/// # Errors
/// When it cannot be read.
pub fn rename(wasm: &[u8], names: &Names) -> Result<Vec<u8>, String> {
    let mut module = Module::new();
    let done = Rename { names }.parse_core_module(&mut module, Parser::new(0), wasm);
    done.map_err(|error| format!("cannot shorten the names of a module: {error}"))?;
    Ok(module.finish())
}

struct Rename<'a> {
    names: &'a Names,
}

impl Rename<'_> {
    fn name<'a>(&'a self, name: &'a str) -> &'a str {
        self.names.get(name).map_or(name, String::as_str)
    }
}

impl Reencode for Rename<'_> {
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
        let (kind, index) = (self.export_kind(export.kind)?, self.external_index(export.kind, export.index)?);
        section.export(self.name(export.name), kind, index);
        Ok(())
    }
}

#[cfg(test)]
pub mod tests;
