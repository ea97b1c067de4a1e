//! Requests under way and waiting: at most two in flight per hub. A connection's own, such as long polls, do not count.

use std::collections::VecDeque;

use connection::wire::SocketId;

use crate::outbox::SentIntent;
use crate::{HttpRequest, PollId, RequestId, RunId, SourceId};

/// Requests in flight per hub (docs/decisions/0019-two-requests.md).
const IN_FLIGHT: usize = 2;

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

/// A request that waits for its answer.
#[derive(Debug)]
struct InFlight {
    id: RequestId,
    source: SourceId,
    purpose: Purpose,
}

/// The requests that wait for their turn, and those that wait for their answer.
#[derive(Debug, Default)]
pub(crate) struct RequestQueue {
    last: RequestId,
    in_flight: Vec<InFlight>,
    waiting: VecDeque<(HttpRequest, Purpose)>,
}

impl Purpose {
    fn is_of_user(&self) -> bool {
        matches!(self, Self::Intent(_) | Self::Run(_))
    }
}

impl RequestQueue {
    fn next_id(&mut self) -> RequestId {
        self.last = RequestId(self.last.0.wrapping_add(1));
        self.last
    }

    /// The newest request.
    pub fn last(&self) -> RequestId {
        self.last
    }

    /// Queue a request; `request.id` is filled in. What the user wants goes before any poll.
    pub fn push(&mut self, mut request: HttpRequest, purpose: Purpose) {
        request.id = self.next_id();
        let first_poll = self.waiting.iter().position(|(_, other)| !other.is_of_user());
        let place = first_poll.filter(|_| purpose.is_of_user()).unwrap_or(self.waiting.len());
        self.waiting.insert(place, (request, purpose));
    }

    /// The next request that may go out.
    pub fn pop(&mut self) -> Option<HttpRequest> {
        if self.in_flight.len() >= IN_FLIGHT {
            return None;
        }
        let (request, purpose) = self.waiting.pop_front()?;
        self.in_flight.push(InFlight { id: request.id, source: request.source, purpose });
        Some(request)
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
        self.waiting.retain(|(_, purpose)| *purpose != wanted);
        let place = self.in_flight.iter().position(|it| it.purpose == wanted)?;
        Some(self.in_flight.swap_remove(place).id)
    }

    /// Take every waiting intent out: the page goes, they are sent without waiting for their turn.
    pub fn take_intents(&mut self) -> Vec<HttpRequest> {
        let is_intent = |(_, purpose): &(HttpRequest, Purpose)| matches!(purpose, Purpose::Intent(_));
        let (intents, others): (VecDeque<_>, VecDeque<_>) =
            std::mem::take(&mut self.waiting).into_iter().partition(is_intent);
        self.waiting = others;
        intents.into_iter().map(|(request, _)| request).collect()
    }
}

#[cfg(test)]
mod tests;
