//! What stands where no notification stands.

use leptos::prelude::*;
use model::{Filter, InboxView};
use viewmodel::inbox_list::{EmptyInbox, InboxLine, LinePlace};
use viewmodel::inbox_search::InboxSearch;

use super::hub_choice::chosen;
use super::search::Sought;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{Text, t};
use crate::components::pill::state_now;
use crate::components::skeleton::Skeleton;
use crate::i18n::{DeferredMsg, InboxMsg};
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
    shown: Memo<Vec<(LinePlace, InboxLine)>>,
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
            EmptyInbox::NothingArchived => return Some(empty(t(InboxMsg::NothingIn(InboxView::Archived)))),
            EmptyInbox::NothingSnoozed => return Some(empty(t(InboxMsg::NothingIn(InboxView::Snoozed)))),
            EmptyInbox::NothingYet => DeferredMsg::NothingYet,
            EmptyInbox::Unreached => DeferredMsg::InboxUnreached,
        };
        Some(empty(t(sentence)))
    };
    view! { {move || view()} }
}

fn empty(sentence: Text) -> AnyView {
    view! {
        <div class="empty">
            <Icon icon=IconName::Bell />
            <p>{sentence}</p>
        </div>
    }
    .into_any()
}
