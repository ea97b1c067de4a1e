//! Why a hub is not heard, in a sentence that says what to do.

use leptos::prelude::*;
use session::{Diagnosis, Reason, State};
use viewmodel::mixed_content::is_mixed_content;

use crate::components::leaf::text;
use crate::components::pill::state_now;
use crate::i18n::{Lang, Msg};
use crate::store::{App, Hub};

/// Why the hub is not heard; empty while it is.
#[component]
pub fn Why(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <p class="why" data-testid="why">
            {text(move || why(app, hub, &state_now(app, hub)).unwrap_or_default())}
        </p>
    }
}

fn why(app: App, hub: Hub, state: &State) -> Option<String> {
    let lang = app.lang.get();
    let url = hub.url();
    let diagnosis = hub.read_connection(session::Session::diagnosis);
    let text = match state {
        State::Offline { .. } => lang.text(&Msg::WhyOffline),
        State::Refused { reason } | State::Waiting { reason, .. } => {
            reason_text(lang, reason, &url, diagnosis)
        }
        State::Connecting { attempt } if *attempt > 1 => match diagnosis {
            Some(_) => reason_text(lang, &Reason::Unreachable, &url, diagnosis),
            None => return None,
        },
        _ => return None,
    };
    Some(text)
}

fn reason_text(lang: Lang, reason: &Reason, url: &str, diagnosis: Option<Diagnosis>) -> String {
    lang.text(&match reason {
        Reason::Timeout { after_ms } => Msg::WhyTimeout { seconds: after_ms / 1_000 },
        Reason::Unreachable if mixed_content(url) => Msg::WhyMixed { url },
        Reason::Unreachable => match diagnosis {
            Some(Diagnosis::Unreachable) => Msg::WhyUnreachable { url },
            Some(Diagnosis::Unreadable) => Msg::WhyUnreadable { url },
            None => Msg::WhyChecking,
        },
        Reason::Closed { code, reason } => Msg::WhyClosed { code: *code, reason },
        Reason::Http { status, .. } => Msg::WhyHttp { status: *status },
        Reason::HubLeft => Msg::WhyHubLeft,
        Reason::Silent { silent_ms } => Msg::WhySilent { seconds: silent_ms / 1_000 },
        Reason::Refused(why) => Msg::WhyRefused { why },
        Reason::Protocol(why) => Msg::WhyProtocol { why },
    })
}

fn mixed_content(url: &str) -> bool {
    is_mixed_content(window().location().protocol().as_deref() == Ok("https:"), url)
}
