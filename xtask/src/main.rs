//! Build, run and test tasks: `cargo xtask test`.
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let done = match wanted.as_str() {
        "test" => test(),
        other => Err(format!("unknown task {other:?}; expected: test")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Everything that continuous integration runs.
fn test() -> Result<(), String> {
    step("rustfmt", "cargo", &["fmt", "--all", "--check"])?;
    let native = ["--workspace", "--exclude", "atalaya", "--all-targets"];
    step("clippy", "cargo", &[&["clippy"], &native[..], &["--", "-D", "warnings"]].concat())?;
    step("unit tests", "cargo", &[&["test"], &native[..]].concat())
}

/// Run one step, with its name in front of what it prints.
fn step(name: &str, program: &str, arguments: &[&str]) -> Result<(), String> {
    println!("== {name}: {program} {}", arguments.join(" "));
    let status = Command::new(program)
        .args(arguments)
        .status()
        .map_err(|error| format!("{name}: cannot start {program}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed: {status}")) }
}
