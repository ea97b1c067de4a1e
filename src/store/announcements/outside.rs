//! What is announced beyond the page, by sounds and by notifications of the browser: by one page of it, and in a burst not
//! one by one.

use std::cell::{Cell, RefCell};

use leptos::task::spawn_local;
use model::Severity;
use viewmodel::preferences::Announcement;

use super::{News, claim, desktop, play};
use crate::browser::clock;
use crate::browser::desktop::is_looked_at;
use crate::store::{App, Hub};

/// After something was announced, what follows is gathered for so long (milliseconds).
const GATHERED_MS: u64 = 2_000;

/// A new notification of a hub, and how it is announced.
type Waiting = (Hub, News, Announcement);

thread_local! {
    static WAITING: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
    /// On the page's own clock (milliseconds).
    static NEXT_AT: Cell<u64> = const { Cell::new(0) };
}

/// Announce these: at once, or with what follows where something was announced a moment ago.
pub fn announce(app: App, news: Vec<Waiting>) {
    let is_first = WAITING.with_borrow_mut(|waiting| {
        let is_first = waiting.is_empty();
        waiting.extend(news);
        is_first && !waiting.is_empty()
    });
    if is_first {
        let wait = NEXT_AT.get().saturating_sub(clock::now().mono.0);
        clock::after(wait, move || spawn_local(announce_all(app))).forget();
    }
}

/// Announce all that waits.
async fn announce_all(app: App) {
    NEXT_AT.set(clock::now().mono.0.saturating_add(GATHERED_MS));
    let mut waiting = WAITING.take();
    let mut worst = None;
    while let Some((hub, ..)) = waiting.first() {
        let hub = *hub;
        let (of_hub, others): (Vec<Waiting>, _) =
            waiting.into_iter().partition(|(other, ..)| other.id() == hub.id());
        waiting = others;
        worst = worst.max(announce_hub(app, hub, of_hub).await);
    }
    worst.into_iter().for_each(play);
}

/// Announce what a hub reported, as far as no other page does. Gives the worst kind that has a sound.
async fn announce_hub(app: App, hub: Hub, mut news: Vec<Waiting>) -> Option<Severity> {
    let others = news.len().saturating_sub(desktop::MOST);
    let last = news.split_off(others);
    let names = last.iter().map(|(_, news, _)| format!("{}/{}", hub.id(), news.id)).collect();
    let taken = claim::take(names).await;
    let mine = last.into_iter().zip(taken).filter(|(_, taken)| *taken).map(|(news, _)| news);
    let mine: Vec<Waiting> = mine.collect();
    let worst = mine.iter().filter(|(.., how)| how.sound).map(|(_, news, _)| news.kind).max();
    if !is_looked_at() {
        let shown = mine.iter().filter(|(.., how)| how.notification);
        shown.for_each(|(_, news, _)| desktop::show(app, hub, news));
        let others = news.iter().filter(|(.., how)| how.notification).count();
        if others > 0 && !mine.is_empty() {
            desktop::show_others(app, hub, others);
        }
    }
    worst
}
