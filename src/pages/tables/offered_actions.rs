//! The buttons of what can be done at a place of the page.

use leptos::prelude::*;
use profile::Offer;

use crate::components::leaf::{Flag, text};
use crate::store::{App, Hub, OpenAction};

/// The buttons of what can be done at a place.
#[component]
pub fn OfferedActions(
    /// The hub.
    hub: Hub,
    /// The place, as the profile names it: `hub`, `table:nodes`.
    place: String,
    /// Whether they are hidden.
    #[prop(optional)]
    hidden: Option<Flag>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let offers: Vec<Offer> = hub.read(|session| session.profile().offers(&place).collect());
    let button = move |offer: Offer| {
        let Offer { id, title, asks } = offer;
        let action = id.clone();
        let open = move |_| {
            app.open_action.set(Some(OpenAction {
                hub,
                action: action.clone(),
                row: None,
                notification: None,
            }))
        };
        view! {
            <button type="button" class:danger=asks data-action=id on:click=open>
                {text(move || app.lang.get().label(&title))}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="actions" hidden=hidden>
            {offers.into_iter().map(button).collect_view()}
        </div>
    }
}
