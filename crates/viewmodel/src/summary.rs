//! All hubs in one line: the indicator of the header, the badge, the window's title.

use session::State;

/// How the hubs are heard, all together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HubsSummary {
    /// There is no hub.
    NoHubs,
    /// Every hub is heard.
    AllOnline {
        /// How many there are.
        count: usize,
    },
    /// A hub is not heard: the first one in configured order, which is named.
    Away {
        /// Its place among the hubs.
        hub: usize,
        /// Its state.
        state: State,
    },
}

impl HubsSummary {
    /// Sum up the states of the hubs, in configured order.
    #[must_use]
    pub fn of(states: impl IntoIterator<Item = State>) -> Self {
        let mut count: usize = 0;
        for state in states {
            if !matches!(state, State::Online { .. }) {
                return Self::Away { hub: count, state };
            }
            count = count.saturating_add(1);
        }
        if count == 0 { Self::NoHubs } else { Self::AllOnline { count } }
    }

    /// The `data-state` of the indicator.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoHubs => State::Idle.word(),
            Self::AllOnline { .. } => "online",
            Self::Away { state, .. } => state.word(),
        }
    }
}

/// The text of the badge: from a hundred on, the exact number is only in its `data-count`.
#[must_use]
pub fn badge_text(unread: usize) -> String {
    if unread > 99 { "99+".to_owned() } else { unread.to_string() }
}

/// The window's title: what is unread stands before the name, for a user who looks from another tab.
#[must_use]
pub fn window_title(unread: usize, name: &str) -> String {
    if unread == 0 { name.to_owned() } else { format!("({unread}) {name}") }
}

#[cfg(test)]
mod tests;
