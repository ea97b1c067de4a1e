//! Runs: actions, logins and opened rows on their way.
//!
//! The session drives a run from its first request to the moment when its outcome is known, and keeps its status until a
//! view has shown it ([`crate::Input::ForgetRun`]); a view may come and go meanwhile. What a run asks and how it reads the
//! answers is a [`Run`], given with [`crate::Input::StartRun`], so that only who starts runs needs that code.

use std::sync::Arc;

use model::{Cell, TableId};
use profile::{Call, Credentials, Method, Refusal};
use serde_json::Value;

use crate::{RequestBody, RequestFailure, SourceId};

mod action;
mod details;
mod login;
mod renewal;

pub use action::{ActionRun, Target};
pub use details::DetailsRun;
pub use login::LoginRun;
pub use renewal::RenewalRun;

/// How one kind of run goes: what is asked first, and what follows from each answer.
pub trait Run {
    /// What it is.
    fn kind(&self) -> RunKind;
    /// The first step.
    fn begin(&mut self) -> RunStep;
    /// The step after an answer to what was asked last, or after none came.
    fn handle(&mut self, answer: &RunAnswer) -> RunStep;
    /// Look again for what became of it, where its outcome is indeterminate and that can be looked up.
    fn look_up(&mut self) -> Option<RunStep> {
        None
    }
}

/// What a run is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// An action of the profile, and the table that it is done on.
    Action(String, Option<TableId>),
    /// A login. There is one at a time.
    Login,
    /// The renewal of a login, which no view shows.
    Renewal,
    /// What belongs to an opened row. It changes nothing, so that it ends when it is forgotten.
    Details,
}

/// What comes next in a run.
#[derive(Clone, Debug, PartialEq)]
pub enum RunStep {
    /// Send this.
    Request(RunRequest),
    /// It is unknown what became of the request, because of `why`: send this to find out.
    LookUp {
        /// What went wrong.
        why: RequestFailure,
        /// What is asked.
        request: RunRequest,
    },
    /// These credentials go along from now on, in this tab or longer.
    LogIn(Credentials, bool),
    /// The hub would not renew the login: its own words.
    Refuse(String),
    /// It is over.
    End(Outcome),
}

/// How far a run is.
#[derive(Clone, Debug, PartialEq)]
pub enum RunStatus {
    /// Its request is on its way.
    Sending,
    /// It is unknown what became of the request: the hub's list is being looked through.
    LookingUp {
        /// What went wrong.
        why: RequestFailure,
    },
    /// It is over.
    Ended(Outcome),
}

/// What became of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is done; the hub's own words, where it has some.
    Done(Option<String>),
    /// The file is here, with this many bytes.
    Saved(u64),
    /// What came is not the whole file.
    Short {
        /// Bytes that the row promises.
        expected: u64,
        /// Bytes that came.
        found: u64,
    },
    /// The hub refused, with this status; 0 where it has none.
    Refused(u16, Refusal),
    /// No answer said that it was done, because of this, and the hub's list says that it was not.
    NotDone(RequestFailure),
    /// No answer said that it was done, because of this, and it cannot be found out whether it was.
    Indeterminate(RequestFailure),
    /// It failed, and trying again does no harm.
    Failed(RequestFailure),
    /// It was not sent: no answer of the hub could be read so far, so that its outcome could not be known.
    Unsent,
    /// The hub took the login.
    LoggedIn,
    /// The answer to a login lacks this.
    Lacks(String),
    /// What belongs to the row, cell by cell.
    Rows(Vec<Vec<Cell>>),
}

/// A request of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRequest {
    /// The source.
    pub source: SourceId,
    /// Method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// Headers besides those of the body.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: RequestBody,
    /// The answer is a file: the number under which the driver keeps it.
    pub file: Option<u64>,
    /// Time-out in milliseconds, where it is not that of the source.
    pub timeout_ms: Option<u64>,
    /// What is said over the source's socket, in place of all but the source.
    pub call: Option<Box<RunCall>>,
}

/// What a run says over a socket.
#[derive(Clone, Debug, PartialEq)]
pub struct RunCall {
    /// What is said.
    pub call: Arc<Call>,
    /// What stands for its placeholders.
    pub values: Value,
}

impl RunRequest {
    /// A question that changes nothing.
    #[must_use]
    pub fn get(source: SourceId, path: String) -> Self {
        let (method, body) = (Method::Get, RequestBody::None);
        Self { source, method, path, headers: Vec::new(), body, file: None, timeout_ms: None, call: None }
    }
}

/// What came of a [`RunRequest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunAnswer {
    /// Status and body; of what was said over a socket, 200 and its answer.
    Done(u16, String),
    /// A file of this many bytes.
    File(u64),
    /// No answer came, or none that can be taken.
    Failed(RequestFailure),
    /// It was not sent: no answer of that base could be read so far.
    Unsent,
}
