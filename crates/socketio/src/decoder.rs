//! Frames to Socket.IO packets, within limits.

use serde_json::Value;

use crate::placeholder::dangling;
use crate::{DecodeError, Packet, PacketKind};

/// What a hostile or broken server may cost at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest text frame, binary frame or polling answer, in bytes. By default 16 MiB.
    pub frame_bytes: usize,
    /// Most binary parts of one packet. By default 64.
    pub attachments: usize,
    /// Most bytes of all binary parts of one packet. By default 32 MiB.
    pub attachment_bytes: usize,
    /// Deepest nesting of arrays and objects in a packet's JSON; above 127 the JSON parser's own limit
    /// holds. By default 64.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { frame_bytes: 16 << 20, attachments: 64, attachment_bytes: 32 << 20, nesting: 64 }
    }
}

/// Frames to Socket.IO packets; remembers a packet that waits for its binary parts.
///
/// ```
/// use socketio::{Decoder, PacketKind};
///
/// let mut decoder = Decoder::default();
/// assert_eq!(decoder.text(r#"51-["photo",{"_placeholder":true,"num":0}]"#), Ok(None));
/// let packet = decoder.binary(&[0xFF, 0xD8]).unwrap().unwrap();
/// assert_eq!(packet.namespace, "/");
/// assert!(matches!(packet.kind, PacketKind::Event { attachments, .. } if attachments == [[0xFF, 0xD8]]));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    limits: Limits,
    waiting: Option<Waiting>,
    repaired: usize,
}

#[derive(Clone, Debug)]
struct Waiting {
    header: PacketHeader,
    data: Vec<Value>,
    parts: Vec<Vec<u8>>,
    bytes: usize,
}

/// Everything of a packet that stands before its JSON.
#[derive(Clone, Debug)]
struct PacketHeader {
    kind: char,
    attachments: usize,
    namespace: String,
    id: Option<u64>,
}

impl Decoder {
    /// A decoder with its limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, waiting: None, repaired: 0 }
    }

    /// How many values of the texts that were read since the last call had to be replaced: `NaN` by null, half a
    /// character by U+FFFD.
    pub fn take_repaired(&mut self) -> usize {
        std::mem::take(&mut self.repaired)
    }

    /// Read a text packet, without its Engine.IO type. `Ok(None)`: its binary parts are still to come.
    ///
    /// # Errors
    /// What was expected, or a limit that was passed. A text in place of a binary part is refused together
    /// with the packet that waited for it. The decoder stays usable.
    pub fn text(&mut self, text: &str) -> Result<Option<Packet>, DecodeError> {
        if self.waiting.take().is_some() {
            return Err(DecodeError::new("a binary part of the packet before", text));
        }
        if text.len() > self.limits.frame_bytes {
            return Err(DecodeError::new("a smaller packet", text));
        }
        let (header, json) = PacketHeader::read(text)?;
        if header.attachments > self.limits.attachments {
            return Err(DecodeError::new("fewer binary parts", text));
        }
        let data = self.json(json)?;
        let kind = header.kind;
        let kind = match (kind, data) {
            ('0', None) => PacketKind::Connect(None),
            ('0', Some(Value::Object(answer))) => PacketKind::Connect(Some(Value::Object(answer))),
            ('1', reason) => PacketKind::Disconnect(reason),
            ('4', reason) => PacketKind::ConnectError(reason.unwrap_or_default()),
            ('2' | '3' | '5' | '6', Some(Value::Array(data))) => return self.data(header, data, text),
            _ => return Err(DecodeError::new("the data that the packet's type asks for", text)),
        };
        Ok(Some(Packet { namespace: header.namespace, kind }))
    }

    /// Read a binary part. `Ok(None)`: more parts are still to come.
    ///
    /// # Errors
    /// No packet waits for one, or a limit was passed: the packet is given up.
    pub fn binary(&mut self, bytes: &[u8]) -> Result<Option<Packet>, DecodeError> {
        let Some(mut waiting) = self.waiting.take() else {
            return Err(DecodeError::new("a text packet before a binary part", ""));
        };
        waiting.bytes = waiting.bytes.saturating_add(bytes.len());
        if waiting.bytes > self.limits.attachment_bytes {
            return Err(DecodeError::new("smaller binary parts", ""));
        }
        waiting.parts.push(bytes.to_vec());
        if waiting.parts.len() < waiting.header.attachments {
            self.waiting = Some(waiting);
            return Ok(None);
        }
        finish(waiting.header, waiting.data, waiting.parts).map(Some)
    }

    fn data(
        &mut self,
        header: PacketHeader,
        data: Vec<Value>,
        text: &str,
    ) -> Result<Option<Packet>, DecodeError> {
        let event = matches!(header.kind, '2' | '5');
        if event && !matches!(data.first(), Some(Value::String(_) | Value::Number(_))) {
            return Err(DecodeError::new("an event's name", text));
        }
        if dangling(&data, header.attachments) > 0 && matches!(header.kind, '5' | '6') {
            return Err(DecodeError::new("placeholders that point at a binary part", text));
        }
        if header.attachments == 0 {
            return finish(header, data, Vec::new()).map(Some);
        }
        self.waiting = Some(Waiting { header, data, parts: Vec::new(), bytes: 0 });
        Ok(None)
    }

    fn json(&mut self, json: &str) -> Result<Option<Value>, DecodeError> {
        if json.is_empty() {
            return Ok(None);
        }
        if depth(json) > self.limits.nesting {
            return Err(DecodeError::new("JSON that is nested less deeply", json));
        }
        let json::Reading { value, repaired } =
            json::read(json).map_err(|_| DecodeError::new("JSON", json))?;
        self.repaired = self.repaired.saturating_add(repaired);
        Ok(Some(value))
    }
}

