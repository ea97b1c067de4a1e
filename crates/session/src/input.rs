//! What goes into a session and what comes out of it.

use connection::Transport;
use connection::wire::SocketId;
use model::{ClearId, EventId, Millis, RowKey, TableId};
use profile::{Content, Credentials, Method, Part};

/// The moment of an input, on both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Monotonic milliseconds; only differences mean anything.
    pub mono: u64,
    /// Milliseconds since the Unix epoch, UTC.
    pub wall: Millis,
}

/// A source of the profile, by its place in `Profile::sources`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SourceId(pub usize);

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

/// Why nothing can be reached, found out with one request that cannot read its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Diagnosis {
    /// Nothing answers at the address.
    Unreachable,
    /// Something answers, but the browser may not read it (no CORS, or no such endpoint).
    Unreadable,
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
        id: u64,
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

/// A request body with its content type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// No body.
    None,
    /// `text/plain;charset=UTF-8`, as Engine.IO polling sends.
    Text(String),
    /// `application/json`
    Json(String),
    /// `application/x-www-form-urlencoded`
    Form(String),
    /// `multipart/form-data`
    Multipart(Vec<Part>),
}

impl From<Content> for Body {
    fn from(content: Content) -> Self {
        match content {
            Content::None => Self::None,
            Content::Json(text) => Self::Json(text),
            Content::Form(text) => Self::Form(text),
            Content::Multipart(parts) => Self::Multipart(parts),
        }
    }
}

/// One request to a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// Names it in [`Input::Http`].
    pub id: u64,
    /// The source whose base the path stands below.
    pub source: SourceId,
    /// Method.
    pub method: Method,
    /// Path and query, starting with `/`.
    pub path_and_query: String,
    /// Headers besides those of the body.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Body,
    /// The answer is a file: it is kept under this number, and only its length is reported.
    pub file: Option<u64>,
    /// After this many milliseconds the driver aborts and reports a failure.
    pub timeout_ms: u64,
    /// The request must outlive the page.
    pub keepalive: bool,
}

impl HttpRequest {
    /// A question, without a number yet.
    pub(crate) fn get(source: SourceId, path_and_query: String, timeout_ms: u64) -> Self {
        Self::new(source, Method::Get, path_and_query, timeout_ms)
    }

    /// Without a body.
    pub(crate) fn new(source: SourceId, method: Method, path_and_query: String, timeout_ms: u64) -> Self {
        Self {
            id: 0,
            source,
            method,
            path_and_query,
            headers: Vec::new(),
            body: Body::None,
            file: None,
            timeout_ms,
            keepalive: false,
        }
    }
}

/// What the driver has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Open a WebSocket.
    Open {
        /// The source whose base the path stands below.
        source: SourceId,
        /// Its name.
        socket: SocketId,
        /// Path and query.
        path_and_query: String,
    },
    /// Send a text frame.
    SendText(SourceId, SocketId, String),
    /// Send a binary frame.
    SendBinary(SourceId, SocketId, Vec<u8>),
    /// Close a socket; nothing more is reported of it.
    Close(SourceId, SocketId),
    /// Send a request.
    Http(HttpRequest),
    /// Abort a request; nothing more is reported of it.
    Abort(u64),
    /// Ask with a `no-cors` GET whether anything answers at a source's base.
    Probe(SourceId),
    /// Remember for this tab which transport works.
    RememberTransport(SourceId, Transport),
    /// Remember for this tab what was marked read and the hub does not know yet; in place of what was
    /// remembered before. [`crate::Config::untold`] takes it back after a reload.
    RememberReads(Vec<EventId>),
    /// Remember what was given for the hub to know the person, for this tab or longer; or forget it.
    KeepAccess(Option<(Credentials, bool)>),
    /// The answer to [`Input::Ask`].
    Answer(u64, Answer),
    /// Something that is drawn changed.
    Delta(Delta),
}

/// How complete the picture is after an interruption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// The hub sent again what was missed.
    Replay,
    /// Fresh lists were merged.
    Resync,
    /// Nothing could be recovered; the inbox shows the gap.
    Gap,
}

/// A sentence for the person, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Notifications were archived and can be brought back.
    Cleared {
        /// For [`Intent::Undo`].
        clear: ClearId,
        /// How many.
        count: usize,
    },
    /// The clear stays in this browser, since newer ones came or the hub is away.
    ClearStaysLocal,
    /// The hub refused an intent.
    Refused {
        /// HTTP status.
        status: u16,
        /// The hub's own words, where it had any.
        text: String,
    },
    /// Nobody knows whether the hub did what was asked.
    InDoubt,
    /// The hub reported an error of its own.
    HubError(String),
}

/// What changed, by name; the view reads the rest from the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delta {
    /// The link's state, round trip or recovery level.
    Link,
    /// The first data of this page's life came.
    FirstData,
    /// The inbox changed.
    Inbox {
        /// Notifications never seen before that came live, not from a list.
        fresh: usize,
    },
    /// Rows of a table changed, or its freshness did.
    Table(TableId),
    /// A poll of a table failed or works again.
    Poll,
    /// A sentence for the person.
    Notice(Notice),
}
