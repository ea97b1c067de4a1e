//! A notification in one line: a link that opens it in the inbox.

use leptos::prelude::*;
use model::Entry;
use viewmodel::routes::write_event_query;

use crate::components::each::Item;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::text;
use crate::i18n::age_text;
use crate::paths::{Route, href};
use crate::store::{App, Hub};

/// A notification of a hub in one line, with `more` behind its title; tracks the language. One that says something else
/// than before is drawn anew.
pub fn event_line(app: App, hub: Hub, entry: &Entry, more: AnyView) -> Item {
    let said = &entry.notification;
    let (kind, is_read, at) = (said.kind, entry.read(), entry.at.0);
    let address = format!("{}{}", href(&Route::Inbox), write_event_query(&hub.id(), &said.id));
    let words = said.title.as_ref().or(said.message.as_ref());
    let title = words.map_or_else(String::new, |words| app.lang.get().label(words));
    let key = format!("{address}{is_read}{at}{title}");
    let view = move || {
        view! {
            <a
                class="event"
                href=address
                data-testid="event"
                data-kind=kind.as_str()
                data-read=is_read.to_string()
            >
                <Icon icon=IconName::of(kind) />
                <span class="cut">{title}</span>
                {more}
                <small>{text(move || age_text(app.lang.get(), at, app.tick.get().0, false))}</small>
            </a>
        }
        .into_any()
    };
    Item::new(key, view)
}
