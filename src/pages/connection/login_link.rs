//! The way to a hub's login.

use leptos::prelude::*;

use crate::browser::clock;
use crate::components::leaf::{flag, t};
use crate::i18n::Msg;
use crate::paths::{Route, href};
use crate::store::Hub;

/// A link to the hub's page, where its login is the first thing; hidden where the hub needs none.
#[component]
pub fn LoginLink(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    view! {
        <a
            class="button primary"
            data-testid="to-login"
            href=href(&Route::hub(&hub.id()))
            hidden=flag(move || !hub.needs_login(clock::now()))
        >
            {t(Msg::LogIn)}
        </a>
    }
}
