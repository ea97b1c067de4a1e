//! English.

use super::Later;

pub fn text(message: &Later<'_>) -> String {
    match *message {
        Later::Cancel => "Cancel".into(),
        Later::Again => "Try again".into(),
        Later::LookAgain => "Look again".into(),
        Later::Sure { action, name } => format!("{action}: {name}. Are you sure?"),
        Later::TypeName { name } => format!("This cannot be undone. Type “{name}” to confirm."),
        Later::NotThatName => "This is not the name.".into(),
        Later::Sending => "Sending…".into(),
        Later::Sent { done, all } => format!("{done} of {all}"),
        Later::Looking { why } => format!("The answer did not come ({why}). Looking whether the hub did it…"),
        Later::Done { action } => format!("{action}: done."),
        Later::DoneSaying { action, said } => format!("{action}: {said}"),
        Later::Saved { name, size } => format!("{name} was saved ({size})."),
        Later::Short { expected, found } => {
            format!("Only {found} of {expected} came: the file is not complete and was not saved.")
        }
        Later::Refused { status, why: "" } => format!("The hub refused (HTTP {status})."),
        Later::Refused { why, .. } => format!("The hub refused: {why}"),
        Later::RefusedFields => "The hub refused. See the marked fields.".into(),
        Later::NotDone { why } => {
            format!(
                "The answer did not come ({why}), and the hub’s list says it was not done. You can try again."
            )
        }
        Later::Unknown { why } => {
            format!("Nobody knows whether the hub did it: {why}. Check before you repeat it.")
        }
        Later::Failed { why } => format!("It failed: {why}."),
        Later::Unsent => {
            "Not sent: no answer of this hub could be read so far, so nobody would know whether it was done."
                .into()
        }
        Later::BadPath { what } => format!("Not sent: {what}"),
        Later::Choose => "Choose…".into(),
        Later::Required => "required".into(),
        Later::Missing => "A value is missing.".into(),
        Later::NotInteger => "This must be a whole number.".into(),
        Later::NotNumber => "This must be a number.".into(),
        Later::NotTime => "This must be a date with a time.".into(),
        Later::TooShort { least } => format!("This must have at least {least} characters."),
        Later::TooLong { most } => format!("This must have at most {most} characters."),
        Later::TooSmall { least } => format!("This must be {least} or more."),
        Later::TooLarge { most } => format!("This must be {most} or less."),
        Later::LogIn => "Log in".into(),
        Later::LogOut => "Log out".into(),
        Later::LogInTo { hub } => format!("Log in to {hub}"),
        Later::LogInWhy => "A part of this hub answers only those who say who they are.".into(),
        Later::LoginRefused { why: "" } => "The hub did not accept this. Log in again.".into(),
        Later::LoginRefused { why } => format!("The hub did not accept this: {why}"),
        Later::LoginLacks { name } => format!("The hub’s answer has no “{name}”."),
        Later::KeepLonger => "Remember in this browser (otherwise only in this tab)".into(),
        Later::LoggedIn => "Logged in to this hub.".into(),
    }
}
