//! Short-lived sentences in a polite live region.

pub mod notice_text;

use leptos::prelude::*;
use model::HubId;
use viewmodel::toasts::{Toast, ToastContent};

use super::each::Each;
use super::later::LaterWords;
use super::leaf::text;
use crate::i18n::Msg;
use crate::store::{App, Part};

/// The live region of the page, or of the dialog: while that is open nothing else is seen or read out.
#[component]
pub fn Toasts(
    /// It is the one of the dialog.
    modal: bool,
) -> impl IntoView {
    let app = expect_context::<App>();
    let shown = move || match app.inbox_open.get() == modal {
        true => app.current_toasts(),
        false => Vec::new(),
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <Each each=shown key=|toast| toast.id.to_string() let:toast>
                <p class="toast" data-testid="toast">{sentence(app, toast)}</p>
            </Each>
        </div>
    }
}

fn sentence(app: App, Toast { hub, content, .. }: Toast) -> AnyView {
    match content {
        ToastContent::Done(text) => text.into_any(),
        ToastContent::NewNotifications(count) => text(move || arrival(app, &hub, count)).into_any(),
        ToastContent::Notice(notice) => {
            view! { <LaterWords part=Part::Notice(hub, notice) until=|| "…" /> }.into_any()
        }
    }
}

/// How many notifications came from a hub.
fn arrival(app: App, hub: &HubId, count: usize) -> String {
    let hub = &app.hub(hub.as_str()).map_or_else(String::new, |hub| hub.name());
    app.text(&Msg::NewNotifications { count, hub })
}
