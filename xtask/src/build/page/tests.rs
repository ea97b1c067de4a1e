//! How the lines of a page are filled.
use std::path::{Path, PathBuf};

use super::{Folder, hashed, link};
use crate::build::Options;
use crate::build::program::{Deferred, Program};
use crate::tools::Tools;
use crate::workspace::{Workspace, read};

/// A source folder with an icon and a profile, and an empty `dist` in it.
fn source(test: &str) -> (PathBuf, PathBuf) {
    let root = std::env::temp_dir().join(format!("atalaya-page-{test}-{}", std::process::id()));
    let dist = root.join("dist");
    for folder in ["dist", "style", "profiles"] {
        std::fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    std::fs::write(root.join("style/icon.svg"), "<svg/>").expect("written");
    std::fs::write(root.join("profiles/desks.json"), "{}").expect("written");
    (root, dist)
}

fn with_folder<T>(root: &Path, dist: &Path, work: impl FnOnce(&Folder) -> T) -> T {
    let workspace = Workspace::find().expect("cargo metadata");
    let tools = Tools::install(&workspace, &[]).expect("no tools");
    let options = Options::parse(&["--base", "/x/"]).expect("options");
    let done = work(&Folder { root, dist, tools: &tools, options: &options });
    std::fs::remove_dir_all(root).expect("remove the test's folder");
    done
}

#[test]
fn a_name_changes_with_the_bytes() {
    assert_eq!(hashed("a", b"one", "css"), hashed("a", b"one", "css"));
    assert_ne!(hashed("a", b"one", "css"), hashed("a", b"two", "css"));
}

#[test]
fn an_icon_is_named_by_its_bytes_below_the_base_and_a_folder_keeps_its_names() {
    let (root, dist) = source("assets");
    with_folder(&root, &dist, |folder| {
        let page = "<link data-trunk rel=\"icon\" href=\"style/icon.svg\"><link data-trunk rel=\"copy-dir\" href=\"profiles\">";
        let filled = link::replace(page, |link| folder.asset(link, "")).expect("a page");
        let icon = hashed("icon", b"<svg/>", "svg");
        assert_eq!(filled, format!("<link rel=\"icon\" href=\"/x/{icon}\">"));
        assert_eq!(read(&dist.join(icon)).as_deref(), Ok("<svg/>"));
        assert_eq!(read(&dist.join("profiles/desks.json")).as_deref(), Ok("{}"));
        let unknown = "<link data-trunk rel=\"sass\" href=\"style/index.scss\">";
        assert!(link::replace(unknown, |link| folder.asset(link, "")).is_err());
    });
}

#[test]
fn a_deferred_module_is_asked_for_by_the_name_of_its_bytes() {
    let program = |script: &str| Program {
        wasm: b"first".to_vec(),
        script: script.to_owned(),
        deferred: vec![Deferred {
            name: "deferred".to_owned(),
            file: "split_deferred.wasm".to_owned(),
            wasm: b"second".to_vec(),
        }],
    };
    let (root, dist) = source("program");
    with_folder(&root, &dist, |folder| {
        let (_, script) = folder.program(program("fetch('./split_deferred.wasm')")).expect("written");
        let module = hashed("later-deferred", b"second", "wasm");
        assert_eq!(read(&dist.join(script)), Ok(format!("fetch('./{module}')")));
        assert!(dist.join(module).is_file());
        assert!(folder.program(program("fetch('./other.wasm')")).is_err());
    });
}
