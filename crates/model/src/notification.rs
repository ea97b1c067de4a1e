//! What a hub reports.

use std::sync::Arc;

use compact::Compact;

use crate::{EventId, Stamp, Texts};

/// How severe a notification is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Compact)]
pub enum Severity {
    /// For information; also everything that a hub calls by another name.
    #[default]
    Info,
    /// Something went well.
    Success,
    /// Something may go wrong.
    Warning,
    /// Something went wrong.
    Error,
}

impl Severity {
    /// The word of the DOM contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Info, Self::Success, Self::Warning, Self::Error].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A notification as the profile reads it. Texts are plain text, whatever they look like.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    /// Unique within the hub; where the hub gives none the profile builds one.
    pub id: EventId,
    /// Severity.
    pub kind: Severity,
    /// Title; `None` where the hub gave none that is text or a number.
    pub title: Option<Texts>,
    /// Message.
    pub message: Option<Texts>,
    /// When it happened; `None` = when it arrived.
    pub stamp: Option<Stamp>,
    /// The hub's time as it came, where it cannot be read.
    pub unreadable_time: Option<String>,
    /// Whether the hub says that it was read.
    pub read: bool,
    /// An http(s) address that it points at.
    pub link: Option<String>,
    /// What it shows besides, where the profile says something of it.
    pub extras: Option<Box<RawExtras>>,
    /// Keys that it shares with other reports of its event, or of each event that it sums up.
    pub dedup_keys: Vec<DedupKey>,
    /// The id is made of the content: the same once more is another event.
    pub id_from_content: bool,
    /// What of ours reports it; `None` = the hub itself.
    pub alert: Option<AlertOrigin>,
}

impl Notification {
    /// What it is about, where others may be about the same.
    pub(crate) fn replaces(&self) -> Option<&EventId> {
        self.extras.as_ref()?.replaces.as_ref()
    }

    /// Whether another one has the same words.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        (&self.title, &self.message) == (&other.title, &other.message)
    }

    /// Whether another one happened at another time, where both say when.
    pub(crate) fn is_of_another_time(&self, other: &Self) -> bool {
        self.stamp.as_ref().zip(other.stamp.as_ref()).is_some_and(|(own, other)| own != other)
    }

    /// One that says nothing yet.
    #[must_use]
    pub fn new(id: EventId, kind: Severity) -> Self {
        Self {
            id,
            kind,
            title: None,
            message: None,
            stamp: None,
            unreadable_time: None,
            read: false,
            link: None,
            extras: None,
            dedup_keys: Vec::new(),
            id_from_content: false,
            alert: None,
        }
    }
}

/// What a notification shows besides its words, as it came: it is read when it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawExtras {
    /// Where in the profile it is said how to read it (a JSON Pointer).
    pub spec: Arc<str>,
    /// The message (JSON).
    pub message: String,
    /// What it is about: of several about the same only the latest is kept. The id of an earlier one, or a name that they share.
    pub replaces: Option<EventId>,
    /// When it no longer holds.
    pub expires: Option<Stamp>,
}

/// What of ours reports something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertOrigin {
    /// An alert, which reports what it saw in a table.
    Watch {
        /// Its place in the profile.
        place: usize,
        /// How many rows it sums up besides those that the message names.
        unnamed: usize,
    },
    /// The list of the table that the title names has failed for long: what it shows may no longer hold.
    TableUnread,
}

/// Marks notifications that report one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DedupKey {
    /// What they share.
    pub key: String,
    /// How far apart they lie at most (milliseconds).
    pub within_ms: u64,
}
