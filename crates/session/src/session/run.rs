//! Runs: what they ask is sent, and what follows from their ends.

use crate::poller::{self, TIMEOUT};
use crate::requests::Purpose;
use crate::runs::{self, Output};
use crate::{
    Command, Delta, HttpOutcome, HttpRequest, Method, Now, Outcome, RequestFailure, RunAnswer, RunId,
    RunKind, RunRequest, RunStatus, Session, auth,
};

impl Session {
    /// How far a run is; nothing once it is forgotten.
    #[must_use]
    pub fn run(&self, id: RunId) -> Option<&RunStatus> {
        self.runs.iter().find(|(run, ..)| *run == id).map(|(.., status)| status)
    }

    /// All runs that are not forgotten, in the order in which they began: a view that opens finds what is on its way.
    pub fn runs(&self) -> impl Iterator<Item = (RunId, &RunKind, &RunStatus)> {
        self.runs.iter()
    }

    /// A name for the next run.
    #[must_use]
    pub fn next_run(&self) -> RunId {
        self.runs.next_id()
    }

    pub(super) fn feed_runs(&mut self, now: Now, input: runs::Input) {
        self.runs.handle(input);
        while let Some(output) = self.runs.poll_output() {
            match output {
                Output::Request(run, request) => self.send_run(now, run, request),
                Output::Withdraw(run) => {
                    let aborted = self.requests.withdraw(run).map(Command::Abort);
                    self.commands.extend(aborted);
                }
                Output::LogIn(credentials, longer) => {
                    let last = self.requests.last();
                    self.feed_auth(now, auth::Input::LogIn { credentials, longer, last });
                }
                Output::Refuse(words) => self.feed_auth(now, auth::Input::Refused(words)),
                Output::ActionDone(action, table) => {
                    let (action, table) = (action.as_str(), table.as_ref());
                    self.poller.handle(now, poller::Input::ActionDone { action, table });
                }
                Output::Changed(run) => self.delta(Delta::Run(run)),
            }
        }
    }

    /// Send what a run asks, unless it could not be found out what became of it.
    fn send_run(&mut self, now: Now, run: RunId, asked: RunRequest) {
        let RunRequest { source, method, path, headers, body, file, timeout_ms, call } = asked;
        if let Some(call) = call {
            return self.ask_run(now, source, run, *call);
        }
        // For a renewal all else waits, what would give a readable answer too.
        let renews = self.runs.iter().any(|(id, kind, _)| id == run && *kind == RunKind::Renewal);
        let may_send = renews || method == Method::Get || self.may_send(source);
        if self.sources.is_off(source) || !may_send {
            return self.feed_runs(now, runs::Input::Answered(run, RunAnswer::Unsent));
        }
        let timeout_ms = timeout_ms.or_else(|| self.profile.timeout_ms(source.0)).unwrap_or(TIMEOUT);
        let request =
            HttpRequest { headers, body, file, ..HttpRequest::new(source, method, path, timeout_ms) };
        if renews {
            // It says itself what goes along: what is renewed may have ended.
            let request = self.requests.pass(request, Purpose::Run(run));
            return self.commands.push_back(Command::Http(request));
        }
        self.requests.push(now.mono, request, Purpose::Run(run));
    }

    pub(super) fn on_run_answer(&mut self, now: Now, run: RunId, outcome: &HttpOutcome<'_>) {
        let answer = match outcome {
            HttpOutcome::Done { status, body, .. } => RunAnswer::Done(*status, (*body).to_owned()),
            HttpOutcome::File(length) => RunAnswer::File(*length),
            HttpOutcome::Failed(fault) => RunAnswer::Failed(fault.clone()),
        };
        self.feed_runs(now, runs::Input::Answered(run, answer));
        if let HttpOutcome::Done { body, .. } = outcome {
            self.note_unfit(run, body);
        }
    }

    /// The diagnostics say what is wrong with an answer about an opened row. Nothing of other runs is kept: a login's
    /// holds what only the hub and the user know.
    fn note_unfit(&mut self, run: RunId, body: &str) {
        let of_row = self.runs.iter().find(|(id, kind, _)| *id == run && **kind == RunKind::Details);
        if let Some((.., RunStatus::Ended(Outcome::Failed(fault)))) = of_row
            && let RequestFailure::Unfit(why) | RequestFailure::NotJson(why) = fault
        {
            self.reject(why.clone(), body.chars().take(200).collect());
        }
    }
}
