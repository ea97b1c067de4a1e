//! Who the user is to the hub: sources that require it are silent until the hub accepts the user's credentials.

use std::collections::VecDeque;
use std::rc::Rc;

use connection::{Reason, State};
use profile::{Attached, Credentials, Profile};

use crate::{Now, RequestId, SourceId};

mod renewal;

pub(crate) use renewal::UNTIL;
pub use renewal::{LoginRenewal, Renewal, RenewalState};

/// Who the user is to the hub.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// The hub does not ask.
    NotRequired,
    /// The hub asks, and has no credentials.
    NeedsLogin,
    /// These credentials go along with what is sent.
    Given(Credentials),
    /// The hub did not accept the credentials; its own words, where it has some.
    Refused(String),
}

/// Why a table is never fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// The configuration gives its source no address.
    NoAddress,
    /// Its source requires a login.
    NeedsLogin,
}

/// What happened to the login.
pub(crate) enum Input<'a> {
    /// The user logged in. Kept in this tab, or longer.
    LogIn {
        /// What is sent along from now on.
        credentials: Credentials,
        /// Beyond this tab.
        longer: bool,
        /// The newest request that went out without them.
        last: RequestId,
    },
    /// The user logged out.
    LogOut,
    /// In another page the user logged in, or out. What is stored is as it should be.
    Elsewhere {
        /// What is stored now.
        credentials: Option<Credentials>,
        /// The newest request that went out without them.
        last: RequestId,
    },
    /// A source answered a request with a status.
    Answered {
        /// The request; nothing for one of the connection of the moment, which has the credentials of the moment.
        request: Option<RequestId>,
        /// The source.
        source: SourceId,
        /// HTTP status.
        status: u16,
        /// The answer: a refusal's words are in it.
        body: &'a str,
        /// The newest request that went out until now.
        last: RequestId,
    },
    /// The hub refused, on a socket, or would not renew the login.
    Refused(String),
    /// What renews the login, from now on.
    Renewal(Box<dyn Renewal>, RequestId),
}

/// What follows.
#[derive(Debug, PartialEq)]
pub(crate) enum Output {
    /// Keep the credentials, in this tab or longer; or forget them.
    Store(Option<(Credentials, bool)>),
    /// A source refused the credentials once, with these words: it is asked once more before that counts.
    Doubted(SourceId, String),
    /// What a source is sent along changed: it may speak now, or must be silent; or it is new, and whose it is stays.
    Changed(SourceId, bool),
    /// What only the user could see is forgotten.
    Forget,
}

/// Who the user is to the hub.
pub(crate) struct Authentication {
    profile: Rc<Profile>,
    access: Access,
    /// The newest request that went out without the credentials of the moment.
    last_before: RequestId,
    /// The credentials were refused once: the newest request that had gone out by then.
    doubted: Option<RequestId>,
    /// It comes later, where the hub renews logins.
    pub renewal: Option<Box<dyn Renewal>>,
    outputs: VecDeque<Output>,
}

impl Authentication {
    /// `asks`: a source that has an address requires a login; `stored`: the credentials of an earlier page.
    pub fn new(profile: Rc<Profile>, asks: impl Fn(SourceId) -> bool, stored: Option<Credentials>) -> Self {
        let mut this = Self {
            profile,
            access: Access::NotRequired,
            last_before: RequestId::default(),
            doubted: None,
            renewal: None,
            outputs: VecDeque::new(),
        };
        if this.guarded().any(asks) {
            this.access = stored.map_or(Access::NeedsLogin, Access::Given);
        }
        this
    }

