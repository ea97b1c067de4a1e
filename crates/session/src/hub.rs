//! The machine of one hub.

use std::collections::{HashSet, VecDeque};

use connection::{Connection, Mono, Rng, State};
use model::{EventId, Few, Filter, Inbox, Millis, Rejected, Table, TableId, Zones};
use profile::{Credentials, Outcome, Profile, Source};
use serde_json::Value;

use crate::access::Access;
use crate::intents::Pending;
use crate::polls::PollState;
use crate::requests::Requests;
use crate::rest::Rest;
use crate::watches::Watcher;
use crate::zone::Resolver;
use crate::{Command, Delta, Diagnosis, HubZone, Input, Notice, Now, Reason, Recovery, SourceId, Transport};

mod answers;
mod changes;
mod frames;
mod links;
mod measure;
mod recovery;

pub(crate) use links::link_config;

/// A jump of the wall clock against the monotonic one larger than this is a sleep (milliseconds).
const SLEEP_JUMP: i64 = 5_000;
/// Samples of what could not be read that are kept for the diagnostics.
const SAMPLES: usize = 20;

/// What a session is made of.
pub struct Config {
    /// The profile.
    pub profile: Profile,
    /// IANA name of the hub's zone, where the configuration gives one.
    pub time_zone: Option<String>,
    /// The transport that worked last in this tab.
    pub remembered: Option<Transport>,
    /// What was marked read before a reload and the hub did not know yet.
    pub untold: Vec<EventId>,
    /// Sources that the configuration gives no address for.
    pub missing: Vec<SourceId>,
    /// What was given before for the hub to know the person.
    pub access: Option<Credentials>,
    /// Decides the jitter.
    pub seed: u64,
}

/// What could not be read or placed, counted, with samples.
#[derive(Clone, Debug, Default)]
pub struct Rejections {
    /// How many.
    pub count: u64,
    /// The last few.
    pub samples: VecDeque<Rejected>,
}

/// One hub.
pub struct Session {
    pub(crate) profile: Profile,
    pub(crate) zones: Box<dyn Zones>,
    pub(crate) zone: HubZone,
    pub(crate) links: Vec<(SourceId, Connection)>,
    pub(crate) rests: Vec<Rest>,
    pub(crate) watchers: Vec<Watcher>,
    /// The person asked for silence.
    pub(crate) stopped: bool,
    /// The browser's word on the network.
    pub(crate) network: bool,
    /// Jitter.
    pub(crate) rng: Rng,
    pub(crate) inbox: Inbox,
    pub(crate) tables: Vec<(TableId, Table)>,
    pub(crate) polls: Vec<PollState>,
    pub(crate) requests: Requests,
    pub(crate) pending: Pending,
    pub(crate) commands: VecDeque<Command>,
    pub(crate) diagnosis: Option<Diagnosis>,
    pub(crate) recovery: Option<Recovery>,
    pub(crate) visible: bool,
    /// Ids that the hub still has, as far as it told: "mark all" asks only for those.
    pub(crate) listed: HashSet<EventId>,
    pub(crate) facts: Few<String, Value>,
    /// Sources that the configuration gives no address for.
    pub(crate) missing: Vec<SourceId>,
    pub(crate) access: Access,
    /// The number of the last request before the hub was told who the person is.
    pub(crate) told_before: u64,
    /// Bases (by name) that gave an answer which the page may read.
    readable: Vec<String>,
    measure: measure::Measure,
    rejections: Rejections,
    state_word: &'static str,
    interrupted: Option<Interruption>,
    online_before: bool,
    data_before: bool,
    last: Option<Now>,
    last_event: Option<Millis>,
}

/// From when on nothing was heard.
#[derive(Clone, Copy, Debug)]
struct Interruption {
    from: Millis,
}

impl Session {
    /// A session that stands still until [`Input::Start`].
    #[must_use]
    pub fn new(config: Config, zones: Box<dyn Zones>) -> Self {
        let Config { profile, time_zone, remembered, untold, missing, access, seed } = config;
        let guarded = |source| profile.auth.as_ref().is_some_and(|auth| auth.guards(source));
        let asks = (0..profile.sources.len()).any(|at| guarded(at) && !missing.contains(&SourceId(at)));
        let access = Access::new(asks, access);
        let attached = |source| match (&profile.auth, &access) {
            (Some(auth), Access::Given(given)) => auth.attached(source, given),
            _ => None,
        };
        let mut links = Vec::new();
        let mut rests = Vec::new();
        for (index, source) in profile.sources.iter().enumerate() {
            let id = SourceId(index);
            if missing.contains(&id) {
                continue;
            }
            match link_config(source, remembered, attached(index)) {
                Some(config) => links.push((id, Connection::new(config, seed.wrapping_add(index as u64)))),
                None => rests.push(Rest { source: id, since: None }),
            }
        }
        let tables = profile.tables.iter().map(|spec| (spec.id.clone(), Table::new(spec.model()))).collect();
        let shut = |source: usize| guarded(source) && attached(source).is_none();
        let poll = |poll: &profile::Poll| {
            PollState::new(missing.contains(&SourceId(poll.source)) || shut(poll.source))
        };
        let polls = profile.polls.iter().map(poll).collect();
        let watchers = profile.watches.iter().map(|_| Watcher::default()).collect();
        Self {
            zones,
            zone: time_zone.map_or(HubZone::Guessed, HubZone::Named),
            links,
            rests,
            watchers,
            stopped: false,
            network: true,
            rng: Rng::new(seed.rotate_left(17)),
            inbox: Inbox::new(),
            tables,
            polls,
            requests: Requests::default(),
            pending: Pending::after_reload(untold, &profile),
            commands: VecDeque::new(),
            diagnosis: None,
            recovery: None,
            visible: true,
            listed: HashSet::new(),
            facts: Few::new(),
            missing,
            access,
            told_before: 0,
            readable: Vec::new(),
            measure: measure::Measure::default(),
            rejections: Rejections::default(),
            state_word: "idle",
            interrupted: None,
            online_before: false,
            data_before: false,
            last: None,
            last_event: None,
            profile,
        }
    }

