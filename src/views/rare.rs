//! What is rarely opened. It is a module of its own, fetched when the first of it is needed: whatever only
//! this file leads to is in it (docs/architecture.md). Views reach it through [`super::lazy::fill`].

use std::sync::Arc;

use leptos::prelude::Memo;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use model::RowKey;
use profile::{Problem, Profile, Settings};
use wasm_bindgen_futures::spawn_local;

use super::dom::El;
use super::table::{self, Table};
use super::{action, add_hub, details, link, login, problems, settings};
use crate::browser::fetch::Transfer;
use crate::browser::transfer;
use crate::state::{App, Hub};

/// The parts. Whoever holds this has the module.
#[derive(Clone, Copy)]
pub struct Rare {
    /// The page of settings.
    pub settings: fn(El, App) -> El,
    /// The form that adds a hub.
    pub add_hub: fn(El, App) -> El,
    /// All mistakes of the configuration.
    pub problems: fn(El, App) -> El,
    /// A row that was opened.
    pub details: fn(El, App, Hub) -> El,
    /// All that is known of a hub's link.
    pub facts: fn(El, App, Hub) -> El,
    /// The same, on a page of its own.
    pub diagnostics: fn(El, App, Hub) -> El,
    /// Which columns of a table are shown, and its export.
    pub table_menu: fn(El, &Arc<Table>, Memo<Vec<RowKey>>) -> El,
    /// Begin an action of a profile, other than with a row.
    pub act: fn(App, Hub, &str),
    /// Who one is to a hub.
    pub login: fn(El, App, Hub) -> El,
    /// Sends files, and fetches them.
    pub transfer: Transfer,
    /// Reads a profile with all that is needed only later.
    pub checked: Checked,
}

/// Reads a profile, and finds every mistake.
pub type Checked = for<'a> fn(&str, &Settings<'a>) -> Result<Profile, Vec<Problem>>;

/// Fetch the module, if it is not there yet, and give its parts; nothing when it does not come. Then the next
/// call tries anew.
pub fn fetch(then: impl FnOnce(Option<Rare>) + 'static) {
    spawn_local(async move { then(parts().await.ok()) });
}

/// The parts, in a module of their own: `cargo xtask build` cuts the program here.
#[cfg(feature = "split")]
#[wasm_split(deferred, fallible, wasm_split_path = leptos::wasm_split)]
fn parts() -> Result<Rare, SplitLoaderError> {
    Ok(rare())
}

/// The parts, which here are in the only module.
#[cfg(not(feature = "split"))]
async fn parts() -> Result<Rare, SplitLoaderError> {
    Ok(rare())
}

fn rare() -> Rare {
    Rare {
        settings: settings::page,
        add_hub: add_hub::panel,
        problems: problems::panel,
        details: details::panel,
        facts: link::facts,
        diagnostics: link::diagnostics,
        table_menu: table::menu,
        act: action::begin,
        login: login::panel,
        transfer: transfer::send,
        checked: Profile::checked,
    }
}
