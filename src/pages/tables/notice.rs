//! What stands above a hub's tables while it is not heard.

use leptos::prelude::*;
use session::{Intent, State};

use crate::components::leaf::{t, text};
use crate::components::pill::{StatePill, state_now};
use crate::i18n::DeferredMsg;
use crate::pages::connection::why::Why;
use crate::paths::{Route, href};
use crate::store::{App, Hub};

/// Why the hub, or one of its sources, is not heard, since when, and what can be done.
#[component]
pub fn HubNotice(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let stopped = move || matches!(state_now(app, hub), State::Stopped);
    view! {
        <section class="panel notice" data-testid="hub-notice">
            <StatePill hub />
            <div role="status">
                <Why hub />
            </div>
            <footer>
                <button
                    type="button"
                    class="primary"
                    data-testid="notice-retry"
                    on:click=move |_| hub.intend(Intent::Retry)
                >
                    {text(move || app.text(if stopped() { &DeferredMsg::Start } else { &DeferredMsg::RetryNow }))}
                </button>
                <a href=href(&Route::connection(&hub.id()))>{t(DeferredMsg::Diagnostics)}</a>
            </footer>
        </section>
    }
}
