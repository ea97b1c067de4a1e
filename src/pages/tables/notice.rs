//! What stands above a hub's tables while it is not heard.

use leptos::prelude::*;
use session::{Input, State};

use crate::components::leaf::{flag, t, text};
use crate::components::pill::{StatePill, state_now};
use crate::i18n::Msg;
use crate::pages::connection::not_heard::NotHeard;
use crate::paths::{Route, href};
use crate::store::{App, Hub};

/// Why the hub, or one of its sources, is not heard, since when, and what can be done.
#[component]
pub fn HubNotice(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let well = move || hub.read_connection(|session| session.faults().is_empty());
    let stopped = move || matches!(state_now(app, hub), State::Stopped);
    view! {
        <section class="panel notice" data-testid="hub-notice" hidden=flag(well)>
            <StatePill hub />
            <div role="status">
                <NotHeard hub />
            </div>
            <footer>
                <button
                    type="button"
                    class="primary"
                    data-testid="notice-retry"
                    on:click=move |_| hub.dispatch(Input::Retry)
                >
                    {text(move || app.text(if stopped() { &Msg::Start } else { &Msg::RetryNow }))}
                </button>
                <a href=href(&Route::connection(&hub.id()))>{t(Msg::Diagnostics)}</a>
            </footer>
        </section>
    }
}
