//! One attempt: from `begin` over the protocol's own events to `fail`.

use super::{
    Client, CloseReason, Connection, Event, Heartbeat, Input, Link, Namespace, Output, POLLING_EVERY, Ready,
    Reason, RequestId, Rest, SocketId, Transport, Transports,
};

impl Link {
    /// Start an attempt with the transport whose turn it is.
    pub(super) fn begin(&mut self, now: u64) {
        self.attempt = self.attempt.saturating_add(1);
        let transport = match self.config.transports {
            Transports::WebSocket => Transport::WebSocket,
            Transports::Polling => Transport::Polling,
            Transports::Auto => self.won.unwrap_or(Transport::WebSocket),
        };
        self.connect(now, transport);
    }

    fn connect(&mut self, now: u64, transport: Transport) {
        self.next_socket = self.next_socket.wrapping_add(1);
        let mut client = Client::new(socketio::Config {
            path: self.config.path.clone(),
            namespaces: vec![Namespace {
                name: self.config.namespace.clone(),
                auth: self.config.auth.clone(),
            }],
            query: self.config.query.clone(),
            transport: match (transport, self.config.transports) {
                (Transport::WebSocket, _) => socketio::Transport::WebSocket,
                (Transport::Polling, Transports::Polling) => socketio::Transport::Polling,
                (Transport::Polling, _) => socketio::Transport::PollingThenUpgrade,
            },
            ..socketio::Config::default()
        });
        if let Some(recovery) = self.recovery.clone() {
            client.resume(&self.config.namespace, recovery);
        }
        client.start(now);
        self.connection = Some(Connection {
            client,
            id: SocketId(self.next_socket),
            transport,
            began: now,
            reached: false,
            ready: None,
        });
        self.drain(now);
    }

    /// Hand what came over the wire to the protocol, if it belongs to the present connection.
    pub(super) fn feed(&mut self, now: u64, input: &Input<'_>) {
        let Some(connection) = &mut self.connection else { return };
        let (owner, wire) = match input {
            Input::Opened(socket) => (*socket, socketio::Input::SocketOpened),
            Input::Text(socket, text) => (*socket, socketio::Input::SocketText(text)),
            Input::Binary(socket, bytes) => (*socket, socketio::Input::SocketBinary(bytes)),
            Input::Closed { socket, code, reason, clean } => {
                (*socket, socketio::Input::SocketClosed { code: *code, reason, clean: *clean })
            }
            Input::Done { request, status, body } => {
                (request.socket, socketio::Input::HttpDone { id: request.number, status: *status, body })
            }
            Input::Failed { request, reason } => {
                (request.socket, socketio::Input::HttpFailed { id: request.number, reason })
            }
            _ => return,
        };
        if owner != connection.id {
            return;
        }
        if matches!(input, Input::Opened(_) | Input::Done { .. }) {
            connection.reached = true;
        }
        connection.client.handle(now, wire);
        self.drain(now);
    }

    /// Turn the protocol's outputs into ours.
    pub(super) fn drain(&mut self, now: u64) {
        while let Some(connection) = &mut self.connection {
            let Some(output) = connection.client.next_output() else { return };
            let socket = connection.id;
            let ours = match output {
                socketio::Output::OpenSocket { path_and_query } => Output::Open { socket, path_and_query },
                socketio::Output::SendText(text) => Output::Text(socket, text),
                socketio::Output::SendBinary(bytes) => Output::Binary(socket, bytes),
                socketio::Output::CloseSocket => Output::Close(socket),
                socketio::Output::Http { id, method, path_and_query, body } => {
                    Output::Http { request: RequestId { socket, number: id }, method, path_and_query, body }
                }
                socketio::Output::AbortHttp { id } => Output::Abort(RequestId { socket, number: id }),
                socketio::Output::Event(event) => {
                    self.on_event(now, event);
                    continue;
                }
            };
            self.outputs.push_back(ours);
        }
    }

