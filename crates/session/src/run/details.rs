//! What belongs to a row that was opened.

use std::rc::Rc;

use profile::{Details, Forms};

use super::{Outcome, Run, RunAnswer, RunKind, RunRequest, RunStep};
use crate::{RequestFailure, SourceId};

/// The fetch of what belongs to one row.
pub struct DetailsRun {
    details: Details,
    forms: Rc<Forms>,
    path: String,
}

impl DetailsRun {
    /// `path`: as [`Details::path`] gives it for the row.
    #[must_use]
    pub fn new(details: Details, forms: Rc<Forms>, path: String) -> Self {
        Self { details, forms, path }
    }
}

impl Run for DetailsRun {
    fn kind(&self) -> RunKind {
        RunKind::Details
    }

    fn begin(&mut self) -> RunStep {
        RunStep::Request(RunRequest::get(SourceId(self.details.source), self.path.clone()))
    }

    fn handle(&mut self, answer: &RunAnswer) -> RunStep {
        RunStep::End(match answer {
            RunAnswer::Done(200..=299, body) => json::read(body)
                .map_err(RequestFailure::NotJson)
                .and_then(|answer| self.details.rows(&answer.value).map_err(RequestFailure::Unfit))
                .map_or_else(Outcome::Failed, Outcome::Rows),
            RunAnswer::Done(status, body) => Outcome::Refused(*status, self.forms.refusal(body)),
            RunAnswer::Failed(why) => Outcome::Failed(why.clone()),
            RunAnswer::File(_) | RunAnswer::Unsent => Outcome::Unsent,
        })
    }
}

#[cfg(test)]
mod tests;
