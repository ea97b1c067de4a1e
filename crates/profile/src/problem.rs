//! A mistake in a profile.

use std::fmt;

/// What is wrong, where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON Pointer (RFC 6901) of the value.
    pub pointer: String,
    /// What stands there, shortened.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() { "the whole file" } else { &self.pointer };
        write!(f, "{pointer}: expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for Problem {}
