//! Undo of a clear, offered where the clear was made.

use leptos::prelude::*;
use session::Intent;

use crate::browser::clock;
use crate::components::leaf::{flag, t, text};
use crate::components::when::When;
use crate::i18n::DeferredMsg;
use crate::store::{App, Hub, Undo};

/// The bar that takes a clear back, for as long as that is offered.
#[component]
pub fn UndoBar() -> impl IntoView {
    let app = expect_context::<App>();
    let count = move || offered(app).iter().map(|(_, undo)| undo.count).sum::<usize>();
    let take_back = move |_| {
        for (hub, undo) in untrack(|| offered(app)) {
            hub.signals.undo.set(None);
            hub.intend(Intent::Undo(undo.clear));
        }
    };
    view! {
        <When is=flag(move || !offered(app).is_empty())>
            <div class="undo" role="status">
                <span>{text(move || app.text(&DeferredMsg::Cleared { count: count() }))}</span>
                <button type="button" data-testid="undo" on:click=take_back>{t(DeferredMsg::Undo)}</button>
            </div>
        </When>
    }
}

/// What can be taken back now.
fn offered(app: App) -> Vec<(Hub, Undo)> {
    app.tick.track();
    let now = clock::now().mono;
    let each = app.hubs.get().into_iter().map(|hub| (hub, hub.signals.undo.get()));
    each.filter_map(|(hub, undo)| Some((hub, undo.filter(|undo| undo.until > now)?))).collect()
}
