//! Short-lived sentences in a polite live region.

use leptos::prelude::*;
use session::Notice;

use super::leaf::text;
use crate::i18n::Msg;
use crate::store::{App, Toast, ToastText};

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
            <For each=shown key=|toast: &Toast| toast.id let:toast>
                <p class="toast" data-testid="toast">{text(move || sentence(app, &toast))}</p>
            </For>
        </div>
    }
}

fn sentence(app: App, toast: &Toast) -> String {
    let name = app.hub(toast.hub.as_str()).map_or_else(String::new, |hub| hub.name());
    let hub = name.as_str();
    app.text(&match &toast.text {
        ToastText::Done(text) => return text.clone(),
        ToastText::New(count) => Msg::Fresh { count: *count, hub },
        ToastText::Notice(Notice::Cleared { count, .. }) => Msg::Cleared { count: *count },
        ToastText::Notice(Notice::ClearStaysLocal) => Msg::ClearStaysLocal,
        ToastText::Notice(Notice::Refused { status, text }) if text.is_empty() => {
            Msg::RefusedStatus { hub, status: *status }
        }
        ToastText::Notice(Notice::Refused { text, .. } | Notice::HubError(text)) => {
            Msg::RefusedBecause { hub, why: text }
        }
        ToastText::Notice(Notice::InDoubt) => Msg::InDoubt { hub },
    })
}
