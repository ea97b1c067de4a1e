//! One action of the user, from the request to the moment when its outcome is known.

use std::rc::Rc;

use model::Cell;
use profile::{Action, ActionAnswer, FormValues, Forms, Method, Problem, Retry};
use serde_json::{Map, Value};

use super::{Outcome, Run, RunAnswer, RunCall, RunKind, RunRequest, RunStep};
use crate::{RequestBody, RequestFailure, SourceId};

/// What an action is done to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// The row's values by column, and `key`; nothing where it is done to no row.
    pub values: Map<String, Value>,
    /// The row's cells.
    pub cells: Vec<Cell>,
    /// Keys of the rows that the table holds now, to find what is new.
    pub known: Vec<String>,
}

/// One action on its way.
#[derive(Clone)]
pub struct ActionRun {
    action: Action,
    forms: Rc<Forms>,
    target: Target,
    values: Map<String, Value>,
    first: RunRequest,
    /// Why it is unknown what became of it: the list is being looked through.
    why: Option<RequestFailure>,
}

impl ActionRun {
    /// An action with what was filled in. A file that is the answer is kept under `number`.
    ///
    /// # Errors
    /// A value that cannot stand in a URL.
    pub fn new(
        action: Action,
        forms: Rc<Forms>,
        target: Target,
        given: &FormValues,
        number: u64,
    ) -> Result<Self, Problem> {
        let wanted = action.request(&target.values, given)?;
        let values = action.values(&target.values, given);
        let call =
            action.call.clone().map(|call| Box::new(RunCall { call, values: Value::Object(values.clone()) }));
        let first = RunRequest {
            source: SourceId(action.source),
            method: action.method,
            path: wanted.path,
            headers: Vec::new(),
            body: RequestBody::from(wanted.content),
            file: action.save.as_ref().map(|_| number),
            timeout_ms: action.timeout_ms,
            call,
        };
        Ok(Self { action, forms, target, values, first, why: None })
    }

    /// It is unknown what became of the request: look it up, or say so.
    fn indeterminate(&mut self, why: RequestFailure) -> RunStep {
        self.why = self.action.lookup.as_ref().map(|_| why.clone());
        match (self.action.retry, self.look_up()) {
            (_, Some(step)) => step,
            (Retry::Safe, None) => RunStep::End(Outcome::Failed(why)),
            (_, None) => RunStep::End(Outcome::Indeterminate(why)),
        }
    }

    fn looked_up(&self, answer: &RunAnswer, why: RequestFailure) -> Outcome {
        let RunAnswer::Done(200..=299, body) = answer else { return Outcome::Indeterminate(why) };
        let list = json::value(body);
        let lookup = self.action.lookup.as_ref();
        match list.and_then(|list| lookup?.done(&list, &self.values, &self.target.known)) {
            Some(true) => Outcome::Done(None),
            Some(false) => Outcome::NotDone(why),
            None => Outcome::Indeterminate(why),
        }
    }

    fn saved(&self, found: u64) -> Outcome {
        let expected = self.action.save.as_ref().and_then(|save| save.length(&self.target.cells));
        match expected {
            Some(expected) if expected != found => Outcome::Short { expected, found },
            _ => Outcome::Saved(found),
        }
    }
}

impl Run for ActionRun {
    fn kind(&self) -> RunKind {
        RunKind::Action(self.action.id.clone(), self.action.place.table().cloned())
    }

    fn begin(&mut self) -> RunStep {
        RunStep::Request(self.first.clone())
    }

    fn handle(&mut self, answer: &RunAnswer) -> RunStep {
        if let Some(why) = self.why.clone() {
            return RunStep::End(self.looked_up(answer, why));
        }
        match answer {
            RunAnswer::Unsent => RunStep::End(Outcome::Unsent),
            RunAnswer::File(found) => RunStep::End(self.saved(*found)),
            RunAnswer::Done(status, body) => match self.action.interpret(*status, body) {
                ActionAnswer::Done(said) => RunStep::End(Outcome::Done(said)),
                ActionAnswer::Refused => {
                    let status = if self.action.call.is_some() { 0 } else { *status };
                    RunStep::End(Outcome::Refused(status, self.forms.refusal(body)))
                }
                ActionAnswer::Indeterminate => {
                    let words = self.forms.refusal(body).text;
                    self.indeterminate(RequestFailure::Http { status: *status, words })
                }
            },
            RunAnswer::Failed(why) if self.action.method == Method::Get => {
                RunStep::End(Outcome::Failed(why.clone()))
            }
            RunAnswer::Failed(why) => self.indeterminate(why.clone()),
        }
    }

    fn look_up(&mut self) -> Option<RunStep> {
        let lookup = self.action.lookup.as_ref()?;
        let request = RunRequest::get(SourceId(lookup.source), lookup.path.clone());
        Some(RunStep::LookUp { why: self.why.clone()?, request })
    }
}

#[cfg(test)]
mod tests;
