//! All of a notification, beside the list or below it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{AlertOrigin, Entry, TableId};
use serde_json::json;
use viewmodel::inbox_selection::NoteKey;
use viewmodel::toasts::ToastContent;

use super::actions::actions;
use super::acts::{act_button, acts_on};
use super::extras;
use super::icons::ActIcon;
use super::markdown::markdown;
use super::mute::mute_button;
use super::note::{message, title};
use super::state::ListState;
use super::tree::tree;
use crate::browser::clipboard;
use crate::components::dialog::CloseButton;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::t;
use crate::i18n::{DeferredMsg, InboxMsg, Lang, format};
use crate::paths::{Route, href};
use crate::store::Hub;

/// The details of the notification that is open; drawn anew where it changes.
#[component]
pub fn NoteDetails() -> impl IntoView {
    let state = ListState::of_context();
    move || {
        let key = state.opened.get()?;
        let (hub, entry) = (state.hub(&key)?, state.entry(&key)?);
        Some(all_of(state, key, hub, entry))
    }
}

fn all_of(state: ListState, key: NoteKey, hub: Hub, entry: Entry) -> AnyView {
    let lang = state.app.lang.get();
    let shown = state.readers.read(hub, entry.notification.extras.as_deref());
    let kind = entry.notification.kind;
    let words = message(lang, &entry);
    let words = if shown.is_markdown { markdown(&words) } else { state.sought.marked(lang, &words) };
    let data = entry.notification.extras.as_ref();
    let data = data.and_then(|extras| json::value(&extras.message));
    let data = data.map(|data| {
        view! {
            <section class="data" data-testid="data">
                <h3>{t(InboxMsg::Data)}</h3>
                {tree(lang, &data, 0)}
            </section>
        }
        .into_any()
    });
    view! {
        <aside
            class="note-details"
            data-testid="note-details"
            data-kind=kind.as_str()
            data-id=key.id.to_string()
            aria-label=t(InboxMsg::Details)
        >
            <header>
                <span class="kind" role="img" aria-label=lang.text(&DeferredMsg::Severity(kind))>
                    <Icon icon=IconName::of(kind) />
                </span>
                <h2>{state.sought.marked(lang, &title(lang, &entry))}</h2>
                <CloseButton close=Callback::new(move |()| state.opened.set(None)) />
            </header>
            {toolbar(state, &key, hub, &entry)}
            <div class="scroll" tabindex="0" role="group" aria-label=t(InboxMsg::Details)>
                <p class="words">{words}</p>
                {extras::marks(lang, entry.expired, shown.priority, shown.tags)}
                {extras::attachments(lang, shown.attachments, "0")}
                {actions(state.app, hub, &key.id, shown.actions, "0")}
                {mute_button(hub, entry.clone())}
                {facts(lang, hub, &entry)}
                {data}
            </div>
        </aside>
    }
    .into_any()
}

/// What can be done to it, and copies of it.
fn toolbar(state: ListState, key: &NoteKey, hub: Hub, entry: &Entry) -> AnyView {
    let act = |act| {
        let key = key.clone();
        act_button(state, act, "0", move || vec![key.clone()])
    };
    let acts: Vec<AnyView> = acts_on(entry).into_iter().flatten().map(act).collect();
    let lang = state.app.lang.get();
    let copies = [
        (ActIcon::Text, InboxMsg::CopyText, "copy-text", as_text(lang, hub, entry)),
        (ActIcon::Json, InboxMsg::CopyJson, "copy-json", as_json(lang, hub, entry)),
    ];
    let copy = |(icon, name, testid, text): (ActIcon, InboxMsg<'static>, &'static str, String)| {
        let name = lang.text(&name);
        view! {
            <button
                type="button"
                class="quiet icon"
                data-testid=testid
                title=name.clone()
                aria-label=name
                on:click=move |_| copy(state, hub, text.clone())
            >
                {icon.draw()}
            </button>
        }
        .into_any()
    };
    let copies: Vec<AnyView> = copies.into_iter().map(copy).collect();
    view! { <div class="tools">{acts} <span class="grow"></span> {copies}</div> }.into_any()
}

fn copy(state: ListState, hub: Hub, text: String) {
    spawn_local(async move {
        let outcome = if clipboard::write(&text).await { InboxMsg::Copied } else { InboxMsg::NotCopied };
        let sentence = state.app.lang.get_untracked().text(&outcome);
        state.app.toast(hub.id(), ToastContent::Done(sentence));
    });
}

