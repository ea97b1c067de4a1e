//! One login, from what the user filled in to the credentials that go along from then on.

use std::rc::Rc;

use profile::{Credentials, FormValues, Forms, Login, LoginCall, Method, Refusal};

use serde_json::Value;

use super::{Outcome, Run, RunAnswer, RunCall, RunKind, RunRequest, RunStep};
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
        let source = SourceId(request.source);
        if let Some(call) = request.call.clone() {
            let call = Some(Box::new(RunCall { call, values: Value::Object(self.credentials.clone()) }));
            return RunStep::Request(RunRequest { call, ..RunRequest::get(source, String::new()) });
        }
        match request.http(&self.credentials) {
            Ok(LoginCall { path, headers, content }) => {
                let (method, body) = (Method::Post, RequestBody::from(content));
                let timeout_ms = request.timeout_ms;
                RunStep::Request(RunRequest {
                    method,
                    headers,
                    body,
                    timeout_ms,
                    ..RunRequest::get(source, path)
                })
            }
            Err(problem) => RunStep::End(Outcome::Failed(RequestFailure::PathLacks(problem))),
        }
    }

    fn handle(&mut self, answer: &RunAnswer) -> RunStep {
        let outcome = match (answer, &self.login.request) {
            (RunAnswer::Done(200..=299, body), Some(request)) => {
                let answer = json::value(body).unwrap_or_default();
                let status = if request.call.is_some() { 0 } else { 200 };
                match request.kept(&answer) {
                    _ if !request.is_accepted_by(&answer) => Outcome::Refused(status, self.refusal(body)),
                    Ok(mut credentials) => {
                        self.login.keep_name(&self.credentials, &mut credentials);
                        return RunStep::LogIn(credentials, self.longer);
                    }
                    Err(name) => Outcome::Lacks(name),
                }
            }
            // Not let in at all.
            (RunAnswer::Failed(RequestFailure::Refused(words)), _) => {
                Outcome::Refused(0, Refusal { text: words.clone(), fields: Vec::new() })
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
