//! The link of a socket source, Socket.IO or plain text: one machine from "not connected" to "given up" and back.

use std::collections::VecDeque;

use serde_json::Value;
use socketio::{Client, CloseReason, Method, Namespace, Recovery};

use crate::{Backoff, Heartbeat, Reason, Rng, State, Transport, Verdict};

mod attempt;

/// An attempt that is not ready after this long has failed (milliseconds).
const ATTEMPT_WITHIN: u64 = 15_000;
/// After a nudge (network back, page shown, wake) the next attempt starts within this (milliseconds).
const NUDGE_WITHIN: u64 = 250;
/// A hub that has been reached by WebSocket before is tried by polling only every n-th time.
const POLLING_EVERY: u32 = 4;

/// Names one socket of a link: what an older socket still reports is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SocketId(pub u32);

/// Names one HTTP request of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId {
    /// The connection that it belongs to.
    pub socket: SocketId,
    /// Its number within the connection.
    pub number: u64,
}

/// A ping of the profile, which the hub answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ping {
    /// Socket.IO: the event sent, without arguments. Text: the whole frame.
    pub send: String,
    /// Socket.IO: the event that answers it. Text: nothing; whoever reads the frames gives [`Input::Pong`].
    pub reply: String,
    /// Interval in milliseconds.
    pub every_ms: u64,
}

/// What is spoken on the socket.
#[derive(Clone, Debug)]
pub enum Protocol {
    /// Socket.IO 5 over Engine.IO 4.
    SocketIo {
        /// The namespace whose CONNECT answer means "ready".
        namespace: String,
        /// The CONNECT packet's payload.
        auth: Option<Value>,
        /// Which transports may be used.
        transports: Transports,
    },
    /// Text frames that the link does not look into.
    Text(Text),
}

/// A WebSocket of text frames.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Frames that are sent as soon as the socket is open.
    pub hello: Vec<String>,
    /// Ready only with [`Input::Ready`]; otherwise as soon as the socket is open.
    pub waits: bool,
    /// The hub speaks at least this often (milliseconds), where it promises that.
    pub heartbeat_ms: Option<u64>,
    /// Close codes (RFC 6455 §7.4) with which this hub refuses; 1006 never does.
    pub refusals: Vec<u16>,
}

/// Which transports may be used, in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transports {
    /// WebSocket first; polling, then upgrade, only after the WebSocket failed before opening.
    #[default]
    Auto,
    /// WebSocket only.
    WebSocket,
    /// Polling only, never upgraded.
    Polling,
}

/// What a link needs to know of its source.
#[derive(Clone, Debug)]
pub struct Config {
    /// Path of the endpoint; for text with its query, encoded.
    pub path: String,
    /// Socket.IO: extra query parameters, not yet encoded.
    pub query: Vec<(String, String)>,
    /// What is spoken.
    pub protocol: Protocol,
    /// The ping of the profile.
    pub ping: Option<Ping>,
    /// The transport that worked last in this tab.
    pub remembered: Option<Transport>,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Input<'a> {
    /// Begin, or begin again after a stop.
    Start,
    /// The user asks for an attempt at once.
    Retry,
    /// The user asks for silence.
    Stop,
    /// The browser's word on the network changed.
    Network {
        /// `navigator.onLine`.
        online: bool,
    },
    /// The page was shown, or the machine woke up.
    Woke,
    /// The socket opened.
    Opened(SocketId),
    /// A text frame came.
    Text(SocketId, &'a str),
    /// A binary frame came.
    Binary(SocketId, &'a [u8]),
    /// The socket closed.
    Closed {
        /// Which.
        socket: SocketId,
        /// Close code; 1006 where no close frame came.
        code: u16,
        /// The hub's text.
        reason: &'a str,
        /// Whether the closing handshake was complete.
        clean: bool,
    },
    /// A request was answered.
    Done {
        /// Which.
        request: RequestId,
        /// HTTP status.
        status: u16,
        /// The body.
        body: &'a str,
    },
    /// A request failed without an answer.
    Failed {
        /// Which.
        request: RequestId,
        /// The browser's text.
        reason: &'a str,
    },
    /// Text: a frame said that the source is ready.
    Ready(SocketId),
    /// Text: a frame answered our ping.
    Pong(SocketId),
    /// Text: a frame refused us, in the hub's words.
    Refused(SocketId, String),
    /// The answer to [`Event::Doubtful`].
    Judged(SocketId, Judgement),
    /// The deadline passed.
    Tick,
}

/// What a look from another side found out about a silent hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It says that it sends no heartbeats: silence means nothing.
    KeepsQuiet,
    /// It sends heartbeats, which do not arrive, or it does not answer: this connection is of no use.
    Deaf,
}

/// What the caller has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Open a WebSocket below the source's base.
    Open {
        /// Its name.
        socket: SocketId,
        /// Path and query.
        path_and_query: String,
    },
    /// Send a text frame.
    Text(SocketId, String),
    /// Send a binary frame.
    Binary(SocketId, Vec<u8>),
    /// Close the socket and report nothing more of it.
    Close(SocketId),
    /// Send a request below the source's base.
    Http {
        /// Its name.
        request: RequestId,
        /// GET or POST.
        method: Method,
        /// Path and query.
        path_and_query: String,
        /// Body, `text/plain;charset=UTF-8`.
        body: Option<String>,
    },
    /// Forget a request and report nothing more of it.
    Abort(RequestId),
    /// Something that the session must know.
    Event(Event),
}

