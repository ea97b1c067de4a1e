//! The sources of a hub: sockets with their connections, sources that are only asked, and those without an address.

use std::collections::VecDeque;
use std::rc::Rc;

use connection::Connection;
use profile::{Attached, Profile, SourceKind};
use serde_json::Value;

use crate::poller::SourceHealth;
use crate::{Mono, SourceId, State, Timer, Transport};

mod config;

use config::connection_config;

/// What happened to the sources.
pub(crate) enum Input<'a> {
    /// Begin.
    Start,
    /// The user asks for an attempt at once.
    Retry,
    /// The user stops the connections.
    Stop,
    /// The browser's word on the network changed.
    Network {
        /// `navigator.onLine`.
        online: bool,
    },
    /// The page was shown, or the machine woke up.
    Woke,
    /// The moment of a time-out came.
    Timeout,
    /// Something for the connection of one source.
    Connection(SourceId, connection::Input<'a>),
    /// A source lacks its credentials: it is silent from now on.
    Locked(SourceId),
    /// The user logs in over a source that lacks its credentials: it is opened for that alone.
    Visit(SourceId),
    /// The login is over.
    Leave(SourceId),
    /// A source has its credentials; or has new ones of the same user.
    Unlocked(SourceId, Option<Attached>, bool),
    /// A frame of a source came.
    Frame(SourceId, &'a Value),
    /// The connection of a source was lost: the next goes on from where this one was, with what goes along.
    Resume(SourceId, Option<Attached>),
    /// A poll of a source was answered, or failed.
    Polled(SourceId, &'a SourceHealth),
}

/// What the sources want.
#[derive(Debug, PartialEq)]
pub(crate) enum Output {
    /// What a connection wants.
    Connection(SourceId, connection::Output),
    /// A source that is only asked is heard, for the first time or again.
    Heard,
    /// A source that is only asked is heard no more.
    Lost,
}

/// How a source is reached.
enum Endpoint {
    /// By a socket.
    Socket(Box<Connection>),
    /// It is only asked. Since when it is heard without a failure.
    Rest { since: Option<Mono> },
    /// The configuration gives it no address.
    Off,
}

struct SourceEntry {
    base: String,
    primary: bool,
    /// Its base gave an answer that the page may read.
    readable: bool,
    /// It lacks its credentials.
    locked: bool,
    /// It is open for a login alone.
    visited: bool,
    /// From where its next connection goes on.
    cursor: Option<Value>,
    endpoint: Endpoint,
}

/// The sources, by their places in the profile.
pub(crate) struct Sources {
    profile: Rc<Profile>,
    sources: Vec<SourceEntry>,
    stopped: bool,
    online: bool,
    /// The last input's time.
    now: Mono,
    outputs: VecDeque<Output>,
}

/// What the sources begin with.
pub(crate) struct SourcesConfig<'a> {
    pub profile: &'a Rc<Profile>,
    /// Sources that the configuration gives no address for.
    pub missing: &'a [SourceId],
    /// The transport that worked last in this tab.
    pub remembered: Option<Transport>,
    /// Decides the jitter.
    pub seed: u64,
}

impl Sources {
    /// Sources that stand still until [`Input::Start`]. `access` tells whether a source lacks its credentials, and
    /// what goes along with all that is sent to it.
    pub fn new(setup: &SourcesConfig<'_>, access: impl Fn(SourceId) -> (bool, Option<Attached>)) -> Self {
        let one = |(place, source): (usize, &profile::Source)| {
            let (id, seed) = (SourceId(place), setup.seed.wrapping_add(place as u64));
            let (locked, attached) = access(id);
            let endpoint = if setup.missing.contains(&id) {
                Endpoint::Off
            } else {
                connection_config(source, setup.remembered, attached, None)
                    .map_or(Endpoint::Rest { since: None }, |config| {
                        Endpoint::Socket(Box::new(Connection::new(config, seed)))
                    })
            };
            SourceEntry {
                base: source.base.clone(),
                primary: source.primary,
                readable: false,
                locked,
                visited: false,
                cursor: None,
                endpoint,
            }
        };
        let sources = setup.profile.sources.iter().enumerate().map(one).collect();
        let (profile, outputs) = (Rc::clone(setup.profile), VecDeque::new());
        Self { profile, sources, stopped: false, online: true, now: Mono::default(), outputs }
    }

    /// Take one input; drain [`Sources::poll_output`] afterwards.
    pub fn handle(&mut self, now: Mono, input: Input<'_>) {
        self.now = now;
        match input {
            Input::Start => self.broadcast(&connection::Input::Start),
            Input::Retry => {
                self.stopped = false;
                self.broadcast(&connection::Input::Retry);
            }
            Input::Stop => {
                self.stopped = true;
                self.broadcast(&connection::Input::Stop);
            }
            Input::Network { online } => {
                self.online = online;
                self.broadcast(&connection::Input::Network { online });
            }
            Input::Woke => self.broadcast(&connection::Input::Woke),
            Input::Timeout => self.broadcast(&connection::Input::Timeout),
            Input::Connection(source, input) => self.feed(source, input),
            Input::Locked(id) => {
                if let Some(source) = self.sources.get_mut(id.0) {
                    (source.locked, source.visited) = (true, false);
                }
                self.feed(id, connection::Input::Stop);
            }
            Input::Visit(id) => self.visit(id),
            Input::Leave(id) => {
                let visited = self.sources.get_mut(id.0).map(|source| &mut source.visited);
                if visited.is_some_and(std::mem::take) {
                    self.feed(id, connection::Input::Stop);
                }
            }
            Input::Unlocked(id, attached, same_user) => self.unlock(id, attached, same_user),
            Input::Frame(id, frame) => self.note_cursor(id, frame),
            Input::Resume(id, attached) => {
                if self.sources.get(id.0).is_some_and(|source| source.cursor.is_some()) {
                    self.configure(id, attached, true);
                }
            }
            Input::Polled(id, health) => self.polled(id, health),
        }
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// Which connection is due next, and why.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let timers = self.sources.iter().enumerate().filter_map(|(place, source)| match &source.endpoint {
            Endpoint::Socket(connection) => {
                let (timer, at) = connection.poll_timeout()?;
                Some((Timer::Connection(SourceId(place), timer), at))
            }
            _ => None,
        });
        timers.min_by_key(|(_, at)| *at)
    }

    /// The primary sources.
    pub fn primary(&self) -> impl Iterator<Item = SourceId> {
        let sources = self.sources.iter().enumerate().filter(|(_, source)| source.primary);
        sources.map(|(place, _)| SourceId(place))
    }

    /// The state of a source, whatever it lacks; nothing for one without an address. `health` is what its polls say.
    pub fn state(&self, now: Mono, id: SourceId, health: impl FnOnce() -> SourceHealth) -> Option<State> {
        match &self.sources.get(id.0)?.endpoint {
            Endpoint::Socket(connection) => Some(connection.state(now)),
            Endpoint::Rest { since } => Some(self.rest_state(now, *since, health())),
            Endpoint::Off => None,
        }
    }

    /// The transport that the first connection last worked with.
    pub fn transport(&self) -> Option<Transport> {
        self.sources.iter().find_map(|source| match &source.endpoint {
            Endpoint::Socket(connection) => connection.last_transport(),
            _ => None,
        })
    }

    /// Whether the configuration gives a source no address.
    pub fn is_off(&self, id: SourceId) -> bool {
        self.sources.get(id.0).is_none_or(|source| matches!(source.endpoint, Endpoint::Off))
    }

    /// Whether the hub speaks by itself, as far as it may now; else it is only asked.
    pub fn has_connection(&self) -> bool {
        let open = |source: &SourceEntry| matches!(source.endpoint, Endpoint::Socket(_)) && !source.locked;
        self.sources.iter().any(open)
    }

    /// A readable answer of a source came. Whether that is news of its base.
    pub fn answered(&mut self, id: SourceId) -> bool {
        let Some(base) = self.sources.get(id.0).filter(|it| !it.readable).map(|it| it.base.clone()) else {
            return false;
        };
        for source in self.sources.iter_mut().filter(|source| source.base == base) {
            source.readable = true;
        }
        true
    }

    /// Whether a source's base gave an answer that the page may read.
    pub fn is_readable(&self, id: SourceId) -> bool {
        self.sources.get(id.0).is_some_and(|source| source.readable)
    }

    /// Whether a source has a connection of its own, which tries again by itself.
    pub fn is_socket(&self, id: SourceId) -> bool {
        self.sources.get(id.0).is_some_and(|source| matches!(source.endpoint, Endpoint::Socket(_)))
    }

    /// Whether two sources are at the same base.
    pub fn share_base(&self, one: SourceId, other: SourceId) -> bool {
        let base = |id: SourceId| self.sources.get(id.0).map(|source| source.base.as_str());
        base(one).is_some() && base(one) == base(other)
    }

    fn rest_state(&self, now: Mono, since: Option<Mono>, health: SourceHealth) -> State {
        if self.stopped {
            return State::Stopped;
        }
        if let Some(failing) = health.failing {
            let attempt = failing.failures.saturating_add(1);
            return match failing.due {
                Some(until) if !self.online => State::Offline { until },
                Some(until) => State::Waiting { until, attempt, reason: failing.reason },
                None => State::Connecting { attempt },
            };
        }
        match (since, health.late_since) {
            (None, _) if health.judged => State::Connecting { attempt: 1 },
            (None, _) => State::Idle,
            (Some(_), Some((since, heard))) => State::Stale { since, silent_ms: now.since(heard) },
            (Some(since), None) => State::Online { since, rtt: health.rtt },
        }
    }

    fn polled(&mut self, id: SourceId, health: &SourceHealth) {
        let now = self.now;
        let Some(Endpoint::Rest { since }) = self.sources.get_mut(id.0).map(|source| &mut source.endpoint)
        else {
            return;
        };
        let output = match (health.unanswered, since.is_some()) {
            (false, false) => {
                *since = Some(now);
                Output::Heard
            }
            (true, true) => {
                *since = None;
                Output::Lost
            }
            _ => return,
        };
        self.outputs.push_back(output);
    }

    /// Say something over a source's socket, as [`Connection::say`] does.
    pub fn say(
        &mut self,
        now: Mono,
        id: SourceId,
        event: Option<&str>,
        wants_answer: bool,
        write: &dyn Fn(u64) -> Value,
    ) -> Option<u64> {
        let Endpoint::Socket(connection) = &mut self.sources.get_mut(id.0)?.endpoint else { return None };
        let number = connection.say(now, event, wants_answer, write);
        self.drain(id);
        number
    }

    /// Whether a source has a connection on which the hub is there.
    pub fn is_ready(&self, id: SourceId) -> bool {
        self.sources.get(id.0).is_some_and(|source| match &source.endpoint {
            Endpoint::Socket(connection) => connection.is_ready() && !source.locked,
            _ => false,
        })
    }

    fn unlock(&mut self, id: SourceId, attached: Option<Attached>, same_user: bool) {
        let Some(source) = self.sources.get_mut(id.0) else { return };
        source.locked = false;
        // What it was opened with is not what goes along now.
        if std::mem::take(&mut source.visited) {
            self.feed(id, connection::Input::Stop);
        }
        self.configure(id, attached, same_user);
        if !self.stopped {
            self.feed(id, connection::Input::Retry);
        }
    }

    fn visit(&mut self, id: SourceId) {
        if let Some(source) = self.sources.get_mut(id.0) {
            source.visited = true;
            self.configure(id, None, false);
            self.feed(id, connection::Input::Retry);
        }
    }

    fn configure(&mut self, id: SourceId, attached: Option<Attached>, same_user: bool) {
        let spec = self.profile.sources.get(id.0);
        let Some(source) = self.sources.get_mut(id.0) else { return };
        if !same_user {
            source.cursor = None;
        }
        if let Endpoint::Socket(connection) = &mut source.endpoint
            && let Some(config) =
                spec.and_then(|spec| connection_config(spec, None, attached, source.cursor.as_ref()))
        {
            connection.configure(config, same_user);
        }
    }

    /// A frame of a source says how far the hub is: from there its next connection goes on.
    fn note_cursor(&mut self, id: SourceId, frame: &Value) {
        if let Some(SourceKind::WebSocket(socket)) = self.profile.sources.get(id.0).map(|source| &source.kind)
            && let Some(cursor) = socket.next_cursor(frame)
            && let Some(source) = self.sources.get_mut(id.0)
        {
            source.cursor = Some(cursor);
        }
    }

    /// Give every connection that may speak an input, in turn.
    fn broadcast(&mut self, input: &connection::Input<'_>) {
        for place in 0..self.sources.len() {
            if self.sources.get(place).is_some_and(|source| !source.locked || source.visited) {
                self.feed(SourceId(place), input.clone());
            }
        }
    }

    fn feed(&mut self, id: SourceId, input: connection::Input<'_>) {
        let Some(Endpoint::Socket(connection)) = self.sources.get_mut(id.0).map(|it| &mut it.endpoint) else {
            return;
        };
        connection.handle(self.now, input);
        self.drain(id);
    }

    fn drain(&mut self, id: SourceId) {
        let Some(Endpoint::Socket(connection)) = self.sources.get_mut(id.0).map(|it| &mut it.endpoint) else {
            return;
        };
        while let Some(output) = connection.poll_output() {
            self.outputs.push_back(Output::Connection(id, output));
        }
    }
}

#[cfg(test)]
mod tests;
