//! The toasts of the moment.

use leptos::prelude::*;
use model::HubId;
use viewmodel::toasts::{Toast, ToastContent};

use super::notice_text::NoticeText;
use crate::components::each::Each;
use crate::components::leaf::text;
use crate::i18n::DeferredMsg;
use crate::store::App;

/// The toasts of the moment.
#[component]
pub fn ToastList(
    /// They are those of the dialog.
    modal: bool,
) -> impl IntoView {
    let app = expect_context::<App>();
    let shown = move || match app.inbox_open.get() == modal {
        true => app.current_toasts(),
        false => Vec::new(),
    };
    view! {
        <Each each=shown key=|toast| toast.id.to_string() let:toast>
            <p class="toast" data-testid="toast">{sentence(app, toast)}</p>
        </Each>
    }
}

fn sentence(app: App, Toast { hub, content, .. }: Toast) -> AnyView {
    match content {
        ToastContent::Done(text) => text.into_any(),
        ToastContent::NewNotifications(count) => text(move || arrival(app, &hub, count)).into_any(),
        ToastContent::Notice(notice) => view! { <NoticeText hub notice /> }.into_any(),
    }
}

/// How many notifications came from a hub.
fn arrival(app: App, hub: &HubId, count: usize) -> String {
    let hub = &app.hub(hub.as_str()).map_or_else(String::new, |hub| hub.name());
    app.text(&DeferredMsg::NewNotifications { count, hub })
}
