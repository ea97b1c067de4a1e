//! Which package may import which, which way the arrows inside `src` go, and words that must stay out of some rooms.
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::workspace::{Workspace, files, is_pure, read};

mod ranks;

/// Each package and the ones of ours that it may import.
const LAYERS: [(&str, &[&str]); 16] = [
    ("atalaya-compact-derive", &[]),
    ("atalaya-compact", &["atalaya-compact-derive", "atalaya-json"]),
    ("atalaya-json", &[]),
    ("atalaya-model", &["atalaya-compact", "atalaya-json"]),
    ("atalaya-profile", &["atalaya-compact", "atalaya-json", "atalaya-model"]),
    // The profile only in its tests: every draft must pass its check.
    ("atalaya-infer", &["atalaya-json", "atalaya-profile", "atalaya-model"]),
    ("atalaya-socketio", &["atalaya-json"]),
    ("atalaya-connection", &["atalaya-socketio"]),
    ("atalaya-session", &["atalaya-connection", "atalaya-profile", "atalaya-json", "atalaya-model"]),
    (
        "atalaya-look",
        &["atalaya-connection", "atalaya-socketio", "atalaya-profile", "atalaya-json", "atalaya-model"],
    ),
    ("atalaya-viewmodel", &["atalaya-session", "atalaya-profile", "atalaya-json", "atalaya-model"]),
    ("atalaya-history", &["atalaya-json", "atalaya-model"]),
    ("atalaya-workbench", &["atalaya-profile", "atalaya-json", "atalaya-model"]),
    (
        "atalaya",
        &[
            "atalaya-history",
            "atalaya-workbench",
            "atalaya-viewmodel",
            "atalaya-look",
            "atalaya-infer",
            "atalaya-session",
            "atalaya-profile",
            "atalaya-json",
            "atalaya-model",
        ],
    ),
    // An independent witness: it shares no code with the client.
    ("atalaya-hub", &[]),
    ("xtask", &["atalaya-profile", "atalaya-viewmodel"]),
];

/// Packages that bring a browser, a clock, a random source or time-zone data.
const OUTSIDE: [&str; 13] = [
    "chrono-tz",
    "console_error_panic_hook",
    "fastrand",
    "getrandom",
    "gloo-timers",
    "js-sys",
    "leptos",
    "leptos_router",
    "rand",
    "tokio",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "web-sys",
];

/// A word and where its presence is a fault.
struct Ban {
    word: &'static str,
    /// Paths below the repository's root.
    within: &'static [&'static str],
    why: &'static str,
}

const ROOMS: [&str; 2] = ["src", "crates"];
const CRATES: [&str; 1] = ["crates"];
/// What reads JSON through `crates/json`.
const JSON_READERS: [&str; 9] = [
    "src",
    "crates/compact",
    "crates/history",
    "crates/infer",
    "crates/profile",
    "crates/session",
    "crates/socketio",
    "crates/viewmodel",
    "crates/workbench",
];

/// Names of hubs, of their products and of their events: these stand in profiles.
const HUB_WORDS: [&str; 13] = [
    "block-storage",
    "raft-agenda",
    "open-data-portal",
    "poker-hands",
    "new_notification",
    "recent_notifications",
    "notifications_cleared",
    "notification_marked_read",
    "change_type",
    "desk_notification",
    "connection_ack",
    "node_disconnected",
    "cluster/status",
];

/// The whole check.
///
/// # Errors
/// Lists every import and word that is where it must not be.
pub fn check(workspace: &Workspace) -> Result<(), String> {
    let mut faults = imports(&workspace.metadata);
    for file in sources(workspace, &ROOMS)? {
        let shown = file.strip_prefix(&workspace.root).unwrap_or(&file);
        let text = read(&file)?;
        faults.extend(words(shown, &text));
        faults.extend(ranks::faults(shown, &text));
    }
    faults.iter().for_each(|fault| println!("   {fault}"));
    if faults.is_empty() { Ok(()) } else { Err(format!("{} faults", faults.len())) }
}

/// Imports that run against the layers, of every kind: normal, dev and build.
fn imports(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ours: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut faults = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = LAYERS.iter().find(|(known, _)| *known == name) else {
            faults.push(format!("{name}: a package that the layers do not know"));
            continue;
        };
        let wanted = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
        for wish in wanted {
            let other = wish["name"].as_str().unwrap_or_default();
            if ours.contains(&other) && !allowed.contains(&other) {
                faults.push(format!("{name} imports {other}, against the layers"));
            }
            if is_pure(package) && wish["kind"].is_null() && OUTSIDE.contains(&other) {
                faults.push(format!("{name} imports {other}: such things are passed in"));
            }
        }
    }
    faults
}

fn bans() -> Vec<Ban> {
    let mut bans = vec![Ban { word: "inner_html", within: &ROOMS, why: "what a hub says is only ever text" }];
    for word in ["SystemTime::now", "Instant::now", "Utc::now", "Local::now"] {
        bans.push(Ban { word, within: &CRATES, why: "the time is passed in" });
    }
    for word in ["serde_json::from_str", "serde_json::to_string"] {
        bans.push(Ban {
            word,
            within: &JSON_READERS,
            why: "each brings a reader or a writer more than crates/json",
        });
    }
    let why = "what a hub's messages mean stands in its profile";
    bans.extend(HUB_WORDS.iter().map(|word| Ban { word, within: &ROOMS, why }));
    bans
}

/// Forbidden words in one file's code; comments may cite what they like.
fn words(file: &Path, text: &str) -> Vec<String> {
    let code = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    let bans: Vec<Ban> = bans().into_iter().filter(|ban| stands_in(file, ban.within)).collect();
    code.flat_map(|(at, line)| bans.iter().filter(|ban| line.contains(ban.word)).map(move |ban| (at, ban)))
        .map(|(at, ban)| format!("{}:{}: {:?}: {}", file.display(), at + 1, ban.word, ban.why))
        .collect()
}

/// A room is a folder, or the file of the same name that opens it.
fn stands_in(file: &Path, rooms: &[&str]) -> bool {
    rooms.iter().any(|room| file.starts_with(room) || file == Path::new(&format!("{room}.rs")))
}

/// Rust files that are no tests.
fn sources(workspace: &Workspace, rooms: &[&str]) -> Result<Vec<PathBuf>, String> {
    let roots: Vec<PathBuf> = rooms.iter().map(|room| workspace.root.join(room)).collect();
    let is_test = |file: &Path| {
        let inside = file.strip_prefix(&workspace.root).unwrap_or(file);
        inside.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
    };
    let all = files(&roots)?;
    Ok(all
        .into_iter()
        .filter(|file| file.extension().is_some_and(|it| it == "rs") && !is_test(file))
        .collect())
}

#[cfg(test)]
mod tests;
