//! A hub's connection in detail: how it stands, the facts, and what can be done.

use leptos::prelude::*;
use session::{Input, Intent, State};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use super::facts::ConnectionFacts;
use super::login_link::LoginLink;
use super::why::Why;
use crate::components::leaf::{flag, t, text};
use crate::components::pill::{StatePill, state_now};
use crate::i18n::{DeferredMsg, Msg};
use crate::paths::{Route, href};
use crate::store::{App, Hub};

/// A hub's connection, with the ways to its login and its diagnostics.
#[component]
pub fn HubConnection(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let more = move || {
        view! {
            <LoginLink hub />
            <a href=href(&Route::connection(&hub.id()))>{t(Msg::Diagnostics)}</a>
        }
    };
    view! {
        <ConnectionDetails hub more>
            <ConnectionFacts hub />
        </ConnectionDetails>
    }
}

/// How a hub's connection stands, the facts, and what can be done.
#[component]
pub fn ConnectionDetails(
    /// The hub.
    hub: Hub,
    /// Where more is said, beside the buttons.
    #[prop(optional, into)]
    more: ViewFn,
    /// The facts.
    children: Children,
) -> impl IntoView {
    let app = expect_context::<App>();
    let stopped = move || matches!(state_now(app, hub), State::Stopped);
    view! {
        <header>
            <h2>{hub.name()}</h2>
            <StatePill hub />
        </header>
        <Why hub />
        {children()}
        <footer on:click=|event| leave(&event)>
            <button
                type="button"
                class="primary"
                data-testid="retry-now"
                on:click=move |_| hub.dispatch(Input::Retry)
            >
                {text(move || app.text(if stopped() { &Msg::Start } else { &Msg::RetryNow }))}
            </button>
            <button
                type="button"
                data-testid="stop"
                disabled=flag(stopped)
                on:click=move |_| hub.intend(Intent::Stop)
            >
                {t(DeferredMsg::Stop)}
            </button>
            {more.run()}
        </footer>
    }
}

/// A link leads to another page, which the popovers that it stands in would cover.
fn leave(event: &MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(link) = target.and_then(|target| target.closest("a").ok().flatten()) else { return };
    while let Ok(Some(popover)) = link.closest(":popover-open") {
        if popover.unchecked_into::<HtmlElement>().hide_popover().is_err() {
            return;
        }
    }
}
