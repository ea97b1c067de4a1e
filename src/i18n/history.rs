//! What the page says of its history.

/// What the page says of its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryMsg<'a> {
    /// The heading.
    History,
    /// What it is.
    About,
    /// The database is being opened.
    Opening,
    /// So many notifications are kept.
    Keeping {
        /// How many, written out.
        count: &'a str,
        /// There is one.
        is_one: bool,
    },
    /// Nothing is kept, as the user wants it.
    Off,
    /// The browser lets the page keep nothing.
    Refused,
    /// The database is a later version's.
    Newer,
    /// There is no room.
    Full,
    /// The database failed, in the browser's words.
    Failed {
        /// Those words.
        why: &'a str,
    },
    /// The database does not open in time.
    Late,
    /// A later version in another tab has taken the database over.
    Upgraded,
    /// What was kept was removed while the page was open.
    Wiped,
    /// So many of what was kept could not be read.
    Unreadable {
        /// How many.
        count: usize,
    },
    /// The choice of how long notifications are kept.
    KeepFor,
    /// A number of days.
    Days {
        /// How many.
        days: u32,
    },
    /// Nothing is kept.
    Nothing,
    /// The choice of how many notifications of each hub are kept.
    AtMost,
    /// The button that writes a file.
    Export,
    /// The button that reads a file.
    Import,
    /// The choice of what is forgotten.
    WhatToForget,
    /// All of it.
    Everything,
    /// The button that forgets it.
    Forget,
    /// The same, once it was pressed: it cannot be undone.
    ReallyForget,
    /// It was forgotten.
    Forgotten,
    /// So many notifications of a file were taken in.
    Imported {
        /// How many.
        count: usize,
    },
    /// So many were not: their hubs are not here.
    Foreign {
        /// How many.
        count: usize,
    },
    /// The file is no JSON.
    NoJson {
        /// What stands where.
        found: &'a str,
    },
    /// The file is something else.
    OtherFile,
    /// A later version wrote the file.
    NewerFile {
        /// The version of its form.
        version: u64,
    },
    /// What is shown is from then: the hub has not answered yet.
    AsOf {
        /// When.
        time: &'a str,
        /// The hubs.
        hubs: &'a str,
    },
}
