//! Saving: binaryen's optimizer, for size.
use std::path::Path;
use std::process::Command;

use crate::shell;
use crate::tools::Tools;
use crate::workspace::bytes;

const OPTIONS: [&str; 9] = [
    "-Oz",
    "--converge",
    // Large functions that are called once stay as they are: compressed, the module is 1.5 KB smaller.
    "--one-caller-inline-max-function-size=25",
    // These passes keep a value for its second use. The code gets a little shorter but repeats itself less: compressed, it
    // is 1.5 KB larger.
    "--skip-pass=local-cse",
    "--skip-pass=simplify-locals",
    // Rust's stack begins below the first MiB and grows down: of its last KiB only a program comes to know that
    // is about to be stopped for it. What else is in memory lies above.
    "--low-memory-unused",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The module, optimized.
///
/// # Errors
/// Of wasm-opt.
pub fn optimize(module: &Path, tools: &Tools) -> Result<Vec<u8>, String> {
    let optimized = module.with_extension("optimized.wasm");
    let mut wasm_opt = Command::new("wasm-opt");
    wasm_opt.args(OPTIONS).arg(module).arg("-o").arg(&optimized);
    shell::run(tools.with_path(&mut wasm_opt))?;
    bytes(&optimized)
}
