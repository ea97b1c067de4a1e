//! Where the page's two modules meet. `cargo xtask build` cuts the program between the import and the export
//! and gives the loader its body; the names are those that `wasm_split_cli_support` looks for. Its companion
//! `wasm_split_helpers` would write the same, with a kilobyte of futures around it.
#![expect(unsafe_code, reason = "two modules of one program can only meet by name")]

use super::{Rare, rare};

/// To be told whether the module is there.
type Then = Box<dyn FnOnce(bool)>;

#[link(wasm_import_module = "__wasm_split_placeholder__")]
#[expect(improper_ctypes, reason = "both sides are compiled as one program; the loader only hands `then` on")]
unsafe extern "C" {
    fn __wasm_split_load_rare(call: extern "C" fn(*mut Then, bool), then: *mut Then);
    fn __wasm_split_00rare00_import_00000000000000000000000000000000() -> Rare;
}

#[unsafe(no_mangle)]
#[expect(improper_ctypes_definitions, reason = "both sides are compiled as one program")]
extern "C" fn __wasm_split_00rare00_export_00000000000000000000000000000000() -> Rare {
    rare()
}

/// Fetch the module, if it is not there yet, and give its parts; nothing when it does not come. Then the next
/// call tries anew.
pub fn fetch(then: impl FnOnce(Option<Rare>) + 'static) {
    let then: Then = Box::new(move |here| {
        // SAFETY: the import is there once the loader has said so.
        then(here.then(|| unsafe { __wasm_split_00rare00_import_00000000000000000000000000000000() }));
    });
    // SAFETY: the loader gives `then` to `call` once, whatever becomes of the module.
    unsafe { __wasm_split_load_rare(call, Box::into_raw(Box::new(then))) };
}

extern "C" fn call(then: *mut Then, here: bool) {
    // SAFETY: `fetch` made it, and the loader calls once.
    let then = unsafe { Box::from_raw(then) };
    then(here);
}
