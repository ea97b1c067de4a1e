//! English.

use super::Rare;

pub fn text(message: &Rare<'_>) -> String {
    match *message {
        Rare::RoundTrip => "Round trip".into(),
        Rare::Since => "Online since".into(),
        Rare::Transport => "Transport".into(),
        Rare::Recovered => "Recovered".into(),
        Rare::Replay => "the hub replayed what was missed".into(),
        Rare::Resync => "by resynchronising".into(),
        Rare::GapLevel => "with a gap".into(),
        Rare::HubUnread => "Unread as the hub counts".into(),
        Rare::Zone => "Time zone".into(),
        Rare::ZoneGuessed => "this browser's (a guess)".into(),
        Rare::ZoneMeasured { offset } => format!("UTC{offset} (measured)"),
        Rare::NoAddress { base } => format!("off: hubs.json gives no urls.{base}"),
        Rare::Rejected { count } => format!("{count} messages were not understood"),
        Rare::NoHubs => "There is no hub yet. Add one here, or write hubs.json beside this page.".into(),
        Rare::AddHub => "Add a hub".into(),
        Rare::AddHubHint => "It is kept in this browser.".into(),
        Rare::HubAddress => "Address".into(),
        Rare::HubName => "Name".into(),
        Rare::HubProfile => "Profile".into(),
        Rare::Add => "Add".into(),
        Rare::BadAddress => {
            "Write an address such as http://127.0.0.1:5001 or a path such as /hubs/portal.".into()
        }
        Rare::Problems => "The configuration has mistakes".into(),
        Rare::Problem { place, expected, found } => format!("{place}: expected {expected}, found {found}"),
        Rare::Language => "Language".into(),
        Rare::Theme => "Theme".into(),
        Rare::ThemeAuto => "As the system".into(),
        Rare::ThemeLight => "Light".into(),
        Rare::ThemeDark => "Dark".into(),
        Rare::Version { version } => format!("Atalaya {version}"),
        Rare::Columns => "Columns".into(),
        Rare::ColumnUp { column } => format!("Move {column} up"),
        Rare::ColumnDown { column } => format!("Move {column} down"),
        Rare::ColumnAt { column, at, of } => format!("{column}: {at} of {of}"),
        Rare::AllColumns => "All columns".into(),
        Rare::Export => "Export what is shown".into(),
        Rare::Exported { rows: 1 } => "1 row, in its order and with the chosen columns.".into(),
        Rare::Exported { rows } => format!("{rows} rows, in their order and with the chosen columns."),
        Rare::Cancel => "Cancel".into(),
        Rare::Again => "Try again".into(),
        Rare::LookAgain => "Look again".into(),
        Rare::Sure { action, name } => format!("{action}: {name}. Are you sure?"),
        Rare::TypeName { name } => format!("This cannot be undone. Type “{name}” to confirm."),
        Rare::NotThatName => "This is not the name.".into(),
        Rare::Sending => "Sending…".into(),
        Rare::Sent { done, all } => format!("{done} of {all}"),
        Rare::Looking { why } => format!("The answer did not come ({why}). Looking whether the hub did it…"),
        Rare::Done { action } => format!("{action}: done."),
        Rare::DoneSaying { action, said } => format!("{action}: {said}"),
        Rare::Saved { name, size } => format!("{name} was saved ({size})."),
        Rare::Short { expected, found } => {
            format!("Only {found} of {expected} came: the file is not complete and was not saved.")
        }
        Rare::Refused { status, why: "" } => format!("The hub refused (HTTP {status})."),
        Rare::Refused { why, .. } => format!("The hub refused: {why}"),
        Rare::RefusedFields => "The hub refused. See the marked fields.".into(),
        Rare::NotDone { why } => {
            format!(
                "The answer did not come ({why}), and the hub’s list says it was not done. You can try again."
            )
        }
        Rare::Unknown { why } => {
            format!("Nobody knows whether the hub did it: {why}. Check before you repeat it.")
        }
        Rare::Failed { why } => format!("It failed: {why}."),
        Rare::Unsent => {
            "Not sent: no answer of this hub could be read so far, so nobody would know whether it was done."
                .into()
        }
        Rare::BadPath { what } => format!("Not sent: {what}"),
        Rare::Choose => "Choose…".into(),
        Rare::Dismiss => "Remove from the list".into(),
        Rare::Required => "required".into(),
        Rare::Missing => "A value is missing.".into(),
        Rare::NotInteger => "This must be a whole number.".into(),
        Rare::NotNumber => "This must be a number.".into(),
        Rare::NotTime => "This must be a date with a time.".into(),
        Rare::TooShort { least } => format!("This must have at least {least} characters."),
        Rare::TooLong { most } => format!("This must have at most {most} characters."),
        Rare::TooSmall { least } => format!("This must be {least} or more."),
        Rare::TooLarge { most } => format!("This must be {most} or less."),
        Rare::LogIn => "Log in".into(),
        Rare::LogOut => "Log out".into(),
        Rare::LogInTo { hub } => format!("Log in to {hub}"),
        Rare::LogInWhy => "A part of this hub answers only those who say who they are.".into(),
        Rare::LoginRefused { why: "" } => "The hub did not accept this. Log in again.".into(),
        Rare::LoginRefused { why } => format!("The hub did not accept this: {why}"),
        Rare::LoginLacks { name } => format!("The hub’s answer has no “{name}”."),
        Rare::KeepLonger => "Remember in this browser (otherwise only in this tab)".into(),
        Rare::LoggedIn => "Logged in to this hub.".into(),
    }
}
