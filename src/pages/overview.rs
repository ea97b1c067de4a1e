//! The overview: a card per hub, and the tables of the only one.

mod card;
mod sparkline;

use leptos::prelude::*;

use super::tables::Tables;
use crate::components::each::Each;
use crate::components::later::Later;
use crate::components::leaf::{flag, t};
use crate::components::when::When;
use crate::i18n::Msg;
use crate::store::{App, Part};
use card::Card;

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    let app = expect_context::<App>();
    let only = move || app.hubs.with(|hubs| if let [hub] = hubs.as_slice() { Some(*hub) } else { None });
    view! {
        <h1 class="hidden">{t(Msg::Overview)}</h1>
        <div class="cards" hidden=flag(move || app.hubs.with(Vec::is_empty))>
            <Each each=move || app.hubs.get() key=|hub| hub.id().to_string() let:hub>
                <Card hub />
            </Each>
        </div>
        {move || only().map(|hub| view! { <Tables hub only=None /> }.into_any()).into_any()}
        <When is=flag(move || app.loaded.get() && app.hubs.with(Vec::is_empty))>
            <Later part=Part::AddHub />
        </When>
    }
}
