//! One notification.

use leptos::html;
use leptos::prelude::*;
use model::{AlertOrigin, Entry, EventId};
use viewmodel::inbox_list::{excerpt, is_recent};
use viewmodel::inbox_selection::NoteKey;

use super::actions::actions;
use super::acts::line_acts;
use super::extras;
use super::icons::ActIcon;
use super::markdown::markdown;
use super::state::ListState;
use crate::browser::clock;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{Text, effect, flag, text};
use crate::i18n::{DeferredMsg, InboxMsg, Lang, age_text, format, is_guessed};
use crate::store::{App, Hub};

/// Of longer titles and messages only so many characters are drawn before all is asked for.
const TITLE_CHARS: usize = 300;
const MESSAGE_CHARS: usize = 3_000;
/// A message of fewer characters is cut nowhere, save for its line breaks; the style sheet cuts after so many lines.
const SHORT_CHARS: usize = 300;
const LINES: usize = 12;

/// One notification. The list hears its keys and its presses.
#[component]
pub fn Note(
    /// Its hub.
    hub: Hub,
    /// Which one.
    key: NoteKey,
) -> impl IntoView {
    let state = ListState::of_context();
    let line = NodeRef::<html::Li>::new();
    let is_it = |asked: &mut Option<EventId>| asked.take_if(|asked| *asked == key.id).is_some();
    // The address names it: it comes into view, and is read.
    let is_looked_for = state.looked_for.try_update_value(is_it).unwrap_or(false);
    if is_looked_for {
        show_to_reader(hub, key.id.clone(), line);
    }
    let name = key.id.to_string();
    let all = RwSignal::new(false);
    let id = key.id.clone();
    // That it is in sight by now draws nothing anew.
    let as_seen = |mut entry: Entry| {
        entry.marks.seen = true;
        entry
    };
    let entry = Memo::new(move |_| hub.read_inbox(|session| session.inbox().kept(&id).cloned()).map(as_seen));
    let of = move |read: fn(&Entry) -> String| -> Text {
        text(move || entry.with(|entry| entry.as_ref().map_or_else(String::new, read)))
    };
    let arriving = entry.with_untracked(|entry| {
        entry.as_ref().is_some_and(|entry| is_recent(entry.received_at, clock::wall()))
    });
    view! {
        <li
            class=if arriving { "note arriving" } else { "note" }
            class:all=flag(move || all.get())
            tabindex="-1"
            node_ref=line
            aria-current=is_looked_for.then_some("true")
            data-testid="notification"
            data-id=name
            data-hub=hub.id().to_string()
            data-kind=of(|entry| entry.notification.kind.as_str().to_owned())
            data-read=of(|entry| entry.read().to_string())
        >
            {move || entry.get().map(|entry| content(state, hub, &entry, all)).into_any()}
            {line_acts(state, key)}
        </li>
    }
}

/// Bring a notification into view with the focus, and mark it read: a link that opened it is a click on it.
fn show_to_reader(hub: Hub, id: EventId, line: NodeRef<html::Li>) {
    effect(move || {
        let Some(line) = line.get() else { return };
        let id = id.clone();
        request_animation_frame(move || {
            // Fails only where the line is gone again.
            let _gone = line.focus();
            hub.mark_read(id);
        });
    });
}

/// What a notification says. One effect draws all of it: hardly any of them changes once it is drawn, and thousands
/// may come at once.
fn content(state: ListState, hub: Hub, entry: &Entry, all: RwSignal<bool>) -> AnyView {
    let (app, sought) = (state.app, state.sought);
    let (lang, kind) = (app.lang.get(), entry.notification.kind);
    let link = entry.notification.link.clone().map(|link| {
        view! {
            " · "
            <a href=link.clone() title=link target="_blank" rel="noopener noreferrer" tabindex="-1">
                {lang.text(&DeferredMsg::OpenLink)}
            </a>
        }
    });
    let shown = state.readers.read(hub, entry.notification.extras.as_deref());
    let (title, message) = (title(lang, entry), message(lang, entry));
    let is_long = title.len() + message.len() > SHORT_CHARS || message.matches('\n').nth(LINES - 1).is_some();
    let cut = |whole: String, most: usize| match is_long {
        true => {
            let shown = move || if all.get() { whole.clone() } else { excerpt(&whole, most) };
            view! { {move || sought.marked(lang, &shown())} }.into_any()
        }
        false => sought.marked(lang, &whole),
    };
    let message = if shown.is_markdown {
        let whole = move || if all.get() { message.clone() } else { excerpt(&message, MESSAGE_CHARS) };
        view! { {move || markdown(&whole())} }.into_any()
    } else {
        cut(message, MESSAGE_CHARS)
    };
    let drawn = NodeRef::<html::P>::new();
    let content = view! {
        <span class="kind" role="img" aria-label=lang.text(&DeferredMsg::Severity(kind))>
            <Icon icon=IconName::of(kind) />
        </span>
        <h2 class="cut" data-testid="title">{cut(title, TITLE_CHARS)}</h2>
        <span class="where cut">{pinned(lang, entry)} {hub.name()} {snoozed(lang, entry)} {link}</span>
        {time(app, hub, entry)}
        <div class="second">
            {extras::icon(shown.icon)}
            {extras::marks(lang, entry.expired, shown.priority, shown.tags)}
            <p class="cut" node_ref=drawn data-testid="message">{message}</p>
            {is_long.then(|| view! { <ShowAll drawn all /> })}
        </div>
        {extras::attachments(lang, shown.attachments, "-1")}
        {actions(app, hub, &entry.notification.id, shown.actions, "-1")}
    };
    content.into_any()
}

