//! English: the texts of the inbox.

use model::{Act, InboxView, Severity};
use viewmodel::inbox_keys::InboxKey;

use crate::browser::density::Density;
use crate::i18n::InboxMsg;

#[expect(clippy::too_many_lines, reason = "one arm for each message")]
pub fn inbox_text(message: &InboxMsg<'_>) -> String {
    match *message {
        InboxMsg::Done { act, count } => done(act, count),
        InboxMsg::Do(act) => verb(act).into(),
        InboxMsg::View(InboxView::Inbox) => "Inbox".into(),
        InboxMsg::View(InboxView::Archived) => "Archived".into(),
        InboxMsg::View(InboxView::Snoozed) => "Snoozed".into(),
        InboxMsg::NothingIn(InboxView::Inbox) => "No notifications yet.".into(),
        InboxMsg::NothingIn(InboxView::Archived) => "Nothing is archived.".into(),
        InboxMsg::NothingIn(InboxView::Snoozed) => "Nothing is snoozed.".into(),
        InboxMsg::Kind(Severity::Info) => "Information".into(),
        InboxMsg::Kind(Severity::Success) => "Success".into(),
        InboxMsg::Kind(Severity::Warning) => "Warnings".into(),
        InboxMsg::Kind(Severity::Error) => "Errors".into(),
        InboxMsg::DensityName(Density::Dense) => "Dense".into(),
        InboxMsg::DensityName(Density::Comfortable) => "Comfortable".into(),
        InboxMsg::DensityName(Density::Spacious) => "Spacious".into(),
        InboxMsg::Key(key) => key_text(key).into(),
        InboxMsg::KeyName(" ") => "Space".into(),
        InboxMsg::KeyName("ArrowUp") => "↑".into(),
        InboxMsg::KeyName("ArrowDown") => "↓".into(),
        InboxMsg::KeyName("Escape") => "Esc".into(),
        InboxMsg::KeyName(name) => name.into(),
        InboxMsg::Views => "Views".into(),
        InboxMsg::Density => "Density".into(),
        InboxMsg::Shortcuts => "Keyboard shortcuts".into(),
        InboxMsg::Select => "Select".into(),
        InboxMsg::ClearSelection => "Clear selection".into(),
        InboxMsg::ArchiveRead => "Archive what is read".into(),
        InboxMsg::SnoozeUntil => "Snooze until".into(),
        InboxMsg::InAnHour => "In an hour".into(),
        InboxMsg::Cancel => "Cancel".into(),
        InboxMsg::SavedSearches => "Saved searches".into(),
        InboxMsg::SaveSearch => "Save this search".into(),
        InboxMsg::SearchName => "Name of the search".into(),
        InboxMsg::Save => "Save".into(),
        InboxMsg::ForgetSearch { name } => format!("Forget “{name}”"),
        InboxMsg::Pinned => "Pinned".into(),
        InboxMsg::Today => "Today".into(),
        InboxMsg::Yesterday => "Yesterday".into(),
        InboxMsg::Details => "Details".into(),
        InboxMsg::CopyText => "Copy as text".into(),
        InboxMsg::CopyJson => "Copy as JSON".into(),
        InboxMsg::Copied => "Copied.".into(),
        InboxMsg::NotCopied => "The browser did not allow copying.".into(),
        InboxMsg::Hub => "Hub".into(),
        InboxMsg::Happened => "Happened".into(),
        InboxMsg::Received => "Received".into(),
        InboxMsg::State => "State".into(),
        InboxMsg::StateRead => "Read".into(),
        InboxMsg::StateUnread => "Unread".into(),
        InboxMsg::Id => "Id".into(),
        InboxMsg::Link => "Link".into(),
        InboxMsg::Data => "Data".into(),
        InboxMsg::Selected { count: "1" } => "1 selected".into(),
        InboxMsg::Selected { count } => format!("{count} selected"),
        InboxMsg::SelectAll { count } => format!("Select all that match ({count})"),
        InboxMsg::ThisEvening { time } => format!("This evening, {time}"),
        InboxMsg::Tomorrow { time } => format!("Tomorrow, {time}"),
        InboxMsg::NextMonday { time } => format!("Monday, {time}"),
        InboxMsg::SnoozedUntil { time } => format!("Snoozed until {time}"),
        InboxMsg::NewAbove { count: "1" } => "1 new".into(),
        InboxMsg::NewAbove { count } => format!("{count} new"),
        InboxMsg::ToTable { table } => format!("Go to the table {table}"),
        InboxMsg::MoreData { count } => format!("{count} more"),
    }
}

fn verb(act: Act) -> &'static str {
    match act {
        Act::Seen => "Seen",
        Act::MarkRead => "Mark as read",
        Act::MarkUnread => "Mark as unread",
        Act::Archive => "Archive",
        Act::Unarchive => "Move to inbox",
        Act::Snooze(_) => "Snooze",
        Act::Wake => "Wake now",
        Act::Pin => "Pin",
        Act::Unpin => "Unpin",
    }
}

fn key_text(key: InboxKey) -> &'static str {
    match key {
        InboxKey::Next => "Next notification",
        InboxKey::Previous => "Previous notification",
        InboxKey::First => "The very first",
        InboxKey::Last => "The very last",
        InboxKey::Open => "Show details and mark as read",
        InboxKey::Archive => "Archive, or bring back",
        InboxKey::ToggleRead => "Mark as unread, or read",
        InboxKey::TogglePin => "Pin, or unpin",
        InboxKey::Select => "Select; with Shift and a click, a range",
        InboxKey::Search => "Search",
        InboxKey::Help => "These keys",
        InboxKey::Leave => "Leave the selection, then the details",
    }
}

fn done(act: Act, count: usize) -> String {
    let noun = if count == 1 { "notification" } else { "notifications" };
    let what = match act {
        Act::Seen => "seen",
        Act::MarkRead => "marked as read",
        Act::MarkUnread => "marked as unread",
        Act::Archive => "archived",
        Act::Unarchive => "moved back to the inbox",
        Act::Snooze(_) => "snoozed",
        Act::Wake => "back in the inbox",
        Act::Pin => "pinned",
        Act::Unpin => "unpinned",
    };
    format!("{count} {noun} {what}.")
}
