//! Every text of the app, in whole sentences. A language without a text does not compile.

use crate::browser::storage;

mod en;
mod es;
pub mod format;
mod rare;

pub use rare::Rare;

/// Where the chosen language is kept.
const KEPT_AS: &str = "atalaya.lang";

/// A language of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Spanish.
    Es,
    /// English.
    En,
}

impl Lang {
    /// What was chosen here, else what the browser asks for, else Spanish.
    pub fn preferred() -> Self {
        let kept = storage::get(storage::browser(), KEPT_AS);
        let asked = || web_sys::window().and_then(|window| window.navigator().language());
        let tag = kept.or_else(asked).unwrap_or_default();
        if tag.starts_with("en") { Self::En } else { Self::Es }
    }

    /// Keep the choice and tell the page.
    pub fn choose(self) {
        storage::set(storage::browser(), KEPT_AS, self.tag());
        self.announce();
    }

    /// Tell the page which language it is in.
    pub fn announce(self) {
        if let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) {
            // Cannot fail for a valid attribute name.
            let _ = root.set_attribute("lang", self.tag());
        }
    }

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    /// The text of a message.
    pub fn text(self, message: &impl Says) -> String {
        message.say(self)
    }

    /// A profile's label in this language.
    pub fn label(self, label: &profile::Label) -> String {
        match self {
            Self::Es => label.es.clone(),
            Self::En => label.en.clone(),
        }
    }
}

/// What has a text in every language.
pub trait Says {
    /// The text.
    fn say(&self, lang: Lang) -> String;
}

impl Says for Msg<'_> {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Es => es::text(self),
            Lang::En => en::text(self),
        }
    }
}

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
    Unread { count: usize },
    All,
    AllHubs,
    OnlyUnread,
    OnlyErrors,
    MarkAll,
    Clear,
    Close,
    Untitled,
    Cleared { count: usize },
    Undo,
    NothingYet,
    NothingUnread,
    NoErrors,
    Loading,
    PartMissing,
    TryAgain,
    InboxUnreached,
    Gap { hub: &'a str, from: &'a str, to: &'a str },
    Dropped { count: u64 },
    OpenLink,
    Severity(model::Severity),
    // Toasts
    Fresh { count: usize, hub: &'a str },
    ClearStaysLocal,
    RefusedBecause { hub: &'a str, why: &'a str },
    RefusedStatus { hub: &'a str, status: u16 },
    InDoubt { hub: &'a str },
    // Link
    Links,
    Idle,
    Connecting { attempt: u32 },
    Online,
    Stale { overdue: &'a str },
    Waiting { attempt: u32, seconds: u64 },
    Offline,
    Refused,
    Stopped,
    AllOnline { count: usize },
    RetryNow,
    Stop,
    Start,
    WhyTimeout { seconds: u64 },
    WhyUnreachable { url: &'a str },
    WhyUnreadable { url: &'a str },
    WhyMixed { url: &'a str },
    WhyChecking,
    WhyClosed { code: u16, reason: &'a str },
    WhyHttp { status: u16 },
    WhyHubLeft,
    WhySilent { seconds: u64 },
    WhyRefused { why: &'a str },
    WhyProtocol { why: &'a str },
    WhyOffline,
    Diagnostics,
    // Tables
    AsOf { time: &'a str },
    Every { seconds: u64 },
    StaleTable,
    Rows { count: usize },
    FilterRows,
    TableMenu { table: &'a str },
    NoRows,
    NoMatch,
    OnlyKnown,
    NoAddress,
    TableFailed { why: &'a str },
    TableUnreached,
    Details,
    DetailsFailed { why: &'a str },
    Empty,
    Yes,
    No,
    // Overview
    LastEvent { ago: &'a str },
    NoEvent,
    Lately { count: u32, most: u32 },
    UnreadFigure,
}