    /// Take one input; drain [`Authentication::poll_output`] afterwards.
    pub fn handle(&mut self, now: Now, input: Input<'_>) {
        match input {
            Input::LogIn { credentials, longer, last } => {
                self.outputs.push_back(Output::Store(Some((credentials.clone(), longer))));
                self.give(now, credentials, last);
            }
            Input::LogOut => {
                if matches!(self.access, Access::Given(_) | Access::Refused(_)) {
                    self.lock(now, Access::NeedsLogin);
                }
                self.outputs.push_back(Output::Forget);
            }
            Input::Elsewhere { credentials, last } => self.follow(now, credentials, last),
            Input::Answered { request, source, status, body, last } => {
                // What was asked before the login says nothing about it.
                let current = request.is_none_or(|request| request > self.last_before);
                if current && self.requires_auth(source) && matches!(self.access, Access::Given(_)) {
                    self.answered(now, (request, last), source, (status, body));
                }
            }
            Input::Refused(words) => self.refuse(now, words),
            Input::Renewal(renewal, last) => {
                self.renewal = Some(renewal);
                self.tell_renewal(now, last);
            }
        }
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// Who the user is to the hub.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// Whether a source requires a login.
    pub fn requires_auth(&self, source: SourceId) -> bool {
        self.profile.auth.as_ref().is_some_and(|auth| auth.requires_auth(source.0))
    }

    /// Whether a source is silent because it lacks its credentials.
    pub fn needs_login(&self, source: SourceId) -> bool {
        self.requires_auth(source) && self.attached(source).is_none()
    }

    /// What goes along with all that is sent to a source.
    pub fn attached(&self, source: SourceId) -> Option<Attached> {
        match (&self.profile.auth, &self.access) {
            (Some(auth), Access::Given(credentials)) => auth.attached(source.0, credentials),
            _ => None,
        }
    }

    /// The state of a source that needs a login: it counts only once the hub has refused one.
    pub fn locked_state(&self) -> Option<State> {
        match &self.access {
            Access::Refused(words) => Some(State::Refused { reason: Reason::Refused(words.clone()) }),
            _ => None,
        }
    }

    /// One refusal alone may be a server's in between that restarts: only the second in a row counts.
    fn answered(
        &mut self,
        now: Now,
        (request, last): (Option<RequestId>, RequestId),
        source: SourceId,
        (status, body): (u16, &str),
    ) {
        let since = |doubted| request.is_none_or(|request| request > doubted);
        let refuses = self.refuses(status);
        if refuses && self.renews_instead(now) {
            return;
        }
        match self.doubted {
            None if refuses => {
                self.doubted = Some(last);
                let words = self.profile.refusal(body);
                self.outputs.push_back(Output::Doubted(source, words));
            }
            Some(doubted) if refuses && since(doubted) => {
                self.refuse(now, self.profile.refusal(body));
            }
            Some(doubted) if status < 400 && since(doubted) => self.doubted = None,
            _ => {}
        }
    }

    fn refuses(&self, status: u16) -> bool {
        self.profile.auth.as_ref().is_some_and(|auth| auth.refuses(status))
    }

    fn guarded(&self) -> impl Iterator<Item = SourceId> {
        (0..self.profile.sources.len()).map(SourceId).filter(|source| self.requires_auth(*source))
    }

    /// Be who the user is in another page.
    fn follow(&mut self, now: Now, credentials: Option<Credentials>, last: RequestId) {
        match (credentials, &self.access) {
            (_, Access::NotRequired) | (None, Access::NeedsLogin | Access::Refused(_)) => {}
            (Some(other), Access::Given(own)) if other == *own => {}
            (Some(credentials), _) => self.give(now, credentials, last),
            (None, Access::Given(_)) => {
                self.change(now, Access::NeedsLogin);
                self.outputs.push_back(Output::Forget);
            }
        }
    }

    /// These credentials go along from now on: of another login, or of the same one, renewed.
    fn give(&mut self, now: Now, credentials: Credentials, last: RequestId) {
        self.last_before = last;
        self.change(now, Access::Given(credentials));
    }

    fn refuse(&mut self, now: Now, words: String) {
        if matches!(self.access, Access::Given(_)) && !self.renews_instead(now) {
            self.lock(now, Access::Refused(words));
        }
    }

    fn lock(&mut self, now: Now, access: Access) {
        self.outputs.push_back(Output::Store(None));
        self.change(now, access);
    }

    fn change(&mut self, now: Now, access: Access) {
        let is_given = |access: &Access| matches!(access, Access::Given(_));
        let same_user = self.renewal.is_some() && is_given(&self.access) && is_given(&access);
        self.access = access;
        self.doubted = None;
        self.tell_renewal(now, self.last_before);
        let changed: Vec<_> = self.guarded().map(|source| Output::Changed(source, same_user)).collect();
        self.outputs.extend(changed);
    }
}

#[cfg(test)]
mod tests;
