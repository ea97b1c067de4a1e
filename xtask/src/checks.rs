//! `cargo xtask test`: everything that continuous integration runs.
use std::path::PathBuf;

use crate::build::{Options, bundle};
use crate::setup::Tools;
use crate::shell::{self, which};
use crate::split::FEATURE;
use crate::steps::{Ended, Steps};
use crate::workspace::{Workspace, files, read};
use crate::{arrows, browser, end_to_end, profiles, run, setup, size};

const NO_APP: &str = "there is no index.html yet";

/// Run every step, or only the named ones.
///
/// # Errors
/// Names the steps that failed.
pub fn test(workspace: &Workspace, only: &[&str]) -> Result<(), String> {
    let mut steps = Steps::new(only);
    let mut found: Option<Tools> = None;
    steps.step("rustfmt", &[], || cargo(workspace, &["fmt", "--all", "--check"]));
    steps.step("arrows", &[], || arrows::check(workspace).map(|()| Ended::Passed));
    steps.step("clippy", &[], || clippy_native(workspace));
    steps.step("tests", &[], || tests(workspace));
    steps.step("profiles", &[], || built_in_profiles(workspace));
    steps.step("setup", &[], || {
        found = Some(setup::setup(workspace)?);
        Ok(Ended::Passed)
    });
    let tools = || match &found {
        Some(tools) => Ok(tools.clone()),
        None => setup::setup(workspace),
    };
    steps.step("clippy-wasm", &["setup"], || clippy_wasm(workspace));
    steps.step("browser-tests", &["setup"], || browser_tests(workspace, &tools()?));
    steps.step("build", &["setup"], || with_app(workspace, || build(workspace, &tools()?)));
    steps.step("size", &["build"], || with_app(workspace, || size::check(workspace)));
    steps.step("hub", &[], || with_app(workspace, || run::hub(workspace)));
    steps.step("end-to-end", &["build", "hub"], || end_to_end::run(workspace));
    steps.finish()
}

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Result<Ended, String> {
    shell::run(&mut workspace.cargo(arguments)).map(|()| Ended::Passed)
}

fn with_app(workspace: &Workspace, work: impl FnOnce() -> Result<(), String>) -> Result<Ended, String> {
    match workspace.has_app() {
        true => work().map(|()| Ended::Passed),
        false => Ok(Ended::Skipped(NO_APP.to_owned())),
    }
}

/// Everything but the app, which only a browser can run.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "atalaya"];

fn clippy_native(workspace: &Workspace) -> Result<Ended, String> {
    cargo(
        workspace,
        &[&["clippy", "--locked"], &NATIVE[..], &["--all-targets", "--", "-D", "warnings"]].concat(),
    )
}

fn clippy_wasm(workspace: &Workspace) -> Result<Ended, String> {
    let crates = ["model", "profile", "socketio", "link", "session", "viewmodel"]
        .map(|name| format!("atalaya-{name}"));
    let mut packages = vec!["-p", "atalaya"];
    packages.extend(crates.iter().flat_map(|name| ["-p", name.as_str()]));
    let target = ["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
    cargo(workspace, &[&["clippy", "--locked"], &packages[..], &target[..]].concat())?;
    let split = ["clippy", "--locked", "-p", "atalaya", "--features", FEATURE];
    cargo(workspace, &[&split[..], &target[..]].concat())
}

fn tests(workspace: &Workspace) -> Result<Ended, String> {
    if which("cargo-nextest", &[]).is_some() {
        // Documentation tests are the one thing that nextest leaves out.
        cargo(workspace, &[&["nextest", "run", "--locked", "--no-fail-fast"], &NATIVE[..]].concat())?;
        return cargo(workspace, &[&["test", "--locked", "--doc"], &NATIVE[..]].concat());
    }
    println!("   cargo-nextest is not on PATH: `cargo test` runs the same tests, one binary after the other");
    cargo(workspace, &[&["test", "--locked", "--no-fail-fast"], &NATIVE[..]].concat())
}

fn built_in_profiles(workspace: &Workspace) -> Result<Ended, String> {
    let found = profiles::built_in(workspace)?;
    if found.is_empty() {
        return Ok(Ended::Skipped("profiles/ holds none yet".to_owned()));
    }
    let names: Vec<String> = found.iter().map(|file| file.display().to_string()).collect();
    profiles::check(&names.iter().map(String::as_str).collect::<Vec<_>>()).map(|()| Ended::Passed)
}

/// The app's own tests, in a real browser.
fn browser_tests(workspace: &Workspace, tools: &Tools) -> Result<Ended, String> {
    let sources: Vec<PathBuf> = ["src", "tests"].iter().map(|name| workspace.root.join(name)).collect();
    let has = |file: &PathBuf| read(file).is_ok_and(|text| text.contains("wasm_bindgen_test"));
    if !files(&sources)?.iter().any(has) {
        return Ok(Ended::Skipped("the app has no wasm_bindgen_test yet".to_owned()));
    }
    let browser = browser::browser()?;
    let mut test =
        workspace.cargo(&["test", "--locked", "-p", "atalaya", "--target", "wasm32-unknown-unknown"]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    test.env("CHROMEDRIVER", browser.driver).env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
    shell::run(tools.with_path(&mut test)).map(|()| Ended::Passed)
}

fn build(workspace: &Workspace, tools: &Tools) -> Result<(), String> {
    bundle(workspace, tools, &Options { base: "/".to_owned() })
}
