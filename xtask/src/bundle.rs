//! Everything that makes the first load smaller, one file for each saving.
//!
//! No saving needs another: `cargo xtask build --without NAME` leaves one out and shows what it is worth.
//! docs/decisions/0001-bytes-are-saved-in-the-build.md has the figures.

pub mod compiled_profiles;
pub mod deferred;
pub mod erase_components;
pub mod function_order;
pub mod minify;
pub mod own_std;
pub mod short_names;
pub mod table_slots;
pub mod unused_exports;
pub mod wasm_opt;

/// One way to send fewer bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Saving {
    /// The standard library is compiled with the app: [`own_std`].
    OwnStd,
    /// Views hide their types from each other: [`erase_components`].
    EraseComponents,
    /// What is rarely opened loads later: [`deferred`].
    Deferred,
    /// The profiles that come with the app are read when it is built: [`compiled_profiles`].
    CompiledProfiles,
    /// What libraries export to scripts and no script of ours uses goes: [`unused_exports`].
    UnusedExports,
    /// Functions that only the table still holds go: [`table_slots`].
    TableSlots,
    /// Script and wasm call each other by short names: [`short_names`].
    ShortNames,
    /// Modules pass through wasm-opt: [`wasm_opt`].
    WasmOpt,
    /// Functions that have much in common stand together: [`function_order`].
    FunctionOrder,
    /// Scripts and styles lose their spaces and long names: [`minify`].
    Minify,
}

impl Saving {
    const ALL: [(Self, &str); 10] = [
        (Self::OwnStd, "own-std"),
        (Self::EraseComponents, "erase-components"),
        (Self::Deferred, "deferred"),
        (Self::CompiledProfiles, "compiled-profiles"),
        (Self::UnusedExports, "unused-exports"),
        (Self::TableSlots, "table-slots"),
        (Self::ShortNames, "short-names"),
        (Self::WasmOpt, "wasm-opt"),
        (Self::FunctionOrder, "function-order"),
        (Self::Minify, "minify"),
    ];

    /// The saving of this name.
    ///
    /// # Errors
    /// Lists the names that there are.
    pub fn named(name: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|(_, known)| *known == name);
        known.map(|(saving, _)| *saving).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|(_, name)| *name).collect();
            format!("--without: expected one of {}, found `{name}`", names.join(", "))
        })
    }
}

/// The savings that a build makes use of.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Savings {
    left_out: Vec<Saving>,
}

impl Savings {
    /// All of them.
    pub fn all() -> Self {
        Self { left_out: Vec::new() }
    }

    /// All but this one.
    pub fn leave_out(&mut self, saving: Saving) {
        self.left_out.push(saving);
    }

    /// Whether this one is made.
    pub fn uses(&self, saving: Saving) -> bool {
        !self.left_out.contains(&saving)
    }
}
