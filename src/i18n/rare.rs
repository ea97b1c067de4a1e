//! Texts of what is rarely opened: they come with its module, so that nobody else waits for them.

use super::{Lang, Says};

mod en;
mod es;

/// A text of a part in `views::rare`, with what varies in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Rare<'a> {
    // Tables
    Columns,
    ColumnUp { column: &'a str },
    ColumnDown { column: &'a str },
    ColumnAt { column: &'a str, at: usize, of: usize },
    AllColumns,
    Export,
    Exported { rows: usize },
    // Link
    RoundTrip,
    Since,
    Transport,
    Recovered,
    Replay,
    Resync,
    GapLevel,
    HubUnread,
    Zone,
    ZoneGuessed,
    ZoneMeasured { offset: &'a str },
    Rejected { count: u64 },
    NoAddress { base: &'a str },
    // Hubs
    NoHubs,
    AddHub,
    AddHubHint,
    HubAddress,
    HubName,
    HubProfile,
    Add,
    BadAddress,
    Problems,
    Problem { place: &'a str, expected: &'a str, found: &'a str },
    // Settings
    Language,
    Theme,
    ThemeAuto,
    ThemeLight,
    ThemeDark,
    Version { version: &'a str },
    // Actions
    Cancel,
    Again,
    LookAgain,
    Sure { action: &'a str, name: &'a str },
    TypeName { name: &'a str },
    NotThatName,
    Sending,
    Sent { done: &'a str, all: &'a str },
    Looking { why: &'a str },
    Done { action: &'a str },
    DoneSaying { action: &'a str, said: &'a str },
    Saved { name: &'a str, size: &'a str },
    Short { expected: &'a str, found: &'a str },
    Refused { status: u16, why: &'a str },
    RefusedFields,
    NotDone { why: &'a str },
    Unknown { why: &'a str },
    Failed { why: &'a str },
    Unsent,
    BadPath { what: &'a str },
    Choose,
    Required,
    Dismiss,
    // What is wrong with a field
    Missing,
    NotInteger,
    NotNumber,
    NotTime,
    TooShort { least: &'a str },
    TooLong { most: &'a str },
    TooSmall { least: &'a str },
    TooLarge { most: &'a str },
    // Who one is
    LogIn,
    LogOut,
    LogInTo { hub: &'a str },
    LogInWhy,
    LoginRefused { why: &'a str },
    LoginLacks { name: &'a str },
    KeepLonger,
    LoggedIn,
}

impl Says for Rare<'_> {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Es => es::text(self),
            Lang::En => en::text(self),
        }
    }
}
