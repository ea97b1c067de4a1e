//! Short-lived sentences in a polite live region.

use leptos::prelude::*;
use session::Notice;

use super::dynamic::{IntoPart, Part, each, item, say};

use crate::i18n::{Lang, Msg};
use crate::state::{App, Said, Toast};

/// The live region.
#[component]
pub fn Toasts(
    /// The state.
    app: App,
) -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {each(move || {
                let one = |toast: Toast| item(toast.id.to_string(), move || draw(app, toast.clone()));
                app.current_toasts().into_iter().map(one).collect()
            })}
        </div>
    }
}

fn draw(app: App, toast: Toast) -> Part {
    view! {
        <p class="toast" data-testid="toast">
            {say(move || text(app, app.lang.get(), &toast))}
        </p>
    }
    .part()
}

fn text(app: App, lang: Lang, toast: &Toast) -> String {
    let name = app.hub(toast.hub.as_str()).map_or_else(String::new, |hub| hub.name());
    let hub = name.as_str();
    lang.text(&match &toast.what {
        Said::Fresh(count) => Msg::Fresh { count: *count, hub },
        Said::Notice(Notice::Cleared { count, .. }) => Msg::Cleared { count: *count },
        Said::Notice(Notice::ClearStaysLocal) => Msg::ClearStaysLocal,
        Said::Notice(Notice::Refused { status, text }) if text.is_empty() => {
            Msg::RefusedStatus { hub, status: *status }
        }
        Said::Notice(Notice::Refused { text, .. } | Notice::HubError(text)) => {
            Msg::RefusedBecause { hub, why: text }
        }
        Said::Notice(Notice::InDoubt) => Msg::InDoubt { hub },
    })
}