/// What the session must know.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The source is ready; `recovered` says that the hub replays what was missed.
    Ready {
        /// Attempt state recovery succeeded.
        recovered: bool,
        /// The transport in use.
        transport: Transport,
    },
    /// A message for the profile.
    Message {
        /// The event's name.
        event: String,
        /// Its arguments.
        args: Vec<Value>,
    },
    /// A text frame for the profile.
    Frame {
        /// The connection that it came by.
        socket: SocketId,
        /// The frame.
        text: String,
    },
    /// The hub is silent although it had to speak: look from another side, and give [`Input::Judged`].
    Doubtful(SocketId),
    /// A connection that was ready is lost.
    Lost(Reason),
    /// Something came that could not be read.
    Rejected {
        /// What was expected.
        why: String,
        /// The beginning of what came.
        sample: String,
    },
}

/// One open or opening connection.
struct Attempt {
    /// Speaks Socket.IO; none for text.
    client: Option<Client>,
    id: SocketId,
    transport: Transport,
    began: u64,
    /// The WebSocket opened, or the first request was answered.
    reached: bool,
    ready: Option<Ready>,
}

struct Ready {
    since: u64,
    heartbeat: Heartbeat,
    stale_since: Option<u64>,
    data: bool,
    /// Somebody was asked to look from another side.
    doubted: bool,
}

/// The link of one socket source.
pub struct Connection {
    config: Config,
    rng: Rng,
    backoff: Backoff,
    outputs: VecDeque<Output>,
    connection: Option<Attempt>,
    rest: Rest,
    next_socket: u32,
    attempt: u32,
    hub_interval: u64,
    recovery: Option<Recovery>,
    rtt: Option<u64>,
    browser_online: bool,
    won: Option<Transport>,
}

/// Where the link stands without a connection.
#[derive(Clone, Debug)]
enum Rest {
    Idle,
    Waiting { until: u64, reason: Reason },
    Refused(Reason),
    Stopped,
}

impl Connection {
    /// A link that stands idle until [`Input::Start`]. The seed decides the jitter.
    #[must_use]
    pub fn new(config: Config, seed: u64) -> Self {
        let won = config.remembered;
        Self {
            config,
            rng: Rng::new(seed),
            backoff: Backoff::default(),
            outputs: VecDeque::new(),
            connection: None,
            rest: Rest::Idle,
            next_socket: 0,
            attempt: 0,
            hub_interval: 25_000,
            recovery: None,
            rtt: None,
            browser_online: true,
            won,
        }
    }

    /// The next thing to do, in order.
    pub fn next_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// The state at `now`.
    #[must_use]
    pub fn state(&self, now: u64) -> State {
        let Some(connection) = &self.connection else {
            return self.state_without_connection();
        };
        let Some(ready) = &connection.ready else {
            return State::Connecting { attempt: self.attempt };
        };
        match (ready.heartbeat.verdict(now), ready.stale_since) {
            (_, Some(since)) => State::Stale { since, overdue_by: now.saturating_sub(since) },
            (Verdict::Overdue(by), None) => State::Stale { since: now.saturating_sub(by), overdue_by: by },
            _ => State::Online { since: ready.since, rtt: self.rtt },
        }
    }

    fn state_without_connection(&self) -> State {
        match &self.rest {
            Rest::Idle => State::Idle,
            Rest::Stopped => State::Stopped,
            Rest::Refused(reason) => State::Refused { reason: reason.clone() },
            Rest::Waiting { until, .. } if !self.browser_online => State::Offline { until: *until },
            Rest::Waiting { until, reason } => State::Waiting {
                until: *until,
                attempt: self.attempt.saturating_add(1),
                reason: reason.clone(),
            },
        }
    }

    /// The transport that worked last, to be remembered for the tab.
    #[must_use]
    pub fn transport(&self) -> Option<Transport> {
        self.won
    }

