//! Short-lived sentences in a polite live region.

use leptos::prelude::*;
use session::Notice;
use viewmodel::toasts::{Toast, ToastContent};

use super::each::Each;
use super::leaf::text;
use crate::i18n::Msg;
use crate::store::App;

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
                <p class="toast" data-testid="toast">{text(move || sentence(app, &toast))}</p>
            </Each>
        </div>
    }
}

fn sentence(app: App, toast: &Toast) -> String {
    let name = app.hub(toast.hub.as_str()).map_or_else(String::new, |hub| hub.name());
    let hub = name.as_str();
    app.text(&match &toast.content {
        ToastContent::Done(text) => return text.clone(),
        ToastContent::NewNotifications(count) => Msg::NewNotifications { count: *count, hub },
        ToastContent::Notice(Notice::Cleared { count, .. }) => Msg::Cleared { count: *count },
        ToastContent::Notice(Notice::ClearStaysLocal) => Msg::ClearStaysLocal,
        ToastContent::Notice(Notice::Refused { status, text }) if text.is_empty() => {
            Msg::RefusedStatus { hub, status: *status }
        }
        ToastContent::Notice(Notice::Refused { text, .. }) => Msg::RefusedBecause { hub, why: text },
        ToastContent::Notice(Notice::InDoubt) => Msg::InDoubt { hub },
    })
}
