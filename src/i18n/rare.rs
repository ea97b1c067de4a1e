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
}

impl Says for Rare<'_> {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Es => es::text(self),
            Lang::En => en::text(self),
        }
    }
}
