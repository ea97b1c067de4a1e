//! What goes into a session.

use connection::wire::Incoming;
use model::{Act, EventId, RowKey, TableId, UndoId};

use crate::{
    Alerts, AnswerHeaders, Credentials, Diagnosis, Now, Renewal, RequestFailure, RequestId, Run, RunId,
    Session, SourceId,
};

/// How a request ended.
#[derive(Clone, Debug)]
pub enum HttpOutcome<'a> {
    /// An answer came.
    Done {
        /// HTTP status.
        status: u16,
        /// Its headers, as far as they decide something.
        headers: &'a AnswerHeaders,
        /// The body as text.
        body: &'a str,
    },
    /// A file came, of this many bytes; the driver keeps it.
    File(u64),
    /// No answer came, or none that can be taken.
    Failed(RequestFailure),
}

/// Something that is done to a session by code that need not be there when it begins.
pub type Deferred = Box<dyn FnOnce(&mut Session, Now)>;

/// What the user wants. What carries it out loads with the views that offer it: it is an input as [`Input::Deferred`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Connect no more until [`Intent::Retry`].
    Stop,
    /// Mark one notification read, since the user has opened it; it cannot be taken back.
    MarkRead(EventId),
    /// Do something to these notifications.
    Act {
        /// What.
        act: Act,
        /// To which.
        ids: Vec<EventId>,
    },
    /// Mark every notification read.
    MarkAll,
    /// Archive every notification known now.
    Clear,
    /// Take an act back.
    Undo(UndoId),
    /// Forget a row that the hub no longer has.
    Dismiss(TableId, RowKey),
    /// Forget the credentials.
    LogOut,
}

/// What happened.
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
    /// The page goes away: what must be sent is sent now.
    Leaving,
    /// Something happened to what [`crate::Command::Wire`] asked for.
    Wire(SourceId, Incoming<'a>),
    /// A request of [`crate::Command::Http`] ended.
    Http {
        /// [`crate::HttpRequest::id`].
        id: RequestId,
        /// How.
        outcome: HttpOutcome<'a>,
    },
    /// The answer to [`crate::Command::Probe`].
    Probed {
        /// The source that was asked for.
        source: SourceId,
        /// What came of it.
        diagnosis: Diagnosis,
    },
    /// The user logged in to the hub in another page, or out of it.
    Access(Option<Credentials>),
    /// What decides when the login is renewed, where the profile says that the hub renews logins.
    Renewal(Box<dyn Renewal>),
    /// What decides what is reported of rows, where the profile has alerts.
    Alerts(Box<dyn Alerts>),
    /// The moment of [`crate::Session::poll_timeout`] came.
    Timeout,
    /// The user wants something again that the first load offers: connect at once.
    Retry,
    /// Code that loads later does something: what the user wants of it ([`Intent`]).
    Deferred(Deferred),
    /// An action, a login or an opened row begins, under a name of [`crate::Session::next_run`]. Nothing happens where the
    /// name is taken, or where another login is on its way.
    StartRun(RunId, Box<dyn Run>),
    /// Look again for what became of a run whose outcome is indeterminate.
    LookUpRun(RunId),
    /// A view has shown how a run ended. One that still may change the hub is kept until its outcome is known.
    ForgetRun(RunId),
}

impl From<Intent> for Input<'_> {
    fn from(intent: Intent) -> Self {
        Self::Deferred(Box::new(move |session, now| session.on_intent(now, intent)))
    }
}
