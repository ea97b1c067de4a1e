//! One login, from what the user filled in to the credentials that go along from then on.

use std::rc::Rc;

use model::Millis;
use profile::{Credentials, FormValues, Forms, Login, LoginCall, LoginRequest, Method, Refusal};
use serde_json::Value;

use super::{Outcome, Run, RunAnswer, RunCall, RunKind, RunRequest, RunStep};
use crate::auth::UNTIL;
use crate::{RequestBody, RequestFailure, SourceId};

/// One login on its way.
pub struct LoginRun {
    login: Login,
    forms: Rc<Forms>,
    credentials: Credentials,
    longer: bool,
    began: Millis,
}

impl LoginRun {
    /// A login with what was filled in, to be kept in this tab or longer.
    #[must_use]
    pub fn new(login: Login, forms: Rc<Forms>, given: &FormValues, longer: bool, now: Millis) -> Self {
        let credentials = login.credentials(given);
        Self { login, forms, credentials, longer, began: now }
    }

    fn logged_in(&self, mut credentials: Credentials, answer: Option<&Value>) -> RunStep {
        keep_end(&self.login, answer, &mut credentials, self.began);
        RunStep::LogIn(credentials, self.longer)
    }
}

/// Keep when what a hub answered to what was sent at `began` ends, where it says so.
pub(super) fn keep_end(login: &Login, answer: Option<&Value>, kept: &mut Credentials, began: Millis) {
    kept.remove(UNTIL);
    let lasts_ms = login.lasts_ms(answer, kept, began).and_then(|lasts| i64::try_from(lasts).ok());
    if let Some(lasts_ms) = lasts_ms {
        kept.insert(UNTIL.to_owned(), Value::from(began.0.saturating_add(lasts_ms)));
    }
}

/// What a refusal says, of the whole and of single fields.
pub(super) fn refusal(forms: &Forms, body: &str) -> Refusal {
    let Refusal { text, fields } = forms.refusal(body);
    let texts = std::iter::once(text).chain(fields.into_iter().map(|(_, text)| text));
    let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
    Refusal { text: texts.join(" "), fields: Vec::new() }
}

/// What a login or its renewal asks first, with what stands for its placeholders.
pub(super) fn ask(request: &LoginRequest, values: &Credentials) -> RunStep {
    let source = SourceId(request.source);
    if let Some(call) = request.call.clone() {
        let call = Some(Box::new(RunCall { call, values: Value::Object(values.clone()) }));
        return RunStep::Request(RunRequest { call, ..RunRequest::get(source, String::new()) });
    }
    match request.http(values) {
        Ok(LoginCall { path, headers, content }) => {
            let (method, body) = (Method::Post, RequestBody::from(content));
            let timeout_ms = request.timeout_ms;
            let asked = RunRequest { method, headers, body, timeout_ms, ..RunRequest::get(source, path) };
            RunStep::Request(asked)
        }
        Err(problem) => RunStep::End(Outcome::Failed(RequestFailure::PathLacks(problem))),
    }
}

impl Run for LoginRun {
    fn kind(&self) -> RunKind {
        RunKind::Login
    }

    fn begin(&mut self) -> RunStep {
        match &self.login.request {
            Some(request) => ask(request, &self.credentials),
            None => self.logged_in(self.credentials.clone(), None),
        }
    }

    fn handle(&mut self, answer: &RunAnswer) -> RunStep {
        let outcome = match (answer, &self.login.request) {
            (RunAnswer::Done(200..=299, body), Some(request)) => {
                let answer = json::value(body).unwrap_or_default();
                let status = if request.call.is_some() { 0 } else { 200 };
                match request.kept(&answer) {
                    _ if !request.is_accepted_by(&answer) => {
                        Outcome::Refused(status, refusal(&self.forms, body))
                    }
                    Ok(mut credentials) => {
                        self.login.keep_name(&self.credentials, &mut credentials);
                        return self.logged_in(credentials, Some(&answer));
                    }
                    Err(name) => Outcome::Lacks(name),
                }
            }
            // Not let in at all.
            (RunAnswer::Failed(RequestFailure::Refused(words)), _) => {
                Outcome::Refused(0, Refusal { text: words.clone(), fields: Vec::new() })
            }
            (RunAnswer::Done(status, body), _) => Outcome::Refused(*status, refusal(&self.forms, body)),
            (RunAnswer::Failed(why), _) => Outcome::Failed(why.clone()),
            (RunAnswer::File(_) | RunAnswer::Unsent, _) => Outcome::Unsent,
        };
        RunStep::End(outcome)
    }
}

#[cfg(test)]
mod tests;
