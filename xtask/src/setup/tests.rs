//! What the cache may hold.
use super::{TOOLS, fill_whole};
use crate::workspace::{Workspace, read};

#[test]
fn a_folder_that_was_not_filled_does_not_appear() {
    let base = std::env::temp_dir().join(format!("atalaya-setup-{}", std::process::id()));
    let folder = base.join("tool-1");
    let broken = fill_whole(&folder, |partial| {
        std::fs::write(partial.join("half"), "").map_err(|error| error.to_string())?;
        Err("broken off".to_owned())
    });
    assert_eq!(broken, Err("broken off".to_owned()));
    assert!(!folder.exists());
    fill_whole(&folder, |partial| {
        std::fs::write(partial.join("whole"), "").map_err(|error| error.to_string())
    })
    .expect("the second try fills it");
    assert!(folder.join("whole").exists() && !folder.join("half").exists());
    std::fs::remove_dir_all(&base).expect("remove the test's folder");
}

#[test]
fn the_wasm_bindgen_program_is_the_library_s_version() {
    let workspace = Workspace::find().expect("cargo metadata");
    let lock = read(&workspace.root.join("Cargo.lock")).expect("Cargo.lock");
    let program = TOOLS.iter().find(|tool| tool.program == "wasm-bindgen").expect("a wasm-bindgen tool");
    let locked = lock.split("[[package]]").find(|package| package.contains("name = \"wasm-bindgen\"\n"));
    // Until the app is a member of the workspace nothing locks the library.
    if let Some(locked) = locked {
        assert!(locked.contains(&format!("version = \"{}\"", program.version)), "{locked}");
    }
}
