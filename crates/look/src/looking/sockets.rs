//! Sockets: opened, listened to, and never spoken to beyond a handshake.

use profile::{NamespaceAt, Sign};
use serde_json::Value;
use socketio::{Decoder, EnginePacket, Handshake, Mono, Packet, PacketKind};

use super::answers::frame_value;
use super::{LISTEN_MS, Looking};
use crate::dialect::{Output, QuestionId};
use crate::finding::{Provenance, Seen};
use crate::step::{Came, Question};

/// So many names of events are kept.
const NAMES: usize = 64;
/// A longer frame is counted and not read (bytes).
const LONGEST_FRAME: usize = 256 * 1024;

/// A socket that is open, or opening.
#[derive(Debug)]
pub(super) struct Listening {
    pub id: QuestionId,
    pub until: Mono,
    pub path: String,
    /// When the namespaces are to be asked for.
    pub namespaces_at: Option<Mono>,
    /// What it says is Socket.IO: asked for as such, or seen by its first frame.
    speaks_socket_io: bool,
    is_open: bool,
    messages: usize,
    events: Vec<String>,
    decoder: Decoder,
}

impl Listening {
    pub fn new(id: QuestionId, question: &Question, until: Mono) -> Self {
        let (path, speaks_socket_io) = match question {
            Question::SocketIo { path } => (path.clone(), true),
            Question::Socket { path } => (path.clone(), false),
            _ => (String::new(), false),
        };
        Self {
            id,
            until,
            path,
            namespaces_at: None,
            speaks_socket_io,
            is_open: false,
            messages: 0,
            events: Vec::new(),
            decoder: Decoder::default(),
        }
    }

    /// When something is to be done.
    pub fn due(&self) -> Mono {
        self.namespaces_at.map_or(self.until, |at| at.min(self.until))
    }
}

