//! What is asked of the hub for a user.

use profile::Method;

use crate::Body;

/// A request that a person's doing asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The source, by its place in the profile.
    pub source: usize,
    /// Method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// Body.
    pub body: Body,
    /// The answer is a file: the number under which whoever asks keeps it.
    pub file: Option<u64>,
    /// Time-out in milliseconds, where it is not that of the source.
    pub timeout_ms: Option<u64>,
}

impl Ask {
    /// A question that changes nothing.
    #[must_use]
    pub fn get(source: usize, path: String) -> Self {
        Self { source, method: Method::Get, path, body: Body::None, file: None, timeout_ms: None }
    }
}

/// What came of an [`Ask`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Status and body.
    Done(u16, String),
    /// A file of this many bytes.
    File(u64),
    /// No readable answer, as the browser tells it.
    Failed(String),
    /// It was not sent: no answer of that base could be read so far.
    Unsent,
}
