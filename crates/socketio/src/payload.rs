//! Polling payloads: packets joined with 0x1e, binary ones as `b` and base64 (RFC 4648 §4).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::DecodeError;

/// The separator between packets of a payload.
const SEPARATOR: char = '\u{1e}';

/// One packet as it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineFrame {
    /// A text packet: an Engine.IO type and its data, such as `42["news"]`.
    Text(String),
    /// A binary message, as bytes.
    Binary(Vec<u8>),
}

impl EngineFrame {
    /// Bytes that the frame takes in a payload, without separators.
    #[must_use]
    pub fn payload_len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            // `b`, then four characters for every three bytes begun.
            Self::Binary(bytes) => bytes.len().div_ceil(3).saturating_mul(4).saturating_add(1),
        }
    }
}

/// The packets of a payload, in order. Empty ones are left out. Text is not read further: see
/// [`EnginePacket::decode`](crate::EnginePacket::decode).
///
/// # Errors
/// Each packet apart: base64 that is none. The others still stand.
pub fn split(payload: &str) -> impl Iterator<Item = Result<EngineFrame, DecodeError>> + '_ {
    payload.split(SEPARATOR).filter(|packet| !packet.is_empty()).map(|packet| {
        match packet.strip_prefix('b') {
            Some(encoded) => match BASE64.decode(encoded) {
                Ok(bytes) => Ok(EngineFrame::Binary(bytes)),
                Err(_) => Err(DecodeError::new("base64", encoded)),
            },
            None => Ok(EngineFrame::Text(packet.to_owned())),
        }
    })
}

/// Join packets into a payload. A text must not hold the separator U+001E; JSON never does.
///
/// ```
/// use socketio::{EngineFrame, join, split};
///
/// let frames = [EngineFrame::Text("42[\"a\"]".to_owned()), EngineFrame::Binary(vec![1, 2, 3])];
/// let payload = join(&frames);
/// assert_eq!(payload, "42[\"a\"]\u{1e}bAQID");
/// assert!(split(&payload).map(Result::unwrap).eq(frames));
/// ```
#[must_use]
pub fn join(frames: &[EngineFrame]) -> String {
    let mut payload = String::new();
    for (index, frame) in frames.iter().enumerate() {
        if index > 0 {
            payload.push(SEPARATOR);
        }
        match frame {
            EngineFrame::Text(text) => payload.push_str(text),
            EngineFrame::Binary(bytes) => {
                payload.push('b');
                BASE64.encode_string(bytes, &mut payload);
            }
        }
    }
    payload
}

/// Most packets of one payload: some servers take no more.
const PACKETS: usize = 16;

/// Take from the front of `queue` what fits into `limit` bytes, but at least one frame.
pub(crate) fn take_fitting(queue: &mut Vec<EngineFrame>, limit: usize) -> Vec<EngineFrame> {
    let mut total = 0_usize;
    let mut count = 0_usize;
    for frame in queue.iter().take(PACKETS) {
        total = total.saturating_add(frame.payload_len()).saturating_add(1);
        if count > 0 && total.saturating_sub(1) > limit {
            break;
        }
        count = count.saturating_add(1);
    }
    queue.drain(..count).collect()
}

#[cfg(test)]
mod tests;
