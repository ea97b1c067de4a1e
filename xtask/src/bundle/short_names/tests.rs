//! Names on both sides of the boundary.
use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, TypeSection};
use wasmparser::{Parser, Payload};

use super::{Names, rename};

/// A module with one import and two exports, the second of which is `memory_of_none`.
pub fn module(import: &str, export: &str) -> Vec<u8> {
    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("./a_bg.js", import, EntityType::Function(0));
    let mut exports = ExportSection::new();
    exports.export(export, ExportKind::Func, 0).export("memory_of_none", ExportKind::Func, 0);
    module.section(&types).section(&imports).section(&exports);
    module.finish()
}

/// The names of a module's imports and exports.
pub fn names(wasm: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.expect("a module") {
            Payload::ImportSection(all) => {
                let names = all.into_imports().map(|one| one.expect("an import").name.to_owned());
                found.extend(names);
            }
            Payload::ExportSection(all) => {
                found.extend(all.into_iter().map(|one| one.expect("an export").name.to_owned()));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn a_name_that_the_script_shortened_is_short_in_the_module_too() {
    let shorter = [("__wbg_now_0123", "a"), ("__wbindgen_malloc", "b")];
    let shorter: Names = shorter.map(|(long, short)| (long.to_owned(), short.to_owned())).into();
    let found = rename(&module("__wbg_now_0123", "__wbindgen_malloc"), &shorter).expect("a module");
    assert_eq!(names(&found), ["a", "b", "memory_of_none"]);
    let found = rename(&module("other", "another"), &shorter).expect("a module");
    assert_eq!(names(&found), ["other", "another", "memory_of_none"]);
}

#[test]
fn bytes_that_are_no_module_are_refused() {
    assert!(rename(b"<html>", &Names::new()).is_err());
}
