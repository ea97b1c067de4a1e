//! The texts of what is rarely opened. They are a catalogue of their own, so that they come with that module.

use super::Lang;

mod en;
mod es;

impl Lang {
    /// The text of a message of the second module.
    pub fn later(self, message: &Later<'_>) -> String {
        match self {
            Self::Es => es::text(message),
            Self::En => en::text(message),
        }
    }
}

/// A text of what is rarely opened, with what varies in it. Numbers come formatted.
#[derive(Clone, Debug, PartialEq)]
pub enum Later<'a> {
    // Actions
    Cancel,
    Again,
    LookAgain,
    Sure { action: &'a str, name: &'a str },
    TypeName { name: &'a str },
    NotThatName,
    Sending,
    Sent { done: &'a str, all: &'a str },
    Looking { why: &'a str },
    Done { action: &'a str },
    DoneSaying { action: &'a str, said: &'a str },
    Saved { name: &'a str, size: &'a str },
    Short { expected: &'a str, found: &'a str },
    Refused { status: u16, why: &'a str },
    RefusedFields,
    NotDone { why: &'a str },
    Unknown { why: &'a str },
    Failed { why: &'a str },
    Unsent,
    BadPath { what: &'a str },
    Choose,
    Required,
    // What is wrong with a field
    Missing,
    NotInteger,
    NotNumber,
    NotTime,
    TooShort { least: &'a str },
    TooLong { most: &'a str },
    TooSmall { least: &'a str },
    TooLarge { most: &'a str },
    // Who one is
    LogIn,
    LogOut,
    LogInTo { hub: &'a str },
    LogInWhy,
    LoginRefused { why: &'a str },
    LoginLacks { name: &'a str },
    KeepLonger,
    LoggedIn,
}
