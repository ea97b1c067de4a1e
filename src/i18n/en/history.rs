//! English: what the page says of its history.

use crate::i18n::HistoryMsg;

pub fn text(message: &HistoryMsg<'_>) -> String {
    match *message {
        HistoryMsg::History => "History".into(),
        HistoryMsg::About => "Notifications, what you did to them, and the last rows of each table stay in this browser, so that they are there at once when the page is loaded again.".into(),
        HistoryMsg::Opening => "Opening what this browser keeps…".into(),
        HistoryMsg::Keeping { count, is_one: true } => format!("{count} notification is kept in this browser."),
        HistoryMsg::Keeping { count, .. } => format!("{count} notifications are kept in this browser."),
        HistoryMsg::Off => "Nothing is kept: the page starts empty each time.".into(),
        HistoryMsg::Refused => "This browser lets the page keep nothing (a private window, or its settings). The history lasts as long as the page is open.".into(),
        HistoryMsg::Newer => "What this browser keeps was written by a later version of this page. It is left alone; the history lasts as long as the page is open.".into(),
        HistoryMsg::Full => "This browser has no room for more history. What is kept stays; what is new lasts as long as the page is open.".into(),
        HistoryMsg::Failed { why } => format!("The history cannot be kept for now; it is tried again by itself. The browser says: {why}"),
        HistoryMsg::Late => "What this browser keeps takes long to open. The page goes on without it until it comes.".into(),
        HistoryMsg::Upgraded => "Another tab has a later version of this page. Reload this one: until then its history lasts as long as it is open.".into(),
        HistoryMsg::Wiped => "What this browser kept was removed. What the page still shows is kept anew.".into(),
        HistoryMsg::Unreadable { count: 1 } => "1 kept notification could not be read and is left out.".into(),
        HistoryMsg::Unreadable { count } => format!("{count} kept notifications could not be read and are left out."),
        HistoryMsg::KeepFor => "Keep notifications for".into(),
        HistoryMsg::Days { days: 1 } => "1 day".into(),
        HistoryMsg::Days { days } => format!("{days} days"),
        HistoryMsg::Nothing => "Keep nothing".into(),
        HistoryMsg::AtMost => "At most, for each hub".into(),
        HistoryMsg::Export => "Export the history".into(),
        HistoryMsg::Import => "Import a history".into(),
        HistoryMsg::WhatToForget => "What to forget".into(),
        HistoryMsg::Everything => "Everything".into(),
        HistoryMsg::Forget => "Forget".into(),
        HistoryMsg::ReallyForget => "Forget for good".into(),
        HistoryMsg::Forgotten => "Forgotten. What the page shows stays until it is loaded again.".into(),
        HistoryMsg::Imported { count: 1 } => "1 notification was imported.".into(),
        HistoryMsg::Imported { count } => format!("{count} notifications were imported."),
        HistoryMsg::Foreign { count: 1 } => "1 was left out: this page does not have its hub.".into(),
        HistoryMsg::Foreign { count } => format!("{count} were left out: this page does not have their hubs."),
        HistoryMsg::NoJson { found } => format!("The file cannot be read: {found}"),
        HistoryMsg::OtherFile => "The file is not a history of this page.".into(),
        HistoryMsg::NewerFile { version } => format!("The file was written by a later version of this page (form {version})."),
        HistoryMsg::AsOf { time, hubs } => format!("As of {time}: {hubs} has not answered yet."),
    }
}
