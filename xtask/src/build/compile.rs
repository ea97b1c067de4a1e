//! From the app's sources to what the linker leaves.
use std::path::PathBuf;

use super::Options;
use crate::bundle::compiled_profiles::{self, CompiledProfiles};
use crate::bundle::{Saving, deferred, erase_components, own_std};
use crate::setup::{Setup, WASM};
use crate::shell;
use crate::workspace::Workspace;

/// Compile the app; gives the linked module.
///
/// # Errors
/// Of cargo.
pub fn app(
    workspace: &Workspace,
    setup: &Setup,
    options: &Options,
    profiles: Option<&CompiledProfiles>,
) -> Result<PathBuf, String> {
    let with_std = setup.std_sources && options.savings.uses(Saving::OwnStd);
    let mut cargo = workspace.cargo(&["build", "--release", "--locked", "-p", "atalaya", "--target", WASM]);
    // The app reads its own base path from the environment when it is compiled.
    cargo.env("CARGO_TARGET_DIR", &workspace.target).env("ATALAYA_BASE", &options.base);
    match profiles {
        Some(profiles) => cargo.env(compiled_profiles::VARIABLE, &profiles.build),
        None => cargo.env_remove(compiled_profiles::VARIABLE),
    };
    let mut flags: Vec<String> = std::env::var("RUSTFLAGS").into_iter().collect();
    if options.savings.uses(Saving::EraseComponents) {
        flags.push(erase_components::FLAG.to_owned());
    }
    if options.savings.uses(Saving::Deferred) {
        cargo.args(["--features", deferred::FEATURE]);
        flags.push(deferred::COMPILER_FLAG.to_owned());
    }
    flags.extend(without_paths());
    if with_std {
        own_std::environment(&mut cargo);
        flags.extend(own_std::FLAGS.map(str::to_owned));
    }
    shell::run(cargo.env("RUSTFLAGS", flags.join(" ")))?;
    Ok(workspace.target.join(WASM).join("release/atalaya.wasm"))
}

/// Flags that keep this machine's folders out of what is deployed.
fn without_paths() -> Vec<String> {
    let home = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cargo = home("CARGO_HOME").or_else(|| home("HOME").map(|home| home.join(".cargo")));
    let sources = cargo.and_then(|cargo| cargo.join("registry/src").read_dir().ok());
    // Cargo splits the flags at spaces: a folder that holds one cannot be named.
    let folders = sources.into_iter().flatten().flatten().map(|folder| folder.path().display().to_string());
    folders.filter(|it| !it.contains(' ')).map(|it| format!("--remap-path-prefix={it}=crates")).collect()
}