    fn on_event(&mut self, now: u64, event: socketio::Event) {
        match event {
            socketio::Event::Handshake { ping_interval_ms, .. } => self.hub_interval = ping_interval_ms,
            socketio::Event::Connected { recovered, .. } => self.ready(now, recovered),
            socketio::Event::ConnectError { message, .. } => self.refuse(Reason::Refused(message)),
            socketio::Event::Disconnected { .. } => self.fail(now, Reason::HubLeft),
            socketio::Event::Message { event, args, .. } => self.on_message(now, event, args),
            socketio::Event::Heard => self.heard(now),
            socketio::Event::Rejected { why, sample } => {
                self.outputs.push_back(Output::Event(Event::Rejected { why, sample }));
            }
            socketio::Event::Closed { reason } => self.on_closed(now, reason),
            socketio::Event::Upgraded | socketio::Event::Acked { .. } => {}
        }
    }

    fn ready(&mut self, now: u64, recovered: bool) {
        let every = self.config.ping.as_ref().map(|ping| ping.every_ms);
        let Some(connection) = &mut self.connection else { return };
        if connection.ready.is_some() {
            return;
        }
        connection.ready = Some(Ready {
            since: now,
            heartbeat: Heartbeat::new(now, every, self.hub_interval),
            stale_since: None,
            data: false,
        });
        self.attempt = 0;
        self.rtt = None;
        self.won = Some(connection.transport);
        let transport = connection.transport;
        self.outputs.push_back(Output::Event(Event::Ready { recovered, transport }));
    }

    fn on_message(&mut self, now: u64, event: String, args: Vec<serde_json::Value>) {
        let reply = self.config.ping.as_ref().is_some_and(|ping| ping.reply == event);
        if let Some(ready) = self.connection.as_mut().and_then(|c| c.ready.as_mut()) {
            ready.data = true;
            if reply && let Some(rtt) = ready.heartbeat.answered(now) {
                self.rtt = Some(rtt);
            }
        }
        self.outputs.push_back(Output::Event(Event::Message { event, args }));
    }

    fn heard(&mut self, now: u64) {
        if let Some(ready) = self.connection.as_mut().and_then(|c| c.ready.as_mut()) {
            ready.heartbeat.heard(now);
            ready.stale_since = None;
        }
    }

    fn on_closed(&mut self, now: u64, reason: CloseReason) {
        let reached = self.connection.as_ref().is_some_and(|c| c.reached);
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
    fn refuse(&mut self, reason: Reason) {
        self.drop_connection();
        self.rest = Rest::Refused(reason);
    }

    /// The connection ended or never came about: wait, or try the other transport at once.
    pub(super) fn fail(&mut self, now: u64, reason: Reason) {
        let Some(connection) = self.drop_connection() else { return };
        if let Some(ready) = &connection.ready {
            if ready.data {
                self.backoff.lived(now.saturating_sub(ready.since));
            }
            self.outputs.push_back(Output::Event(Event::Lost(reason.clone())));
        } else if self.try_polling(&connection) {
            self.connect(now, Transport::Polling);
            return;
        }
        let delay = self.backoff.delay(now, &mut self.rng);
        self.rest = Rest::Waiting { until: now.saturating_add(delay), reason };
    }

    /// Polling has its turn after a WebSocket failed before it opened; a hub that has been reached by
    /// WebSocket before is most likely just down.
    fn try_polling(&self, failed: &Connection) -> bool {
        self.config.transports == Transports::Auto
            && failed.transport == Transport::WebSocket
            && !failed.reached
            && (self.won.is_none() || self.attempt.checked_rem(POLLING_EVERY) == Some(0))
    }

    /// Close what is open; what it still reports is ignored.
    pub(super) fn drop_connection(&mut self) -> Option<Connection> {
        let mut connection = self.connection.take()?;
        self.recovery = connection.client.recovery(&self.config.namespace);
        connection.client.close();
        self.connection = Some(connection);
        // What the protocol wants to say as it goes is sent, its own events no longer count.
        while let Some(output) = self.connection.as_mut().and_then(|c| c.client.next_output()) {
            let socket = SocketId(self.next_socket);
            match output {
                socketio::Output::SendText(text) => self.outputs.push_back(Output::Text(socket, text)),
                socketio::Output::CloseSocket => self.outputs.push_back(Output::Close(socket)),
                socketio::Output::AbortHttp { id } => {
                    self.outputs.push_back(Output::Abort(RequestId { socket, number: id }));
                }
                _ => {}
            }
        }
        self.connection.take()
    }
}
