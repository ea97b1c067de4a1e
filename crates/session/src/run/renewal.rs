//! The renewal of a login, from what is kept of it to what goes along from then on.

use std::cell::Cell;
use std::rc::Rc;

use model::Millis;
use profile::{Credentials, Forms, Login};

use super::login::{ask, keep_end, refusal};
use super::{Outcome, Run, RunAnswer, RunKind, RunStep};
use crate::{RenewalState, RequestFailure};

/// The renewal of a login on its way.
pub struct RenewalRun {
    login: Login,
    forms: Forms,
    kept: Credentials,
    longer: bool,
    began: Millis,
    state: Rc<Cell<RenewalState>>,
    stored: Box<dyn Fn() -> Option<Credentials>>,
}

impl RenewalRun {
    /// Renew what is kept of a login, in this tab or longer. `state` is that of [`crate::LoginRenewal`]; `stored` tells what
    /// is stored at a moment: another page may have been faster.
    #[must_use]
    pub fn new(
        forms: Forms,
        (kept, longer): (Credentials, bool),
        now: Millis,
        state: Rc<Cell<RenewalState>>,
        stored: impl Fn() -> Option<Credentials> + 'static,
    ) -> Option<Self> {
        let (login, stored) = (forms.login.clone()?, Box::new(stored));
        Some(Self { login, forms, kept, longer, began: now, state, stored })
    }

    fn refused(&self, body: &str) -> RunStep {
        if let Some(credentials) = (self.stored)().filter(|credentials| *credentials != self.kept) {
            return RunStep::LogIn(credentials, self.longer);
        }
        self.state.set(RenewalState::Refused);
        RunStep::Refuse(refusal(&self.forms, body).text)
    }

    fn failed(&self, outcome: Outcome) -> RunStep {
        self.state.set(RenewalState::Failed);
        RunStep::End(outcome)
    }
}

impl Run for RenewalRun {
    fn kind(&self) -> RunKind {
        RunKind::Renewal
    }

    fn begin(&mut self) -> RunStep {
        let values = self.kept.iter().map(|(name, value)| (format!("auth.{name}"), value.clone())).collect();
        match &self.login.refresh {
            Some(request) => ask(request, &values),
            None => self.failed(Outcome::Unsent),
        }
    }

    fn handle(&mut self, answer: &RunAnswer) -> RunStep {
        // The user logged out meanwhile, or another page was faster.
        if self.state.get() != RenewalState::UnderWay {
            return RunStep::End(Outcome::Unsent);
        }
        let Some(request) = &self.login.refresh else { return self.failed(Outcome::Unsent) };
        self.failed(match answer {
            RunAnswer::Done(200..=299, body) => {
                let answer = json::value(body).unwrap_or_default();
                match request.renewed(&answer) {
                    _ if !request.is_accepted_by(&answer) => return self.refused(body),
                    Ok(renewed) => {
                        // What does not come anew stays as it was.
                        let mut kept = self.kept.clone();
                        kept.extend(renewed);
                        keep_end(&self.login, Some(&answer), &mut kept, self.began);
                        return RunStep::LogIn(kept, self.longer);
                    }
                    Err(name) => Outcome::Lacks(name),
                }
            }
            // The hub may be restarting, or wants a pause.
            RunAnswer::Done(status, _) if *status >= 500 || *status == 429 => {
                Outcome::Failed(RequestFailure::Http { status: *status, words: String::new() })
            }
            RunAnswer::Done(_, body) => return self.refused(body),
            RunAnswer::Failed(why) => Outcome::Failed(why.clone()),
            RunAnswer::File(_) | RunAnswer::Unsent => Outcome::Unsent,
        })
    }
}

#[cfg(test)]
mod tests;