/// When it happened, as far as is known.
fn happened(hub: Hub, entry: &Entry) -> i64 {
    let stamp = entry.notification.stamp.as_ref();
    stamp.map_or(entry.received_at.0, |stamp| hub.read(|session| session.resolve(stamp).0))
}

fn as_text(lang: Lang, hub: Hub, entry: &Entry) -> String {
    let time = match &entry.notification.unreadable_time {
        Some(time) => time.clone(),
        None => format::moment_in_full(lang, happened(hub, entry)),
    };
    let kind = lang.text(&DeferredMsg::Severity(entry.notification.kind));
    let lines = [
        format!("{kind}: {}", title(lang, entry)),
        message(lang, entry),
        format!("{} · {time}", hub.name()),
        entry.notification.link.clone().unwrap_or_default(),
    ];
    lines.iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join("\n")
}

/// The message as the hub sent it, where it is kept; else what is known of it.
fn as_json(lang: Lang, hub: Hub, entry: &Entry) -> String {
    let said = &entry.notification;
    let sent = said.extras.as_ref().and_then(|extras| json::value(&extras.message));
    let value = sent.unwrap_or_else(|| {
        json!({
            "hub": hub.id().as_str(),
            "id": said.id.as_str(),
            "kind": said.kind.as_str(),
            "title": title(lang, entry),
            "message": message(lang, entry),
            "time": format::iso(happened(hub, entry)),
            "read": entry.read(),
            "link": said.link,
        })
    });
    format!("{value:#}")
}

/// Its hub, its times in full, and where it leads.
fn facts(lang: Lang, hub: Hub, entry: &Entry) -> AnyView {
    let fact = |name: InboxMsg<'_>, value: AnyView| {
        view! { <div><dt>{lang.text(&name)}</dt><dd>{value}</dd></div> }.into_any()
    };
    let time = |at: i64| {
        view! { <time datetime=format::iso(at)>{format::moment_in_full(lang, at)}</time> }.into_any()
    };
    let at = happened(hub, entry);
    let when = match entry.notification.unreadable_time.clone() {
        Some(unreadable) => unreadable.into_any(),
        None => time(at),
    };
    let read = if entry.read() { InboxMsg::StateRead } else { InboxMsg::StateUnread };
    let snoozed = entry.marks.snoozed_until.map(|until| {
        let until = format::moment_in_short(lang, until.0);
        lang.text(&InboxMsg::SnoozedUntil { time: &until })
    });
    let state = [Some(lang.text(&read)), snoozed].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let hub_link = view! { <a href=href(&Route::hub(&hub.id()))>{hub.name()}</a> }.into_any();
    let mut facts = vec![fact(InboxMsg::Hub, hub_link), fact(InboxMsg::Happened, when)];
    if at != entry.received_at.0 {
        facts.push(fact(InboxMsg::Received, time(entry.received_at.0)));
    }
    facts.push(fact(InboxMsg::State, state.into_any()));
    let id = entry.notification.id.to_string();
    facts.push(fact(InboxMsg::Id, view! { <code>{id}</code> }.into_any()));
    if let Some(link) = entry.notification.link.clone() {
        let shown = link.clone();
        let view = view! { <a href=link target="_blank" rel="noopener noreferrer">{shown}</a> };
        facts.push(fact(InboxMsg::Link, view.into_any()));
    }
    facts.extend(table_link(lang, hub, entry));
    view! { <dl class="facts">{facts}</dl> }.into_any()
}

/// The way to the table whose row it speaks of, where one of our alerts saw it.
fn table_link(lang: Lang, hub: Hub, entry: &Entry) -> Option<AnyView> {
    let Some(AlertOrigin::Watch { place, .. }) = entry.notification.alert else { return None };
    let (id, title): (TableId, String) = hub.read(|session| {
        let profile = session.profile();
        let id = profile.alerts.get(place)?.table.clone();
        let title = lang.label(&profile.table(id.as_str())?.title);
        Some((id, title))
    })?;
    let words = lang.text(&InboxMsg::ToTable { table: &title });
    let address = href(&Route::table(&hub.id(), &id));
    Some(view! { <div><dd><a href=address data-testid="to-table">{words}</a></dd></div> }.into_any())
}
