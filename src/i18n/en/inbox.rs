//! English: the texts of the inbox.

use model::Act;

use crate::i18n::InboxMsg;

pub fn inbox_text(message: &InboxMsg) -> String {
    match message {
        InboxMsg::Done { act, count } => done(*act, *count),
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
