//! Notifications of the browser for what came while the page is not looked at.

use std::cell::RefCell;

use leptos::prelude::*;
use model::{Entry, EventId, HubId};
use viewmodel::inbox_list::excerpt;
use viewmodel::routes::write_event_query;
use wasm_bindgen::JsValue;

use super::News;
use crate::browser::desktop::{self, Shown};
use crate::browser::dynamic::{call, get};
use crate::i18n::{DeferredMsg, PreferenceMsg};
use crate::paths::{self, Route, href};
use crate::store::{App, Hub};

/// Of more at once the last have a notification each, and one says how many others there are.
pub const MOST: usize = 3;
/// Desktops show no more of a message.
const BODY_CHARS: usize = 200;
/// Most that stand there at a time.
const KEPT: usize = 12;

/// A notification that stands there.
struct Standing {
    hub: HubId,
    /// None where it sums up.
    event: Option<EventId>,
    _shown: Shown,
}

thread_local! {
    static STANDING: RefCell<Vec<Standing>> = const { RefCell::new(Vec::new()) };
}

/// Show one for a notification.
pub fn show(app: App, hub: Hub, news: &News) {
    let (id, event) = (hub.id(), news.id.clone());
    let address = format!("{}{}", href(&Route::Inbox), write_event_query(&id, &event));
    let message = excerpt(&news.message, BODY_CHARS);
    let body = if message.is_empty() { hub.name() } else { [&message, "\n", &hub.name()].concat() };
    let shown = desktop::show(&format!("{id}/{event}"), &news.title, &body, move || open(app, &address));
    keep(id, Some(event), shown);
}

/// Show one for all others that came at once.
pub fn show_others(app: App, hub: Hub, count: usize) {
    let title = app
        .lang
        .with_untracked(|lang| lang.text(&DeferredMsg::Preference(PreferenceMsg::DesktopMore { count })));
    let address = format!("{}?hub={}", href(&Route::Inbox), hub.id());
    let shown = desktop::show(&format!("{}/", hub.id()), &title, &hub.name(), move || open(app, &address));
    keep(hub.id(), None, shown);
}

/// Close those of a hub that were read or archived meanwhile; tracks its inbox.
pub fn close_read(hub: Hub) {
    let id = hub.id();
    let gone = hub.read_inbox(|session| {
        let unread = session.inbox().unread();
        let is_unread = |event: &EventId| session.inbox().kept(event).is_some_and(Entry::is_unread);
        let goes = |one: &mut Standing| one.hub == id && !one.event.as_ref().map_or(unread > 0, is_unread);
        STANDING.with_borrow_mut(|standing| standing.extract_if(.., goes).collect::<Vec<_>>())
    });
    drop(gone);
}

fn keep(hub: HubId, event: Option<EventId>, shown: Option<Shown>) {
    let Some(shown) = shown else { return };
    STANDING.with_borrow_mut(|standing| {
        // What is summed up anew takes the place of the last sum, by its tag.
        standing.retain(|one| one.hub != hub || one.event != event);
        standing.push(Standing { hub, event, _shown: shown });
        let excess = standing.len().saturating_sub(KEPT);
        standing.drain(..excess);
    });
}

/// Open an address of the app in this page, in front.
fn open(app: App, address: &str) {
    desktop::bring_to_front();
    app.inbox_open.set(false);
    let history = get(&js_sys::global(), "history");
    if call(&history, "pushState", &[JsValue::NULL, "".into(), address.into()]).is_ok() {
        app.route.set(paths::current());
    }
}
