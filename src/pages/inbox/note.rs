//! One notification.

use leptos::prelude::*;
use model::{Entry, EventId};
use viewmodel::inbox_list::is_recent;

use crate::browser::clock;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{Text, text};
use crate::i18n::{Lang, Msg, format};
use crate::store::{App, Hub};

/// One notification. A click or Enter marks it read.
#[component]
pub fn Note(
    /// Its hub.
    hub: Hub,
    /// Its id.
    id: EventId,
) -> impl IntoView {
    let app = expect_context::<App>();
    let (clicked, entered, name) = (id.clone(), id.clone(), id.to_string());
    let entry = Memo::new(move |_| hub.read_inbox(|session| session.inbox().get(&id).cloned()));
    let of = move |read: fn(&Entry) -> String| -> Text {
        text(move || entry.with(|entry| entry.as_ref().map_or_else(String::new, read)))
    };
    let arriving = entry.with_untracked(|entry| {
        entry.as_ref().is_some_and(|entry| is_recent(entry.received_at, clock::wall()))
    });
    view! {
        <li
            class=if arriving { "note arriving" } else { "note" }
            tabindex="0"
            data-testid="notification"
            data-id=name
            data-hub=hub.id().to_string()
            data-kind=of(|entry| entry.notification.kind.as_str().to_owned())
            data-read=of(|entry| entry.read().to_string())
            on:click=move |_| hub.mark_read(clicked.clone())
            on:keydown=move |event| if event.key() == "Enter" { hub.mark_read(entered.clone()) }
        >
            {move || entry.get().map(|entry| content(app, hub, &entry))}
        </li>
    }
}

/// What a notification says. One effect draws all of it: hardly any of them changes once it is drawn, and thousands
/// may come at once.
fn content(app: App, hub: Hub, entry: &Entry) -> AnyView {
    let (lang, kind, at) = (app.lang.get(), entry.notification.kind, entry.at.0);
    let link = entry.notification.link.clone().map(|link| {
        view! {
            " · "
            <a href=link target="_blank" rel="noopener noreferrer">{lang.text(&Msg::OpenLink)}</a>
        }
    });
    let content = view! {
        <span class="kind" role="img" aria-label=lang.text(&Msg::Severity(kind))>
            <Icon icon=IconName::of(kind) />
        </span>
        <h2 data-testid="title">{title(lang, entry)}</h2>
        <time datetime=format::iso(at) title=format::moment(lang, at)>
            {text(move || format::relative(lang, at, app.tick.get().0))}
        </time>
        <p data-testid="message">{message(lang, entry)}</p>
        <span class="where">{hub.name()} {link}</span>
    };
    content.into_any()
}

fn title(lang: Lang, entry: &Entry) -> String {
    let title = entry.notification.title.as_ref().map(|title| lang.label(title));
    title.unwrap_or_else(|| lang.text(&Msg::Untitled))
}

fn message(lang: Lang, entry: &Entry) -> String {
    entry.notification.message.as_ref().map_or_else(String::new, |message| lang.label(message))
}
