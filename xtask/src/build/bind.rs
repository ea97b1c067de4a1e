//! The script between the browser and the app's first module, as wasm-bindgen writes it.
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

/// The name of the bound program. It is in every import: a short one.
pub const NAME: &str = "a";

/// Bind a module; writes script and module into the folder, and gives both files.
///
/// # Errors
/// When wasm-bindgen cannot read the module, or of the file system.
pub fn bind(module: &Path, folder: &Path, keep_lld_exports: bool) -> Result<(PathBuf, PathBuf), String> {
    let mut bindgen = Bindgen::new();
    // The page always says where its module is.
    bindgen.input_path(module).out_name(NAME).typescript(false).omit_default_module_path(true);
    bindgen.keep_lld_exports(keep_lld_exports);
    let bound = bindgen.web(true).and_then(|bindgen| bindgen.generate(folder));
    bound.map_err(|error| format!("cannot bind {}: {error:#}", module.display()))?;
    Ok((folder.join(format!("{NAME}.js")), folder.join(format!("{NAME}_bg.wasm"))))
}
