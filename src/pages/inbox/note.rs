//! One notification.

use leptos::prelude::*;
use model::{Entry, EventId, Severity};
use viewmodel::inbox_list::is_recent;

use crate::browser::clock;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{Text, t, text};
use crate::i18n::{Msg, format};
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
    let of = move |read: fn(App, &Entry) -> String| -> Text {
        text(move || entry.with(|entry| entry.as_ref().map_or_else(String::new, |entry| read(app, entry))))
    };
    let kind = move || {
        let kind = entry.with(|entry| entry.as_ref().map_or(Severity::Info, |entry| entry.notification.kind));
        view! { <Icon icon=IconName::of(kind) /> }
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
            data-kind=of(|_, entry| entry.notification.kind.as_str().to_owned())
            data-read=of(|_, entry| entry.read().to_string())
            on:click=move |_| hub.mark_read(clicked.clone())
            on:keydown=move |event| if event.key() == "Enter" { hub.mark_read(entered.clone()) }
        >
            <span class="kind" role="img" aria-label=of(|app, entry| app.text(&Msg::Severity(entry.notification.kind)))>
                {kind}
            </span>
            <h2 data-testid="title">{of(title)}</h2>
            <time
                datetime=of(|_, entry| format::iso(entry.at.0))
                title=of(|app, entry| format::moment(app.lang.get(), entry.at.0))
            >
                {of(|app, entry| format::relative(app.lang.get(), entry.at.0, app.tick.get().0))}
            </time>
            <p data-testid="message">{of(message)}</p>
            <span class="where">
                {hub.name()}
                <NoteLink entry />
            </span>
        </li>
    }
}

/// Where a notification leads, where it leads anywhere.
#[component]
fn NoteLink(
    /// The notification.
    entry: Memo<Option<Entry>>,
) -> impl IntoView {
    let link = move || {
        let link = entry.with(|entry| entry.as_ref()?.notification.link.clone())?;
        let link = view! {
            " · "
            <a href=link target="_blank" rel="noopener noreferrer">{t(Msg::OpenLink)}</a>
        };
        Some(link.into_any())
    };
    view! { {link} }
}

fn title(app: App, entry: &Entry) -> String {
    let lang = app.lang.get();
    let title = entry.notification.title.as_ref().map(|title| lang.label(title));
    title.unwrap_or_else(|| lang.text(&Msg::Untitled))
}

fn message(app: App, entry: &Entry) -> String {
    let lang = app.lang.get();
    entry.notification.message.as_ref().map_or_else(String::new, |message| lang.label(message))
}
