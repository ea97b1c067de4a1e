//! A login that ends is renewed: shortly before that, or when the hub no longer takes it. While that is under way, what
//! needs the login waits.
//!
//! Few hubs renew logins: what decides it comes from outside ([`Renewal`]), so that only the module that has it carries that code. How
//! the hub is asked is a run's ([`crate::RenewalRun`]).

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

use profile::Credentials;

use super::{Access, Authentication};
use crate::{HttpRequest, Mono, Now, RequestId, SourceId, Timer};

/// Under this name the moment at which it ends is kept with a login (milliseconds since the Unix epoch); no profile can
/// name it.
pub(crate) const UNTIL: &str = "@until";
/// It is renewed so long before it ends, or for a quarter of what is left (milliseconds).
const AHEAD: u64 = 60_000;
/// A renewal that has not come to an end after this failed (milliseconds).
const PATIENCE: u64 = 30_000;
/// After a renewal that failed the next begins (milliseconds).
const AGAIN_AFTER: u64 = 10_000;
/// What is refused so soon after a renewal is not refused for its age (milliseconds).
const FRESH: u64 = 5_000;
/// So many requests are kept, to be sent again where they are refused for the age of the login.
const KEPT: usize = 32;

/// Decides when a login is renewed.
pub trait Renewal {
    /// These credentials go along from now on, or none. `last`: the newest request that went out without them.
    fn given(&mut self, now: Now, credentials: Option<&Credentials>, last: RequestId);
    /// The hub does not take them: whether they are renewed.
    fn refused(&mut self, now: Now) -> bool;
    /// Whether a renewal is under way: until it ends, what needs the login waits.
    fn is_under_way(&self) -> bool;
    /// Act on the time.
    fn handle_timeout(&mut self, now: Now);
    /// When [`Renewal::handle_timeout`] must be called at the latest.
    fn poll_timeout(&self) -> Option<Mono>;
    /// A request goes out with the credentials.
    fn sent(&mut self, request: &HttpRequest);
    /// A request that was refused is to be sent again, since what it went out with is renewed.
    fn sends_again(&mut self, id: RequestId) -> Option<HttpRequest>;
}

/// How far a renewal is: what decides and the run that asks the hub share it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RenewalState {
    /// None is under way.
    #[default]
    Idle,
    /// One is under way.
    UnderWay,
    /// The last failed, and may succeed later.
    Failed,
    /// The hub would not.
    Refused,
}

/// Renews a login before it ends, and when it is refused; once at a time.
pub struct LoginRenewal {
    state: Rc<Cell<RenewalState>>,
    /// Asks for a [`crate::RenewalRun`], which begins later.
    begin: Box<dyn Fn()>,
    /// When the next begins; of one that is under way, when it has failed.
    due: Option<Mono>,
    /// There are credentials.
    knows: bool,
    /// When those of the same login came anew.
    renewed: Option<Mono>,
    /// The newest request that went out without what goes along now.
    last_before: RequestId,
    kept: VecDeque<HttpRequest>,
}

impl LoginRenewal {
    /// `begin` asks for a [`crate::RenewalRun`] with this state, which begins later.
    #[must_use]
    pub fn new(state: Rc<Cell<RenewalState>>, begin: impl Fn() + 'static) -> Self {
        let (begin, kept) = (Box::new(begin), VecDeque::new());
        let last_before = RequestId::default();
        Self { state, begin, due: None, knows: false, renewed: None, last_before, kept }
    }

    fn start(&mut self, now: Now) {
        self.state.set(RenewalState::UnderWay);
        self.due = Some(now.mono.saturating_add(PATIENCE));
        (self.begin)();
    }
}

impl Renewal for LoginRenewal {
    fn given(&mut self, now: Now, credentials: Option<&Credentials>, last: RequestId) {
        self.renewed = (self.knows && credentials.is_some()).then_some(now.mono);
        self.knows = credentials.is_some();
        if !self.knows {
            self.kept.clear();
        }
        self.last_before = last;
        self.state.set(RenewalState::Idle);
        let until = credentials.and_then(|given| given.get(UNTIL)?.as_i64());
        let left = until.map(|until| u64::try_from(until.saturating_sub(now.wall.0)).unwrap_or(0));
        self.due = left.map(|left| now.mono.saturating_add(left.saturating_sub(AHEAD.min(left / 4))));
    }

    fn refused(&mut self, now: Now) -> bool {
        match self.state.get() {
            RenewalState::UnderWay => {}
            RenewalState::Refused => return false,
            _ if self.renewed.is_some_and(|at| now.mono.since(at) < FRESH) => return false,
            _ => self.start(now),
        }
        true
    }

    fn is_under_way(&self) -> bool {
        self.state.get() == RenewalState::UnderWay
    }

    fn handle_timeout(&mut self, now: Now) {
        let is_due = self.due.is_some_and(|due| now.mono >= due);
        match self.state.get() {
            RenewalState::Idle if is_due => self.start(now),
            RenewalState::UnderWay if !is_due => {}
            RenewalState::UnderWay | RenewalState::Failed => {
                self.state.set(RenewalState::Idle);
                self.due = Some(now.mono.saturating_add(AGAIN_AFTER));
            }
            RenewalState::Idle | RenewalState::Refused => {}
        }
    }

    fn poll_timeout(&self) -> Option<Mono> {
        self.due
    }

    fn sent(&mut self, request: &HttpRequest) {
        if self.kept.len() >= KEPT {
            self.kept.pop_front();
        }
        if self.knows {
            self.kept.push_back(request.clone());
        }
    }

    fn sends_again(&mut self, id: RequestId) -> Option<HttpRequest> {
        let place = self.kept.iter().position(|request| request.id == id)?;
        let request = self.kept.remove(place)?;
        let outdated = self.is_under_way() || (self.renewed.is_some() && id <= self.last_before);
        outdated.then_some(request)
    }
}

impl Authentication {
    /// Whether requests of a source wait until the login is renewed.
    pub fn holds(&self, source: SourceId) -> bool {
        self.is_renewing() && self.requires_auth(source)
    }

    /// What is to be renewed.
    pub fn renewing(&self) -> Option<&Credentials> {
        match &self.access {
            Access::Given(credentials) if self.is_renewing() => Some(credentials),
            _ => None,
        }
    }

    /// What is due next.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        Some((Timer::Renewal, self.renewal.as_ref()?.poll_timeout()?))
    }

    /// A request that was answered so is to be sent again.
    pub fn sends_again(&mut self, id: RequestId, status: u16) -> Option<HttpRequest> {
        let request = self.renewal.as_mut()?.sends_again(id);
        request.filter(|_| self.refuses(status))
    }

    fn is_renewing(&self) -> bool {
        self.renewal.as_ref().is_some_and(|renewal| renewal.is_under_way())
    }

    pub(super) fn tell_renewal(&mut self, now: Now, last: RequestId) {
        let given = match &self.access {
            Access::Given(credentials) => Some(credentials),
            _ => None,
        };
        if let Some(renewal) = &mut self.renewal {
            renewal.given(now, given, last);
        }
    }

    /// The hub refuses the credentials: whether that is for their age, as far as one may still hope. Until what decides
    /// that is there, one may.
    pub(super) fn renews_instead(&mut self, now: Now) -> bool {
        match &mut self.renewal {
            Some(renewal) => renewal.refused(now),
            None => self.profile.auth.as_ref().is_some_and(|auth| auth.renews),
        }
    }
}
