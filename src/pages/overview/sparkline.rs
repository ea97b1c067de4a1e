//! How much came lately: a bar for every few minutes, of the notifications as the inbox has them.

use leptos::prelude::*;
use viewmodel::sparkline::{Sparkline, VIEW_BOX};

use crate::components::leaf::text;
use crate::i18n::Msg;
use crate::store::{App, Hub};

/// The drawing. Its title says it in words.
#[component]
pub fn InboxSparkline(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let counts = move || hub.read_inbox(|session| Sparkline::count(session.inbox().times(), app.tick.get()));
    let title = move || {
        let counts = counts();
        app.text(&Msg::Lately { count: counts.total(), most: counts.highest() })
    };
    view! {
        <svg class="lately" viewBox=VIEW_BOX preserveAspectRatio="none" role="img">
            <title>{text(title)}</title>
            <path d=text(move || counts().path())></path>
        </svg>
    }
}
