//! Short-lived sentences in a polite live region.

use leptos::prelude::*;
use session::Notice;

use super::dom::{El, el, item};
use crate::i18n::{Lang, Msg};
use crate::state::{App, Said, Toast};

/// The live region of the page, or of the dialog: while that is open nothing else is seen or read out.
pub fn toasts(app: App, modal: bool) -> El {
    let one = move |toast: Toast| {
        item(toast.id.to_string(), move || {
            let text = move || text(app, app.lang.get(), &toast);
            el("p").class("toast").set("data-testid", "toast").say(text)
        })
    };
    el("div").class("toasts").set("role", "status").set("aria-live", "polite").each(move || {
        match app.dialog.get() == modal {
            true => app.current_toasts().into_iter().map(one).collect(),
            false => Vec::new(),
        }
    })
}

fn text(app: App, lang: Lang, toast: &Toast) -> String {
    let name = app.hub(toast.hub.as_str()).map_or_else(String::new, |hub| hub.name());
    let hub = name.as_str();
    lang.text(&match &toast.what {
        Said::Done(text) => return text.clone(),
        Said::Fresh(count) => Msg::NewNotifications { count: *count, hub },
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
