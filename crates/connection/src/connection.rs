//! The connection of one socket source: one machine from "not connected" to "given up" and back.

use std::collections::VecDeque;

use socketio::ResumePoint;
use socketio::wire::{Incoming, Outgoing};

use crate::heartbeat::Pulse;
use crate::{
    Backoff, ConnectionConfig, ConnectionEvent, Input, Mono, Output, Reason, Rng, State, Timer, Transport,
};

mod attempt;
mod good_bye;
mod liveness;
mod refusal;
mod say;
mod socketio_client;
mod stream;
mod text;

use attempt::{Attempt, Leave};
use good_bye::GoodBye;
use stream::StreamPlace;

/// After a nudge (network back, page shown, wake) the next attempt starts within this (milliseconds).
const NUDGE_WITHIN: u64 = 250;
/// The interval of Socket.IO's own pings until a handshake says otherwise (milliseconds).
const HUB_INTERVAL: u64 = 25_000;

/// The connection of one socket source.
#[derive(Debug)]
pub struct Connection {
    config: ConnectionConfig,
    rng: Rng,
    backoff: Backoff,
    outputs: VecDeque<Output>,
    attempt: Option<Attempt>,
    good_bye: Option<GoodBye>,
    disconnected: Disconnected,
    next_socket: u32,
    /// Attempts since the connection was last online.
    attempts: u32,
    /// The interval of Socket.IO's own pings (milliseconds).
    hub_interval: u64,
    resume_point: Option<ResumePoint>,
    stream: StreamPlace,
    /// The hub has let us in with what goes along now.
    accepted: bool,
    /// Refusals in a row.
    refusals: u32,
    /// How often in a row the hub closed right after it had let us in.
    put_out: u32,
    rtt: Option<u64>,
    browser_online: bool,
    last_transport: Option<Transport>,
}

/// How a connection stands while no attempt is under way.
#[derive(Clone, Debug)]
enum Disconnected {
    Idle,
    Waiting { until: Mono, reason: Reason },
    Refused(Reason),
    Stopped,
}

impl Connection {
    /// A connection that stands idle until [`Input::Start`]. The seed decides the jitter.
    #[must_use]
    pub fn new(config: ConnectionConfig, seed: u64) -> Self {
        Self {
            last_transport: config.last_transport,
            config,
            rng: Rng::new(seed),
            backoff: Backoff::default(),
            outputs: VecDeque::new(),
            attempt: None,
            good_bye: None,
            disconnected: Disconnected::Idle,
            next_socket: 0,
            attempts: 0,
            hub_interval: HUB_INTERVAL,
            resume_point: None,
            stream: StreamPlace::default(),
            // What was stored was accepted once.
            accepted: true,
            refusals: 0,
            put_out: 0,
            rtt: None,
            browser_online: true,
        }
    }

    /// What the next attempt goes by, after the user logged in. `same_user`: only what goes along is new.
    pub fn configure(&mut self, config: ConnectionConfig, same_user: bool) {
        if !same_user {
            (self.accepted, self.refusals) = (false, 0);
            self.stream = StreamPlace::default();
        }
        self.config = config;
    }

    /// Take one input; drain [`Connection::poll_output`] afterwards.
    pub fn handle(&mut self, now: Mono, input: Input<'_>) {
        match input {
            Input::Start => self.start(now),
            Input::Retry => self.retry(now),
            Input::Stop => self.stop(),
            Input::Network { online } => self.on_network(now, online),
            Input::Woke => self.nudge(now),
            Input::Wire(incoming) => self.on_wire(now, incoming),
            Input::Liveness(socket, verdict) => self.on_liveness(now, socket, verdict),
            Input::LetIn => {
                if let Some(recovered) = self.attempt.as_ref().and_then(|attempt| attempt.joined) {
                    self.on_ready(now, recovered);
                }
            }
            Input::Timeout => {}
        }
        self.act_on_time(now);
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When [`Connection::handle`] wants [`Input::Timeout`] at the latest, and why.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let own = match (&self.attempt, &self.disconnected) {
            (Some(attempt), _) => attempt.poll_timeout(),
            (None, Disconnected::Waiting { until, .. }) => Some((Timer::NextAttempt, *until)),
            (None, _) => None,
        };
        let good_bye = self.good_bye.as_ref().and_then(|it| Some((Timer::GoodBye, it.until?)));
        own.into_iter().chain(good_bye).min_by_key(|(_, due)| *due)
    }

