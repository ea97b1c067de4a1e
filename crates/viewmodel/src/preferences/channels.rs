//! By what the user is made aware of new notifications.

use model::Severity;

/// By what the user is made aware of new notifications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channels {
    /// Toasts in the page.
    pub toasts: bool,
    /// Notifications of the browser, while the page is not looked at.
    pub desktop: bool,
    /// Sounds.
    pub sounds: Sounds,
}

impl Default for Channels {
    fn default() -> Self {
        Self { toasts: true, desktop: false, sounds: Sounds::default() }
    }
}

/// Which sounds are played, and how loud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sounds {
    /// Any are played.
    pub on: bool,
    /// From 0 to 100.
    pub volume: u8,
    /// The kinds that have one.
    pub kinds: Vec<Severity>,
}

impl Default for Sounds {
    fn default() -> Self {
        Self { on: false, volume: 50, kinds: vec![Severity::Warning, Severity::Error] }
    }
}

impl Sounds {
    /// Whether one is played for a kind.
    #[must_use]
    pub fn are_for(&self, kind: Severity) -> bool {
        self.on && self.volume > 0 && self.kinds.contains(&kind)
    }

    /// Give a kind its sound, or take it away.
    pub fn set(&mut self, kind: Severity, on: bool) {
        self.kinds.retain(|other| *other != kind);
        if on {
            self.kinds.push(kind);
        }
        self.kinds.sort();
    }
}
