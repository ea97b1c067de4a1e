//! Several pages of a browser hear of the same event: one of them announces it.

use std::cell::RefCell;

use gloo_timers::future::TimeoutFuture;

use crate::browser::clock;
use crate::browser::desktop::is_looked_at;
use crate::browser::lock::{self, Lock};

/// Held while a page looks which events are taken.
const TURN: &str = "atalaya.announce";
/// How long a page holds what it took: by then all have heard of it (milliseconds).
const HELD_MS: u64 = 60_000;
/// A page that is not looked at lets the one that is go first (milliseconds).
const COURTESY_MS: u32 = 300;

thread_local! {
    static TAKEN: RefCell<Vec<(u64, Lock)>> = const { RefCell::new(Vec::new()) };
}

/// Of some events, by what tells them from all others, those that this page announces. Without Web Locks, which browsers give
/// to pages with TLS alone, each page announces all.
pub async fn take(events: Vec<String>) -> Vec<bool> {
    if !is_looked_at() {
        TimeoutFuture::new(COURTESY_MS).await;
    }
    let _turn = lock::acquire(TURN).await;
    let mut taken = Vec::new();
    for event in events {
        let name = format!("{TURN}.{event}");
        let is_free = !lock::is_marked(&name).await;
        if is_free {
            let held = lock::mark(&name);
            let now = clock::now().mono.0;
            TAKEN.with_borrow_mut(|taken| {
                taken.retain(|(since, _)| now.saturating_sub(*since) < HELD_MS);
                taken.push((now, held));
            });
        }
        taken.push(is_free);
    }
    taken
}
