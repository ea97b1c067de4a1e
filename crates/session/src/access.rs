//! Whether a hub knows the person: sources that want to know are silent until it does.

use connection::{Mono, Reason, State};
use model::Table;
use profile::{Attached, Credentials};

use crate::hub::link_config;
use crate::watches::Watcher;
use crate::{Command, Delta, HttpOutcome, HttpRequest, Now, Session, SourceId};

/// Whether a hub knows the person.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// It does not ask.
    Open,
    /// It asks, and was told nothing.
    Wanted,
    /// It was told this.
    Given(Credentials),
    /// It did not accept what it was told; its own words, where it has some.
    Refused(String),
}

/// Why a table is never fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// The configuration gives its source no address.
    NoAddress,
    /// Its source wants to know the person.
    NotKnown,
}

impl Access {
    /// `asks`: a source that has an address does; `kept`: what was given before.
    pub(crate) fn new(asks: bool, kept: Option<Credentials>) -> Self {
        match (asks, kept) {
            (false, _) => Self::Open,
            (true, None) => Self::Wanted,
            (true, Some(kept)) => Self::Given(kept),
        }
    }
}

impl Session {
    /// Whether the hub knows the person.
    #[must_use]
    pub fn access(&self) -> &Access {
        &self.access
    }

    fn guards(&self, source: usize) -> bool {
        self.profile.auth.as_ref().is_some_and(|auth| auth.guards(source))
    }

    /// Whether a source is silent because it does not know the person.
    pub(crate) fn shut_out(&self, source: usize) -> bool {
        self.guards(source) && self.attached(source).is_none()
    }

    /// Why a table is never fetched, where that is so.
    #[must_use]
    pub fn withheld(&self, table: &model::TableId) -> Option<Withheld> {
        let mut polls = self.profile.polls.iter().filter(|poll| poll.fills(table));
        let why = |poll: &profile::Poll| match self.missing.contains(&SourceId(poll.source)) {
            true => Some(Withheld::NoAddress),
            false => self.shut_out(poll.source).then_some(Withheld::NotKnown),
        };
        let first = why(polls.next()?)?;
        polls.all(|poll| why(poll).is_some()).then_some(first)
    }

    /// Whether the hub speaks by itself, as far as it may now; else it is only asked.
    pub(crate) fn linked(&self) -> bool {
        self.links.iter().any(|(source, _)| !self.shut_out(source.0))
    }

    /// What goes along with all that a source is told.
    pub(crate) fn attached(&self, source: usize) -> Option<Attached> {
        match (&self.profile.auth, &self.access) {
            (Some(auth), Access::Given(credentials)) => auth.attached(source, credentials),
            _ => None,
        }
    }

    /// The state of a source that does not know the person: it counts only once it has refused.
    pub(crate) fn shut_state(&self) -> Option<State> {
        match &self.access {
            Access::Refused(words) => Some(State::Refused { reason: Reason::Refused(words.clone()) }),
            _ => None,
        }
    }

    /// A request goes out, with what its source wants to know of the person.
    pub(crate) fn send(&mut self, mut request: HttpRequest) {
        if let Some(attached) = self.attached(request.source.0) {
            request.path_and_query = profile::with_query(&request.path_and_query, &attached.query);
            request.headers.extend(attached.headers);
        }
        self.commands.push_back(Command::Http(request));
    }

    pub(crate) fn sign_in(&mut self, now: Now, credentials: Credentials, longer: bool) {
        self.commands.push_back(Command::KeepAccess(Some((credentials.clone(), longer))));
        self.access = Access::Given(credentials);
        self.told_before = self.requests.last();
        self.each_guarded_poll(false);
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if self.profile.auth.as_ref().is_some_and(|auth| auth.guards(poll.source)) {
                state.ask_at(now.mono);
            }
        }
        for index in 0..self.links.len() {
            let Some(source) = self.links.get(index).map(|(source, _)| *source) else { continue };
            if !self.guards(source.0) {
                continue;
            }
            let attached = self.attached(source.0);
            let config = self.profile.sources.get(source.0).and_then(|it| link_config(it, None, attached));
            if let (Some((_, link)), Some(config)) = (self.links.get_mut(index), config) {
                link.configure(config);
                if !self.stopped {
                    link.handle(Mono(now.mono), connection::Input::Retry);
                }
            }
            self.drain(now, index);
        }
        self.delta(Delta::Link);
    }

    /// Nothing is known of the person any more, nor of what only they could see.
    pub(crate) fn sign_out(&mut self, now: Now) {
        if matches!(self.access, Access::Given(_) | Access::Refused(_)) {
            self.lock(now, Access::Wanted);
        }
        for index in 0..self.tables.len() {
            let Some((id, _)) = self.tables.get(index) else { continue };
            let fills = |poll: &&profile::Poll| poll.fills(id);
            let guarded = self.profile.polls.iter().filter(fills).any(|poll| self.guards(poll.source));
            let spec = self.profile.table(id.as_str()).filter(|_| guarded).map(profile::TableSpec::model);
            if let (Some(spec), Some((id, table))) = (spec, self.tables.get_mut(index)) {
                *table = Table::new(spec);
                for (watch, watcher) in self.profile.watches.iter().zip(&mut self.watchers) {
                    if watch.table == *id {
                        *watcher = Watcher::default();
                    }
                }
                let id = id.clone();
                self.delta(Delta::Table(id));
            }
        }
    }

    /// The hub does not accept what it was told.
    pub(crate) fn refuse(&mut self, now: Now, words: String) {
        if matches!(self.access, Access::Given(_)) {
            self.lock(now, Access::Refused(words));
        }
    }

    fn lock(&mut self, now: Now, access: Access) {
        self.access = access;
        self.commands.push_back(Command::KeepAccess(None));
        self.each_guarded_poll(true);
        for index in 0..self.links.len() {
            let guarded = self.links.get(index).is_some_and(|(source, _)| self.guards(source.0));
            if let Some((_, link)) = self.links.get_mut(index).filter(|_| guarded) {
                link.handle(Mono(now.mono), connection::Input::Stop);
                self.drain(now, index);
            }
        }
        self.delta(Delta::Link);
    }

    fn each_guarded_poll(&mut self, off: bool) {
        for (poll, state) in self.profile.polls.iter().zip(&mut self.polls) {
            if self.profile.auth.as_ref().is_some_and(|auth| auth.guards(poll.source)) {
                state.set_off(off || self.missing.contains(&SourceId(poll.source)));
            }
        }
    }

    /// An answer may say that the hub does not know the person. What was asked before they told it does not count.
    pub(crate) fn judge_access(&mut self, now: Now, id: u64, source: usize, outcome: &HttpOutcome<'_>) {
        let HttpOutcome::Done { status, body } = outcome else { return };
        let refuses = self.profile.auth.as_ref().is_some_and(|auth| auth.refuses(*status));
        if refuses && id > self.told_before && self.guards(source) {
            self.refuse(now, self.profile.refusal(body));
        }
    }
}
