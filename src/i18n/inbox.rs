//! What the inbox says of what can be done in it. It comes with the second module.

use model::{Act, InboxView};
use viewmodel::inbox_keys::InboxKey;

use crate::browser::density::Density;

/// A text of the inbox, with what varies in it. Numbers and times come formatted.
#[derive(Clone, Debug, PartialEq)]
pub enum InboxMsg<'a> {
    /// What was done, and to how many.
    Done {
        act: Act,
        count: usize,
    },
    /// What a button does.
    Do(Act),
    /// The name of a view.
    View(InboxView),
    /// What stands in an empty view.
    NothingIn(InboxView),
    /// The four kinds, as filters.
    Kind(model::Severity),
    Views,
    Density,
    DensityName(Density),
    Shortcuts,
    /// What a key does.
    Key(InboxKey),
    /// How a key is called.
    KeyName(&'a str),
    Select,
    Selected {
        count: &'a str,
    },
    SelectAll {
        count: &'a str,
    },
    ClearSelection,
    ArchiveRead,
    SnoozeUntil,
    InAnHour,
    ThisEvening {
        time: &'a str,
    },
    Tomorrow {
        time: &'a str,
    },
    NextMonday {
        time: &'a str,
    },
    Cancel,
    SavedSearches,
    SaveSearch,
    SearchName,
    Save,
    ForgetSearch {
        name: &'a str,
    },
    SnoozedUntil {
        time: &'a str,
    },
    Pinned,
    Today,
    Yesterday,
    /// New ones above what is read.
    NewAbove {
        count: &'a str,
    },
    Details,
    CopyText,
    CopyJson,
    Copied,
    NotCopied,
    Hub,
    Happened,
    Received,
    State,
    StateRead,
    StateUnread,
    Id,
    Link,
    ToTable {
        table: &'a str,
    },
    Data,
    MoreData {
        count: &'a str,
    },
}