impl Looking {
    /// Whether a socket opened, which is all that sockets are asked for.
    pub(super) fn was_listened_to(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.came, Came::Heard { .. } | Came::Listening { .. }))
    }

    pub(super) fn on_opened(&mut self, now: Mono, id: QuestionId) {
        let Some(listening) = self.listening.as_mut().filter(|it| it.id == id) else { return };
        listening.is_open = true;
        listening.until = now.saturating_add(LISTEN_MS);
        self.came(id, Came::Listening { messages: 0 });
    }

    pub(super) fn on_text(&mut self, id: QuestionId, text: &str) {
        let Some(listening) = self.listening.as_mut().filter(|it| it.id == id && it.is_open) else { return };
        let is_first = listening.messages == 0;
        if listening.speaks_socket_io {
            return self.on_engine_packet(id, text);
        }
        listening.messages = listening.messages.saturating_add(1);
        let messages = listening.messages;
        let path = listening.path.clone();
        self.came(id, Came::Listening { messages });
        if text.len() > LONGEST_FRAME {
            return;
        }
        let value = frame_value(text);
        if is_first || !self.is_known() {
            self.recognise_frame(&path, &value);
        }
        self.observe(Provenance::Frame { path }, value);
    }

    /// Bytes are counted, and are parts of events that carry some.
    pub(super) fn on_binary(&mut self, id: QuestionId, bytes: &[u8]) {
        let Some(listening) = self.listening.as_mut().filter(|it| it.id == id && it.is_open) else { return };
        if !listening.speaks_socket_io {
            listening.messages = listening.messages.saturating_add(1);
            let messages = listening.messages;
            return self.came(id, Came::Listening { messages });
        }
        if let Ok(Some(packet)) = listening.decoder.binary(bytes) {
            self.on_packet(id, packet);
        }
    }

    /// The handshake is answered, and each ping: without that the server would close. Beyond that only handshakes of
    /// namespaces are ever sent.
    fn on_engine_packet(&mut self, id: QuestionId, text: &str) {
        let Some(listening) = self.listening.as_mut() else { return };
        match EnginePacket::decode(text) {
            Ok(EnginePacket::Open(open)) if Handshake::decode(open).is_ok() => {
                self.known.speaks_socket_io = Some(true);
                self.outputs.push_back(Output::Send { id, text: "40".to_owned() });
            }
            Ok(EnginePacket::Ping(_)) => self.outputs.push_back(Output::Send { id, text: "3".to_owned() }),
            Ok(EnginePacket::Message(message)) if message.len() <= LONGEST_FRAME => {
                if let Ok(Some(packet)) = listening.decoder.text(message) {
                    self.on_packet(id, packet);
                }
            }
            Ok(_) => {}
            // It opened here, but speaks something else.
            Err(_) => self.end_socket(Came::Refused),
        }
    }

    fn on_packet(&mut self, id: QuestionId, packet: Packet) {
        let Some(path) = self.listening.as_ref().map(|it| it.path.clone()) else { return };
        let at = NamespaceAt { open: path, namespace: packet.namespace };
        match packet.kind {
            PacketKind::Connect(_) => self.on_let_in(&at),
            PacketKind::ConnectError(error) | PacketKind::Disconnect(Some(error)) => {
                self.on_refusal(&at, &error)
            }
            PacketKind::Event { data, .. } => self.on_event(id, &at, data),
            _ => {}
        }
    }

    fn on_event(&mut self, id: QuestionId, at: &NamespaceAt, mut data: Vec<Value>) {
        if data.is_empty() {
            return;
        }
        let name = json::unquoted(&data.remove(0));
        let is_it = |sign: &Sign| matches!(sign, Sign::Event { at: known, name: sent } if known == at && *sent == name);
        let found: Vec<String> = self.profiles_by(is_it);
        found.iter().for_each(|profile| self.recognise_by_socket(profile, String::new()));
        if !at.is_main() {
            return self.on_event_of_namespace(&at.namespace);
        }
        let Some(listening) = self.listening.as_mut() else { return };
        listening.messages = listening.messages.saturating_add(1);
        if !listening.events.contains(&name) && listening.events.len() < NAMES {
            listening.events.push(name.clone());
        }
        let messages = listening.messages;
        self.came(id, Came::Listening { messages });
        self.observe(Provenance::Event { name }, Value::Array(data));
    }

    /// A frame at the address itself may be the one of any path: then the end of the address is that path.
    fn recognise_frame(&mut self, path: &str, value: &Value) {
        let at_address = path.is_empty();
        let fits = |sign: &Sign| match sign {
            Sign::Frame(frame) if frame.is(value) && (at_address || frame.open == path) => {
                Some(frame.open.split('?').next().unwrap_or_default().to_owned())
            }
            _ => None,
        };
        let found: Vec<(String, String)> = self
            .kinds
            .iter()
            .filter_map(|one| Some((one.name.clone(), one.signs.iter().find_map(fits)?)))
            .collect();
        for (profile, open) in found {
            self.recognise_by_socket(&profile, if at_address { open } else { String::new() });
        }
    }

    pub(super) fn profiles_by(&self, is_it: impl Fn(&Sign) -> bool) -> Vec<String> {
        let fits = self.kinds.iter().filter(|one| one.signs.iter().any(&is_it));
        fits.map(|one| one.name.clone()).collect()
    }

    pub(super) fn on_closed(&mut self, id: QuestionId) {
        let Some(listening) = self.listening.as_ref().filter(|it| it.id == id) else { return };
        let messages = listening.messages;
        // One that closes without a word has refused.
        let came = if listening.is_open && messages > 0 { Came::Heard { messages } } else { Came::Refused };
        self.end_socket(came);
    }

    pub(super) fn on_socket_timeout(&mut self, now: Mono) {
        self.ask_due_namespaces(now);
        let Some(listening) = self.listening.as_ref().filter(|it| it.until <= now) else { return };
        let messages = listening.messages;
        let came = if listening.is_open { Came::Heard { messages } } else { Came::Late };
        self.end_socket(came);
    }

    /// No more is wanted of the socket.
    fn end_socket(&mut self, came: Came) {
        let Some(id) = self.listening.as_ref().map(|it| it.id) else { return };
        self.outputs.push_back(Output::End { id });
        self.came(id, came);
        self.leave_namespaces();
        self.leave_socket();
    }

    /// What was heard of a socket that is over.
    pub(super) fn leave_socket(&mut self) {
        let Some(listening) = self.listening.take() else { return };
        let heard =
            self.steps.get(listening.id.0).is_some_and(|step| matches!(step.came, Came::Heard { .. }));
        if !heard {
            return;
        }
        self.finding.seen.push(match listening.speaks_socket_io {
            true => Seen::SocketIo { events: listening.events },
            false => Seen::Socket { path: listening.path, frames: listening.messages },
        });
    }
}
