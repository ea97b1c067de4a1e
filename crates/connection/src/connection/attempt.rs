//! One attempt: from `begin` to `ready`, and from there to `fail`.

use socketio::wire::{Outgoing, SocketId};
use socketio::{Client, CloseReason};

use super::good_bye::GoodBye;
use super::{Connection, Disconnected};
use crate::heartbeat::Heartbeat;
use crate::{ConnectionEvent, Mono, Protocol, Reason, Rng, TextCarrier, Timer, Transport, Transports};

/// An attempt that is not ready after this long has failed (milliseconds).
const ATTEMPT_WITHIN: u64 = 15_000;
/// Where another transport can have its turn, the first one has this long for the handshake (milliseconds).
const TURN_WITHIN: u64 = 5_000;
/// A hub that has been reached by WebSocket before is tried by polling only every n-th time.
const POLLING_EVERY: u32 = 4;

/// One try to reach the source, and how far it is.
#[derive(Debug)]
pub(super) struct Attempt {
    /// Speaks Socket.IO; none for text.
    pub client: Option<Client>,
    pub socket: SocketId,
    pub transport: Transport,
    pub began: Mono,
    /// When it has failed, unless it is ready by then.
    pub until: Mono,
    pub turn: Turn,
    /// The WebSocket opened, or the first request was answered.
    pub reached: bool,
    /// The protocol's handshake came.
    pub greeted: bool,
    /// The Socket.IO namespace is joined, and whether the hub replays what was missed.
    pub joined: Option<bool>,
    /// The number of what was said last.
    pub said: u64,
    pub ready: Option<Ready>,
    /// The hub was asked to repeat what was missed.
    pub resumes: bool,
    /// The hub ended it in order: event streams end so that the next one may begin.
    pub ended: bool,
}

/// Which transport of an attempt it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    First,
    /// The first one failed.
    Second,
}

/// How an attempt ends on our side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    /// The hub hears that it is over.
    WithGoodBye,
    /// As if the network had been cut: the hub keeps what can be recovered.
    Silently,
}

/// What is known of an attempt that succeeded.
#[derive(Debug)]
pub(super) struct Ready {
    pub since: Mono,
    pub heartbeat: Heartbeat,
    /// Something came besides what the protocol itself sends.
    pub has_data: bool,
    /// The caller was asked to check by another way whether the hub lives.
    pub liveness_asked: bool,
}

impl Attempt {
    /// The next time-out of the attempt itself or of its protocol.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let own = match &self.ready {
            None => Some((Timer::AttemptTimeout, self.until)),
            Some(ready) => ready.heartbeat.poll_timeout(),
        };
        let protocol = self.client.as_ref().and_then(Client::poll_timeout);
        let protocol = protocol.map(|(socketio::Timer::Silence, due)| (Timer::GiveUp, due));
        own.into_iter().chain(protocol).min_by_key(|(_, due)| *due)
    }
}

impl Attempt {
    /// The hub speaks the protocol: it has the whole time for the rest.
    pub fn on_handshake(&mut self) {
        self.greeted = true;
        self.until = self.began.saturating_add(ATTEMPT_WITHIN);
    }
}

impl Connection {
    /// Start an attempt with the transport whose turn it is.
    pub(super) fn begin(&mut self, now: Mono) {
        self.attempts = self.attempts.saturating_add(1);
        let transport = self.only_transport().or(self.last_transport).unwrap_or(Transport::WebSocket);
        self.connect(now, now, transport, Turn::First);
    }

    /// The only transport that may be used, where there is no choice.
    fn only_transport(&self) -> Option<Transport> {
        match &self.config.protocol {
            Protocol::SocketIo { transports: Transports::Auto, .. } => None,
            Protocol::SocketIo { transports: Transports::Polling, .. } => Some(Transport::Polling),
            Protocol::Text(text) if text.carrier != TextCarrier::WebSocket => Some(Transport::EventStream),
            Protocol::SocketIo { .. } | Protocol::Text(_) => Some(Transport::WebSocket),
        }
    }

    /// `began`: both turns share the time of one attempt.
    fn connect(&mut self, now: Mono, began: Mono, transport: Transport, turn: Turn) {
        self.next_socket = self.next_socket.wrapping_add(1);
        let socket = SocketId(self.next_socket);
        let client = self.start_client(now, socket, transport);
        let resumes = match &client {
            Some(_) => false,
            None => self.open(socket),
        };
        let mut attempt = Attempt {
            client,
            socket,
            transport,
            began,
            until: began.saturating_add(ATTEMPT_WITHIN),
            turn,
            reached: false,
            greeted: false,
            joined: None,
            said: 0,
            ready: None,
            resumes,
            ended: false,
        };
        // A proxy may take a WebSocket and never say a word.
        if self.other_transport(&attempt, &Reason::Unreachable).is_some() {
            attempt.until = now.saturating_add(TURN_WITHIN);
        }
        self.attempt = Some(attempt);
        self.drain_client(now);
    }

