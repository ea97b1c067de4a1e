//! How much came lately: a bar for every few minutes, of the notifications as the inbox has them.

use leptos::prelude::*;
use leptos::svg;
use viewmodel::sparkline::{Sparkline, VIEW_BOX};

use crate::components::leaf::text;
use crate::i18n::DeferredMsg;
use crate::store::{App, Hub};

/// The drawing. Its title says it in words.
#[component]
pub fn InboxSparkline(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let counts = Memo::new(move |_| {
        hub.read_inbox(|session| Sparkline::count(session.inbox().times(), app.tick.get()))
    });
    let title = move || {
        let (count, most) = counts.with(|counts| (counts.total(), counts.highest()));
        app.text(&DeferredMsg::Lately { count, most })
    };
    view! {
        <svg viewBox=VIEW_BOX preserveAspectRatio="none" role="img">
            // The macro takes `<title>` for the one of HTML, which names no drawing.
            {svg::title().child(text(title))}
            <path d=text(move || counts.with(Sparkline::path))></path>
        </svg>
    }
}
