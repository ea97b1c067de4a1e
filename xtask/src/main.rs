//! Build, run and test tasks: `cargo xtask run`, `cargo xtask test`, …
mod browser;
mod build;
mod bundle;
mod cache;
mod checks;
mod compress;
mod debian;
mod dev;
#[cfg(test)]
mod docs;
mod editor;
mod end_to_end;
mod fingerprint;
mod hub_api;
mod json_text;
mod layers;
mod nginx;
mod profiles;
mod python;
mod rabbitmq;
mod reference;
mod run;
mod setup;
mod shell;
mod size;
mod steps;
mod tools;
mod workspace;

use std::process::ExitCode;

use build::Options;
use workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask TASK

  run [HUB OPTION…]     set up, build, start the reference hub with demo data on http://127.0.0.1:8080
  test [STEP…]          everything that continuous integration runs, or only the named steps
  build [--base /x/]    the deployable static files in dist/; `--without SAVING` shows what a saving is worth
  dev [OPTION…]         `trunk serve`: the page on http://127.0.0.1:8081, rebuilt at every change
  size                  the first load in dist/ beside its budget
  bench [OPTION…]       the reference hub under load, beside an npm socket.io server
  screenshot            the documents' pictures anew, from the demonstration; needs `build`
  setup                 the wasm target and the pinned tools, once, into the cache folder
  profile check FILE…   every mistake in profiles and in hubs.json, with line and column
  reference             docs/reference.md and docs/hubs-json.md, written anew from their schemas in profiles/";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match task(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn task(arguments: &[String]) -> Result<(), String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some((name, rest)) = words.split_first() else {
        return Err(format!("no task given\n{USAGE}"));
    };
    let workspace = Workspace::find()?;
    match (*name, rest) {
        ("run", hub_options) => run::run(&workspace, hub_options),
        ("test", only) => checks::test(&workspace, only),
        ("build", rest) => build::build(&workspace, &Options::parse(rest)?),
        ("bench", options) => end_to_end::bench(&workspace, options),
        ("screenshot", []) => end_to_end::screenshot(&workspace),
        ("dev", options) => dev::serve(&workspace, options),
        ("size", []) => size::check(&workspace),
        ("reference", []) => reference::write_all(&workspace),
        ("setup", []) => setup::setup(&workspace).map(drop),
        ("profile", ["check", files @ ..]) if !files.is_empty() => profiles::check(&workspace, files),
        ("help" | "--help" | "-h", _) => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("not a task: {}\n{USAGE}", words.join(" "))),
    }
}
