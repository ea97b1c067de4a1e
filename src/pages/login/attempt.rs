//! One attempt to log in: it asks the hub, and keeps what the hub gives.

use leptos::prelude::*;
use profile::{Credentials, Forms};
use session::{Answer, Ask, Body, Intent, Method};

use crate::components::form::Filled;
use crate::store::Hub;

/// How the login stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginStatus {
    /// It is being filled in.
    Filling,
    /// It is on its way.
    Sending,
    /// It did not succeed.
    Failed(LoginFailure),
}

/// Why a login did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginFailure {
    /// The answer has no value of this name.
    Lacks(String),
    /// The hub refused.
    Refused {
        /// HTTP status.
        status: u16,
        /// The hub's own words.
        why: String,
    },
    /// No answer came.
    Failed(String),
    /// It was not sent: no answer of the hub could be read so far.
    Unsent,
}

/// Log in with what was filled in. `longer`: the browser remembers it, not only the tab.
pub fn log_in(hub: Hub, filled: Filled, longer: bool, status: RwSignal<LoginStatus>) {
    let forms = hub.read(|session| session.profile().forms());
    let Some(login) = &forms.login else { return };
    status.set(LoginStatus::Sending);
    let credentials = login.credentials(&filled.values);
    let Some(request) = login.request.clone() else {
        return hub.intend(Intent::SignIn(credentials, longer));
    };
    let (path, content) = match request.request(&credentials) {
        Ok(request) => request,
        Err(problem) => return status.set(LoginStatus::Failed(LoginFailure::Failed(problem.to_string()))),
    };
    let ask = Ask { method: Method::Post, body: Body::from(content), ..Ask::get(request.source, path) };
    hub.ask(ask, move |answer| {
        match kept(&forms, answer, |answer| request.kept(answer)) {
            // The form goes once the hub knows the user.
            Ok(kept) => hub.intend(Intent::SignIn(kept, longer)),
            Err(failure) => {
                // The user may have left the page.
                let _left = status.try_set(LoginStatus::Failed(failure));
            }
        }
    });
}

/// The credentials in an answer.
fn kept(
    forms: &Forms,
    answer: Answer,
    read: impl FnOnce(&serde_json::Value) -> Result<Credentials, String>,
) -> Result<Credentials, LoginFailure> {
    match answer {
        Answer::Done(200..=299, body) => {
            read(&serde_json::from_str(&body).unwrap_or_default()).map_err(LoginFailure::Lacks)
        }
        Answer::Done(status, body) => {
            let refusal = forms.refusal(&body);
            let fields = refusal.fields.into_iter().map(|(_, text)| text);
            let why = std::iter::once(refusal.text).chain(fields).filter(|text| !text.is_empty());
            Err(LoginFailure::Refused { status, why: why.collect::<Vec<_>>().join(" ") })
        }
        Answer::Failed(why) => Err(LoginFailure::Failed(why)),
        Answer::File(_) | Answer::Unsent => Err(LoginFailure::Unsent),
    }
}
