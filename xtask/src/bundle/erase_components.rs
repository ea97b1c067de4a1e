//! Saving: views hide their types from each other, as Leptos offers it for fast builds.
//!
//! A view's type holds those of all its children, and the renderer is compiled for each of them. Erased, it is compiled
//! for elements and components only, and each attribute once for its name and the kind of its value.

/// Flag for the compiler.
pub const FLAG: &str = "--cfg erase_components";