    /// When [`Connection::handle`] must be called again with [`Input::Tick`], at the latest.
    #[must_use]
    pub fn deadline(&self, now: u64) -> Option<u64> {
        let Some(connection) = &self.connection else {
            return match self.rest {
                Rest::Waiting { until, .. } => Some(until),
                _ => None,
            };
        };
        let own = match &connection.ready {
            None => connection.began.saturating_add(ATTEMPT_WITHIN),
            Some(ready) => ready.heartbeat.deadline(now),
        };
        let protocol = connection.client.as_ref().and_then(Client::deadline);
        Some(protocol.map_or(own, |protocol| protocol.min(own)))
    }

    /// Send the ping of the profile.
    fn send_ping(&mut self, now: u64) {
        let Some(Ping { send, .. }) = self.config.ping.clone() else { return };
        let Some(connection) = self.connection.as_mut() else { return };
        match (&mut connection.client, &self.config.protocol) {
            (Some(client), Protocol::SocketIo { namespace, .. }) => {
                if let Err(why) = client.emit(namespace, &send, Vec::new(), Vec::new(), false) {
                    let why = why.to_string();
                    self.outputs.push_back(Output::Event(Event::Rejected { why, sample: send }));
                }
            }
            _ => self.outputs.push_back(Output::Text(connection.id, send)),
        }
        self.drain(now);
    }

    /// What the next attempt goes by.
    pub fn configure(&mut self, config: Config) {
        self.config = config;
    }

    /// Take one input; drain [`Connection::next_output`] afterwards.
    pub fn handle(&mut self, now: u64, input: Input<'_>) {
        match input {
            Input::Start => {
                if self.connection.is_none() && !matches!(self.rest, Rest::Waiting { .. }) {
                    self.begin(now);
                }
            }
            Input::Retry => self.retry(now),
            Input::Stop => {
                self.drop_connection();
                self.rest = Rest::Stopped;
                self.attempt = 0;
                self.backoff.reset();
            }
            Input::Network { online } => {
                let came_back = online && !self.browser_online;
                self.browser_online = online;
                if came_back {
                    self.nudge(now);
                } else {
                    self.doubt(now);
                }
            }
            Input::Woke => self.nudge(now),
            Input::Tick => {}
            Input::Ready(_) | Input::Pong(_) | Input::Refused(..) | Input::Judged(..) => {
                self.told(now, &input)
            }
            wire => self.feed(now, &wire),
        }
        self.tick(now);
    }

    fn retry(&mut self, now: u64) {
        if self.connection.as_ref().is_some_and(|c| c.ready.is_some()) {
            self.doubt(now);
            return;
        }
        self.drop_connection();
        self.begin(now);
    }

    fn nudge(&mut self, now: u64) {
        self.doubt(now);
        if let Rest::Waiting { until, .. } = &mut self.rest {
            *until = (*until).min(now.saturating_add(self.rng.below(NUDGE_WITHIN)));
        }
    }

    fn doubt(&mut self, now: u64) {
        if let Some(ready) = self.connection.as_mut().and_then(|c| c.ready.as_mut()) {
            ready.heartbeat.doubt(now);
        }
    }

    /// Everything that time alone decides.
    fn tick(&mut self, now: u64) {
        match &self.connection {
            None => {
                if matches!(self.rest, Rest::Waiting { until, .. } if now >= until) {
                    self.begin(now);
                }
            }
            Some(connection) if connection.ready.is_none() => {
                if now.saturating_sub(connection.began) >= ATTEMPT_WITHIN {
                    self.fail(now, Reason::Timeout { after_ms: ATTEMPT_WITHIN });
                }
            }
            Some(_) => self.beat(now),
        }
        if let Some(client) = self.connection.as_mut().and_then(|connection| connection.client.as_mut())
            && client.deadline().is_some_and(|due| now >= due)
        {
            client.handle(now, socketio::Input::Tick);
            self.drain(now);
        }
    }

    fn beat(&mut self, now: u64) {
        let Some(connection) = self.connection.as_mut() else { return };
        let Some(ready) = connection.ready.as_mut() else { return };
        match ready.heartbeat.verdict(now) {
            Verdict::Alive => {}
            Verdict::Overdue(by) => {
                ready.stale_since.get_or_insert(now.saturating_sub(by));
                // With a ping the next one decides, and Socket.IO has a rule of its own.
                if self.config.ping.is_none() && connection.client.is_none() && !ready.doubted {
                    ready.doubted = true;
                    self.outputs.push_back(Output::Event(Event::Doubtful(connection.id)));
                }
            }
            Verdict::Dead => {
                let silent_ms = now.saturating_sub(ready.heartbeat.last_heard());
                self.fail(now, Reason::Silent { silent_ms });
            }
            Verdict::Ping => {
                ready.heartbeat.pinged(now);
                self.send_ping(now);
            }
        }
    }
}

#[cfg(test)]
mod tests;
