//! The client: what happened goes in, what is to be done comes out.

use std::collections::VecDeque;

use serde_json::Value;

use crate::{Decoder, EmitError, Encoded, Handshake, Limits, Packet, encode};

mod engine;
mod event;
mod namespaces;

use engine::Engine;
pub use event::{CloseReason, Event};
use namespaces::Joined;

/// How the connection starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transport {
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
    /// With its leading slash; `/` is the main one.
    pub name: String,
    /// Payload of the CONNECT packet: an object, or nothing.
    pub auth: Option<Value>,
}

/// What a client needs to know. By default: `/socket.io/`, the namespace `/` without a payload, no further
/// query, WebSocket, [`Limits::default`].
#[derive(Clone, Debug)]
pub struct Config {
    /// Path of the endpoint below the server's origin, usually `/socket.io/`; it is sent as it stands.
    pub path: String,
    /// Namespaces to join; none can be added later.
    pub namespaces: Vec<Namespace>,
    /// Further query parameters, names and values not yet encoded.
    pub query: Vec<(String, String)>,
    /// How to start.
    pub transport: Transport,
    /// What the server may cost.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            path: "/socket.io/".to_owned(),
            namespaces: vec![Namespace { name: "/".to_owned(), auth: None }],
            query: Vec::new(),
            transport: Transport::default(),
            limits: Limits::default(),
        }
    }
}

/// Where a broken connection can be taken up again (connection state recovery).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The server's private session id, from [`Event::Connected`].
    pub pid: String,
    /// The offset of the last event that was received; `None` before the first.
    pub offset: Option<String>,
}

/// What happened, for [`Client::handle`].
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// The WebSocket opened.
    SocketOpened,
    /// A text frame came.
    SocketText(&'a str),
    /// A binary frame came.
    SocketBinary(&'a [u8]),
    /// The WebSocket closed, or could not be opened.
    SocketClosed {
        /// Close code; 1006 where no close frame came.
        code: u16,
        /// The server's text.
        reason: &'a str,
        /// Whether the closing handshake was complete.
        clean: bool,
    },
    /// A request was answered.
    HttpDone {
        /// Number of the request, from [`Output::Http`].
        id: u64,
        /// HTTP status; 200–299 is success.
        status: u16,
        /// The body as UTF-8 text.
        body: &'a str,
    },
    /// A request failed without an answer.
    HttpFailed {
        /// Number of the request, from [`Output::Http`].
        id: u64,
        /// Why, for people.
        reason: &'a str,
    },
    /// The [deadline](Client::deadline) passed.
    Tick,
}

/// HTTP method of a polling request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Receive.
    Get,
    /// Send.
    Post,
}

/// What the caller has to do, from [`Client::next_output`].
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Open a WebSocket; there is never more than one.
    OpenSocket {
        /// Path and query, below the server's origin, encoded.
        path_and_query: String,
    },
    /// Send a text frame.
    SendText(String),
    /// Send a binary frame.
    SendBinary(Vec<u8>),
    /// Close the WebSocket.
    CloseSocket,
    /// Send a request; a body is `text/plain;charset=UTF-8`.
    Http {
        /// Number of the request.
        id: u64,
        /// Method.
        method: Method,
        /// Path and query, below the server's origin, encoded.
        path_and_query: String,
        /// Body of a POST; `None` for a GET.
        body: Option<String>,
    },
    /// Forget a request.
    AbortHttp {
        /// Number of the request, from [`Output::Http`].
        id: u64,
    },
    /// Something that the user of the client wants to know.
    Event(Event),
}

/// One connection, from [`Client::start`] to [`Event::Closed`]. For the next one make a new client and
/// hand [`Client::recovery`] to [`Client::resume`]. Drain [`Client::next_output`] after every call that
/// takes `&mut self`.
#[derive(Debug)]
pub struct Client {
    config: Config,
    engine: Engine,
    decoder: Decoder,
    joined: Vec<Joined>,
    outputs: VecDeque<Output>,
    next_ack: u64,
}

impl Client {
    /// A client that waits for [`Client::start`].
    #[must_use]
    pub fn new(config: Config) -> Self {
        let decoder = Decoder::new(config.limits);
        let joined = config.namespaces.iter().map(Joined::new).collect();
        Self { config, engine: Engine::default(), decoder, joined, outputs: VecDeque::new(), next_ack: 0 }
    }

    /// Take up an earlier connection of a namespace, before [`Client::start`]; a namespace that is not in the
    /// configuration is ignored. The CONNECT payload then holds `pid` and `offset` too, and so becomes an
    /// object. Whether it worked tells `recovered` in [`Event::Connected`].
    pub fn resume(&mut self, namespace: &str, recovery: Recovery) {
        if let Some(joined) = self.joined.iter_mut().find(|joined| joined.name == namespace) {
            joined.recovery = Some(recovery);
        }
    }

    /// Where a later client can take this connection up, also after [`Event::Closed`]; `None` where the server
    /// cannot, and after a disconnect from the namespace.
    #[must_use]
    pub fn recovery(&self, namespace: &str) -> Option<Recovery> {
        self.joined.iter().find(|joined| joined.name == namespace)?.recovery.clone()
    }

    /// The next thing to do, in order.
    pub fn next_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
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
        const RESERVED: [&str; 4] = ["connect", "connect_error", "disconnect", "disconnecting"];
        if RESERVED.contains(&event) {
            return Err(EmitError::Reserved { event: event.to_owned() });
        }
        self.must_be_joined(namespace)?;
        let ack = want_ack.then(|| {
            self.next_ack = self.next_ack.wrapping_add(1);
            self.next_ack
        });
        let mut data = vec![Value::from(event)];
        data.extend(args);
        self.send_checked(namespace, data, attachments, |data, attachments| crate::Kind::Event {
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
        self.must_be_joined(namespace)?;
        self.send_checked(namespace, args, attachments, |data, attachments| crate::Kind::Ack {
            id,
            data,
            attachments,
        })
    }

    fn must_be_joined(&self, namespace: &str) -> Result<(), EmitError> {
        let joined = self.joined.iter().any(|joined| joined.connected && joined.name == namespace);
        joined.then_some(()).ok_or_else(|| EmitError::NotConnected { namespace: namespace.to_owned() })
    }

    fn send_checked(
        &mut self,
        namespace: &str,
        data: Vec<Value>,
        attachments: Vec<Vec<u8>>,
        kind: impl FnOnce(Vec<Value>, Vec<Vec<u8>>) -> crate::Kind,
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
        self.engine.queue.push(crate::Frame::Text(crate::packet::Engine::Message(&text).encode()));
        self.engine.queue.extend(attachments.into_iter().map(crate::Frame::Binary));
    }

    fn tell(&mut self, event: Event) {
        self.outputs.push_back(Output::Event(event));
    }

    fn reject(&mut self, error: &crate::DecodeError) {
        self.tell(Event::Rejected {
            why: format!("expected {}", error.expected),
            sample: error.sample.clone(),
        });
    }
}

#[cfg(test)]
mod tests;
