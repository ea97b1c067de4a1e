//! What the first load says.

/// A text of the app, with what varies in it. Numbers and times come formatted.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg<'a> {
    // Navigation
    SkipToContent,
    Sections,
    Overview,
    InboxPage,
    Settings,
    Hubs,
    NotFound,
    // Bell and inbox
    Bell { unread: usize },
    Notifications,
    Close,
    Loading,
    PartMissing,
    TryAgain,
    IfZone { time: &'a str },
    // Toasts
    NewNotifications { count: usize, hub: &'a str },
    // Connection
    Links,
    Idle,
    Connecting { attempt: u32 },
    Online,
    Stale { silent: &'a str },
    Waiting { attempt: u32, seconds: u64 },
    Offline,
    Refused,
    Stopped,
    AllOnline { count: usize },
    RetryNow,
    Start,
    LoginNeeded,
    LogIn,
    Diagnostics,
    // Tables
    Tables,
    AllTables,
    AsOf { time: &'a str },
    Every { seconds: u64 },
    StaleTable,
    Rows { count: &'a str },
    RowsOf { count: &'a str, all: &'a str },
    RowsOfMore { count: &'a str },
    Gone { since: &'a str },
    FilterRows,
    TableMenu { table: &'a str },
    NoRows,
    NoRowsYet,
    NoMatch,
    Details,
    Empty,
    Yes,
    No,
    // Overview
    LastEvent { ago: &'a str },
    NoEvent,
    Lately { count: u32, most: u32 },
    UnreadFigure,
}
