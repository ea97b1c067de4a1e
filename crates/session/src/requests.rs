//! Requests under way and waiting: at most two in flight for each server of a hub. Files and a connection's own
//! requests, such as long polls, do not count.

use connection::wire::SocketId;

use crate::outbox::SentIntent;
use crate::{HttpRequest, Mono, PollId, RequestBody, RequestId, RunId, SourceId, Timer};

/// Requests in flight for each base (docs/decisions/0019-two-requests.md).
const IN_FLIGHT: usize = 2;
/// A poll that waited for so long gets a place of its own (milliseconds).
const POLL_PATIENCE: u64 = 5_000;

/// What a request is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Purpose {
    /// A poll.
    Poll(PollId),
    /// The aware half of the zone measurement.
    Measure,
    /// Whether a silent hub sends heartbeats at all.
    Liveness(SourceId, SocketId),
    /// What a run asked last.
    Run(RunId),
    /// An intent of the user.
    Intent(SentIntent),
}

/// Where a source is, as far as its requests share places with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lane {
    /// A number that sources of the same base share.
    pub base: usize,
    /// The hub's state depends on the source: one of its requests always has a place.
    pub primary: bool,
}

/// A request that waits for its turn.
#[derive(Debug)]
struct Waiting {
    request: HttpRequest,
    purpose: Purpose,
    lane: Lane,
    since: Mono,
}

/// A request that waits for its answer.
#[derive(Debug)]
struct InFlight {
    id: RequestId,
    source: SourceId,
    purpose: Purpose,
    /// Nothing for what takes no place.
    lane: Option<Lane>,
}

/// The requests that wait for their turn, and those that wait for their answer.
#[derive(Debug, Default)]
pub(crate) struct RequestQueue {
    last: RequestId,
    lanes: Vec<Lane>,
    in_flight: Vec<InFlight>,
    waiting: Vec<Waiting>,
    /// The last time at which one could go out.
    now: Mono,
}

impl Purpose {
    fn is_of_user(&self) -> bool {
        matches!(self, Self::Intent(_) | Self::Run(_))
    }
}

impl Waiting {
    /// It waited for longer than others may make it wait.
    fn is_overdue(&self, now: Mono) -> bool {
        !self.purpose.is_of_user() && now.since(self.since) >= POLL_PATIENCE
    }

    /// A file may take minutes: it keeps nothing else from going.
    fn is_transfer(&self) -> bool {
        self.request.file.is_some() || matches!(self.request.body, RequestBody::Multipart(_))
    }
}

impl RequestQueue {
    /// An empty queue for sources in these lanes.
    pub fn new(lanes: Vec<Lane>) -> Self {
        Self { lanes, ..Self::default() }
    }

    fn next_id(&mut self) -> RequestId {
        self.last = RequestId(self.last.0.wrapping_add(1));
        self.last
    }

    /// The newest request.
    pub fn last(&self) -> RequestId {
        self.last
    }

    /// Queue a request; `request.id` is filled in. What the user wants goes before any poll.
    pub fn push(&mut self, now: Mono, mut request: HttpRequest, purpose: Purpose) {
        request.id = self.next_id();
        let lane = self.lanes.get(request.source.0).copied();
        let lane = lane.unwrap_or(Lane { base: usize::MAX, primary: false });
        let first_poll = self.waiting.iter().position(|other| !other.purpose.is_of_user());
        let place = first_poll.filter(|_| purpose.is_of_user()).unwrap_or(self.waiting.len());
        self.waiting.insert(place, Waiting { request, purpose, lane, since: now });
    }

    /// A request goes out past the queue; `request.id` is filled in.
    pub fn pass(&mut self, mut request: HttpRequest, purpose: Purpose) -> HttpRequest {
        request.id = self.next_id();
        self.in_flight.push(InFlight { id: request.id, source: request.source, purpose, lane: None });
        request
    }

    /// The next request that may go out. `held`: sources whose requests wait for something else.
    pub fn pop(&mut self, now: Mono, held: &dyn Fn(SourceId) -> bool) -> Option<HttpRequest> {
        self.now = now;
        let may_go = |it: &Waiting| self.has_place(it) && !held(it.request.source);
        let overdue = self.waiting.iter().position(|it| it.is_overdue(now) && may_go(it));
        let place = overdue.or_else(|| self.waiting.iter().position(may_go))?;
        let next = self.waiting.remove(place);
        let lane = Some(next.lane).filter(|_| !next.is_transfer());
        let Waiting { request, purpose, .. } = next;
        self.in_flight.push(InFlight { id: request.id, source: request.source, purpose, lane });
        Some(request)
    }

    /// When a poll has waited long enough for a place of its own.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let waiting = self.waiting.iter().filter(|it| !it.purpose.is_of_user());
        let due =
            waiting.map(|it| it.since.saturating_add(POLL_PATIENCE)).filter(|due| *due > self.now).min();
        due.map(|due| (Timer::Queue, due))
    }

    fn has_place(&self, next: &Waiting) -> bool {
        let lane = next.lane;
        let there = || self.in_flight.iter().filter_map(|it| it.lane).filter(|it| it.base == lane.base);
        let places = IN_FLIGHT.saturating_add(usize::from(next.is_overdue(self.now)));
        next.is_transfer() || there().count() < places || (lane.primary && !there().any(|it| it.primary))
    }

    /// A request ended: whom it went to and what it was for, unless it was forgotten.
    pub fn ended(&mut self, id: RequestId) -> Option<(SourceId, Purpose)> {
        let place = self.in_flight.iter().position(|it| it.id == id)?;
        let InFlight { source, purpose, .. } = self.in_flight.swap_remove(place);
        Some((source, purpose))
    }

    /// Take a run's request back. One that is in flight is to be aborted.
    pub fn withdraw(&mut self, run: RunId) -> Option<RequestId> {
        let wanted = Purpose::Run(run);
        self.waiting.retain(|it| it.purpose != wanted);
        let place = self.in_flight.iter().position(|it| it.purpose == wanted)?;
        Some(self.in_flight.swap_remove(place).id)
    }

    /// Take back the polls of a source that still wait: they were meant for another user, or for none.
    pub fn withdraw_polls(&mut self, source: SourceId) -> Vec<PollId> {
        let mut polls = Vec::new();
        self.waiting.retain(|it| match it.purpose {
            Purpose::Poll(poll) if it.request.source == source => {
                polls.push(poll);
                false
            }
            _ => true,
        });
        polls
    }

    /// Take every waiting intent out: the page goes, they are sent without waiting for their turn.
    pub fn take_intents(&mut self) -> Vec<HttpRequest> {
        let is_intent = |it: &Waiting| matches!(it.purpose, Purpose::Intent(_));
        let (intents, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.waiting).into_iter().partition(is_intent);
        self.waiting = others;
        intents.into_iter().map(|it| it.request).collect()
    }
}

#[cfg(test)]
mod tests;
