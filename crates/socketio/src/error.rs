//! What was expected, what came, and where.

use std::fmt;

/// Longest sample of malformed input that an error keeps, in characters.
const SAMPLE: usize = 120;

/// Malformed input, or input that passes a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// What was expected, in words of the protocol.
    pub expected: &'static str,
    /// The beginning of what came, at most 120 characters; empty for binary.
    pub sample: String,
}

impl DecodeError {
    pub(crate) fn new(expected: &'static str, input: &str) -> Self {
        Self { expected, sample: input.chars().take(SAMPLE).collect() }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found `{}`", self.expected, self.sample)
    }
}

impl std::error::Error for DecodeError {}

/// Why an event was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmitError {
    /// The namespace is not joined.
    NotConnected {
        /// Which.
        namespace: String,
    },
    /// The name is one of [`RESERVED_EVENTS`](crate::RESERVED_EVENTS).
    Reserved {
        /// The name.
        event: String,
    },
    /// A placeholder points at no binary part.
    Placeholder,
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotConnected { namespace } => write!(f, "the namespace {namespace} is not connected"),
            Self::Reserved { event } => write!(f, "{event} is a name of the protocol itself"),
            Self::Placeholder => write!(f, "a placeholder points at no binary part"),
        }
    }
}

impl std::error::Error for EmitError {}