    /// The state at `now`.
    #[must_use]
    pub fn state(&self, now: Mono) -> State {
        let Some(attempt) = &self.attempt else {
            return self.disconnected_state();
        };
        let Some(ready) = &attempt.ready else {
            return State::Connecting { attempt: self.attempts };
        };
        match ready.heartbeat.stale_since(now) {
            Some(since) => State::Stale { since, silent_ms: ready.heartbeat.silent_ms(now) },
            None => State::Online { since: ready.since, rtt: self.rtt },
        }
    }

    fn disconnected_state(&self) -> State {
        match &self.disconnected {
            Disconnected::Idle => State::Idle,
            Disconnected::Stopped => State::Stopped,
            Disconnected::Refused(reason) => State::Refused { reason: reason.clone() },
            Disconnected::Waiting { until, .. } if !self.browser_online => State::Offline { until: *until },
            Disconnected::Waiting { until, reason } => State::Waiting {
                until: *until,
                attempt: self.attempts.saturating_add(1),
                reason: reason.clone(),
            },
        }
    }

    /// The transport that worked last, to be remembered for the tab.
    #[must_use]
    pub fn last_transport(&self) -> Option<Transport> {
        self.last_transport
    }

    fn start(&mut self, now: Mono) {
        if self.attempt.is_none() && !matches!(self.disconnected, Disconnected::Waiting { .. }) {
            self.begin(now);
        }
    }

    fn retry(&mut self, now: Mono) {
        if self.attempt.as_ref().is_some_and(|attempt| attempt.ready.is_some()) {
            self.doubt(now);
            return;
        }
        self.drop_attempt(Leave::WithGoodBye);
        self.put_out = 0;
        self.begin(now);
    }

    fn stop(&mut self) {
        self.drop_attempt(Leave::WithGoodBye);
        self.disconnected = Disconnected::Stopped;
        self.attempts = 0;
        self.backoff.reset();
    }

    fn on_network(&mut self, now: Mono, online: bool) {
        let came_back = online && !self.browser_online;
        self.browser_online = online;
        if came_back {
            self.nudge(now);
        } else {
            self.doubt(now);
        }
    }

    /// The network or the page came back: an attempt starts soon, or an open connection is checked.
    fn nudge(&mut self, now: Mono) {
        self.doubt(now);
        if let Disconnected::Waiting { until, .. } = &mut self.disconnected {
            *until = (*until).min(now.saturating_add(self.rng.below(NUDGE_WITHIN)));
        }
    }

    /// Hand what came over the wire to the protocol, if it belongs to the present attempt.
    fn on_wire(&mut self, now: Mono, incoming: Incoming<'_>) {
        if self.on_good_bye_wire(now, incoming) {
            return;
        }
        let Some(attempt) = self.attempt.as_mut().filter(|attempt| attempt.socket == incoming.socket())
        else {
            return;
        };
        if matches!(incoming, Incoming::Opened { .. } | Incoming::Answered { .. }) {
            attempt.reached = true;
        }
        match &mut attempt.client {
            Some(client) => client.handle(now, socketio::Input::Wire(incoming)),
            None => self.on_text_wire(now, incoming),
        }
        self.drain_client(now);
    }

    /// Everything that time alone decides.
    fn act_on_time(&mut self, now: Mono) {
        self.end_good_bye_in_time(now);
        match &self.attempt {
            None => {
                if matches!(self.disconnected, Disconnected::Waiting { until, .. } if now >= until) {
                    self.begin(now);
                }
            }
            Some(attempt) if attempt.ready.is_none() => {
                if now >= attempt.until {
                    let after_ms = attempt.until.since(attempt.began);
                    self.fail(now, Reason::Timeout { after_ms });
                }
            }
            Some(_) => self.beat(now),
        }
        if let Some(client) = self.attempt.as_mut().and_then(|attempt| attempt.client.as_mut())
            && client.poll_timeout().is_some_and(|(_, due)| now >= due)
        {
            client.handle(now, socketio::Input::Timeout);
            self.drain_client(now);
        }
    }

    fn wire(&mut self, outgoing: Outgoing) {
        self.outputs.push_back(Output::Wire(outgoing));
    }

    fn report(&mut self, event: ConnectionEvent) {
        self.outputs.push_back(Output::Event(event));
    }
}

#[cfg(test)]
mod tests;
