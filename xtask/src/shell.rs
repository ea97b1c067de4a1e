//! Starting other programs.
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Run a command whose output the user sees.
///
/// # Errors
/// Says which program could not be started or how it ended.
pub fn run(command: &mut Command) -> Result<(), String> {
    let shown = show(command);
    println!("   $ {shown}");
    let status = command.status().map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` ended with {status}")) }
}

/// Run a command and give back what it wrote to its standard output.
///
/// # Errors
/// As [`run`], with what it wrote to its standard error.
pub fn output(command: &mut Command) -> Result<String, String> {
    let shown = show(command);
    let done =
        command.stdin(Stdio::null()).output().map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    text_of(&shown, done)
}

fn text_of(shown: &str, done: Output) -> Result<String, String> {
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    Err(format!("`{shown}` ended with {}: {}", done.status, String::from_utf8_lossy(&done.stderr).trim()))
}

/// The first folder on PATH (or among `extra`) that holds this program.
pub fn which(program: &str, extra: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    extra
        .iter()
        .cloned()
        .chain(std::env::split_paths(&path))
        .map(|dir| dir.join(program))
        .find(|it| is_program(it))
}

/// PATH with these folders in front.
pub fn path_with(folders: &[PathBuf]) -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(all).unwrap_or(path)
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
