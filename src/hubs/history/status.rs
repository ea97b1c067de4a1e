//! How the history stands, and why nothing can be kept.

use crate::browser::database::DatabaseFault;
use crate::i18n::HistoryMsg;

/// How the history stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryStatus {
    /// The database is being opened.
    Opening,
    /// So many notifications are kept.
    Keeping(usize),
    /// The user wants nothing kept.
    Off,
    /// Nothing can be kept: the page knows what it learns as long as it is open.
    Unkept(HistoryFault),
}

/// Why nothing can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryFault {
    /// The database does not open in time. It may yet.
    Late,
    /// A later version of the page has taken the database over.
    Upgraded,
    /// The database is of no use.
    Database(DatabaseFault),
}

impl HistoryFault {
    /// The sentence for it.
    pub fn message(&self) -> HistoryMsg<'_> {
        match self {
            Self::Late => HistoryMsg::Late,
            Self::Upgraded => HistoryMsg::Upgraded,
            Self::Database(DatabaseFault::Refused) => HistoryMsg::Refused,
            Self::Database(DatabaseFault::Newer) => HistoryMsg::Newer,
            Self::Database(DatabaseFault::Full) => HistoryMsg::Full,
            Self::Database(DatabaseFault::Failed(why)) => HistoryMsg::Failed { why },
        }
    }
}
