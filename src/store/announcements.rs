//! New notifications are announced as the user prefers (docs/preferences.md). Only the second module names it.

mod claim;
mod desktop;
mod favicon;
mod outside;
pub mod toasts;

use std::cell::Cell;

use leptos::prelude::*;
use model::{EventId, HubId, Severity};
use session::Session;
use viewmodel::preferences::{Announcement, LocalTime, Subject};

use super::{App, Hub};
use crate::browser::dynamic::call;
use crate::browser::{clock, element, sound};
use crate::i18n::{DeferredMsg, Lang};
use crate::paths::Route;
use crate::store::preferences::{follow, preferences};

/// What came longer ago than this is not announced any more: the page was asleep, or its second module came late
/// (milliseconds).
const NEWS_MS: i64 = 120_000;

/// A new notification.
#[derive(Clone, Debug)]
struct News {
    id: EventId,
    title: String,
    message: String,
    kind: Severity,
}

thread_local! {
    /// The browser did not let the last sound be heard.
    static SILENCED: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether the browser did not let the last sound be heard; tracks it.
pub fn is_silenced() -> bool {
    SILENCED.with(ArcRwSignal::clone).get()
}

/// Play the sound of a kind as loud as the user prefers.
pub fn play(kind: Severity) {
    let volume = untrack(|| preferences(|now| now.channels.sounds.volume));
    let is_silenced = !sound::play(kind, volume);
    SILENCED.with(ArcRwSignal::clone).set(is_silenced);
}

/// Announce what the hubs report, from now on.
pub fn start(app: App) {
    // Fired where another page changed what this browser keeps.
    let _lives_on = window_event_listener_untyped("storage", move |_| follow(app));
    favicon::show_unread(app);
    toasts::show_said(app);
    let followed = StoredValue::new(Vec::<HubId>::new());
    Effect::new(move |_| {
        let hubs = app.hubs.get();
        let is_new = |hub: &&Hub| followed.with_value(|followed| !followed.contains(&hub.id()));
        hubs.iter().filter(is_new).for_each(|hub| follow_hub(app, *hub));
        followed.set_value(hubs.iter().map(|hub| hub.id()).collect());
    });
}

fn follow_hub(app: App, hub: Hub) {
    let seen = Cell::new(0);
    Effect::new(move |_| {
        let lang = app.lang.get_untracked();
        let (count, news) = hub.read_inbox(|session| {
            let fresh = session.fresh();
            let before = seen.replace(fresh.count());
            (fresh.count().saturating_sub(before), news_since(session, lang, before))
        });
        if !news.is_empty() {
            untrack(|| announce(app, hub, count, &news));
        }
        desktop::close_read(hub);
    });
}

/// What came after the first `count`, as far as it is unread and news.
fn news_since(session: &Session, lang: Lang, count: u64) -> Vec<News> {
    let now = clock::wall().0;
    let entry = |id| session.inbox().kept(id);
    let is_news =
        |entry: &&model::Entry| entry.is_unread() && now.saturating_sub(entry.received_at.0) < NEWS_MS;
    let news = |entry: &model::Entry| News {
        id: entry.notification.id.clone(),
        title: title(lang, entry),
        message: entry.notification.message.as_ref().map_or_else(String::new, |text| lang.label(text)),
        kind: entry.notification.kind,
    };
    session.fresh().since(count).filter_map(entry).filter(is_news).map(news).collect()
}

fn title(lang: Lang, entry: &model::Entry) -> String {
    let title = entry.notification.title.as_ref().map(|title| lang.label(title));
    title.unwrap_or_else(|| lang.text(&DeferredMsg::Untitled))
}

/// `count` came, of which `news` are known; of a burst only the last.
fn announce(app: App, hub: Hub, count: u64, news: &[News]) {
    let (id, now) = (hub.id(), local_time());
    let how = |news: &News| {
        let subject = Subject { hub: &id, title: &news.title, kind: news.kind };
        preferences(|preferred| preferred.quiet.allows(&preferred.channels, now, &subject))
    };
    let announced: Vec<(&News, Announcement)> = news.iter().map(|news| (news, how(news))).collect();
    let shown: Vec<&News> = announced.iter().filter(|(_, how)| how.toast).map(|(news, _)| *news).collect();
    if let Some(newest) = shown.last()
        && !is_inbox_in_sight(app)
    {
        // Those of a burst that are not known any more are counted as the others are.
        let unknown = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(news.len());
        let unknown = if shown.len() == news.len() { unknown } else { 0 };
        toasts::announce(id.clone(), shown.len().saturating_add(unknown), newest.id.clone());
    }
    let beyond = announced.into_iter().filter(|(_, how)| how.sound || how.notification);
    outside::announce(app, beyond.map(|(news, how)| (hub, news.clone(), how)).collect());
}

/// The inbox is shown with its newest notifications: a toast would only repeat them.
fn is_inbox_in_sight(app: App) -> bool {
    let is_shown = app.inbox_open.get_untracked() || app.route.get_untracked() == Route::Inbox;
    let list = element::first(".inbox .list");
    is_shown && !clock::hidden() && list.is_some_and(|list| list.scroll_top() <= 0)
}

/// This moment, as the clock of the device has it.
pub fn local_time() -> LocalTime {
    let wall = clock::wall();
    let date = wasm_bindgen::JsValue::from(js_sys::Date::new(&(wall.0 as f64).into()));
    let part = |name| call(&date, name, &[]).ok().and_then(|part| part.as_f64()).unwrap_or_default();
    let minute = part("getHours") * 60.0 + part("getMinutes");
    // `Date` counts from Sunday on.
    LocalTime { wall, weekday: ((part("getDay") + 6.0) % 7.0) as u8, minute: minute as u16 }
}
