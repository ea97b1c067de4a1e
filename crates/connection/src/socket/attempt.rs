//! One attempt: from `begin` over the protocol's own events to `fail`.

use super::{
    Attempt, Client, CloseReason, Connection, Event, Heartbeat, Input, Judgement, Namespace, Output,
    POLLING_EVERY, Protocol, Ready, Reason, RequestId, Rest, SocketId, Transport, Transports,
};

/// Of a hub that never promised to speak (milliseconds): no silence is too long.
const NEVER: u64 = u64::MAX / 4;

impl Connection {
    /// Start an attempt with the transport whose turn it is.
    pub(super) fn begin(&mut self, now: u64) {
        self.attempt = self.attempt.saturating_add(1);
        let transport = match self.transports() {
            Transports::WebSocket => Transport::WebSocket,
            Transports::Polling => Transport::Polling,
            Transports::Auto => self.won.unwrap_or(Transport::WebSocket),
        };
        self.connect(now, transport);
    }

    fn transports(&self) -> Transports {
        match &self.config.protocol {
            Protocol::SocketIo { transports, .. } => *transports,
            Protocol::Text(_) => Transports::WebSocket,
        }
    }

    fn connect(&mut self, now: u64, transport: Transport) {
        self.next_socket = self.next_socket.wrapping_add(1);
        let id = SocketId(self.next_socket);
        let client = self.client(now, transport);
        if client.is_none() {
            self.outputs.push_back(Output::Open { socket: id, path_and_query: self.config.path.clone() });
        }
        self.connection = Some(Attempt { client, id, transport, began: now, reached: false, ready: None });
        self.drain(now);
    }

    /// The protocol's own machine, started; none for text.
    fn client(&mut self, now: u64, transport: Transport) -> Option<Client> {
        let Protocol::SocketIo { namespace, auth, transports } = &self.config.protocol else { return None };
        let mut client = Client::new(socketio::Config {
            path: self.config.path.clone(),
            namespaces: vec![Namespace { name: namespace.clone(), auth: auth.clone() }],
            query: self.config.query.clone(),
            transport: match (transport, transports) {
                (Transport::WebSocket, _) => socketio::Transport::WebSocket,
                (Transport::Polling, Transports::Polling) => socketio::Transport::Polling,
                (Transport::Polling, _) => socketio::Transport::PollingThenUpgrade,
            },
            ..socketio::Config::default()
        });
        if let Some(recovery) = self.recovery.clone() {
            client.resume(namespace, recovery);
        }
        client.start(now);
        Some(client)
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
        match &mut connection.client {
            Some(client) => client.handle(now, wire),
            None => self.feed_text(now, input),
        }
        self.drain(now);
    }

    /// What came over a socket whose frames the link does not look into.
    fn feed_text(&mut self, now: u64, input: &Input<'_>) {
        let Protocol::Text(text) = &self.config.protocol else { return };
        match input {
            Input::Opened(socket) => {
                let hello = text.hello.iter().map(|frame| Output::Text(*socket, frame.clone()));
                self.outputs.extend(hello);
                if !text.waits {
                    self.ready(now, false);
                }
            }
            Input::Text(socket, text) => {
                self.heard(now);
                if let Some(ready) = self.connection.as_mut().and_then(|c| c.ready.as_mut()) {
                    ready.data = true;
                }
                let text = (*text).to_owned();
                self.outputs.push_back(Output::Event(Event::Frame { socket: *socket, text }));
            }
            Input::Binary(_, bytes) => {
                self.heard(now);
                let sample = format!("{} bytes", bytes.len());
                let why = "expected a text frame".to_owned();
                self.outputs.push_back(Output::Event(Event::Rejected { why, sample }));
            }
            Input::Closed { code, reason, .. } if text.refusals.contains(code) => {
                self.refuse(Reason::Closed { code: *code, reason: (*reason).to_owned() });
            }
            Input::Closed { code, reason, .. } => {
                self.on_closed(now, CloseReason::Transport { code: *code, reason: (*reason).to_owned() });
            }
            _ => {}
        }
    }

    /// What the profile read in a text frame, or found out beside it.
    pub(super) fn told(&mut self, now: u64, input: &Input<'_>) {
        let (Input::Ready(of) | Input::Pong(of) | Input::Refused(of, _) | Input::Judged(of, _)) = input
        else {
            return;
        };
        let Some(connection) = self.connection.as_mut().filter(|connection| connection.id == *of) else {
            return;
        };
        match (input, connection.ready.as_mut()) {
            (Input::Ready(_), None) => self.ready(now, false),
            (Input::Refused(_, why), _) => self.refuse(Reason::Refused(why.clone())),
            (Input::Pong(_), Some(ready)) => {
                if let Some(rtt) = ready.heartbeat.answered(now) {
                    self.rtt = Some(rtt);
                }
            }
            (Input::Judged(_, Judgement::KeepsQuiet), Some(ready)) => {
                ready.heartbeat = Heartbeat::new(now, None, NEVER);
                ready.stale_since = None;
            }
            (Input::Judged(_, Judgement::Deaf), Some(ready)) if ready.stale_since.is_some() => {
                let silent_ms = now.saturating_sub(ready.heartbeat.last_heard());
                self.fail(now, Reason::Silent { silent_ms });
            }
            _ => {}
        }
    }

    /// Turn the protocol's outputs into ours.
    pub(super) fn drain(&mut self, now: u64) {
        while let Some(connection) = &mut self.connection {
            let Some(output) = connection.client.as_mut().and_then(Client::next_output) else { return };
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
        let hub_interval = match &self.config.protocol {
            Protocol::SocketIo { .. } => self.hub_interval,
            Protocol::Text(text) => text.heartbeat_ms.unwrap_or(NEVER),
        };
        let Some(connection) = &mut self.connection else { return };
        if connection.ready.is_some() {
            return;
        }
        connection.ready = Some(Ready {
            since: now,
            heartbeat: Heartbeat::new(now, every, hub_interval),
            stale_since: None,
            data: false,
            doubted: false,
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
            ready.doubted = false;
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
    fn try_polling(&self, failed: &Attempt) -> bool {
        self.transports() == Transports::Auto
            && failed.transport == Transport::WebSocket
            && !failed.reached
            && (self.won.is_none() || self.attempt.checked_rem(POLLING_EVERY) == Some(0))
    }

    /// Close what is open; what it still reports is ignored.
    pub(super) fn drop_connection(&mut self) -> Option<Attempt> {
        let mut connection = self.connection.take()?;
        let socket = connection.id;
        let (Some(client), Protocol::SocketIo { namespace, .. }) =
            (connection.client.as_mut(), &self.config.protocol)
        else {
            self.outputs.push_back(Output::Close(socket));
            return Some(connection);
        };
        self.recovery = client.recovery(namespace);
        client.close();
        // What the protocol wants to say as it goes is sent, its own events no longer count.
        while let Some(output) = client.next_output() {
            match output {
                socketio::Output::SendText(text) => self.outputs.push_back(Output::Text(socket, text)),
                socketio::Output::CloseSocket => self.outputs.push_back(Output::Close(socket)),
                socketio::Output::AbortHttp { id } => {
                    self.outputs.push_back(Output::Abort(RequestId { socket, number: id }));
                }
                _ => {}
            }
        }
        Some(connection)
    }
}
