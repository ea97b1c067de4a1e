//! The session of one hub: it keeps the model and the order, and routes between the machines.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use model::{EventId, Inbox, Rejected, Table, TableId, Zones};
use profile::{Credentials, Profile};
use serde_json::{Map, Value};

use crate::alerts;
use crate::alerts::attached::AttachedAlerts;
use crate::auth::Authentication;
use crate::calls::{self, Calls};
use crate::outbox::{self, Outbox};
use crate::poller::{self, Poller};
use crate::recovery::RecoveryTracker;
use crate::requests::{Lane, RequestQueue};
use crate::runs::{self, Runs};
use crate::sources::{self, Sources, SourcesConfig};
use crate::zone::ZoneMeter;
use crate::{Command, Delta, Diagnosis, Input, Mono, Notice, Now, PollId, SourceId, Timer, Transport};

mod answers;
mod call;
mod changes;
mod connections;
mod elsewhere;
mod faults;
mod fresh;
mod intents;
mod login;
mod pages;
mod read;
mod run;
mod status;
mod tables;

pub use faults::Fault;
pub use fresh::Fresh;
use pages::GatheredPages;
use status::Announced;

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
    /// What was marked read before a reload and the hub did not acknowledge.
    pub unacknowledged: Vec<EventId>,
    /// Sources that the configuration gives no address for.
    pub missing: Vec<SourceId>,
    /// The credentials that were stored before.
    pub credentials: Option<Credentials>,
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
    /// How many values stand for something that is no JSON, such as `NaN`; the samples hold the first message with one.
    pub repaired: usize,
}

impl Rejections {
    fn sample(&mut self, why: String, sample: String) {
        if self.samples.len() >= SAMPLES {
            self.samples.pop_front();
        }
        self.samples.push_back(Rejected { why, sample });
    }
}

/// One hub.
pub struct Session {
    profile: Rc<Profile>,
    zones: Box<dyn Zones>,
    sources: Sources,
    poller: Poller,
    /// Of lists that come in pages, those that have come.
    gathered: Vec<GatheredPages>,
    requests: RequestQueue,
    calls: Calls,
    outbox: Outbox,
    alerts: AttachedAlerts,
    recovery: RecoveryTracker,
    auth: Authentication,
    runs: Runs,
    zone: ZoneMeter,
    inbox: Inbox,
    fresh: Fresh,
    tables: Vec<(TableId, Table)>,
    /// Ids that the hub still has, as far as it said, and when it did so last: "mark all" asks only for those.
    listed: HashMap<EventId, Mono>,
    facts: Map<String, Value>,
    rejections: Rejections,
    announced: Announced,
    faults: Vec<Fault>,
    commands: VecDeque<Command>,
    last: Option<Now>,
    listener: Option<Listener>,
}

/// Where a message that is listened to comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard<'a> {
    /// An event of this name; that of Socket.IO is the array of its arguments.
    Event(&'a str),
    /// A frame, or a message of an event stream that has no name.
    Frame,
    /// An answer to this list.
    Answer(PollId),
}

