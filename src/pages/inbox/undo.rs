//! Undo of what was done to notifications, offered where it was done.

use leptos::prelude::*;
use session::Intent;

use crate::browser::clock;
use crate::components::leaf::{flag, t, text};
use crate::components::when::When;
use crate::i18n::{DeferredMsg, InboxMsg};
use crate::store::{App, Hub, Undo};

/// The bar that says what was done and takes it back, for as long as that is offered.
#[component]
pub fn UndoBar() -> impl IntoView {
    let app = expect_context::<App>();
    // Several hubs may have done the same at one click.
    let done = move || {
        let offered = offered(app);
        let act = offered.first().map(|(_, undo)| undo.act)?;
        Some(InboxMsg::Done { act, count: offered.iter().map(|(_, undo)| undo.count).sum() })
    };
    let take_back = move |_| {
        for (hub, undo) in untrack(|| offered(app)) {
            hub.signals.undo.set(None);
            hub.intend(Intent::Undo(undo.undo));
        }
    };
    view! {
        <When is=flag(move || !offered(app).is_empty())>
            <div class="undo" role="status">
                <span>{text(move || done().map_or_else(String::new, |done| app.text(&done)))}</span>
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
    let all = each.filter_map(|(hub, undo)| Some((hub, undo.filter(|undo| undo.until > now)?)));
    let all: Vec<(Hub, Undo)> = all.collect();
    // What was done last, to however many hubs at one click.
    let latest = all.iter().max_by_key(|(_, undo)| undo.until).map(|(_, undo)| undo.act);
    all.into_iter().filter(|(_, undo)| Some(undo.act) == latest).collect()
}
