//! The overview: a card per hub, what needs attention, what came last, and the tables of the only one.

pub mod attention;
mod card;
mod event;
pub mod newest;
pub mod sparkline;

use leptos::children::ViewFn;
use leptos::prelude::*;

use super::tables::Tables;
use crate::components::each::Each;
use crate::components::later::{Later, once_there};
use crate::components::leaf::{flag, t};
use crate::components::when::When;
use crate::i18n::Msg;
use crate::store::{App, Part};
use card::Card;

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    let app = expect_context::<App>();
    let tables = move || {
        app.hubs.with(|hubs| match hubs.as_slice() {
            // The tables of a single hub say by themselves what is wrong with them, and nothing is fetched for that.
            [hub] => Some(view! { <Tables hub=*hub only=None /> }.into_any()),
            [] => None,
            _ => {
                app.insist_on_parts();
                None
            }
        })
    };
    view! {
        <h1 class="hidden">{t(Msg::Overview)}</h1>
        <div class="attention">{once_there(Part::Attention, ViewFn::default())}</div>
        <div class="cards" hidden=flag(move || app.hubs.with(Vec::is_empty))>
            <Each each=move || app.hubs.get() key=|hub| hub.id().to_string() let:hub>
                <Card hub />
            </Each>
        </div>
        {once_there(Part::Newest, ViewFn::default())}
        {move || tables().into_any()}
        <When is=flag(move || app.loaded.get() && app.hubs.with(Vec::is_empty))>
            <Later part=Part::AddHub />
        </When>
    }
}
