//! How much room a notification takes in the list.

use super::choice;

/// How much room a notification takes in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// Two lines, close together.
    Dense,
    /// Two lines with room around them.
    Comfortable,
    /// As many lines as it has.
    Spacious,
}

impl Density {
    /// Every density, from the closest on.
    pub const ALL: [Self; 3] = [Self::Dense, Self::Comfortable, Self::Spacious];

    /// The word under which it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dense => "dense",
            Self::Comfortable => "comfortable",
            Self::Spacious => "spacious",
        }
    }

    /// What was chosen in this browser.
    pub fn chosen() -> Self {
        let word = choice::chosen("density");
        let known = |density: &Self| word.as_deref() == Some(density.word());
        Self::ALL.into_iter().find(known).unwrap_or(Self::Comfortable)
    }

    /// Keep the choice.
    pub fn choose(self) {
        // Where the browser refused, it holds until the page is closed.
        let _refused = choice::choose("density", self.word());
    }
}
