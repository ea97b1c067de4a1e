//! What was expected, what came, and where.

use std::fmt;

/// Longest sample of malformed input that an error keeps, in characters.
const SAMPLE: usize = 120;

/// Malformed input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// What was expected, in words of the protocol.
    pub expected: &'static str,
    /// The beginning of what came.
    pub sample: String,
}

impl DecodeError {
    pub(crate) fn new(expected: &'static str, input: &str) -> Self {
        Self { expected, sample: input.chars().take(SAMPLE).collect() }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {:?}", self.expected, self.sample)
    }
}

impl std::error::Error for DecodeError {}
