//! One login, from what the user filled in to the credentials that go along from then on.

use std::rc::Rc;

use profile::{Credentials, FormValues, Forms, Login, LoginCall, Method, Refusal};

use super::{Outcome, Run, RunAnswer, RunKind, RunRequest, RunStep};
use crate::{RequestBody, RequestFailure, SourceId};

/// One login on its way.
pub struct LoginRun {
    login: Login,
    forms: Rc<Forms>,
    credentials: Credentials,
    longer: bool,
}

impl LoginRun {
    /// A login with what was filled in, to be kept in this tab or longer.
    #[must_use]
    pub fn new(login: Login, forms: Rc<Forms>, given: &FormValues, longer: bool) -> Self {
        let credentials = login.credentials(given);
        Self { login, forms, credentials, longer }
    }

    /// What a refusal says, of the whole and of single fields.
    fn refusal(&self, body: &str) -> Refusal {
        let Refusal { text, fields } = self.forms.refusal(body);
        let texts = std::iter::once(text).chain(fields.into_iter().map(|(_, text)| text));
        let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
        Refusal { text: texts.join(" "), fields: Vec::new() }
    }
}

impl Run for LoginRun {
    fn kind(&self) -> RunKind {
        RunKind::Login
    }

    fn begin(&mut self) -> RunStep {
        let Some(request) = &self.login.request else {
            return RunStep::LogIn(self.credentials.clone(), self.longer);
        };
        match request.call(&self.credentials) {
            Ok(LoginCall { path, headers, content }) => {
                let (method, body) = (Method::Post, RequestBody::from(content));
                let ask = RunRequest::get(SourceId(request.source), path);
                RunStep::Request(RunRequest { method, headers, body, ..ask })
            }
            Err(problem) => RunStep::End(Outcome::Failed(RequestFailure::PathLacks(problem))),
        }
    }

    fn handle(&mut self, answer: &RunAnswer) -> RunStep {
        let outcome = match (answer, &self.login.request) {
            (RunAnswer::Done(200..=299, body), Some(request)) => {
                match request.kept(&json::value(body).unwrap_or_default()) {
                    Ok(mut credentials) => {
                        self.login.keep_name(&self.credentials, &mut credentials);
                        return RunStep::LogIn(credentials, self.longer);
                    }
                    Err(name) => Outcome::Lacks(name),
                }
            }
            (RunAnswer::Done(status, body), _) => Outcome::Refused(*status, self.refusal(body)),
            (RunAnswer::Failed(why), _) => Outcome::Failed(why.clone()),
            (RunAnswer::File(_) | RunAnswer::Unsent, _) => Outcome::Unsent,
        };
        RunStep::End(outcome)
    }
}

#[cfg(test)]
mod tests;
