//! What loads later: which parts there are, and how a page asks for one. What draws them is in the second
//! wasm module, behind [`LoadParts`], so that a page names a part without pulling it into the first load.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::{AnyView, Callback};
use look::Finding;
use profile::{Problem, Profile, Settings};
use serde_json::Value;

use super::{App, Hub, OpenAction, TableView};
use crate::browser::event_stream::Listen;
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
    /// Where a hub's profile is worked at.
    Workbench(Hub),
    /// How much a hub reported lately.
    Lately(Hub),
    /// The tables that need to be looked at.
    Attention,
    /// What all hubs reported last.
    Newest,
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
    /// Listens to event streams.
    pub listen: Listen,
    /// Reads a profile.
    pub read_profile: ReadProfile,
    /// Fetches what profiles are made with.
    pub load_tools: LoadTools,
    /// Begins what goes on as long as the page lives: logins are renewed, a history is kept.
    pub begin: fn(App),
    /// Looks at a hub's rows for its alerts, from now on.
    pub watch_rows: fn(Hub),
}

/// Reads a profile, and finds every mistake in it.
pub type ReadProfile = for<'a> fn(&str, &Settings<'a>) -> Result<Profile, Vec<Problem>>;

/// What a profile is drawn up from, for a hub that no profile is for.
#[derive(Clone)]
pub struct DraftJob {
    /// What was found at the address.
    pub finding: Finding,
    /// The end of the address that belongs to the profile's own paths.
    pub below: String,
    /// What the hub is called.
    pub title: String,
    /// Called with the profile, and with each that follows from what the user says of it.
    pub on_profile: Callback<Value>,
}

/// What profiles are made with.
#[derive(Clone)]
pub enum Tool {
    /// The draft of one.
    Draft(DraftJob),
    /// Where that of a hub is worked at.
    Workbench(Hub),
}

/// Draws a tool.
pub type DrawTool = fn(Tool) -> AnyView;

/// What a module gives once it is there; nothing where it does not come.
pub type Loading<T> = Pin<Box<dyn Future<Output = Option<T>>>>;

/// Fetches the module of the tools. The next call tries anew.
pub type LoadTools = fn() -> Loading<DrawTool>;

/// Fetches the second module. The next call tries anew.
pub type LoadParts = fn() -> Loading<Parts>;
