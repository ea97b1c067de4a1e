//! The client: what happened goes in, what is to be done comes out.

use std::collections::VecDeque;

use serde_json::Value;

use crate::wire::{Incoming, Outgoing, SocketId};
use crate::{Decoder, EmitError, Encoded, Handshake, Limits, Packet, encode};

mod engine;
mod event;
mod namespaces;
mod polling;
mod websocket;

use engine::Engine;
pub use event::{CloseReason, Event};
use namespaces::{Joined, without_query};

/// Names of events that a server does not take: it closes the connection over them.
pub const RESERVED_EVENTS: [&str; 6] =
    ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

/// How the connection starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InitialTransport {
    /// A WebSocket at once. The default.
    #[default]
    WebSocket,
    /// HTTP long polling only.
    Polling,
    /// HTTP long polling, then an upgrade where the server offers it.
    PollingThenUpgrade,
}

/// A namespace to join.
#[derive(Clone, Debug, PartialEq)]
pub struct Namespace {
    /// With its leading slash; `/` is the main one. A query (`/admin?team=1`) goes along when it is joined; the name that
    /// events carry ends before it.
    pub name: String,
    /// Payload of the CONNECT packet: an object, or nothing.
    pub auth: Option<Value>,
}

/// What a client needs to know. By default: socket 0, `/socket.io/`, the namespace `/` without a payload, no further
/// query, WebSocket, [`Limits::default`].
#[derive(Clone, Debug)]
pub struct ClientConfig {
    /// Names the client's WebSocket and, with a number, its requests. Under a name of its own a client ignores
    /// what the wire still reports of an earlier one.
    pub socket: SocketId,
    /// Path of the endpoint below the server's origin, usually `/socket.io/`; it is sent as it stands.
    pub path: String,
    /// Namespaces to join; none can be added later.
    pub namespaces: Vec<Namespace>,
    /// Further query parameters, names and values not yet encoded.
    pub query: Vec<(String, String)>,
    /// How to start.
    pub transport: InitialTransport,
    /// What the server may cost.
    pub limits: Limits,
}

impl Default for ClientConfig {
    fn default() -> Self {
        Self {
            socket: SocketId::default(),
            path: "/socket.io/".to_owned(),
            namespaces: vec![Namespace { name: "/".to_owned(), auth: None }],
            query: Vec::new(),
            transport: InitialTransport::default(),
            limits: Limits::default(),
        }
    }
}

/// Where a broken connection can be taken up again (connection state recovery).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResumePoint {
    /// The server's private session id, from [`Event::Connected`].
    pub pid: String,
    /// The offset of the last event that was received; `None` before the first.
    pub offset: Option<String>,
}

/// What happened, for [`Client::handle`].
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// Begin. A second time does nothing.
    Start,
    /// Something happened on the wire.
    Wire(Incoming<'a>),
    /// The moment of [`Client::poll_timeout`] came.
    Timeout,
}

/// What the caller has to do, from [`Client::poll_output`].
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Something on the wire.
    Wire(Outgoing),
    /// Take note of what the connection reports.
    Event(Event),
}

/// Why a client wants [`Input::Timeout`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// Nothing came for the server's ping interval and ping time-out together: the connection ends.
    Silence,
}

/// One connection, from [`Input::Start`] to [`Event::Closed`]. For the next one make a new client and
/// hand [`Client::resume_point`] to [`Client::resume`]. Drain [`Client::poll_output`] after every call that
/// takes `&mut self`, before the next one.
#[derive(Debug)]
pub struct Client {
    config: ClientConfig,
    engine: Engine,
    decoder: Decoder,
    joined: Vec<Joined>,
    outputs: VecDeque<Output>,
    next_ack: u64,
}

impl Client {
    /// A client that waits for [`Input::Start`].
    #[must_use]
    pub fn new(config: ClientConfig) -> Self {
        let decoder = Decoder::new(config.limits);
        let joined = config.namespaces.iter().map(Joined::new).collect();
        Self { config, engine: Engine::default(), decoder, joined, outputs: VecDeque::new(), next_ack: 0 }
    }

    /// Take up an earlier connection of a namespace, before [`Input::Start`]; a namespace that is not in the
    /// configuration is ignored. The CONNECT payload then holds `pid` and `offset` too, and so becomes an
    /// object. `recovered` in [`Event::Connected`] says whether it worked.
    pub fn resume(&mut self, namespace: &str, point: ResumePoint) {
        if let Some(joined) = self.joined.iter_mut().find(|joined| joined.is(namespace)) {
            joined.resume_point = Some(point);
        }
    }

