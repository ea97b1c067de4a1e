//! Names on both sides of the boundary.
use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, TypeSection};
use wasmparser::{Parser, Payload};

use super::{Shorter, shortened};

fn module(import: &str, export: &str) -> Vec<u8> {
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

fn names(wasm: &[u8]) -> Vec<String> {
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
fn what_the_script_calls_shorter_is_called_so_and_the_rest_as_before() {
    let shorter = [("__wbg_now_0123", "a"), ("__wbindgen_malloc", "b")];
    let shorter: Shorter = shorter.map(|(long, short)| (long.to_owned(), short.to_owned())).into();
    let found = shortened(&module("__wbg_now_0123", "__wbindgen_malloc"), &shorter, "w.b(w.memory_of_none)")
        .expect("a module");
    assert_eq!(names(&found), ["a", "b", "memory_of_none"]);
    let found = shortened(&module("other", "another"), &shorter, "w.another").expect("a module");
    assert_eq!(names(&found), ["other", "another"], "what the script never mentions goes");
}

#[test]
fn what_is_no_module_is_refused() {
    assert!(shortened(b"<html>", &Shorter::new(), "").is_err());
}
