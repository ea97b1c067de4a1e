//! What loads later: which parts there are, and how a page asks for one. What draws them is in the second
//! wasm module, behind [`LoadParts`], so that a page names a part without pulling it into the first load.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::AnyView;
use profile::{Problem, Profile, Settings};

use super::{Hub, OpenAction, TableView};
use crate::browser::fetch::Transfer;

/// A part of the page that loads later.
#[derive(Clone)]
pub enum Part {
    /// The list of notifications.
    Notifications {
        /// It is in the dialog.
        modal: bool,
    },
    /// The page of settings.
    Settings,
    /// The form that adds a hub.
    AddHub,
    /// All mistakes of the configuration.
    Problems,
    /// The row of a hub that is open.
    OpenedRow(Hub),
    /// A hub's connection in detail.
    Connection(Hub),
    /// The same, on a page of its own.
    Diagnostics(Hub),
    /// Which columns of a table are visible, and its export.
    TableMenu(TableView),
    /// An action of a profile that is being filled in, or on its way.
    Action(OpenAction),
    /// The login of a hub.
    Login(Hub),
    /// Why a hub is not heard.
    Why(Hub),
    /// What is wrong with a table.
    TableProblems(TableView),
    /// A square for each row of a table, coloured by this column.
    StatusMap(TableView, usize),
    /// What these columns of a table add up to.
    Totals(TableView, Vec<usize>),
    /// The toasts of the page, or of the dialog.
    Toasts {
        /// They are those of the dialog.
        modal: bool,
    },
}

/// What the second module gives.
#[derive(Clone, Copy)]
pub struct Parts {
    /// Draws a part.
    pub draw: fn(Part) -> AnyView,
    /// Sends files, and fetches them.
    pub transfer: Transfer,
    /// Reads a profile.
    pub read_profile: ReadProfile,
}

/// Reads a profile, and finds every mistake in it.
pub type ReadProfile = for<'a> fn(&str, &Settings<'a>) -> Result<Profile, Vec<Problem>>;

/// Fetches the second module; nothing where it does not come. The next call tries anew.
pub type LoadParts = fn() -> Pin<Box<dyn Future<Output = Option<Parts>>>>;
