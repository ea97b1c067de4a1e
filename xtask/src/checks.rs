//! `cargo xtask test`: everything that continuous integration runs.
use std::path::PathBuf;
use std::process::Command;

use crate::build::{self, Options};
use crate::bundle::deferred::FEATURE;
use crate::setup::{self, WASM};
use crate::shell;
use crate::steps::{StepOutcome, Steps};
use crate::tools::{Tool, Tools};
use crate::workspace::{Workspace, files, read};
use crate::{browser, dev, end_to_end, hub_api, layers, profiles, run, size};

const NO_APP: &str = "there is no index.html yet";

/// Run every step, or only the named ones.
///
/// # Errors
/// Names the steps that failed.
pub fn test(workspace: &Workspace, only: &[&str]) -> Result<(), String> {
    let mut steps = Steps::new(only);
    steps.step("rustfmt", &[], || cargo(workspace, &["fmt", "--all", "--check"]));
    steps.step("layers", &[], || layers::check(workspace).map(|()| StepOutcome::Passed));
    steps.step("deny", &[], || deny(workspace));
    steps.step("machete", &[], || machete(workspace));
    steps.step("clippy", &[], || clippy_native(workspace));
    steps.step("tests", &[], || tests(workspace));
    steps.step("app-tests", &[], || app_tests(workspace));
    steps.step("profiles", &[], || built_in_profiles(workspace));
    steps.step("setup", &[], || setup::setup(workspace).map(|_| StepOutcome::Passed));
    steps.step("clippy-wasm", &["setup"], || clippy_wasm(workspace));
    steps.step("browser-tests", &["setup"], || browser_tests(workspace));
    steps.step("build", &["setup"], || with_app(workspace, || build(workspace)));
    steps.step("size", &["build"], || with_app(workspace, || size::check(workspace)));
    steps.step("trunk-build", &["setup"], || dev::check(workspace));
    steps.step("hub", &[], || with_app(workspace, || run::hub(workspace)));
    steps.step("hub-api", &["hub"], || with_app(workspace, || hub_api::run(workspace)));
    steps.step("end-to-end", &["build", "hub"], || end_to_end::run(workspace));
    steps.finish()
}

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Result<StepOutcome, String> {
    shell::run(&mut workspace.cargo(arguments)).map(|()| StepOutcome::Passed)
}

fn with_app(workspace: &Workspace, work: impl FnOnce() -> Result<(), String>) -> Result<StepOutcome, String> {
    match workspace.has_app() {
        true => work().map(|()| StepOutcome::Passed),
        false => Ok(StepOutcome::Skipped(NO_APP.to_owned())),
    }
}

/// Everything but the app: what of it runs without a browser is a step of its own.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "atalaya"];

fn clippy_native(workspace: &Workspace) -> Result<StepOutcome, String> {
    cargo(
        workspace,
        &[&["clippy", "--locked"], &NATIVE[..], &["--all-targets", "--", "-D", "warnings"]].concat(),
    )
}

fn clippy_wasm(workspace: &Workspace) -> Result<StepOutcome, String> {
    let crates = workspace.crates();
    let mut packages = vec!["-p", "atalaya"];
    packages.extend(crates.iter().flat_map(|name| ["-p", name]));
    let target = ["--target", WASM, "--", "-D", "warnings"];
    cargo(workspace, &[&["clippy", "--locked"], &packages[..], &target[..]].concat())?;
    let split = ["clippy", "--locked", "-p", "atalaya", "--features", FEATURE];
    cargo(workspace, &[&split[..], &target[..]].concat())
}

fn tests(workspace: &Workspace) -> Result<StepOutcome, String> {
    let tools = Tools::install(workspace, &[Tool::Nextest])?;
    let mut nextest =
        workspace.cargo(&[&["nextest", "run", "--locked", "--no-fail-fast"], &NATIVE[..]].concat());
    shell::run(tools.with_path(&mut nextest))?;
    // Documentation tests are the one thing that nextest leaves out.
    cargo(workspace, &[&["test", "--locked", "--no-fail-fast", "--doc"], &NATIVE[..]].concat())
}

/// The app's tests that need no browser.
fn app_tests(workspace: &Workspace) -> Result<StepOutcome, String> {
    if !app_has(workspace, "#[test]")? {
        return Ok(StepOutcome::Skipped("every test of the app needs a browser".to_owned()));
    }
    let tools = Tools::install(workspace, &[Tool::Nextest])?;
    let mut nextest = workspace.cargo(&["nextest", "run", "--locked", "--no-fail-fast", "-p", "atalaya"]);
    shell::run(tools.with_path(&mut nextest)).map(|()| StepOutcome::Passed)
}

/// Whether a source of the app has this text.
fn app_has(workspace: &Workspace, text: &str) -> Result<bool, String> {
    let sources: Vec<PathBuf> = ["src", "tests"].iter().map(|name| workspace.root.join(name)).collect();
    Ok(files(&sources)?.iter().any(|file| read(file).is_ok_and(|source| source.contains(text))))
}

/// Licences and sources of all packages: deny.toml says which are welcome.
fn deny(workspace: &Workspace) -> Result<StepOutcome, String> {
    let tools = Tools::install(workspace, &[Tool::Deny])?;
    let mut deny = workspace.cargo(&["deny", "--locked", "check", "--hide-inclusion-graph"]);
    deny.args(["licenses", "bans", "sources"]);
    shell::run(tools.with_path(&mut deny)).map(|()| StepOutcome::Passed)
}

/// Dependencies that nothing uses.
fn machete(workspace: &Workspace) -> Result<StepOutcome, String> {
    let tools = Tools::install(workspace, &[Tool::Machete])?;
    // By its own name: below `cargo run` it would take cargo's word for it, `machete`, for a folder.
    let mut machete = Command::new("cargo-machete");
    shell::run(tools.with_path(machete.current_dir(&workspace.root))).map(|()| StepOutcome::Passed)
}

fn built_in_profiles(workspace: &Workspace) -> Result<StepOutcome, String> {
    let found = profiles::built_in(workspace)?;
    if found.is_empty() {
        return Ok(StepOutcome::Skipped("profiles/ holds none yet".to_owned()));
    }
    let names: Vec<String> = found.iter().map(|file| file.display().to_string()).collect();
    profiles::check(workspace, &names.iter().map(String::as_str).collect::<Vec<_>>())
        .map(|()| StepOutcome::Passed)
}

/// The app's own tests, in a real browser.
fn browser_tests(workspace: &Workspace) -> Result<StepOutcome, String> {
    if !app_has(workspace, "wasm_bindgen_test")? {
        return Ok(StepOutcome::Skipped("the app has no wasm_bindgen_test yet".to_owned()));
    }
    let browser = browser::browser()?;
    let tools = Tools::install(workspace, &[Tool::WasmBindgen])?;
    let mut test = workspace.cargo(&["test", "--locked", "-p", "atalaya", "--target", WASM]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    test.env("CHROMEDRIVER", browser.driver).env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
    shell::run(tools.with_path(&mut test)).map(|()| StepOutcome::Passed)
}

fn build(workspace: &Workspace) -> Result<(), String> {
    build::dist(workspace, &setup::setup(workspace)?, &Options::at_root())
}
