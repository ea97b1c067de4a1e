//! The state of the hub, and what of it was announced.

use connection::State;
use model::Millis;
use profile::Source;

use crate::{Command, Delta, Now, Session, SourceId};

/// What was announced, so that it is announced once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Announced {
    /// The word of the hub's state.
    state: &'static str,
    /// The first data came.
    data: bool,
    /// When the hub last sent something.
    pub last_event: Option<Millis>,
}

impl Default for Announced {
    fn default() -> Self {
        Self { state: State::Idle.word(), data: false, last_event: None }
    }
}

impl Session {
    /// The state of the hub: the worst of its primary sources.
    #[must_use]
    pub fn state(&self, now: Now) -> State {
        self.worst(now).map_or(State::Idle, |(_, state)| state)
    }

    /// The primary source whose state is worst.
    pub(super) fn worst(&self, now: Now) -> Option<(SourceId, State)> {
        let state = |source| match self.auth.needs_login(source) {
            true if self.sources.is_off(source) => None,
            // A refused login does not hide that another source is down.
            true => Some((LOGIN_REFUSED, source, self.auth.locked_state()?)),
            false => {
                let health = || self.poller.health(now.mono, source);
                let state = self.sources.state(now.mono, source, health)?;
                Some((badness(&state), source, state))
            }
        };
        let worst = self.sources.primary().filter_map(state).max_by_key(|(badness, ..)| *badness);
        worst.map(|(_, source, state)| (source, state))
    }

    /// Whether the hub has said anything since the page was loaded.
    #[must_use]
    pub fn has_data(&self) -> bool {
        self.announced.data
    }

    /// Sources that are off, since the configuration gives no address for them.
    pub fn missing(&self) -> impl Iterator<Item = &Source> {
        let sources = self.profile.sources.iter().enumerate();
        sources.filter(|(place, _)| self.sources.is_off(SourceId(*place))).map(|(_, source)| source)
    }

    /// Whether the hub is heard now: intents may be sent.
    pub(super) fn is_online(&self, now: Now) -> bool {
        matches!(self.state(now), State::Online { .. } | State::Stale { .. })
    }

    pub(super) fn data_came(&mut self) {
        if !std::mem::replace(&mut self.announced.data, true) {
            self.delta(Delta::FirstData);
        }
    }

    pub(super) fn heard_something(&mut self, now: Now) {
        self.announced.last_event = Some(now.wall);
        self.data_came();
    }

    pub(super) fn announce_state(&mut self, now: Now) {
        self.note_faults(now);
        let state = self.state(now);
        if state.word() == self.announced.state {
            return;
        }
        self.announced.state = state.word();
        self.delta(Delta::Connection);
        let tables = self.tables.iter().map(|(id, _)| Command::Delta(Delta::Table(id.clone())));
        self.commands.extend(tables);
    }
}

/// How bad it is that the hub refused a login.
const LOGIN_REFUSED: u8 = 4;

/// Which of two states is worse.
fn badness(state: &State) -> u8 {
    match state {
        State::Online { .. } => 0,
        State::Idle => 1,
        State::Stale { .. } => 2,
        State::Connecting { .. } => 3,
        State::Waiting { .. } => 5,
        State::Offline { .. } => 6,
        State::Stopped => 7,
        State::Refused { .. } => 8,
    }
}
