//! The keys of the inbox's list: what each of them does.

/// What a key does to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxKey {
    /// Go to the next notification.
    Next,
    /// Go to the one before.
    Previous,
    /// Go to the very first.
    First,
    /// Go to the very last.
    Last,
    /// Show its details, and mark it read.
    Open,
    /// Archive it, or bring it back.
    Archive,
    /// Mark it unread, or read.
    ToggleRead,
    /// Pin it, or take that back.
    TogglePin,
    /// Select it, or no longer.
    Select,
    /// Write what is looked for.
    Search,
    /// List the keys.
    Help,
    /// Leave what is open: the selection, then the details.
    Leave,
}

impl InboxKey {
    /// The keys and what they do, in the order in which they are explained.
    pub const ALL: [(&str, Self); 15] = [
        ("j", Self::Next),
        ("ArrowDown", Self::Next),
        ("k", Self::Previous),
        ("ArrowUp", Self::Previous),
        ("Home", Self::First),
        ("End", Self::Last),
        ("Enter", Self::Open),
        ("e", Self::Archive),
        ("u", Self::ToggleRead),
        ("p", Self::TogglePin),
        ("x", Self::Select),
        (" ", Self::Select),
        ("/", Self::Search),
        ("?", Self::Help),
        ("Escape", Self::Leave),
    ];

    /// What a key does, as the browser names it. `with_letters`: keys that write something count too; who writes by
    /// voice may turn them off.
    #[must_use]
    pub fn of(key: &str, with_letters: bool) -> Option<Self> {
        let is_letter = key.chars().nth(1).is_none() && key != " ";
        let found = Self::ALL.iter().find(|(name, _)| *name == key).map(|(_, what)| *what);
        found.filter(|_| with_letters || !is_letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_what_is_said_of_them_and_letters_can_be_turned_off() {
        for (key, letters, what) in [
            ("j", true, Some(InboxKey::Next)),
            ("j", false, None),
            ("ArrowDown", false, Some(InboxKey::Next)),
            (" ", false, Some(InboxKey::Select)),
            ("?", false, None),
            ("/", true, Some(InboxKey::Search)),
            ("J", true, None),
            ("Tab", true, None),
            ("", true, None),
        ] {
            assert_eq!(InboxKey::of(key, letters), what, "{key}");
        }
    }
}
