//! The runs of a session: each is driven to its end, whether a view looks at it or not, and its status is kept until a
//! view has shown it.

use std::collections::VecDeque;

use model::TableId;
use profile::Credentials;

use crate::{Outcome, Run, RunAnswer, RunId, RunKind, RunRequest, RunStatus, RunStep};

/// What happened to the runs.
pub(crate) enum Input {
    /// A new one.
    Start(RunId, Box<dyn Run>),
    /// An answer to what one asked last, or none.
    Answered(RunId, RunAnswer),
    /// The user wants to look again for what became of one.
    LookUp(RunId),
    /// A view has shown how it ended, or no view wants what it brings.
    Forget(RunId),
}

/// What the runs want.
#[derive(Debug, PartialEq)]
pub(crate) enum Output {
    /// Send this.
    Request(RunId, RunRequest),
    /// What was asked last is not wanted any more.
    Withdraw(RunId),
    /// These credentials go along from now on, in this tab or longer.
    LogIn(Credentials, bool),
    /// The hub would not renew the login: its own words.
    Refuse(String),
    /// An action is done, on this table.
    ActionDone(String, Option<TableId>),
    /// Its status changed.
    Changed(RunId),
}

struct KeptRun {
    id: RunId,
    machine: Box<dyn Run>,
    kind: RunKind,
    status: RunStatus,
}

/// The runs, in the order in which they began.
#[derive(Default)]
pub(crate) struct Runs {
    runs: Vec<KeptRun>,
    last: RunId,
    outputs: VecDeque<Output>,
}

impl KeptRun {
    fn has_ended(&self) -> bool {
        matches!(self.status, RunStatus::Ended(_))
    }
}

impl Runs {
    /// Take one input; drain [`Runs::poll_output`] afterwards.
    pub fn handle(&mut self, input: Input) {
        match input {
            Input::Start(id, machine) => self.start(id, machine),
            Input::Answered(id, answer) => {
                let going = self.runs.iter_mut().find(|run| run.id == id && !run.has_ended());
                if let Some(step) = going.map(|run| run.machine.handle(&answer)) {
                    self.take(id, step);
                }
            }
            Input::LookUp(id) => {
                let ended = self.runs.iter_mut().find(|run| run.id == id && run.has_ended());
                if let Some(step) = ended.and_then(|run| run.machine.look_up()) {
                    self.take(id, step);
                }
            }
            Input::Forget(id) => self.forget(id),
        }
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// A name that no run had.
    pub fn next_id(&self) -> RunId {
        RunId(self.last.0.wrapping_add(1))
    }

    /// All that are kept, in the order in which they began.
    pub fn iter(&self) -> impl Iterator<Item = (RunId, &RunKind, &RunStatus)> {
        self.runs.iter().map(|run| (run.id, &run.kind, &run.status))
    }

    fn start(&mut self, id: RunId, machine: Box<dyn Run>) {
        let kind = machine.kind();
        if kind == RunKind::Login {
            self.runs.retain(|run| run.kind != RunKind::Login || !run.has_ended());
        }
        let going = |run: &KeptRun| run.id == id || (kind == RunKind::Login && run.kind == kind);
        if self.runs.iter().any(going) {
            return;
        }
        self.last = self.last.max(id);
        self.runs.push(KeptRun { id, machine, kind, status: RunStatus::Sending });
        if let Some(step) = self.runs.last_mut().map(|run| run.machine.begin()) {
            self.take(id, step);
        }
    }

    fn take(&mut self, id: RunId, step: RunStep) {
        let Some(run) = self.runs.iter_mut().find(|run| run.id == id) else { return };
        run.status = match step {
            RunStep::Request(request) => {
                self.outputs.push_back(Output::Request(id, request));
                RunStatus::Sending
            }
            RunStep::LookUp { why, request } => {
                self.outputs.push_back(Output::Request(id, request));
                RunStatus::LookingUp { why }
            }
            RunStep::LogIn(credentials, longer) => {
                self.outputs.push_back(Output::LogIn(credentials, longer));
                RunStatus::Ended(Outcome::LoggedIn)
            }
            RunStep::Refuse(words) => {
                self.outputs.push_back(Output::Refuse(words));
                RunStatus::Ended(Outcome::Unsent)
            }
            RunStep::End(outcome) => {
                if let (Outcome::Done(_) | Outcome::Saved(_), RunKind::Action(action, table)) =
                    (&outcome, &run.kind)
                {
                    self.outputs.push_back(Output::ActionDone(action.clone(), table.clone()));
                }
                RunStatus::Ended(outcome)
            }
        };
        self.outputs.push_back(Output::Changed(id));
    }

    fn forget(&mut self, id: RunId) {
        let Some(run) = self.runs.iter().find(|run| run.id == id) else { return };
        let (ended, reads) = (run.has_ended(), run.kind == RunKind::Details);
        // What may change the hub is kept: its outcome is still to be known.
        if ended || reads {
            self.runs.retain(|run| run.id != id);
        }
        if !ended && reads {
            self.outputs.push_back(Output::Withdraw(id));
        }
    }
}

#[cfg(test)]
mod tests;