/// Hears every message as it came, before it means anything.
pub type Listener = Box<dyn FnMut(SourceId, Heard<'_>, &Value)>;

impl Session {
    /// A session that stands still until [`Input::Start`].
    #[must_use]
    pub fn new(config: Config, zones: Box<dyn Zones>) -> Self {
        let Config { profile, time_zone, remembered, unacknowledged, missing, credentials, seed } = config;
        let profile = Rc::new(profile);
        let auth = Authentication::new(Rc::clone(&profile), |source| !missing.contains(&source), credentials);
        let setup = SourcesConfig { profile: &profile, missing: &missing, remembered, seed };
        let sources = Sources::new(&setup, |source| (auth.needs_login(source), auth.attached(source)));
        let enabled = |source| !sources.is_off(source) && !auth.needs_login(source);
        let poller = Poller::new(Rc::clone(&profile), enabled, seed.rotate_left(17));
        let tables =
            profile.tables.iter().map(|spec| (spec.id.clone(), Table::new(spec.options()))).collect();
        Self {
            zones,
            sources,
            poller,
            gathered: Vec::new(),
            requests: RequestQueue::new(lanes(&profile)),
            calls: Calls::default(),
            outbox: Outbox::new(Rc::clone(&profile), unacknowledged),
            alerts: AttachedAlerts::default(),
            recovery: RecoveryTracker::default(),
            auth,
            runs: Runs::default(),
            zone: ZoneMeter::new(time_zone),
            inbox: Inbox::new(),
            fresh: Fresh::default(),
            tables,
            listed: HashMap::new(),
            facts: Map::new(),
            rejections: Rejections::default(),
            announced: Announced::default(),
            faults: Vec::new(),
            commands: VecDeque::new(),
            last: None,
            listener: None,
            profile,
        }
    }

    /// Let somebody listen to every message, or nobody any more.
    pub fn listen(&mut self, listener: Option<Listener>) {
        self.listener = listener;
    }

    fn heard(&mut self, source: SourceId, heard: Heard<'_>, message: &Value) {
        if let Some(listener) = &mut self.listener {
            listener(source, heard, message);
        }
    }

    /// Take one input; drain [`Session::poll_output`] afterwards.
    pub fn handle(&mut self, now: Now, input: Input<'_>) {
        self.notice_sleep(now);
        match input {
            Input::Start => {
                self.feed_sources(now, sources::Input::Start);
                let pushed = self.sources.has_connection();
                self.poller.handle(now, poller::Input::Start { pushed });
            }
            Input::Network { online } => {
                if online {
                    self.poller.handle(now, poller::Input::NetworkBack);
                }
                self.feed_sources(now, sources::Input::Network { online });
            }
            Input::Visible(visible) => {
                self.poller.handle(now, poller::Input::Visible(visible));
                if visible {
                    self.wake(now);
                }
            }
            Input::Leaving => self.leave(now),
            Input::Wire(source, incoming) => self.on_wire(now, source, incoming),
            Input::Http { id, outcome } => self.on_http(now, id, &outcome),
            Input::Probed { source, diagnosis } => {
                self.on_probed(source, Some(diagnosis));
                if let Diagnosis::Answers(status) = diagnosis {
                    self.answered(now, None, source, Some((status, "")));
                }
            }
            Input::Access(credentials) => {
                let last = self.requests.last();
                self.feed_auth(now, crate::auth::Input::Elsewhere { credentials, last });
            }
            Input::Renewal(renewal) => {
                let last = self.requests.last();
                self.feed_auth(now, crate::auth::Input::Renewal(renewal, last));
            }
            Input::Alerts(alerts) => self.alerts.attach(now, alerts, &self.tables),
            Input::Timeout => {
                self.feed_calls(now, calls::Input::Timeout);
                self.feed_sources(now, sources::Input::Timeout);
            }
            Input::Retry => self.retry(now),
            Input::Deferred(deferred) => deferred(self, now),
            Input::StartRun(run, machine) => self.feed_runs(now, runs::Input::Start(run, machine)),
            Input::LookUpRun(run) => self.feed_runs(now, runs::Input::LookUp(run)),
            Input::ForgetRun(run) => self.feed_runs(now, runs::Input::Forget(run)),
        }
        self.advance(now);
        self.last = Some(now);
    }

    /// Let each machine act on the input, in order.
    fn advance(&mut self, now: Now) {
        if let Some(renewal) = &mut self.auth.renewal {
            renewal.handle_timeout(now);
        }
        self.send_due_intents(now);
        self.alerts.handle(now, alerts::Input::Timeout, &self.profile);
        while let Some(notification) = self.alerts.poll_output() {
            self.notify(now, notification, true);
        }
        self.lapse(now);
        self.poller.handle(now, poller::Input::Timeout);
        self.route_poller(now);
        self.send_requests(now);
        self.announce_state(now);
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Command> {
        self.commands.pop_front()
    }

    /// When [`Session::handle`] must be called with [`Input::Timeout`] at the latest, and what is due then.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let timers = [
            self.sources.poll_timeout(),
            self.poller.poll_timeout(),
            self.outbox.poll_timeout(),
            self.requests.poll_timeout(),
            self.calls.poll_timeout(),
            self.alerts.poll_timeout(),
            self.auth.poll_timeout(),
            self.next_lapse(),
        ];
        timers.into_iter().flatten().min_by_key(|(_, at)| *at)
    }

    fn delta(&mut self, delta: Delta) {
        self.commands.push_back(Command::Delta(delta));
    }

    fn notice(&mut self, notice: Notice) {
        self.delta(Delta::Notice(notice));
    }

    fn reject(&mut self, why: String, sample: String) {
        self.rejections.count = self.rejections.count.saturating_add(1);
        self.rejections.sample(why, sample);
    }

    /// Values of a message or an answer had to be replaced. A list of such rows comes again and again: one sample is enough.
    fn repaired(&mut self, count: usize, text: &str) {
        if count > 0 && self.rejections.repaired == 0 {
            let why = "NaN, an infinity or half a character, which JSON does not have".to_owned();
            self.rejections.sample(why, text.chars().take(200).collect());
        }
        self.rejections.repaired = self.rejections.repaired.saturating_add(count);
    }

    fn notice_sleep(&mut self, now: Now) {
        let Some(last) = self.last else { return };
        let wall = now.wall.0.saturating_sub(last.wall.0);
        let mono = i64::try_from(now.mono.since(last.mono)).unwrap_or(i64::MAX);
        if wall.saturating_sub(mono) > SLEEP_JUMP {
            self.wake(now);
        }
    }

    /// The page is looked at again, or the machine woke.
    fn wake(&mut self, now: Now) {
        self.feed_sources(now, sources::Input::Woke);
        self.poller.handle(now, poller::Input::Woke);
    }

    /// The page goes: what waits for its undo time is sent now, and what waits for its turn does not wait.
    fn leave(&mut self, now: Now) {
        let reach = self.reach(now);
        self.feed_outbox(now, outbox::Input::Leaving(reach));
        for mut request in self.requests.take_intents() {
            request.keepalive = true;
            self.send(request);
        }
    }
}

/// Sources of one base share places for their requests.
fn lanes(profile: &Profile) -> Vec<Lane> {
    let base = |source: &profile::Source| profile.sources.iter().position(|other| other.base == source.base);
    let lane = |source: &profile::Source| Lane { base: base(source).unwrap_or(0), primary: source.primary };
    profile.sources.iter().map(lane).collect()
}

#[cfg(test)]
mod tests;
