//! What all hubs reported last.

use std::sync::Arc;

use leptos::prelude::*;
use model::Filter;
use viewmodel::inbox_list::{HubLines, InboxLine, merge};

use super::event::event_line;
use crate::components::each::{Item, items};
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{flag, t};
use crate::components::when::When;
use crate::i18n::DeferredMsg;
use crate::paths::{Route, href};
use crate::store::{App, Hub};

/// So many notifications stand there.
const EVENTS: usize = 10;

/// What all hubs reported last, newest first. The only hub's card says it by itself.
#[component]
pub fn NewestEvents() -> impl IntoView {
    let app = expect_context::<App>();
    let newest = Arc::new(move || newest(app));
    view! {
        <When is=flag(move || app.hubs.with(Vec::len) > 1)>
            <section class="panel newest" data-testid="newest">
                <header>
                    <h2>{t(DeferredMsg::Newest)}</h2>
                    <span class="grow"></span>
                    <a href=href(&Route::Inbox)>{t(DeferredMsg::AllNotifications)}</a>
                </header>
                <div class="events">{items(Arc::clone(&newest) as Arc<_>)}</div>
                <div class="empty">
                    <Icon icon=IconName::Bell />
                    <p>{t(DeferredMsg::NothingYet)}</p>
                </div>
            </section>
        </When>
    }
}

/// The lines, newest first.
fn newest(app: App) -> Vec<Item> {
    let all = Filter::default();
    let of_hub = |hub: Hub| hub.read_inbox(|session| HubLines::read(&hub.id(), session.inbox(), &all, 0));
    let lines = merge(app.hubs.get().into_iter().map(of_hub).collect(), 0);
    let event = |line: InboxLine| match line {
        InboxLine::Gap { .. } => None,
        InboxLine::Notification { hub, id } => {
            let hub = app.hub(hub.as_str())?;
            let whose = view! { <small class="cut">{hub.name()}</small> }.into_any();
            hub.read(|session| session.inbox().kept(&id).map(|entry| event_line(app, hub, entry, whose)))
        }
    };
    lines.into_iter().filter_map(event).take(EVENTS).collect()
}
