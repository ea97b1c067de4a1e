//! Why a hub is not heard, in a sentence that says what to do.

use leptos::prelude::*;
use session::{Access, Diagnosis, Fault, Reason, State};
use viewmodel::mixed_content::is_mixed_content;

use crate::browser::clock;
use crate::components::each::Each;
use crate::components::leaf::{Text, text};
use crate::i18n::{DeferredMsg, Lang, format, without_stop};
use crate::store::{App, Hub};

/// Why the hub is not heard, and which of its other sources are not; empty while all are.
#[component]
pub fn Why(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <p class="why" data-testid="why">{text(move || why(app, hub))}</p>
        <Each each=move || others(hub) key=|name| name.clone() let:name>
            <p class="why" data-testid="source-fault">{of_source(app, hub, name)}</p>
        </Each>
    }
}

/// Why the hub is not heard, and since when.
fn why(app: App, hub: Hub) -> String {
    let lang = app.lang.get();
    let now = clock::now();
    let fault = hub.read_connection(|session| session.fault(now).cloned());
    match fault {
        Some(fault) => with_since(lang, &fault_text(lang, hub, &fault), &fault),
        None => hub.read_connection(|session| match session.access() {
            Access::Refused(why) if hub.needs_login(now) => lang.text(&DeferredMsg::WhyLoginEnded { why }),
            Access::NeedsLogin if hub.needs_login(now) => lang.text(&DeferredMsg::WhyLogin),
            _ => String::new(),
        }),
    }
}

/// The names of the sources that are not heard, and that do not make up the hub's state.
fn others(hub: Hub) -> Vec<String> {
    hub.read_connection(|session| {
        let primary = session.fault(clock::now()).map(|fault| fault.source);
        let other = |fault: &&Fault| Some(fault.source) != primary && fault.state != State::Stopped;
        let name = |fault: &Fault| session.profile().sources.get(fault.source.0).map(|it| it.name.clone());
        session.faults().iter().filter(other).filter_map(name).collect()
    })
}

/// Why a source is not heard, and since when, after its name in the profile.
fn of_source(app: App, hub: Hub, name: String) -> Text {
    text(move || {
        let lang = app.lang.get();
        let is_it = |fault: &&Fault, session: &session::Session| {
            session.profile().sources.get(fault.source.0).is_some_and(|source| source.name == name)
        };
        let fault = hub
            .read_connection(|session| session.faults().iter().find(|fault| is_it(fault, session)).cloned());
        fault.map_or_else(String::new, |fault| {
            with_since(lang, &format!("{name}: {}", fault_text(lang, hub, &fault)), &fault)
        })
    })
}

fn with_since(lang: Lang, why: &str, fault: &Fault) -> String {
    format!("{why} {}", lang.text(&DeferredMsg::NotHeardSince { time: &format::moment(lang, fault.since.0) }))
}

/// Why a source is not heard, in a sentence that says what to do.
pub fn fault_text(lang: Lang, hub: Hub, fault: &Fault) -> String {
    match (&fault.state, &fault.reason) {
        (State::Offline { .. }, _) => lang.text(&DeferredMsg::WhyOffline),
        (State::Stopped, _) => lang.text(&DeferredMsg::WhyStopped),
        (State::Refused { .. }, Some(Reason::Refused(why))) => lang.text(&DeferredMsg::WhyRefused { why }),
        (State::Refused { .. }, Some(Reason::Http { status: 200..=299, .. })) => {
            lang.text(&DeferredMsg::WhyNotWanted)
        }
        (_, Some(reason)) => reason_text(lang, reason, &hub.url(fault.source), fault.diagnosis),
        (_, None) => lang.text(&DeferredMsg::WhyChecking),
    }
}

fn reason_text(lang: Lang, reason: &Reason, url: &str, diagnosis: Option<Diagnosis>) -> String {
    lang.text(&match reason {
        Reason::Timeout { after_ms } => DeferredMsg::WhyTimeout { seconds: after_ms / 1_000 },
        Reason::Unreachable if mixed_content(url) => DeferredMsg::WhyMixed { url },
        Reason::Unreachable => match diagnosis {
            Some(Diagnosis::Unreachable) => DeferredMsg::WhyUnreachable { url },
            Some(Diagnosis::Unreadable) => DeferredMsg::WhyUnreadable { url },
            Some(Diagnosis::Answers(status @ 502..=504)) => DeferredMsg::WhyBehind { url, status },
            Some(Diagnosis::Answers(404 | 405 | 410)) => DeferredMsg::WhyNoEndpoint { url },
            Some(Diagnosis::Answers(status @ 400..)) if status != 400 && status != 426 => {
                DeferredMsg::WhyHttp { status, words: "" }
            }
            Some(Diagnosis::Answers(_)) => DeferredMsg::WhyNoUpgrade { url },
            None => DeferredMsg::WhyChecking,
        },
        Reason::Closed { code, reason } => {
            DeferredMsg::WhyClosed { code: *code, reason: without_stop(reason) }
        }
        Reason::Http { status: 200..=299, .. } => DeferredMsg::WhyUnusable,
        Reason::Http { status, message } => {
            DeferredMsg::WhyHttp { status: *status, words: without_stop(message) }
        }
        Reason::HubLeft => DeferredMsg::WhyHubLeft,
        Reason::Silent { silent_ms } => DeferredMsg::WhySilent { seconds: silent_ms / 1_000 },
        Reason::Refused(why) => DeferredMsg::WhyRefusedForNow { why },
        Reason::PutOut(why) => DeferredMsg::WhyPutOut { why },
        Reason::ForgottenSession => DeferredMsg::WhyForgottenSession,
        Reason::Protocol(found) => DeferredMsg::WhyProtocol { found },
    })
}

fn mixed_content(url: &str) -> bool {
    is_mixed_content(window().location().protocol().as_deref() == Ok("https:"), url)
}
