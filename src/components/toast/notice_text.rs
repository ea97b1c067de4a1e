//! What became of something that the user wanted of a hub, in a sentence.

use leptos::prelude::*;
use model::HubId;
use session::Notice;

use crate::components::leaf::text;
use crate::i18n::{DeferredMsg, InboxMsg};
use crate::store::App;

/// What became of something that the user wanted of a hub.
#[component]
pub fn NoticeText(
    /// The hub.
    hub: HubId,
    /// What became of it.
    notice: Notice,
) -> impl IntoView {
    let app = expect_context::<App>();
    text(move || {
        let name = app.hub(hub.as_str()).map_or_else(String::new, |hub| hub.name());
        let hub = name.as_str();
        app.text(&match &notice {
            Notice::Done { act, count, .. } => {
                return app.text(&InboxMsg::Done { act: *act, count: *count });
            }
            Notice::ClearStaysLocal => DeferredMsg::ClearStaysLocal,
            Notice::Refused { status, text } if text.is_empty() => {
                DeferredMsg::RefusedStatus { hub, status: *status }
            }
            Notice::Refused { text, .. } => DeferredMsg::RefusedBecause { hub, why: text },
            Notice::InDoubt => DeferredMsg::InDoubt { hub },
        })
    })
}
