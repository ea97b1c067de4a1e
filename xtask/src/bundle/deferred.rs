//! Saving: what is rarely opened is a module of its own, fetched when it is first needed.
//!
//! The app says where to cut with `#[wasm_split(NAME, …)]`; trunk has no hook between linker and wasm-bindgen,
//! where the cut is made. What only the annotated functions reach lands in the module of their name.
use std::path::{Path, PathBuf};

use crate::workspace::bytes;

/// The compiler must keep the relocations: the cut goes by them.
pub const COMPILER_FLAG: &str = "-Clink-args=--emit-relocs";
/// The app's feature that marks where to cut.
pub const FEATURE: &str = "split";

/// Cut a linked program whose first module will be bound as `script`; gives that module and all others.
///
/// # Errors
/// When the program cannot be read or says nowhere where to cut.
pub fn cut(linked: &Path, folder: &Path, script: &str) -> Result<(PathBuf, Vec<PathBuf>), String> {
    let wasm = bytes(linked)?;
    let first = folder.join("first.wasm");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.main_module = script;
    let split = wasm_split_cli_support::transform(options);
    let split = split.map_err(|error| format!("cannot split {}: {error:#}", linked.display()))?;
    match split.split_modules.is_empty() {
        false => Ok((first, split.split_modules)),
        true => Err(format!("{} is one module: was it built with `--features {FEATURE}`?", linked.display())),
    }
}

/// The name of a split, from the file that [`cut`] wrote.
pub fn split_name(file: &str) -> &str {
    let stem = file.strip_suffix(".wasm").unwrap_or(file);
    stem.strip_prefix("split_").unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_module_is_named_after_its_split() {
        for (file, name) in [("split_deferred.wasm", "deferred"), ("chunk_3.wasm", "chunk_3")] {
            assert_eq!(super::split_name(file), name);
        }
    }
}
