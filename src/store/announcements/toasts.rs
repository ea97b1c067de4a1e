//! The toasts of the page. What the first load has to say waits in [`App::said`] until this takes it.

use leptos::prelude::*;
use model::{EventId, HubId};
use viewmodel::toasts::{Toast, Toasts};

use crate::browser::clock;
use crate::store::App;

thread_local! {
    static TOASTS: ArcRwSignal<Toasts> = ArcRwSignal::new(Toasts::new());
}

/// Show what is said, from now on.
pub fn show_said(app: App) {
    Effect::new(move |_| {
        let said = app.said.get();
        if said.is_empty() {
            return;
        }
        app.said.update_untracked(Vec::clear);
        let now = clock::now().mono;
        TOASTS.with(ArcRwSignal::clone).update(|toasts| {
            said.into_iter().for_each(|(hub, content)| toasts.handle(now, hub, content));
        });
    });
}

/// Announce new notifications of a hub by a toast; the newest of them is named.
pub fn announce(hub: HubId, count: usize, newest: EventId) {
    TOASTS.with(ArcRwSignal::clone).update(|toasts| toasts.announce(clock::now().mono, hub, count, newest));
}

/// The toasts that are shown at this moment; tracks the time.
pub fn current(app: App) -> Vec<Toast> {
    app.tick.track();
    TOASTS.with(ArcRwSignal::clone).with(|toasts| toasts.at(clock::now().mono).cloned().collect())
}