    /// Where a later client can take this connection up, also after [`Event::Closed`]; `None` where the server
    /// cannot, after a disconnect from the namespace, and after [`Client::close`].
    #[must_use]
    pub fn resume_point(&self, namespace: &str) -> Option<ResumePoint> {
        self.joined.iter().find(|joined| joined.is(namespace))?.resume_point.clone()
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// Whether the client is spent: nothing goes in or comes out any more.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.engine.phase == engine::EnginePhase::Closed
    }

    /// The server's handshake, once it came.
    #[must_use]
    pub fn handshake(&self) -> Option<&Handshake> {
        self.engine.handshake.as_ref()
    }

    /// Emit an event. Binary arguments are placeholders `{"_placeholder":true,"num":n}` into
    /// `attachments`. With `want_ack` the id of [`Event::Acked`] comes back, from 1, one count for all
    /// namespaces. Not every server answers: the caller keeps the time.
    ///
    /// # Errors
    /// The namespace is not joined (yet, any more), the name is reserved, or a placeholder points at nothing:
    /// nothing is sent.
    pub fn emit(
        &mut self,
        namespace: &str,
        event: &str,
        args: Vec<Value>,
        attachments: Vec<Vec<u8>>,
        want_ack: bool,
    ) -> Result<Option<u64>, EmitError> {
        if RESERVED_EVENTS.contains(&event) {
            return Err(EmitError::Reserved { event: event.to_owned() });
        }
        let namespace = self.must_be_joined(namespace)?;
        let ack = want_ack.then(|| {
            self.next_ack = self.next_ack.wrapping_add(1);
            self.next_ack
        });
        let mut data = vec![Value::from(event)];
        data.extend(args);
        self.send_checked(namespace, data, attachments, |data, attachments| crate::PacketKind::Event {
            ack,
            data,
            attachments,
        })?;
        Ok(ack)
    }

    /// Acknowledge an event of the server: `id` is the `ack` of its [`Event::Message`]. Arguments as for
    /// [`Client::emit`]. Once per event; that is not checked.
    ///
    /// # Errors
    /// As for [`Client::emit`], but for the name.
    pub fn acknowledge(
        &mut self,
        namespace: &str,
        id: u64,
        args: Vec<Value>,
        attachments: Vec<Vec<u8>>,
    ) -> Result<(), EmitError> {
        let namespace = self.must_be_joined(namespace)?;
        self.send_checked(namespace, args, attachments, |data, attachments| crate::PacketKind::Ack {
            id,
            data,
            attachments,
        })
    }

    fn must_be_joined<'n>(&self, namespace: &'n str) -> Result<&'n str, EmitError> {
        let joined = self.joined.iter().any(|joined| joined.connected && joined.is(namespace));
        let error = || EmitError::NotConnected { namespace: namespace.to_owned() };
        joined.then_some(without_query(namespace)).ok_or_else(error)
    }

    fn send_checked(
        &mut self,
        namespace: &str,
        data: Vec<Value>,
        attachments: Vec<Vec<u8>>,
        kind: impl FnOnce(Vec<Value>, Vec<Vec<u8>>) -> crate::PacketKind,
    ) -> Result<(), EmitError> {
        if crate::placeholder::dangling(&data, attachments.len()) > 0 {
            return Err(EmitError::Placeholder);
        }
        self.send(Packet { namespace: namespace.to_owned(), kind: kind(data, attachments) });
        self.flush();
        Ok(())
    }

    /// Queue a packet.
    fn send(&mut self, packet: Packet) {
        let Encoded { text, attachments } = encode(packet);
        self.engine.queue.push(crate::EngineFrame::Text(crate::EnginePacket::Message(&text).encode()));
        self.engine.queue.extend(attachments.into_iter().map(crate::EngineFrame::Binary));
    }

    fn report(&mut self, event: Event) {
        self.outputs.push_back(Output::Event(event));
    }

    fn reject(&mut self, error: &crate::DecodeError) {
        self.report(Event::Rejected {
            why: format!("expected {}", error.expected),
            sample: error.sample.clone(),
        });
    }
}

#[cfg(test)]
mod tests;
