//! The page's own events: network, visibility, going away, and the tick of relative times.

use std::time::Duration;

use gloo_timers::callback::Interval;
use leptos::ev;
use leptos::prelude::*;
use session::Input;
use viewmodel::summary::window_title;

use super::{App, Hub};
use crate::browser::{clock, element};

/// Relative times and countdowns are updated at this interval (milliseconds).
const TICK_MS: u32 = 1_000;
/// What nobody has asked for by then is fetched too.
const PRELOAD_AFTER: Duration = Duration::from_secs(30);

/// Listen to them for as long as the page lives.
pub fn listen(app: App) {
    window_event_listener(ev::online, move |_| app.broadcast(|| Input::Network { online: true }));
    window_event_listener(ev::offline, move |_| app.broadcast(|| Input::Network { online: false }));
    window_event_listener_untyped("pagehide", move |_| app.broadcast(|| Input::Leaving));
    // Fired where another page changed what this browser keeps.
    window_event_listener_untyped("storage", move |_| {
        app.hubs.get_untracked().into_iter().for_each(Hub::follow_access);
    });
    let visibility = move |_| {
        let visible = !clock::hidden();
        app.broadcast(|| Input::Visible(visible));
    };
    // It bubbles from the document to the window.
    window_event_listener_untyped("visibilitychange", visibility);
    let tick = move || {
        app.tick.set(clock::wall());
        untrack(|| name_window(app));
    };
    Interval::new(TICK_MS, tick).forget();
    // A page that stays open must not need a server that is gone by then.
    set_timeout(move || app.preload_parts(), PRELOAD_AFTER);
}

/// For those who look from another tab: what is unread stands in the window's title, before the page and the name.
fn name_window(app: App) {
    // What loads later has none at first: until then the name stands alone.
    let heading = element::first("#main h1").and_then(|heading| heading.text_content());
    let title = window_title(app.unread.get(), heading.as_deref(), &app.name());
    // Setting it costs the browser far more than reading it.
    if document().title() != title {
        document().set_title(&title);
    }
}
