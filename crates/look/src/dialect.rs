//! What goes into the machine and what comes out of it.

/// Names a question: its place among [`Looking::steps`](crate::Looking::steps).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionId(pub usize);

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Input<'a> {
    /// Begin.
    Start,
    /// A GET ended.
    Answered {
        /// Which.
        id: QuestionId,
        /// How.
        answer: Answer,
    },
    /// Whether anything answered at all.
    Reached {
        /// Of which question.
        id: QuestionId,
        /// Something did, which the page may not read.
        somebody: bool,
    },
    /// A socket opened.
    Opened {
        /// Which.
        id: QuestionId,
    },
    /// A socket received a text frame.
    Text {
        /// Which.
        id: QuestionId,
        /// The frame.
        text: &'a str,
    },
    /// A socket received a binary frame.
    Binary {
        /// Which.
        id: QuestionId,
        /// The frame.
        bytes: &'a [u8],
    },
    /// A socket closed, or never opened.
    Closed {
        /// Which.
        id: QuestionId,
    },
    /// The moment of the time-out has come.
    Timeout,
    /// The user has seen enough.
    Stop,
    /// The policy of the page forbids what was asked.
    Forbidden,
}

/// How a GET ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// An answer that could be read.
    Text {
        /// HTTP status.
        status: u16,
        /// Names in small letters, and values.
        headers: Vec<(String, String)>,
        /// The body, or its beginning where it does not end.
        body: String,
    },
    /// It leads elsewhere, where nobody goes.
    Redirected,
    /// The browser gave no answer: none came, or the page may not read it.
    Nothing,
    /// None came in time.
    Late,
    /// It is no text, or too long.
    Unusable,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send a GET without credentials, follow nothing.
    Get {
        /// The question.
        id: QuestionId,
        /// Path and query below the address; the address itself where it is empty.
        path: String,
        /// After so many milliseconds it is late.
        timeout_ms: u64,
    },
    /// Find out whether anything answers at the address, though it cannot be read.
    Reach {
        /// The question.
        id: QuestionId,
        /// After so many milliseconds nobody is there.
        timeout_ms: u64,
    },
    /// Open a WebSocket.
    Open {
        /// The question.
        id: QuestionId,
        /// As in [`Output::Get`].
        path: String,
    },
    /// Send a frame of a handshake.
    Send {
        /// The socket.
        id: QuestionId,
        /// The frame.
        text: String,
    },
    /// Nothing more of this question is wanted: abort it, close it.
    End {
        /// The question.
        id: QuestionId,
    },
}

/// Why the machine wants to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// A socket has not opened, or was listened to for long enough.
    Socket,
    /// It has looked for long enough.
    End,
}
