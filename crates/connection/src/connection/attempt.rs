//! One attempt: from `begin` to `ready`, and from there to `fail`.

use socketio::wire::{Outgoing, SocketId};
use socketio::{Client, CloseReason};

use super::{Connection, Disconnected};
use crate::heartbeat::Heartbeat;
use crate::{ConnectionEvent, Mono, Output, Protocol, Reason, Timer, Transport, Transports};

/// An attempt that is not ready after this long has failed (milliseconds).
pub(super) const ATTEMPT_WITHIN: u64 = 15_000;
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
    /// The WebSocket opened, or the first request was answered.
    pub reached: bool,
    pub ready: Option<Ready>,
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
            None => Some((Timer::AttemptTimeout, self.began.saturating_add(ATTEMPT_WITHIN))),
            Some(ready) => ready.heartbeat.poll_timeout(),
        };
        let protocol = self.client.as_ref().and_then(Client::poll_timeout);
        let protocol = protocol.map(|(socketio::Timer::Silence, due)| (Timer::GiveUp, due));
        own.into_iter().chain(protocol).min_by_key(|(_, due)| *due)
    }
}

impl Connection {
    /// Start an attempt with the transport whose turn it is.
    pub(super) fn begin(&mut self, now: Mono) {
        self.attempts = self.attempts.saturating_add(1);
        let transport = match self.transports() {
            Transports::WebSocket => Transport::WebSocket,
            Transports::Polling => Transport::Polling,
            Transports::Auto => self.last_transport.unwrap_or(Transport::WebSocket),
        };
        self.connect(now, transport);
    }

    fn transports(&self) -> Transports {
        match &self.config.protocol {
            Protocol::SocketIo { transports, .. } => *transports,
            Protocol::Text(_) => Transports::WebSocket,
        }
    }

    fn connect(&mut self, now: Mono, transport: Transport) {
        self.next_socket = self.next_socket.wrapping_add(1);
        let socket = SocketId(self.next_socket);
        let client = self.start_client(now, socket, transport);
        if client.is_none() {
            self.wire(Outgoing::Open { socket, path_and_query: self.config.path.clone() });
        }
        self.attempt = Some(Attempt { client, socket, transport, began: now, reached: false, ready: None });
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
        let reached = self.attempt.as_ref().is_some_and(|attempt| attempt.reached);
        let reason = match reason {
            CloseReason::Transport { .. } if !reached => Reason::Unreachable,
            CloseReason::Transport { code, reason } => Reason::Closed { code, reason },
            CloseReason::PingTimeout { silent_ms } => Reason::Silent { silent_ms },
            CloseReason::Http { status, message } => Reason::Http { status, message },
            CloseReason::Server => Reason::HubLeft,
            CloseReason::Protocol(what) => Reason::Protocol(what),
            CloseReason::Local => return,
        };
        self.fail(now, reason);
    }

    /// The hub refused: nothing is tried until the user says so.
    pub(super) fn refuse(&mut self, reason: Reason) {
        self.drop_attempt();
        self.disconnected = Disconnected::Refused(reason);
    }

    /// The attempt ended, ready or not: wait, or try the other transport at once.
    pub(super) fn fail(&mut self, now: Mono, reason: Reason) {
        let Some(attempt) = self.drop_attempt() else { return };
        if let Some(ready) = &attempt.ready {
            if ready.has_data {
                self.backoff.record_lifetime(now.since(ready.since));
            }
            self.report(ConnectionEvent::Lost(reason.clone()));
        } else if self.may_try_polling(&attempt) {
            self.connect(now, Transport::Polling);
            return;
        }
        let delay = self.backoff.delay(now, &mut self.rng);
        self.disconnected = Disconnected::Waiting { until: now.saturating_add(delay), reason };
    }

    /// Polling has its turn after a WebSocket failed before it opened; a hub that has been reached by
    /// WebSocket before is most likely just down.
    fn may_try_polling(&self, failed: &Attempt) -> bool {
        self.transports() == Transports::Auto
            && failed.transport == Transport::WebSocket
            && !failed.reached
            && (self.last_transport.is_none() || self.attempts.checked_rem(POLLING_EVERY) == Some(0))
    }

    /// Close what is open; what the wire still reports of it is ignored.
    pub(super) fn drop_attempt(&mut self) -> Option<Attempt> {
        let mut attempt = self.attempt.take()?;
        let socket = attempt.socket;
        let (Some(client), Protocol::SocketIo { namespace, .. }) =
            (attempt.client.as_mut(), &self.config.protocol)
        else {
            self.wire(Outgoing::Close { socket });
            return Some(attempt);
        };
        self.resume_point = client.resume_point(namespace);
        client.close();
        // The good-bye goes out where it needs no new request; the client's own events no longer count.
        while let Some(output) = client.poll_output() {
            if let socketio::Output::Wire(
                outgoing @ (Outgoing::Text { .. } | Outgoing::Close { .. } | Outgoing::Abort { .. }),
            ) = output
            {
                self.outputs.push_back(Output::Wire(outgoing));
            }
        }
        Some(attempt)
    }
}