    /// The source is ready, as far as the protocol can say.
    pub(super) fn on_ready(&mut self, now: Mono, recovered: bool) {
        let ping_every = self.config.ping.as_ref().map(|ping| ping.every_ms);
        let hub_interval = match &self.config.protocol {
            Protocol::SocketIo { .. } => Some(self.hub_interval),
            Protocol::Text(text) => text.heartbeat_ms,
        };
        let Some(attempt) = self.attempt.as_mut().filter(|attempt| attempt.ready.is_none()) else { return };
        attempt.ready = Some(Ready {
            since: now,
            heartbeat: Heartbeat::new(now, ping_every, hub_interval),
            has_data: false,
            liveness_asked: false,
        });
        let transport = attempt.transport;
        self.attempts = 0;
        self.rtt = None;
        self.last_transport = Some(transport);
        self.report(ConnectionEvent::Ready { recovered, transport });
    }

    /// The wire or the protocol ended the attempt.
    pub(super) fn on_closed(&mut self, now: Mono, reason: CloseReason) {
        let Some(attempt) = &self.attempt else { return };
        let opening = attempt.greeted && attempt.ready.is_none();
        let reason = match reason {
            CloseReason::Transport { .. } if !attempt.reached => Reason::Unreachable,
            CloseReason::Transport { code, reason } => Reason::Closed { code, reason },
            CloseReason::PingTimeout { silent_ms } => Reason::Silent { silent_ms },
            CloseReason::Http { status: 400, .. } if opening => Reason::ForgottenSession,
            CloseReason::Http { status, message } => Reason::Http { status, message },
            CloseReason::Server => Reason::HubLeft,
            CloseReason::Protocol(what) => Reason::Protocol(what),
            CloseReason::Local => return,
        };
        self.fail(now, reason);
    }

    /// The hub refused in the way that its profile names: nothing is tried until the user says so.
    pub(super) fn refuse(&mut self, reason: Reason) {
        self.drop_attempt(Leave::WithGoodBye);
        self.disconnected = Disconnected::Refused(reason);
    }

    /// The attempt ended, ready or not: wait, or try the other transport at once.
    pub(super) fn fail(&mut self, now: Mono, reason: Reason) {
        // After a silence of ours the hub may still hold what we missed.
        let leave = match reason {
            Reason::Silent { .. } => Leave::Silently,
            _ => Leave::WithGoodBye,
        };
        let Some(attempt) = self.drop_attempt(leave) else { return };
        let mut shown = reason.clone();
        if let Some(ready) = &attempt.ready {
            let lifetime = now.since(ready.since);
            if ready.has_data {
                self.backoff.record_lifetime(lifetime);
            }
            // An event stream ends so that the next one may begin.
            if attempt.transport != Transport::EventStream {
                shown = self.judge_end(lifetime, shown);
            }
            self.report(ConnectionEvent::Lost(reason));
        } else if let Some(other) = self.other_transport(&attempt, &reason) {
            self.connect(now, attempt.began, other, Turn::Second);
            return;
        }
        let delay = slow_delay(&shown, &mut self.rng).or_else(|| self.next_stream_delay(&attempt));
        let delay = delay.unwrap_or_else(|| self.backoff.delay(now, &mut self.rng));
        self.disconnected = Disconnected::Waiting { until: now.saturating_add(delay), reason: shown };
    }

    /// The transport that has its turn after another one failed before the hub's handshake. A hub that has been reached
    /// by WebSocket before is most likely just down, and one that says no says it to both.
    fn other_transport(&self, failed: &Attempt, reason: &Reason) -> Option<Transport> {
        let refused = matches!(reason, Reason::Http { status: 401 | 403 | 429, .. });
        let only = self.only_transport().is_some();
        if only || failed.turn == Turn::Second || failed.greeted || refused {
            return None;
        }
        let down = self.last_transport == Some(Transport::WebSocket)
            && self.attempts.checked_rem(POLLING_EVERY) != Some(0);
        match failed.transport {
            Transport::WebSocket => (!down).then_some(Transport::Polling),
            Transport::Polling => Some(Transport::WebSocket),
            Transport::EventStream => None,
        }
    }

    /// Close what is open. By polling the good-bye takes its time; besides that, what the wire still reports of it is
    /// ignored.
    pub(super) fn drop_attempt(&mut self, leave: Leave) -> Option<Attempt> {
        let mut attempt = self.attempt.take()?;
        let socket = attempt.socket;
        let (Some(mut client), Protocol::SocketIo { namespace, .. }) =
            (attempt.client.take(), &self.config.protocol)
        else {
            self.wire(Outgoing::Close { socket });
            return Some(attempt);
        };
        match leave {
            Leave::WithGoodBye => client.close(),
            Leave::Silently => client.abandon(),
        }
        self.resume_point = client.resume_point(namespace);
        self.let_go(GoodBye { client, socket, until: None });
        Some(attempt)
    }
}

/// How long to wait where the hub answers and does not want us (milliseconds); nothing where the usual delays hold.
fn slow_delay(reason: &Reason, rng: &mut Rng) -> Option<u64> {
    let (least, spread) = match reason {
        Reason::Refused(_) | Reason::Http { status: 403 | 429, .. } => (30_000, 28_000),
        Reason::PutOut(_) => (300_000, 300_000),
        _ => return None,
    };
    Some(rng.below(spread).saturating_add(least))
}
