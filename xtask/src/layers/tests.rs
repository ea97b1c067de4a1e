//! The walls stand, and a hole in them is seen.
use std::path::Path;

use serde_json::{Value, json};

use super::{check, imports, words};
use crate::workspace::Workspace;

#[test]
fn the_workspace_keeps_its_layers() {
    let workspace = Workspace::find().expect("cargo metadata");
    assert_eq!(check(&workspace), Ok(()));
}

#[test]
fn an_import_against_the_layers_is_found_whatever_its_kind() {
    let package = |name: &str, folder: &str, wishes: Value| {
        let wishes: Vec<Value> = wishes
            .as_array()
            .expect("a list")
            .iter()
            .map(|wish| json!({"name": wish[0], "kind": wish[1]}))
            .collect();
        json!({"name": name, "manifest_path": format!("/repo/{folder}/Cargo.toml"), "dependencies": wishes})
    };
    let found = imports(&json!({"packages": [
        package("atalaya-model", "crates/model", json!([["atalaya-profile", null], ["web-sys", null], ["rand", "dev"]])),
        package("atalaya-profile", "crates/profile", json!([["atalaya-model", null], ["serde", null]])),
        package("atalaya-socketio", "crates/socketio", json!([["atalaya-model", "dev"]])),
        package("atalaya-hub", "hub", json!([["atalaya-socketio", "build"], ["tokio", null]])),
        package("extra", "extra", json!([])),
    ]}));
    assert_eq!(
        found,
        [
            "atalaya-model imports atalaya-profile, against the layers",
            "atalaya-model imports web-sys: such things are passed in",
            "atalaya-socketio imports atalaya-model, against the layers",
            "atalaya-hub imports atalaya-socketio, against the layers",
            "extra: a package that the layers do not know",
        ]
    );
}

#[test]
fn a_forbidden_word_is_found_in_code_and_not_in_comments() {
    for (file, line, faults) in [
        ("src/components/bell.rs", "view! { <p inner_html=text/> }", 1),
        ("src/components/bell.rs", "// inner_html is forbidden", 0),
        ("src/browser/clock.rs", "let now = Instant::now();", 0),
        ("crates/connection/src/lib.rs", "let now = Instant::now();", 1),
        ("crates/connection/src/lib.rs", "    /// As hub 002 §2.2 new_notification.", 0),
        ("crates/session/src/lib.rs", "if event == \"new_notification\" {", 1),
        ("src/profiles.rs", "const NAMES: [&str; 1] = [\"open-data-portal\"];", 1),
    ] {
        let found = words(Path::new(file), line);
        assert_eq!(found.len(), faults, "{file}: {line}: {found:?}");
    }
}