    /// The next thing to do, in order.
    pub fn next_command(&mut self) -> Option<Command> {
        self.commands.pop_front()
    }

    /// When [`Session::handle`] must be called with [`Input::Tick`] at the latest, on the monotonic clock.
    #[must_use]
    pub fn deadline(&self) -> Option<u64> {
        let links = self.links.iter().filter_map(|(_, link)| link.poll_timeout().map(|(_, at)| at.0));
        links.chain(self.next_poll()).chain(self.pending.deadline()).chain(self.next_watch()).min()
    }

    /// The state of the hub: the worst of its primary sources.
    #[must_use]
    pub fn state(&self, now: Now) -> State {
        self.primary(now).map_or(State::Idle, |(_, state)| state)
    }

    /// The worst of the primary sources.
    fn primary(&self, now: Now) -> Option<(SourceId, State)> {
        let primary = |id: SourceId| self.profile.sources.get(id.0).is_some_and(|source| source.primary);
        let links = self.links.iter().map(|(id, link)| (*id, link.state(Mono(now.mono))));
        let rests = self.rests.iter().map(|rest| (rest.source, self.rest_state(now, rest)));
        let known = |(id, state)| match self.shut_out(id) {
            true => Some((SourceId(id), self.shut_state()?)),
            false => Some((SourceId(id), state)),
        };
        let states = links.chain(rests).filter(|(id, _)| primary(*id));
        let states = states.filter_map(|(id, state)| known((id.0, state)));
        states.max_by_key(|(_, state)| badness(state))
    }

    /// The profile.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Sources that are off, since the configuration gives no address for them.
    pub fn missing(&self) -> impl Iterator<Item = &Source> {
        let runs = |place: usize| {
            self.links.iter().any(|(id, _)| id.0 == place)
                || self.rests.iter().any(|rest| rest.source.0 == place)
        };
        let sources = self.profile.sources.iter().enumerate();
        sources.filter(move |(place, _)| !runs(*place)).map(|(_, source)| source)
    }

    /// The inbox.
    #[must_use]
    pub fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// A table of the profile.
    #[must_use]
    pub fn table(&self, id: &TableId) -> Option<&Table> {
        self.tables.iter().find(|(name, _)| name == id).map(|(_, table)| table)
    }

    /// How the last interruption was mended, if there was one.
    #[must_use]
    pub fn recovery(&self) -> Option<Recovery> {
        self.recovery
    }

    /// The transport that the first link last worked with.
    #[must_use]
    pub fn transport(&self) -> Option<Transport> {
        self.links.iter().find_map(|(_, link)| link.last_transport())
    }

    /// Why the hub cannot be reached, where that could be found out.
    #[must_use]
    pub fn diagnosis(&self) -> Option<Diagnosis> {
        self.diagnosis
    }

    /// What is known of the hub's zone.
    #[must_use]
    pub fn zone(&self) -> &HubZone {
        &self.zone
    }

    /// A naive or aware stamp as UTC, with what is known of the hub's zone.
    #[must_use]
    pub fn resolve(&self, stamp: &model::Stamp) -> Millis {
        match stamp {
            model::Stamp::At(at) => *at,
            model::Stamp::Naive { local, zone } => {
                Resolver { zones: self.zones.as_ref(), hub: &self.zone }.to_utc(*local, zone)
            }
        }
    }

    /// What could not be read.
    #[must_use]
    pub fn rejections(&self) -> &Rejections {
        &self.rejections
    }

    /// When the hub last told something, or when the newest happened that it held when it was asked.
    #[must_use]
    pub fn last_event(&self) -> Option<Millis> {
        let newest = self.inbox.newest(&Filter::default()).next().map(|entry| entry.at);
        self.last_event.max(newest)
    }

