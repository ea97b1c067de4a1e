//! English.

use super::{Language, Msg};

mod deferred;
pub mod history;
mod inbox;
mod preferences;

pub use deferred::deferred_text;
pub use inbox::inbox_text;

pub const LANGUAGE: Language = Language { tag: "en", name: "English" };

pub fn text(message: &Msg<'_>) -> String {
    match *message {
        Msg::SkipToContent => "Skip to content".into(),
        Msg::Sections => "Sections".into(),
        Msg::Overview => "Overview".into(),
        Msg::InboxPage => "Inbox".into(),
        Msg::Settings => "Settings".into(),
        Msg::Hubs => "Hubs".into(),
        Msg::NotFound => "This page does not exist. Go back to the overview.".into(),
        Msg::Bell { unread: 0 } => "Notifications, none unread".into(),
        Msg::Bell { unread } => format!("Notifications, {unread} unread"),
        Msg::Notifications => "Notifications".into(),
        Msg::Close => "Close".into(),
        Msg::Loading => "Loading…".into(),
        Msg::PartMissing => {
            "This part of the page could not be fetched. Try again; if it still does not come, reload the page.".into()
        }
        Msg::TryAgain => "Try again".into(),
        Msg::IfZone { time } => format!("{time}, if the hub’s clock is in this browser’s time zone"),
        Msg::Links => "Connections".into(),
        Msg::Idle => "idle".into(),
        Msg::Connecting { attempt: 0 | 1 } => "connecting…".into(),
        Msg::Connecting { attempt } => format!("connecting, attempt {attempt}…"),
        Msg::Online => "online".into(),
        Msg::Stale { silent } => format!("silent for {silent}"),
        Msg::Waiting { attempt, seconds } => format!("retry {attempt} in {seconds} s"),
        Msg::Offline => "no network".into(),
        Msg::Refused => "refused".into(),
        Msg::Stopped => "stopped".into(),
        Msg::AllOnline { count } => format!("{count} online"),
        Msg::RetryNow => "Retry now".into(),
        Msg::Start => "Connect".into(),
        Msg::Diagnostics => "Diagnostics".into(),
        Msg::LoginNeeded => "login needed".into(),
        Msg::LogIn => "Log in".into(),
        Msg::Tables => "Tables".into(),
        Msg::AllTables => "All tables".into(),
        Msg::AsOf { time } => format!("as of {time}"),
        Msg::Every { seconds } => format!("every {seconds} s"),
        Msg::StaleTable => "out of date".into(),
        Msg::RowsOf { count, all } => format!("{count} of {all} rows"),
        Msg::RowsOfMore { count } => format!("{count} rows; the hub has more"),
        Msg::Rows { count: "1" } => "1 row".into(),
        Msg::Rows { count } => format!("{count} rows"),
        Msg::Gone { since } => format!("gone since {since}"),
        Msg::FilterRows => "Filter…".into(),
        Msg::TableMenu { table } => format!("Columns and export of {table}"),
        Msg::NoRows => "The hub has no rows.".into(),
        Msg::NoRowsYet => "Nothing yet. Rows appear as soon as the hub sends them.".into(),
        Msg::NoMatch => "No row contains that text.".into(),
        Msg::Details => "Details of the row".into(),
        Msg::Empty => "–".into(),
        Msg::Yes => "yes".into(),
        Msg::No => "no".into(),
        Msg::LastEvent { ago } => format!("last event {ago}"),
        Msg::NoEvent => "no notifications yet".into(),
        Msg::UnreadFigure => "Unread".into(),
    }
}
