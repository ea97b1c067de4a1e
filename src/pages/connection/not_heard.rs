//! Where it stands why a hub is not heard: the sentences themselves load later.

use leptos::prelude::*;

use crate::browser::clock;
use crate::components::later::LaterWords;
use crate::components::leaf::flag;
use crate::components::when::When;
use crate::store::{Hub, Part};

/// Why the hub is not heard, and which of its other sources are not; empty while all are.
#[component]
pub fn NotHeard(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let nothing = || view! { <p class="why" data-testid="why"></p> };
    let not_heard = move || {
        let has_faults = hub.read_connection(|session| !session.faults().is_empty());
        has_faults || hub.needs_login(clock::now())
    };
    view! {
        <When is=flag(not_heard) fallback=nothing>
            <LaterWords part=Part::Why(hub) until=nothing />
        </When>
    }
}
