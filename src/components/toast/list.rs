//! The toasts of the moment.

use leptos::prelude::*;
use model::{EventId, HubId};
use viewmodel::routes::write_event_query;
use viewmodel::toasts::{Toast, ToastContent};

use super::notice_text::NoticeText;
use super::place::keep_clear;
use crate::components::each::Each;
use crate::components::icon::{Icon, IconName};
use crate::i18n::{DeferredMsg, PreferenceMsg};
use crate::paths::{Route, href};
use crate::store::App;
use crate::store::announcements::toasts;

/// The toasts of the moment.
#[component]
pub fn ToastList(
    /// They are those of the dialog.
    modal: bool,
) -> impl IntoView {
    let app = expect_context::<App>();
    let shown = move || match app.inbox_open.get() == modal {
        true => toasts::current(app),
        false => Vec::new(),
    };
    keep_clear(app, modal);
    view! {
        <Each each=shown key=|toast| toast.id.to_string() let:toast>
            {toast_view(app, toast)}
        </Each>
    }
}

fn toast_view(app: App, Toast { hub, content, .. }: Toast) -> AnyView {
    let said = match content {
        ToastContent::NewNotifications { count, newest } => return arrival(app, &hub, count, &newest),
        ToastContent::Done(text) => text.into_any(),
        ToastContent::Notice(notice) => view! { <NoticeText hub notice /> }.into_any(),
    };
    view! { <p class="toast" data-testid="toast">{said}</p> }.into_any()
}

/// New notifications: what the newest says and where it is from; a click opens it in the inbox.
fn arrival(app: App, hub_id: &HubId, count: usize, newest: &EventId) -> AnyView {
    let lang = app.lang.get_untracked();
    let hub = untrack(|| app.hub(hub_id.as_str()));
    let entry = hub.and_then(|hub| hub.read(|session| session.inbox().kept(newest).cloned()));
    // It may be archived by now, or gone to make room.
    let (Some(hub), Some(entry)) = (hub, entry) else { return ().into_any() };
    let kind = entry.notification.kind;
    let title = entry.notification.title.as_ref().map(|title| lang.label(title));
    let title = title.unwrap_or_else(|| lang.text(&DeferredMsg::Untitled));
    let more = match count.saturating_sub(1) {
        0 => String::new(),
        count => lang.text(&DeferredMsg::Preference(PreferenceMsg::AndMore { count })),
    };
    let from = if more.is_empty() { hub.name() } else { [hub.name(), more].join(" · ") };
    view! {
        <a
            class="toast news"
            data-testid="toast"
            data-kind=kind.as_str()
            data-count=count.to_string()
            href=format!("{}{}", href(&Route::Inbox), write_event_query(hub_id, newest))
            on:click=move |_| app.inbox_open.set(false)
        >
            <Icon icon=IconName::of(kind) />
            <span class="hidden">{lang.text(&DeferredMsg::Severity(kind))}</span>
            <strong class="cut">{title}</strong>
            <small class="cut">{from}</small>
        </a>
    }
    .into_any()
}
