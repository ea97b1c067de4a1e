//! Pythons with the packages that tests need, in the cache folder.
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::cache;
use crate::shell::{self, which};
use crate::workspace::{cannot, read, write};

/// The folder of programs of a Python of this name with the packages of a file, which pins all of them.
///
/// # Errors
/// What is missing on the machine, or could not be installed.
pub fn environment(name: &str, requirements: &Path) -> Result<PathBuf, String> {
    let wanted = read(requirements)?;
    let home = cache()?.join("tools").join(name);
    let (programs, kept) = (home.join("bin"), home.join("requirements.txt"));
    if programs.join("python").is_file()
        && std::fs::read_to_string(&kept).is_ok_and(|installed| installed == wanted)
    {
        return Ok(programs);
    }
    if which("python3", &[]).is_none() {
        return Err("python3 is not on PATH: install Python 3.11 or newer with its venv module".to_owned());
    }
    // A virtual environment knows its own path, so it is made where it stays; the copied list says that it is whole.
    if home.exists() {
        std::fs::remove_dir_all(&home).map_err(|error| cannot("remove", &home, &error))?;
    }
    shell::run(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
    let mut pip = Command::new(programs.join("python"));
    shell::run(pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "-r"]).arg(requirements))?;
    write(&kept, wanted)?;
    Ok(programs)
}
