//! The pure domain: notifications, tables, changes and deltas.
//!
//! No browser, no clock, no time-zone data: times come as [`Millis`], zones through [`Zones`].
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod change;
mod fold;
mod ids;
mod inbox;
mod notification;
mod table;
mod texts;
mod time;

pub use change::{CellChange, Change, PartOf, Rejected};
pub use fold::{Alphabet, Letter};
pub use ids::{EventId, HubId, RowKey, TableId};
pub use inbox::{
    Act, Added, Entry, Filter, Gap, Inbox, InboxItem, InboxMark, InboxView, KeptNotification, Kinds,
    LocalRead, Marks, TextSearch, UndoId,
};
pub use notification::{AlertOrigin, DedupKey, Notification, RawExtras, Severity};
pub use table::{
    Cell, CellReader, Duplicates, Export, KeptRow, Order, Row, ShownRows, StoredRow, Table, TableOptions,
    View,
};
pub use texts::Texts;
pub use time::{Millis, Moment, Stamp, Zone, Zones};
