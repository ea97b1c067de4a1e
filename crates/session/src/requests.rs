//! Requests under way and waiting: at most two in flight per hub, besides a link's own long polling.

use std::collections::VecDeque;

use connection::wire::RequestId;
use model::Few;
use profile::Method;

use crate::intents::Sent;
use crate::{Body, HttpRequest, SocketId, SourceId};

/// Requests in flight per hub (architecture, "Requests").
const IN_FLIGHT: usize = 2;
/// A hub's long poll may hang for its ping interval and time-out; the protocol's own rule ends it.
const LONG_POLL_MS: u64 = 120_000;

/// What a request was for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Purpose {
    /// The link's own transport.
    Link(SourceId, RequestId),
    /// A poll, by its place in the profile.
    Poll(usize),
    /// The aware half of the zone measurement.
    Measure,
    /// Whether a silent hub speaks at all.
    Check(SourceId, SocketId),
    /// Something that is asked for a person, by its number.
    Ask(u64, SourceId),
    /// Something that a person wanted.
    Intent(Sent),
}

/// The queue and what is in flight.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    next: u64,
    flying: Few<u64, Purpose>,
    waiting: VecDeque<(HttpRequest, Purpose)>,
}

impl Requests {
    fn id(&mut self) -> u64 {
        self.next = self.next.wrapping_add(1);
        self.next
    }

    /// A request of a link goes out at once.
    pub fn link(
        &mut self,
        source: SourceId,
        request: RequestId,
        path_and_query: String,
        body: Option<String>,
    ) -> HttpRequest {
        let id = self.id();
        self.flying.insert(id, Purpose::Link(source, request));
        let method = if body.is_some() { Method::Post } else { Method::Get };
        let body = body.map_or(Body::None, Body::Text);
        HttpRequest { id, body, ..HttpRequest::new(source, method, path_and_query, LONG_POLL_MS) }
    }

    /// The number of the last request.
    pub fn last(&self) -> u64 {
        self.next
    }

    /// Forget a link's request.
    pub fn abort(&mut self, source: SourceId, request: RequestId) -> Option<u64> {
        let wanted = Purpose::Link(source, request);
        let id = self.flying.iter().find(|(_, purpose)| *purpose == wanted).map(|(id, _)| *id)?;
        self.flying.remove(&id);
        Some(id)
    }

    /// Queue a request; `request.id` is filled in. What a person wanted goes before any poll.
    pub fn push(&mut self, mut request: HttpRequest, purpose: Purpose) {
        request.id = self.id();
        let intent = |purpose: &Purpose| matches!(purpose, Purpose::Intent(_) | Purpose::Ask(..));
        let place = if intent(&purpose) {
            self.waiting.iter().position(|(_, other)| !intent(other)).unwrap_or(self.waiting.len())
        } else {
            self.waiting.len()
        };
        self.waiting.insert(place, (request, purpose));
    }

    /// The next request that may go out.
    pub fn pop(&mut self) -> Option<HttpRequest> {
        let flying = self.flying.iter().filter(|(_, purpose)| !matches!(purpose, Purpose::Link(..))).count();
        if flying >= IN_FLIGHT {
            return None;
        }
        let (request, purpose) = self.waiting.pop_front()?;
        self.flying.insert(request.id, purpose);
        Some(request)
    }

    /// A request ended: what it was for, unless it was forgotten.
    pub fn done(&mut self, id: u64) -> Option<Purpose> {
        self.flying.remove(&id)
    }

    /// Take every waiting intent out: the page goes, they are sent without waiting their turn.
    pub fn take_intents(&mut self) -> Vec<HttpRequest> {
        let (intents, rest): (VecDeque<_>, VecDeque<_>) =
            std::mem::take(&mut self.waiting).into_iter().partition(|(_, p)| matches!(p, Purpose::Intent(_)));
        self.waiting = rest;
        intents.into_iter().map(|(request, _)| request).collect()
    }
}
