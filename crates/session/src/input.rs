//! What goes into a session.

use link::SocketId;
use model::{ClearId, EventId, RowKey, TableId};
use profile::Credentials;

use crate::{Ask, RequestId, SourceId};

/// What a socket reports.
#[derive(Clone, Debug)]
pub enum SocketInput<'a> {
    /// It opened.
    Opened,
    /// A text frame.
    Text(&'a str),
    /// A binary frame.
    Binary(&'a [u8]),
    /// It closed.
    Closed {
        /// Close code; 1006 where no close frame came.
        code: u16,
        /// The hub's text.
        reason: &'a str,
        /// Whether the closing handshake was complete.
        clean: bool,
    },
}

/// How a request ended.
#[derive(Clone, Debug)]
pub enum HttpOutcome<'a> {
    /// An answer came.
    Done {
        /// HTTP status.
        status: u16,
        /// The body as text.
        body: &'a str,
    },
    /// A file came, of this many bytes; whoever asked keeps it.
    File(u64),
    /// No readable answer: network, CORS, abort or time-out, as the browser tells it.
    Failed(&'a str),
}

/// What a person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Connect at once.
    Retry,
    /// Connect no more until told.
    Stop,
    /// Mark one notification read.
    MarkRead(EventId),
    /// Mark every notification read.
    MarkAll,
    /// Archive every notification known now.
    Clear,
    /// Take a clear back.
    Undo(ClearId),
    /// Forget a row that the hub no longer has.
    Dismiss(TableId, RowKey),
    /// Tell the hub who one is, in this tab or longer.
    SignIn(Credentials, bool),
    /// Forget who one is.
    SignOut,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Input<'a> {
    /// Begin.
    Start,
    /// The browser's word on the network changed.
    Network {
        /// `navigator.onLine`.
        online: bool,
    },
    /// The page was shown or hidden.
    Visible(bool),
    /// The page goes away: what must be said is said now.
    Leaving,
    /// A socket of a source reported.
    Socket {
        /// The source.
        source: SourceId,
        /// The socket.
        socket: SocketId,
        /// What it reported.
        event: SocketInput<'a>,
    },
    /// A request of [`Command::Http`] ended.
    Http {
        /// [`HttpRequest::id`].
        id: RequestId,
        /// How.
        outcome: HttpOutcome<'a>,
    },
    /// The answer to [`Command::Probe`].
    Probed {
        /// Whether anything answered.
        answered: bool,
    },
    /// The deadline passed.
    Tick,
    /// A person wants something.
    Intent(Intent),
    /// Something is asked for a person; the answer comes as [`Command::Answer`] with the same number.
    Ask(u64, Ask),
    /// An action of the profile is done, on this table.
    Acted(&'a str, Option<TableId>),
}
