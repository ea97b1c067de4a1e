//! What a text frame means to the connection. The caller injects it: only its profile knows the hub's frames.

use std::fmt;

use serde_json::Value;

/// Reads the text frames of one source.
pub trait FrameReader {
    /// Read one frame as it came over the wire, which may hold several.
    fn read(&self, text: &str) -> TextFrames;
}

impl fmt::Debug for dyn FrameReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FrameReader")
    }
}

/// What came in one frame of the wire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextFrames {
    /// In their order.
    pub frames: Vec<TextFrame>,
    /// How many values in them are not what the hub meant, since it wrote what is no JSON.
    pub repaired: usize,
    /// Why the end of it could not be read.
    pub unread: Option<String>,
}

/// A text frame that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct TextFrame {
    /// What it means to the connection.
    pub role: FrameRole,
    /// What it holds, for the profile's rules.
    pub value: Value,
    /// The name of the event that it was the data of; nothing for a frame of a WebSocket.
    pub event: Option<String>,
}

/// What a text frame means to the connection. A frame may mean several things at once; whatever it means,
/// it shows that the hub lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameRole {
    /// The source is ready.
    pub ready: bool,
    /// It answers our ping.
    pub pong: bool,
    /// The hub refuses us, in these words.
    pub refused: Option<String>,
}

impl FrameRole {
    /// Whether the frame means nothing to the connection: it is a message for the profile's rules alone.
    #[must_use]
    pub fn is_message(&self) -> bool {
        *self == Self::default()
    }
}
