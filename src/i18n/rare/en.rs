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
    }
}
