//! What the pages read: each hub's session behind signals that change at most once a frame.

pub mod announcements;
mod app;
mod dirty;
mod hub;
mod page_events;
mod parts;
pub mod preferences;
mod table_view;

pub use app::App;
pub use hub::{Hub, Undo};
pub use page_events::listen;
pub use parts::{DraftJob, DrawTool, LoadParts, Loading, Part, Parts, Tool};
pub use table_view::TableView;

use model::{EventId, RowKey, TableId};

/// An action of a profile that the user opened.
#[derive(Clone)]
pub struct OpenAction {
    /// Of which hub.
    pub hub: Hub,
    /// The id of the action in the profile; of a notification's, its place among them.
    pub action: String,
    /// The row that it is for; none where it is an action of the hub or of a table.
    pub row: Option<(TableId, RowKey)>,
    /// The notification that it is for.
    pub notification: Option<EventId>,
}
