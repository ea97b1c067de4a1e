//! Socket.IO: an attempt's client, and what its events mean to the connection.

use serde_json::Value;
use socketio::wire::SocketId;
use socketio::{Client, ClientConfig, Event, InitialTransport, Namespace, Output};

use super::Connection;
use crate::{ConnectionEvent, Mono, Protocol, Reason, Transport, Transports};

impl Connection {
    /// A client that has begun to connect; none for text.
    pub(super) fn start_client(&self, now: Mono, socket: SocketId, transport: Transport) -> Option<Client> {
        let Protocol::SocketIo { namespace, auth, transports, .. } = &self.config.protocol else {
            return None;
        };
        let mut client = Client::new(ClientConfig {
            socket,
            path: self.config.path.clone(),
            namespaces: vec![Namespace { name: namespace.clone(), auth: auth.clone() }],
            query: self.config.query.clone(),
            transport: match (transport, transports) {
                (Transport::Polling, Transports::Polling) => InitialTransport::Polling,
                (Transport::Polling, _) => InitialTransport::PollingThenUpgrade,
                (Transport::WebSocket | Transport::EventStream, _) => InitialTransport::WebSocket,
            },
            ..ClientConfig::default()
        });
        if let Some(point) = self.resume_point.clone() {
            client.resume(namespace, point);
        }
        client.handle(now, socketio::Input::Start);
        Some(client)
    }

    /// Pass on what the present attempt's client wants, and act on what it reports.
    pub(super) fn drain_client(&mut self, now: Mono) {
        while let Some(attempt) = &mut self.attempt {
            match attempt.client.as_mut().and_then(Client::poll_output) {
                Some(Output::Wire(outgoing)) => self.wire(outgoing),
                Some(Output::Event(event)) => self.on_client_event(now, event),
                None => return,
            }
        }
    }

    fn on_client_event(&mut self, now: Mono, event: Event) {
        match event {
            Event::Handshake { ping_interval_ms, .. } => {
                self.hub_interval = ping_interval_ms;
                if let Some(attempt) = &mut self.attempt {
                    attempt.on_handshake();
                }
            }
            Event::Connected { recovered, .. } => self.on_joined(now, recovered),
            Event::ConnectError { message, .. } => self.on_refused(now, message),
            Event::Disconnected { .. } => self.fail(now, Reason::HubLeft),
            Event::Message { namespace, event, args, ack, .. } => {
                self.on_message(now, event, args);
                self.acknowledge(&namespace, ack);
            }
            Event::Heard => self.heard(now),
            Event::Rejected { why, sample } => self.report(ConnectionEvent::Rejected { why, sample }),
            Event::Repaired { count, sample } => self.report(ConnectionEvent::Repaired { count, sample }),
            Event::Closed { reason } => self.on_closed(now, reason),
            Event::Acked { id, args, .. } => {
                self.on_data(now, false);
                self.report(ConnectionEvent::Acknowledged { number: id, args });
            }
            Event::Upgraded => {}
        }
    }

    fn on_joined(&mut self, now: Mono, recovered: bool) {
        let Protocol::SocketIo { waits_for_login, .. } = self.config.protocol else { return };
        if let Some(attempt) = &mut self.attempt {
            attempt.joined = Some(recovered);
        }
        if waits_for_login {
            self.report(ConnectionEvent::Joined);
        } else {
            self.on_ready(now, recovered);
        }
    }

    /// Say that an event was taken, where the hub asks for it. One that came before we were let in cannot be answered.
    fn acknowledge(&mut self, namespace: &str, ack: Option<u64>) {
        let client = self.attempt.as_mut().and_then(|attempt| attempt.client.as_mut());
        if let (Some(client), Some(id)) = (client, ack) {
            let _ = client.acknowledge(namespace, id, Vec::new(), Vec::new());
        }
    }

    fn on_message(&mut self, now: Mono, event: String, args: Vec<Value>) {
        let is_pong = self.config.ping.as_ref().is_some_and(|ping| ping.reply == event);
        self.on_data(now, is_pong);
        self.report(ConnectionEvent::Message { event, args });
    }
}
