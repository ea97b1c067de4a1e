//! The Socket.IO layer: namespaces, events, acknowledgements, recovery.

use serde_json::{Map, Value};

use super::{Client, Event, Namespace, ResumePoint};
use crate::{DecodeError, Packet, PacketKind};

/// A namespace that was asked for.
#[derive(Debug)]
pub(super) struct Joined {
    /// Without the query.
    pub name: String,
    /// As the configuration has it.
    asked: String,
    auth: Option<Value>,
    pub connected: bool,
    /// We left it, or the server put us out: what still comes of it is not reported.
    pub left: bool,
    pub resume_point: Option<ResumePoint>,
}

impl Joined {
    pub fn new(namespace: &Namespace) -> Self {
        Self {
            name: without_query(&namespace.name).to_owned(),
            asked: namespace.name.clone(),
            auth: namespace.auth.clone(),
            connected: false,
            left: false,
            resume_point: None,
        }
    }

    /// Whether it is the one that a caller names, with its query or without.
    pub fn is(&self, namespace: &str) -> bool {
        self.name == without_query(namespace)
    }

    /// Nothing of it is to be taken up again.
    pub fn leave(&mut self) {
        self.connected = false;
        self.left = true;
        self.resume_point = None;
    }

    /// The CONNECT payload: the caller's, with `pid` and `offset` of the resume point.
    fn payload(&self) -> Option<Value> {
        let Some(point) = &self.resume_point else { return self.auth.clone() };
        let mut payload = match &self.auth {
            Some(Value::Object(auth)) => auth.clone(),
            _ => Map::new(),
        };
        payload.insert("pid".to_owned(), Value::from(point.pid.clone()));
        if let Some(offset) = &point.offset {
            payload.insert("offset".to_owned(), Value::from(offset.clone()));
        }
        Some(Value::Object(payload))
    }
}

impl Client {
    /// Ask for every namespace; the Engine.IO connection stands.
    pub(super) fn join(&mut self) {
        let packets: Vec<_> = self
            .joined
            .iter()
            .map(|joined| Packet {
                namespace: joined.asked.clone(),
                kind: PacketKind::Connect(joined.payload()),
            })
            .collect();
        for packet in packets {
            self.send(packet);
        }
    }

    /// Leave a namespace; the connection stays. One that is not joined is ignored.
    pub fn disconnect(&mut self, namespace: &str) {
        if let Some(joined) = self.joined.iter_mut().find(|joined| joined.connected && joined.is(namespace)) {
            joined.leave();
            let namespace = joined.name.clone();
            self.send(Packet { namespace, kind: PacketKind::Disconnect(None) });
            self.flush();
        }
    }

    pub(super) fn on_message_text(&mut self, text: &str) {
        let read = self.decoder.text(text);
        let count = self.decoder.take_repaired();
        if count > 0 {
            self.report(Event::Repaired { count, sample: DecodeError::new("", text).sample });
        }
        self.on_decoded(read);
    }

    pub(super) fn on_message_binary(&mut self, bytes: &[u8]) {
        let read = self.decoder.binary(bytes);
        self.on_decoded(read);
    }

    fn on_decoded(&mut self, read: Result<Option<Packet>, DecodeError>) {
        match read {
            Ok(None) => {}
            Ok(Some(packet)) => self.on_packet(packet),
            Err(error) => self.reject(&error),
        }
    }

    fn on_packet(&mut self, packet: Packet) {
        let Packet { namespace, kind } = packet;
        let Some(joined) = self.joined.iter_mut().find(|joined| joined.name == namespace) else {
            return self.reject(&DecodeError::new("a namespace that was asked for", &namespace));
        };
        match kind {
            PacketKind::Connect(answer) => self.on_connect(namespace, answer),
            _ if joined.left => {}
            PacketKind::Disconnect(None) => {
                joined.leave();
                self.report(Event::Disconnected { namespace });
            }
            // A second CONNECT is refused while the first goes on (hub 002 §1.3): nothing changes then.
            PacketKind::ConnectError(reason) if joined.connected => {
                self.reject(&DecodeError::new("no refusal of a joined namespace", &json::text(&reason)));
            }
            PacketKind::ConnectError(reason) | PacketKind::Disconnect(Some(reason)) => {
                joined.leave();
                let (message, data) = read_refusal(reason);
                self.report(Event::ConnectError { namespace, message, data });
            }
            PacketKind::Event { ack, mut data, attachments } => {
                // Only what goes to many has an offset, and that asks for no acknowledgement.
                if let (None, Some(point), Some(Value::String(offset)), true) =
                    (ack, &mut joined.resume_point, data.last(), data.len() > 1)
                {
                    point.offset = Some(offset.clone());
                }
                let event = match data.first_mut().map(Value::take) {
                    Some(Value::String(name)) => name,
                    Some(other) => json::text(&other),
                    None => return,
                };
                let args = data.into_iter().skip(1).collect();
                self.report(Event::Message { namespace, event, args, attachments, ack });
            }
            PacketKind::Ack { id, data, attachments } => {
                self.report(Event::Acked { namespace, id, args: data, attachments });
            }
        }
    }

    fn on_connect(&mut self, namespace: String, answer: Option<Value>) {
        let text = |key: &str| answer.as_ref()?.get(key)?.as_str().map(str::to_owned);
        let (sid, pid) = (text("sid"), text("pid"));
        let Some(joined) = self.joined.iter_mut().find(|joined| joined.name == namespace) else { return };
        let Some(sid) = sid else {
            let message = "the server speaks Socket.IO 2 or older".to_owned();
            return self.report(Event::ConnectError { namespace, message, data: answer });
        };
        if joined.connected {
            return self.reject(&DecodeError::new("one answer to CONNECT", &sid));
        }
        (joined.connected, joined.left) = (true, false);
        let before = joined.resume_point.take();
        let recovered = pid.is_some() && before.as_ref().map(|point| &point.pid) == pid.as_ref();
        joined.resume_point = pid.clone().map(|pid| ResumePoint {
            pid,
            offset: before.filter(|_| recovered).and_then(|point| point.offset),
        });
        self.report(Event::Connected { namespace, sid, pid, recovered });
    }
}

/// The name of a namespace, without the query that goes along when it is joined.
pub(super) fn without_query(namespace: &str) -> &str {
    namespace.split_once('?').map_or(namespace, |(name, _)| name)
}

/// `{"message": …, "data": …}`, or whatever an older server says.
fn read_refusal(reason: Value) -> (String, Option<Value>) {
    match reason {
        Value::String(message) => (message, None),
        Value::Null => (String::new(), None),
        other => match other.get("message").and_then(Value::as_str) {
            Some(message) => (message.to_owned(), other.get("data").cloned()),
            None => (String::new(), Some(other)),
        },
    }
}
