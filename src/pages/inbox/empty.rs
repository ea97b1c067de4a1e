//! What stands where no notification stands.

use leptos::prelude::*;
use model::Filter;
use viewmodel::inbox_list::{EmptyInbox, InboxLine};
use viewmodel::inbox_search::InboxSearch;

use super::hub_choice::chosen;
use super::search::Sought;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::t;
use crate::components::pill::state_now;
use crate::components::skeleton::Skeleton;
use crate::i18n::DeferredMsg;
use crate::store::App;

/// What stands where no notification stands.
#[component]
pub fn EmptyList(
    /// The hub that is wanted alone.
    only: RwSignal<Option<String>>,
    /// The filter that is in force.
    filter: RwSignal<Filter>,
    /// What is looked for.
    sought: Sought,
    /// The lines that are drawn.
    shown: Memo<Vec<InboxLine>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let why = move || {
        let states = || chosen(app, only).into_iter().map(|hub| state_now(app, hub)).collect::<Vec<_>>();
        let why = || filter.with(|filter| EmptyInbox::of(filter, app.loaded.get(), &states()));
        let why = || match sought.search.with(InboxSearch::is_empty) {
            true => why(),
            false => EmptyInbox::NothingFound,
        };
        shown.with(Vec::is_empty).then(why)
    };
    let view = move || {
        let sentence = match why()? {
            EmptyInbox::Loading => return Some(view! { <Skeleton /> }.into_any()),
            EmptyInbox::NothingUnread => DeferredMsg::NothingUnread,
            EmptyInbox::NoErrors => DeferredMsg::NoErrors,
            EmptyInbox::NothingFound => DeferredMsg::NothingFound,
            EmptyInbox::NothingYet => DeferredMsg::NothingYet,
            EmptyInbox::Unreached => DeferredMsg::InboxUnreached,
        };
        let empty = view! {
            <div class="empty">
                <Icon icon=IconName::Bell />
                <p>{t(sentence)}</p>
            </div>
        };
        Some(empty.into_any())
    };
    view! { {move || view()} }
}
