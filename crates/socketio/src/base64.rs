//! Base64 (RFC 4648 §4) for binary packets in polling payloads, through the `base64` crate.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::DecodeError;

/// Bytes as base64 with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Base64 as bytes.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, DecodeError> {
    STANDARD.decode(text).map_err(|_| DecodeError::new("base64", text))
}
