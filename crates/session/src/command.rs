//! What comes out of a session: what the driver has to do.

use connection::Transport;
use connection::wire::Outgoing;
use model::EventId;
use profile::Credentials;

use crate::{Delta, HttpRequest, PollId, RequestId, SourceId};

/// What the driver has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Something on the wire of a source's connection, below the source's base. After an abort nothing more is reported
    /// of the request.
    Wire(SourceId, Outgoing),
    /// Send a request.
    Http(HttpRequest),
    /// Abort a request; nothing more is reported of it.
    Abort(RequestId),
    /// Ask what answers where a source should be, at [`crate::Session::probe_path`]: with what status, or, where that
    /// cannot be read, whether anything does.
    Probe(SourceId),
    /// Remember for this tab which transport works.
    RememberTransport(SourceId, Transport),
    /// Remember for this tab what was marked read and the hub did not acknowledge yet; in place of what was
    /// remembered before. [`crate::Config::unacknowledged`] takes it back after a reload.
    RememberReads(Vec<EventId>),
    /// Store the credentials, for this tab or longer; or forget them.
    StoreCredentials(Option<(Credentials, bool)>),
    /// Something that is drawn changed.
    Delta(Delta),
}

/// What is due at [`crate::Session::poll_timeout`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// A connection's attempt, ping, silence or back-off.
    Connection(SourceId, connection::Timer),
    /// A list, or the check of a source.
    Poll(PollId),
    /// A poll has waited long enough for its turn.
    Queue,
    /// What was asked over a socket has waited long enough for its answer.
    Call,
    /// The undo time of a clear is over.
    Clear,
    /// Reads that got no answer are sent again.
    Resend,
    /// The login is to be renewed, or its renewal has taken long enough.
    Renewal,
    /// The condition of a row has lasted long enough for an alert.
    Alert,
    /// A notification no longer holds, or wakes.
    Lapse,
}
