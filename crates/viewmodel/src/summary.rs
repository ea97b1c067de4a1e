//! All hubs in one line: the indicator of the header, the badge, the window's title.

use session::{Access, State};

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
    /// All others are heard, and a hub waits for a login: the first one, which is named.
    NeedsLogin {
        /// Its place among the hubs.
        hub: usize,
        /// Its state.
        state: State,
    },
}

impl HubsSummary {
    /// Sum up the states of the hubs, in configured order; each with whether it needs a login.
    #[must_use]
    pub fn of(hubs: impl IntoIterator<Item = (State, bool)>) -> Self {
        let mut count: usize = 0;
        let mut login = None;
        for (state, needs_login) in hubs {
            match state {
                // A hub that waits for the user does not hide one that is down.
                state if needs_login => login = login.or(Some(Self::NeedsLogin { hub: count, state })),
                State::Online { .. } => {}
                state => return Self::Away { hub: count, state },
            }
            count = count.saturating_add(1);
        }
        match login {
            Some(login) => login,
            None if count == 0 => Self::NoHubs,
            None => Self::AllOnline { count },
        }
    }

    /// The `data-state` of the indicator.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoHubs => State::Idle.word(),
            Self::AllOnline { .. } => "online",
            Self::Away { state, .. } | Self::NeedsLogin { state, .. } => state.word(),
        }
    }
}

/// Whether a hub shows nothing before the user logs in: what asks for no login is not there, or is not meant for now.
#[must_use]
pub fn needs_login(access: &Access, state: &State) -> bool {
    match access {
        Access::NeedsLogin => matches!(state, State::Idle),
        Access::Refused(_) => matches!(state, State::Idle | State::Refused { .. }),
        Access::NotRequired | Access::Given(_) => false,
    }
}

/// The text of the badge: from a hundred on, the exact number is only in its `data-count`.
#[must_use]
pub fn badge_text(unread: usize) -> String {
    if unread > 99 { "99+".to_owned() } else { unread.to_string() }
}

/// The window's title: what is unread stands first, for a user who looks from another tab, then the page (none until
/// it has a heading), then the console's name.
#[must_use]
pub fn window_title(unread: usize, page: Option<&str>, name: &str) -> String {
    let named = page.map_or_else(|| name.to_owned(), |page| [page, name].join(" · "));
    if unread == 0 { named } else { format!("({unread}) {named}") }
}

#[cfg(test)]
mod tests;