/// The pin of what is pinned.
fn pinned(lang: Lang, entry: &Entry) -> Option<AnyView> {
    let pin = || {
        view! {
            <span class="pin" role="img" aria-label=lang.text(&InboxMsg::Pinned)>{ActIcon::Pin.draw()}</span>
        }
    };
    entry.marks.pinned.then(|| pin().into_any())
}

/// Until when it is snoozed, where it is.
fn snoozed(lang: Lang, entry: &Entry) -> Option<String> {
    let until = format::moment_in_short(lang, entry.marks.snoozed_until?.0);
    Some(format!(" · {}", lang.text(&InboxMsg::SnoozedUntil { time: &until })))
}

/// When it happened: what lies ahead is shown as what it is, and what cannot be read as it came.
fn time(app: App, hub: Hub, entry: &Entry) -> AnyView {
    let lang = app.lang.get();
    if let Some(time) = entry.notification.unreadable_time.clone() {
        return view! { <time>{time}</time> }.into_any();
    }
    let (at, guessed) = entry.notification.stamp.as_ref().map_or((entry.received_at.0, false), |stamp| {
        hub.read(|session| (session.resolve(stamp).0, is_guessed(session, stamp)))
    });
    view! {
        <time datetime=format::iso(at) title=format::moment(lang, at)>
            {text(move || age_text(lang, at, app.tick.get().0, guessed))}
        </time>
    }
    .into_any()
}

/// The button that shows all of a notification, where it does not show all by itself, and takes that back.
#[component]
fn ShowAll(
    /// The message.
    drawn: NodeRef<html::P>,
    /// All is shown.
    all: RwSignal<bool>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let is_cut = RwSignal::new(all.get_untracked());
    effect(move || {
        let Some(message) = drawn.get() else { return };
        request_animation_frame(move || {
            let note = message.closest(".note").ok().flatten();
            let title = note.and_then(|note| note.query_selector("h2").ok().flatten());
            let overflows = |element: &web_sys::Element| {
                element.scroll_height() > element.client_height() + 1
                    || element.scroll_width() > element.client_width() + 1
            };
            if overflows(&message) || title.as_ref().is_some_and(overflows) {
                // The notification may be gone by now.
                let _gone = is_cut.try_set(true);
            }
        });
    });
    view! {
        <button
            type="button"
            class="quiet more"
            tabindex="-1"
            data-testid="show-all"
            aria-expanded=text(move || all.get().to_string())
            hidden=flag(move || !is_cut.get())
            on:click=move |_| all.update(|all| *all = !*all)
        >
            {text(move || app.text(if all.get() { &DeferredMsg::ShowLess } else { &DeferredMsg::ShowAll }))}
        </button>
    }
}

/// Its title in a language.
pub fn title(lang: Lang, entry: &Entry) -> String {
    let title = entry.notification.title.as_ref().map(|title| lang.label(title));
    title.unwrap_or_else(|| lang.text(&DeferredMsg::Untitled))
}

/// Its message in a language, with what we know of it ourselves.
pub fn message(lang: Lang, entry: &Entry) -> String {
    let message = entry.notification.message.as_ref().map_or_else(String::new, |message| lang.label(message));
    match entry.notification.alert {
        Some(AlertOrigin::Watch { unnamed: more @ 1.., .. }) => {
            let count = format::integer(lang, more as i128);
            [message, lang.text(&DeferredMsg::More { count: &count })].join(" ")
        }
        Some(AlertOrigin::TableUnread) => lang.text(&DeferredMsg::TableUnread),
        _ => message,
    }
}