fn finish(header: PacketHeader, data: Vec<Value>, attachments: Vec<Vec<u8>>) -> Result<Packet, DecodeError> {
    let kind = match (header.kind, header.id) {
        ('2' | '5', ack) => PacketKind::Event { ack, data, attachments },
        (_, Some(id)) => PacketKind::Ack { id, data, attachments },
        (_, None) => return Err(DecodeError::new("the id of an acknowledgement", "")),
    };
    Ok(Packet { namespace: header.namespace, kind })
}

impl PacketHeader {
    fn read(text: &str) -> Result<(Self, &str), DecodeError> {
        let malformed = |expected| DecodeError::new(expected, text);
        let mut chars = text.chars();
        let kind = chars.next().filter(|kind| ('0'..='6').contains(kind));
        let kind = kind.ok_or_else(|| malformed("a Socket.IO packet type 0-6"))?;
        let mut rest = chars.as_str();
        let mut attachments = 0;
        if matches!(kind, '5' | '6') {
            let (count, after) =
                rest.split_once('-').ok_or_else(|| malformed("the number of binary parts"))?;
            attachments = number(count).ok_or_else(|| malformed("the number of binary parts"))?;
            rest = after;
        }
        let mut namespace = "/".to_owned();
        if rest.starts_with('/') {
            let (name, after) = rest.split_once(',').unwrap_or((rest, ""));
            // A query after the namespace is allowed by older servers and means nothing here.
            name.split('?').next().unwrap_or("/").clone_into(&mut namespace);
            rest = after;
        }
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let id_text = rest.strip_suffix(digits).unwrap_or_default();
        let id = match id_text {
            "" => None,
            id_text => Some(number(id_text).ok_or_else(|| malformed("an id below 2^64"))?),
        };
        let attachments = usize::try_from(attachments).map_err(|_| malformed("fewer binary parts"))?;
        Ok((Self { kind, attachments, namespace, id }, digits))
    }
}

/// Digits as a number; `parse` alone would take a sign too.
fn number(digits: &str) -> Option<u64> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// The deepest nesting of arrays and objects, outside of strings. Counted before parsing, so that the
/// limit does not rest on the parser's own.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let (mut in_text, mut escaped) = (false, false);
    for byte in json.bytes() {
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_text = !in_text,
            (false, b'[' | b'{') => {
                depth = depth.saturating_add(1);
                deepest = deepest.max(depth);
            }
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests;
