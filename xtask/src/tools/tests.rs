//! The versions of tools.
use super::Tool;
use crate::workspace::{Workspace, read};

#[test]
fn the_wasm_bindgen_program_is_the_library_s_version() {
    let workspace = Workspace::find().expect("cargo metadata");
    let lock = read(&workspace.root.join("Cargo.lock")).expect("Cargo.lock");
    let version = Tool::WasmBindgen.pin().version;
    for name in ["wasm-bindgen", "wasm-bindgen-cli-support"] {
        let name_line = format!("name = \"{name}\"\n");
        let locked = lock.split("[[package]]").find(|package| package.contains(&name_line));
        let locked = locked.expect("a package of the lock file");
        assert!(locked.contains(&format!("version = \"{version}\"")), "{locked}");
    }
}
