//! Saving: the standard library is compiled with the app, for size, and without the words of panics.
//!
//! It comes compiled for speed, and a panic ends the page in any case. Cargo and the compiler allow these flags on
//! stable only with `RUSTC_BOOTSTRAP`, since they may change; `rust-version` pins what they are.
use std::process::Command;

/// Flags for the compiler.
pub const FLAGS: [&str; 3] = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"];

/// Let cargo compile the standard library.
pub fn environment(cargo: &mut Command) -> &mut Command {
    cargo
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
}