    /// A fact that the hub told, such as its own unread count.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&Value> {
        self.facts.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Take one input; drain [`Session::next_command`] afterwards.
    pub fn handle(&mut self, now: Now, input: Input<'_>) {
        self.notice_sleep(now);
        match input {
            Input::Start => {
                self.each_link(now, || connection::Input::Start);
                self.first_polls(now);
            }
            Input::Network { online } => {
                self.network = online;
                if online {
                    self.nudge_polls(now);
                }
                self.each_link(now, || connection::Input::Network { online });
            }
            Input::Visible(visible) => {
                self.visible = visible;
                if visible {
                    self.wake(now);
                }
            }
            Input::Leaving => self.leave(now),
            Input::Socket { source, socket, event } => self.on_socket(now, source, socket, &event),
            Input::Http { id, outcome } => self.on_http(now, id, &outcome),
            Input::Probed { answered } => {
                self.diagnosis = Some(if answered { Diagnosis::Unreadable } else { Diagnosis::Unreachable });
                self.delta(Delta::Link);
            }
            Input::Tick => self.each_link(now, || connection::Input::Timeout),
            Input::Intent(intent) => self.on_intent(now, intent),
            Input::Ask(number, ask) => self.ask(number, ask),
            Input::Acted(action, table) => self.poll_after_action(now, action, table.as_ref()),
        }
        self.pending_due(now);
        self.tell_watched(now);
        self.start_polls(now);
        self.send_requests();
        self.tell_state(now);
        self.last = Some(now);
    }

    pub(crate) fn delta(&mut self, delta: Delta) {
        self.commands.push_back(Command::Delta(delta));
    }

    pub(crate) fn reject(&mut self, why: String, sample: String) {
        self.rejections.count = self.rejections.count.saturating_add(1);
        if self.rejections.samples.len() >= SAMPLES {
            self.rejections.samples.pop_front();
        }
        self.rejections.samples.push_back(Rejected { why, sample });
    }

    /// Whether the hub is heard now: intents may be sent.
    pub(crate) fn is_online(&self, now: Now) -> bool {
        matches!(self.state(now), State::Online { .. } | State::Stale { .. })
    }

    fn notice_sleep(&mut self, now: Now) {
        let Some(last) = self.last else { return };
        let wall = now.wall.0.saturating_sub(last.wall.0);
        let mono = i64::try_from(now.mono.saturating_sub(last.mono)).unwrap_or(i64::MAX);
        if wall.saturating_sub(mono) > SLEEP_JUMP {
            self.wake(now);
        }
    }

    /// The page is looked at again, or the machine woke.
    fn wake(&mut self, now: Now) {
        self.each_link(now, || connection::Input::Woke);
        self.nudge_polls(now);
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if poll.every_ms.is_some() && state.failing.reason.is_none() {
                state.ask_at(now.mono);
            }
        }
    }

    pub(crate) fn data_came(&mut self) {
        if !self.data_before {
            self.data_before = true;
            self.delta(Delta::FirstData);
        }
    }

    pub(crate) fn heard_something(&mut self, now: Now) {
        self.last_event = Some(now.wall);
        self.data_came();
    }

    fn tell_state(&mut self, now: Now) {
        let state = self.state(now);
        if state.word() == self.state_word {
            return;
        }
        self.state_word = state.word();
        self.delta(Delta::Link);
        for index in 0..self.tables.len() {
            if let Some((id, _)) = self.tables.get(index) {
                let id = id.clone();
                self.delta(Delta::Table(id));
            }
        }
        if let State::Waiting { reason: Reason::Unreachable, .. } = state
            && self.diagnosis.is_none()
            && let Some((source, _)) = self.primary(now)
        {
            self.commands.push_back(Command::Probe(source));
        }
    }

    /// A message came that the profile does not speak of.
    pub(crate) fn no_rule(&mut self, message: &str) {
        self.reject("no rule of the profile matches".to_owned(), message.chars().take(200).collect());
    }

    /// Apply a profile's reading of a message or an answer.
    pub(crate) fn take(&mut self, now: Now, outcome: Outcome, live: bool) {
        for rejected in outcome.rejected {
            self.reject(rejected.why, rejected.sample);
        }
        for change in outcome.changes {
            self.apply(now, change, live);
        }
    }

    pub(crate) fn notice(&mut self, notice: Notice) {
        self.delta(Delta::Notice(notice));
    }

    /// Marks read what the person marked; false where it is not known.
    pub(crate) fn mark(&mut self, id: &EventId) -> bool {
        let known = self.inbox.get(id).is_some_and(|entry| !entry.read());
        if known {
            self.inbox.mark_mine(id, model::Mine::Read);
        }
        known
    }
}

/// Which of two states is worse.
fn badness(state: &State) -> u8 {
    match state {
        State::Online { .. } => 0,
        State::Idle => 1,
        State::Stale { .. } => 2,
        State::Connecting { .. } => 3,
        State::Waiting { .. } => 4,
        State::Offline { .. } => 5,
        State::Stopped => 6,
        State::Refused { .. } => 7,
    }
}

#[cfg(test)]
mod tests;
