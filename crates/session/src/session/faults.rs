//! Which sources are not heard, since when and why: all of them, not only those that the hub's state depends on.

use connection::{Reason, State};
use model::{Millis, TableId};
use profile::SourceKind;

use crate::sources::Sources;
use crate::{Command, Delta, Diagnosis, Now, Session, SourceId};

/// A source that is not heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Which.
    pub source: SourceId,
    /// How it stands.
    pub state: State,
    /// Since when (wall clock).
    pub since: Millis,
    /// Why it cannot be reached, where that could be found out.
    pub diagnosis: Option<Diagnosis>,
    /// Why it was given up last: it holds while the next attempt is under way.
    pub reason: Option<Reason>,
    /// The browser was asked why.
    pub probed: bool,
}

impl Fault {
    /// Something answers there, with a status.
    fn answers(&self) -> bool {
        matches!(self.diagnosis, Some(Diagnosis::Answers(_)))
    }
}

impl Session {
    /// The sources that are not heard, in the profile's order. One that waits for a login is none of them.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Why the hub's state is not what it should be: the fault of the source that decides it.
    #[must_use]
    pub fn fault(&self, now: Now) -> Option<&Fault> {
        let (source, _) = self.worst(now)?;
        self.faults.iter().find(|fault| fault.source == source)
    }

    /// What keeps a table from being fetched: a fault of a source that lists it, or, where those wait for the hub or
    /// there are none, one of the hub itself.
    #[must_use]
    pub fn table_fault(&self, now: Now, table: &TableId) -> Option<&Fault> {
        let lists = |fault: &&Fault| {
            self.profile.polls.iter().any(|poll| poll.source == fault.source.0 && poll.fills(table))
        };
        self.faults.iter().find(lists).or_else(|| self.fault(now))
    }

    /// Take down which sources are heard now. Why one cannot be reached is found out once, for all at its base.
    pub(super) fn note_faults(&mut self, now: Now) {
        for place in 0..self.profile.sources.len() {
            let source = SourceId(place);
            let state = self.source_state(now, source);
            let known = self.faults.iter_mut().find(|fault| fault.source == source);
            match (state, known) {
                (Some(State::Online { .. } | State::Stale { .. }) | None, Some(_)) => {
                    self.faults.retain(|fault| fault.source != source);
                    self.delta(Delta::Connection);
                }
                (Some(state), Some(known)) => {
                    known.reason = reason(&state).or(known.reason.take());
                    // What answers instead of a socket may say something else at the next attempt.
                    let again = matches!(state, State::Connecting { .. }) && known.answers();
                    known.probed &= !(again && self.sources.is_socket(source));
                    known.state = state;
                }
                (Some(state), None) if is_fault(&state) => {
                    let (since, reason) = (now.wall, reason(&state));
                    let fault = Fault { source, state, since, diagnosis: None, reason, probed: false };
                    let place = self.faults.partition_point(|other| other.source.0 < source.0);
                    self.faults.insert(place, fault);
                    self.delta(Delta::Connection);
                }
                _ => {}
            }
        }
        self.probe_faults();
    }

    fn probe_faults(&mut self) {
        let unreachable = |fault: &&Fault| {
            !fault.probed && matches!(fault.state, State::Waiting { reason: Reason::Unreachable, .. })
        };
        let Some(source) = self.faults.iter().find(unreachable).map(|fault| fault.source) else { return };
        let (mut is_asked, mut known) = (false, None);
        for fault in of_base(&mut self.faults, &self.sources, source) {
            if fault.source == source || !fault.answers() {
                is_asked |= std::mem::replace(&mut fault.probed, true);
                known = known.or(fault.diagnosis);
            }
        }
        if is_asked {
            self.on_probed(source, known);
        } else {
            self.commands.push_back(Command::Probe(source));
        }
    }

    /// What to ask, below its base, to find out why a source cannot be reached: a socket's own endpoint, with the
    /// credentials that it takes, or what is asked of a source that is only asked.
    #[must_use]
    pub fn probe_path(&self, source: SourceId) -> String {
        let path = match self.profile.sources.get(source.0).map(|it| &it.kind) {
            Some(SourceKind::WebSocket(socket)) => socket.path.clone(),
            Some(SourceKind::EventStream(stream)) => stream.path.clone(),
            Some(SourceKind::SocketIo { path, .. }) => path.clone(),
            _ => {
                let list = self.profile.polls.iter().find(|poll| poll.source == source.0);
                list.and_then(|poll| poll.path(None).ok()).unwrap_or_else(|| "/".to_owned())
            }
        };
        let attached = self.auth.attached(source).unwrap_or_default();
        profile::with_query(&path, &attached.query)
    }

    /// It was found out why a source cannot be reached. A status is that of one endpoint: the others are asked too.
    pub(super) fn on_probed(&mut self, source: SourceId, diagnosis: Option<Diagnosis>) {
        let of_one = matches!(diagnosis, Some(Diagnosis::Answers(_)));
        for fault in of_base(&mut self.faults, &self.sources, source) {
            if fault.source == source || !of_one {
                fault.diagnosis = diagnosis.or(fault.diagnosis);
            } else {
                fault.probed = fault.diagnosis.is_some();
            }
        }
        self.delta(Delta::Connection);
    }

    /// What was found out counts no longer.
    pub(super) fn forget_diagnoses(&mut self) {
        for fault in &mut self.faults {
            fault.diagnosis = None;
            fault.probed = false;
        }
    }

    /// The state of a source; nothing for one without an address, or one that waits for a login.
    fn source_state(&self, now: Now, source: SourceId) -> Option<State> {
        if self.auth.needs_login(source) {
            return None;
        }
        self.sources.state(now.mono, source, || self.poller.health(now.mono, source))
    }
}

/// The faults of the sources at the base of one of them.
fn of_base<'a>(
    faults: &'a mut [Fault],
    sources: &'a Sources,
    source: SourceId,
) -> impl Iterator<Item = &'a mut Fault> {
    faults.iter_mut().filter(move |fault| sources.share_base(fault.source, source))
}

fn reason(state: &State) -> Option<Reason> {
    match state {
        State::Waiting { reason, .. } | State::Refused { reason } => Some(reason.clone()),
        _ => None,
    }
}

/// Whether a source in this state is not heard, though it could be: one that was never asked or is asked for the first
/// time is neither.
fn is_fault(state: &State) -> bool {
    match state {
        State::Waiting { .. } | State::Offline { .. } | State::Stopped | State::Refused { .. } => true,
        State::Connecting { attempt } => *attempt > 1,
        State::Idle | State::Online { .. } | State::Stale { .. } => false,
    }
}
