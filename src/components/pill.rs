//! The pill that names a hub's state, and the state in words.

use leptos::prelude::*;
use session::State;

use super::leaf::{MaybeText, maybe, text};
use crate::browser::clock;
use crate::i18n::{Lang, Msg, format};
use crate::store::{App, Hub};

/// The pill that names the state of a hub.
#[component]
pub fn StatePill(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <span
            class="pill"
            data-state=text(move || state_now(app, hub).word().to_owned())
            data-login=login_mark(hub)
        >
            {text(move || standing_text(app, hub))}
        </span>
    }
}

/// The state of a hub as it is now; tracks the connection and the time.
pub fn state_now(app: App, hub: Hub) -> State {
    app.tick.track();
    hub.state(clock::now())
}

/// The `data-login` of what stands for a hub that needs a login.
pub fn login_mark(hub: Hub) -> MaybeText {
    maybe(move || hub.needs_login(clock::now()).then(|| "needed".to_owned()))
}

/// How a hub stands, in words; tracks the connection and the time.
pub fn standing_text(app: App, hub: Hub) -> String {
    match hub.needs_login(clock::now()) {
        true => app.text(&Msg::LoginNeeded),
        false => state_text(app.lang.get(), &state_now(app, hub), clock::now().mono.0),
    }
}

/// A state in words, with its countdown. `mono` is the moment on the monotonic clock (milliseconds).
pub fn state_text(lang: Lang, state: &State, mono: u64) -> String {
    let seconds = |until: u64| until.saturating_sub(mono).div_ceil(1_000);
    lang.text(&match state {
        State::Idle => Msg::Idle,
        State::Connecting { attempt } => Msg::Connecting { attempt: *attempt },
        State::Online { .. } => Msg::Online,
        State::Stale { silent_ms, .. } => {
            return lang.text(&Msg::Stale { silent: &format::duration(lang, *silent_ms as f64) });
        }
        State::Waiting { until, attempt, .. } => {
            Msg::Waiting { attempt: *attempt, seconds: seconds(until.0) }
        }
        State::Offline { .. } => Msg::Offline,
        State::Refused { .. } => Msg::Refused,
        State::Stopped => Msg::Stopped,
    })
}
