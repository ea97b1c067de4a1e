//! Where things are: the repository, its build folder, its packages.
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::shell;

/// The repository and what cargo says about it.
pub struct Workspace {
    /// The repository's root folder.
    pub root: PathBuf,
    /// Cargo's build folder.
    pub target: PathBuf,
    /// `cargo metadata --no-deps`.
    pub metadata: Value,
}

impl Workspace {
    /// Ask cargo about the workspace that this program was built in.
    ///
    /// # Errors
    /// When cargo does not answer, or not as it should.
    pub fn find() -> Result<Self, String> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("Cargo.toml");
        let mut cargo = Command::new("cargo");
        cargo.args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"]).arg(manifest);
        let text = shell::output(&mut cargo)?;
        let metadata: Value =
            serde_json::from_str(&text).map_err(|error| format!("cargo metadata is not JSON: {error}"))?;
        let folder = |name: &str| match metadata[name].as_str() {
            Some(text) => Ok(PathBuf::from(text)),
            None => Err(format!("cargo metadata has no {name}")),
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")?, metadata })
    }

    /// The deployable files.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The reference hub's program.
    pub fn hub(&self) -> PathBuf {
        self.target.join("release/atalaya-hub")
    }

    /// Whether the app's page is there to be built.
    pub fn has_app(&self) -> bool {
        self.root.join("index.html").is_file()
    }

    /// The packages in `crates/`.
    pub fn crates(&self) -> Vec<String> {
        let packages = self.metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
        let ours = packages.iter().filter(|package| is_pure(package));
        ours.filter_map(|package| package["name"].as_str().map(str::to_owned)).collect()
    }

    /// Cargo, called in the repository's root.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.root).args(arguments);
        cargo
    }
}

/// Whether a package, as cargo describes it, stands in `crates/`: these know no browser, no clock and no random
/// source.
pub fn is_pure(package: &Value) -> bool {
    let manifest = package["manifest_path"].as_str().unwrap_or_default();
    Path::new(manifest).parent().and_then(Path::parent).is_some_and(|parent| parent.ends_with("crates"))
}

/// Every file below these paths (files or folders, missing ones are passed over), sorted.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = paths.to_vec();
    while let Some(path) = waiting.pop() {
        if path.is_file() {
            found.push(path);
        } else if path.is_dir() {
            let inside =
                path.read_dir().map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            waiting.extend(inside.flatten().map(|entry| entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// The text of a file.
///
/// # Errors
/// Names the file.
pub fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| cannot("read", file, &error))
}

/// The bytes of a file.
///
/// # Errors
/// Names the file.
pub fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|error| cannot("read", file, &error))
}

/// Write a file.
///
/// # Errors
/// Names the file.
pub fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    std::fs::write(file, content).map_err(|error| cannot("write", file, &error))
}

/// What could not be done with a file or a folder, and why.
pub fn cannot(what: &str, file: &Path, error: &std::io::Error) -> String {
    format!("cannot {what} {}: {error}", file.display())
}
