//! Notifications: the dialog and the page, over one list.

use std::collections::VecDeque;

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use model::{Entry, EventId, Filter, Gap, HubId, Item, Kind, Millis};
use session::{Intent, State};
use wasm_bindgen::prelude::*;

use super::dynamic::{IntoPart, Part, each, flag, item, say, show, truth, when};
use super::icon::{Drawing, Icon};
use crate::browser::clock;
use crate::i18n::{Msg, format};
use crate::state::{App, Hub};

/// Lines drawn at a time; the DOM never holds more.
const WINDOW: usize = 60;
/// The window moves by this many lines.
const STEP: usize = 20;
/// It moves when the end is this near (CSS pixels).
const NEAR: i32 = 600;
/// What arrived this recently slides in (milliseconds).
const FRESH: i64 = 1_500;

/// The modal dialog.
#[component]
pub fn InboxDialog(
    /// The state.
    app: App,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (app.dialog.get(), dialog.open()) {
            (true, false) => {
                // Fails only where the element is not connected; then there is nothing to show.
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="inbox"
            data-testid="inbox-dialog"
            aria-label=app.t(Msg::Notifications)
            on:close=move |_| app.dialog.set(false)
        >
            {when(move || app.dialog.get(), move || view! { <Inbox app modal=true /> }.part())}
        </dialog>
    }
}

/// The page. While the dialog is open it gives way.
#[component]
pub fn InboxPage(
    /// The state.
    app: App,
) -> impl IntoView {
    view! {
        <section class="panel inbox">
            {when(move || !app.dialog.get(), move || view! { <Inbox app modal=false /> }.part())}
        </section>
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    Note(HubId, EventId),
    Gap(HubId, Gap),
}

/// The list with its filters and buttons.
#[component]
fn Inbox(
    /// The state.
    app: App,
    /// In the dialog.
    modal: bool,
) -> impl IntoView {
    let filter = RwSignal::new(Filter::default());
    let offset = RwSignal::new(0_usize);
    let shown = Memo::new(move |_| lines(app, &filter.get(), offset.get()));
    let on_scroll = move |event: Event| {
        let list: web_sys::HtmlElement = event_target(&event);
        let below = list.scroll_height() - list.scroll_top() - list.client_height();
        let now = offset.get_untracked();
        let (moved, stays) = if below < NEAR && shown.with_untracked(Vec::len) == WINDOW {
            (now + STEP, STEP)
        } else if list.scroll_top() < NEAR && now > 0 {
            (now.saturating_sub(STEP), 0)
        } else {
            return;
        };
        keep_in_place(list, stays);
        offset.set(moved);
    };
    let choose = move |wanted: Filter| {
        offset.set(0);
        filter.set(wanted);
    };
    view! {
        <header>
            <h1>{app.t(Msg::Notifications)}</h1>
            <span class="pill bad" hidden=move || app.unread() == 0>
                {say(move || app.t(Msg::Unread { count: app.unread() })())}
            </span>
            <span class="grow"></span>
            <button
                type="button"
                class="quiet"
                data-testid="mark-all-read"
                disabled=flag(move || app.unread() == 0)
                on:click=move |_| app.intend_all(|| Intent::MarkAll)
            >
                {app.t(Msg::MarkAll)}
            </button>
            <button
                type="button"
                class="bell quiet"
                data-testid="close"
                hidden=!modal
                aria-label=app.t(Msg::Close)
                on:click=move |_| app.dialog.set(false)
            >
                <Icon drawing=Drawing::Close />
            </button>
        </header>
        <div class="chips">
            <Chip app filter text=Msg::All wanted=Filter::default() choose />
            <Chip app filter text=Msg::OnlyUnread wanted=Filter { unread: true, kind: None } choose />
            <Chip app filter text=Msg::OnlyErrors wanted=Filter { unread: false, kind: Some(Kind::Error) } choose />
        </div>
        <UndoBar app />
        <ol class="list" tabindex="0" aria-label=app.t(Msg::Notifications) on:scroll=on_scroll>
            {each(move || shown.get().into_iter().map(|line| item(key(&line), move || draw(app, &line))).collect())}
            <li class="dropped" hidden=move || dropped(app) == 0>
                {say(move || app.t(Msg::Dropped { count: dropped(app) })())}
            </li>
        </ol>
        <Empty app filter shown />
        <footer>
            <span class="grow"></span>
            <button
                type="button"
                data-testid="clear-all"
                disabled=flag(move || known(app) == 0)
                on:click=move |_| app.intend_all(|| Intent::Clear)
            >
                {app.t(Msg::Clear)}
            </button>
        </footer>
    }
}

/// Where a line stands that stays in the window, it stands when the window has moved. Browsers that see to it
/// themselves do not always: at the very end of the list there would be no way on.
fn keep_in_place(list: web_sys::HtmlElement, line: usize) {
    let line = u32::try_from(line).ok().and_then(|line| list.children().item(line));
    let (Some(line), Some(window)) = (line, web_sys::window()) else { return };
    let before = line.get_bounding_client_rect().top();
    let put_back = Closure::once_into_js(move || {
        let moved = line.get_bounding_client_rect().top() - before;
        list.set_scroll_top(list.scroll_top() + moved as i32);
    });
    let _ = window.request_animation_frame(put_back.unchecked_ref());
}

/// A filter.
#[component]
fn Chip(
    /// The state.
    app: App,
    /// What is chosen.
    filter: RwSignal<Filter>,
    /// Its text.
    text: Msg<'static>,
    /// What it stands for.
    wanted: Filter,
    /// Chooses it.
    choose: impl Fn(Filter) + 'static,
) -> impl IntoView {
    let mine = wanted.clone();
    let pressed = truth(move || filter.with(|filter| *filter == mine));
    view! {
        <button type="button" aria-pressed=pressed on:click=move |_| choose(wanted.clone())>
            {app.t(text)}
        </button>
    }
}

/// What was cleared can be taken back, where it was done.
#[component]
fn UndoBar(
    /// The state.
    app: App,
) -> impl IntoView {
    let open = move || {
        let now = app.tick.get();
        let hubs = app.hubs.get().into_iter();
        hubs.filter_map(|hub| hub.undo.get().filter(|undo| undo.until > now).map(|undo| (hub, undo)))
            .collect::<Vec<_>>()
    };
    let count = move || open().iter().map(|(_, undo)| undo.count).sum::<usize>();
    let undo = move |_| {
        for (hub, undo) in open() {
            hub.undo.set(None);
            hub.intend(Intent::Undo(undo.clear));
        }
    };
    view! {
        {when(move || !open().is_empty(), move || {
            view! {
                <div class="undo" role="status">
                    <span>{say(move || app.t(Msg::Cleared { count: count() })())}</span>
                    <button type="button" data-testid="undo" on:click=undo>
                        {app.t(Msg::Undo)}
                    </button>
                </div>
            }
            .part()
        })}
    }
}

/// One notification. A click or Enter marks it read.
#[component]
fn Note(
    /// The state.
    app: App,
    /// Its hub.
    hub: Hub,
    /// Its id.
    id: EventId,
) -> impl IntoView {
    let entry = {
        let id = id.clone();
        Memo::new(move |_| {
            hub.inbox.track();
            hub.read(|session| session.inbox().get(&id).cloned())
        })
    };
    let of =
        move |read: fn(&Entry) -> String| entry.with(|entry| entry.as_ref().map(read).unwrap_or_default());
    let kind = move || entry.with(|entry| entry.as_ref().map_or(Kind::Info, |entry| entry.notification.kind));
    let read = move || entry.with(|entry| entry.as_ref().is_none_or(Entry::read));
    let at = move || entry.with(|entry| entry.as_ref().map_or(Millis(0), |entry| entry.at));
    let link = move || entry.with(|entry| entry.as_ref().and_then(|entry| entry.notification.link.clone()));
    let arrived = entry.with_untracked(|entry| entry.as_ref().map_or(Millis(0), |entry| entry.arrived));
    let fresh = clock::wall().0 - arrived.0 < FRESH;
    let title = move || {
        let title = entry.with(|entry| entry.as_ref().and_then(|entry| entry.notification.title.clone()));
        title.unwrap_or_else(|| app.t(Msg::Untitled)())
    };
    let (clicked, entered) = (id.clone(), id.clone());
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            hub.mark_read(entered.clone());
        }
    };
    view! {
        <li
            class="note"
            class:arriving=fresh
            tabindex="0"
            data-testid="notification"
            data-id=id.to_string()
            data-hub=hub.id().to_string()
            data-kind=say(move || kind().as_str())
            data-read=truth(read)
            on:click=move |_| hub.mark_read(clicked.clone())
            on:keydown=on_key
        >
            <span class="kind" role="img" aria-label=say(move || app.t(Msg::Kind(kind()))())>
                {show(move || view! { <Icon drawing=Drawing::of(kind()) /> }.part())}
            </span>
            <h2 data-testid="title">{say(title)}</h2>
            <time
                datetime=say(move || format::iso(at().0))
                title=say(move || format::moment(app.lang.get(), at().0))
            >
                {say(move || format::relative(app.lang.get(), at().0, app.tick.get().0))}
            </time>
            <p data-testid="message">{say(move || of(|entry| entry.notification.message.clone().unwrap_or_default()))}</p>
            <span class="where">
                {hub.name()}
                {show(move || link().map_or_else(|| ().part(), |link| view! {
                    " · "
                    <a href=link target="_blank" rel="noopener noreferrer">
                        {app.t(Msg::OpenLink)}
                    </a>
                }.part()))}
            </span>
        </li>
    }
}

/// A time in which nothing was heard.
#[component]
fn GapLine(
    /// The state.
    app: App,
    /// Its hub.
    hub: Hub,
    /// From when to when.
    gap: Gap,
) -> impl IntoView {
    let text = move || {
        let lang = app.lang.get();
        let (from, to) = (format::clock(lang, gap.from.0), format::clock(lang, gap.to.0));
        lang.text(&Msg::Gap { hub: &hub.name(), from: &from, to: &to })
    };
    view! {
        <li
            class="gap"
            data-testid="gap"
            data-hub=hub.id().to_string()
            data-from=format::iso(gap.from.0)
            data-to=format::iso(gap.to.0)
        >
            {say(text)}
        </li>
    }
}

/// What stands where nothing stands.
#[component]
fn Empty(
    /// The state.
    app: App,
    /// What is chosen.
    filter: RwSignal<Filter>,
    /// What is drawn.
    shown: Memo<Vec<Line>>,
) -> impl IntoView {
    let heard = move || {
        app.tick.track();
        let now = clock::now();
        app.hubs.get().into_iter().any(|hub| matches!(hub.state(now), State::Online { .. }))
    };
    let connecting = move || {
        let now = clock::now();
        let first = |state| matches!(state, State::Idle | State::Connecting { attempt: 0 | 1 });
        !app.loaded.get() || app.hubs.get().into_iter().any(|hub| first(hub.state(now)))
    };
    let text = move || {
        let filter = filter.get();
        if filter.unread {
            Msg::NothingUnread
        } else if filter.kind.is_some() {
            Msg::NoErrors
        } else if heard() {
            Msg::NothingYet
        } else {
            Msg::InboxUnreached
        }
    };
    show(move || {
        if !shown.with(Vec::is_empty) {
            return ().part();
        }
        if !heard() && connecting() {
            return view! {
                <div class="skeleton late" aria-label=app.t(Msg::Loading) role="status">
                    <i></i>
                    <i></i>
                    <i></i>
                </div>
            }
            .part();
        }
        view! {
            <div class="empty">
                <Icon drawing=Drawing::Bell />
                <p>{app.t(text())}</p>
            </div>
        }
        .part()
    })
}

/// A line as it is drawn; nothing where its hub is gone.
fn draw(app: App, line: &Line) -> Part {
    match line {
        Line::Note(hub, id) => {
            app.hub(hub.as_str()).map(|hub| view! { <Note app hub id=id.clone() /> }.part())
        }
        Line::Gap(hub, gap) => app.hub(hub.as_str()).map(|hub| view! { <GapLine app hub gap=*gap /> }.part()),
    }
    .unwrap_or_else(|| ().part())
}

fn key(line: &Line) -> String {
    match line {
        Line::Note(hub, id) => format!("{hub}/{id}"),
        Line::Gap(hub, gap) => format!("{hub}\u{1e}{}-{}", gap.from.0, gap.to.0),
    }
}

/// The lines of the window: all hubs' inboxes in one order.
fn lines(app: App, filter: &Filter, offset: usize) -> Vec<Line> {
    let mut heads: Vec<_> = Vec::new();
    for hub in app.hubs.get() {
        hub.inbox.track();
        let id = hub.id();
        let line = |item: Item<'_>| match item {
            Item::Entry(entry) => (entry.at, Line::Note(id.clone(), entry.notification.id.clone())),
            Item::Gap(gap) => (gap.to, Line::Gap(id.clone(), *gap)),
        };
        let all = |session: &session::Session| -> VecDeque<_> {
            session.inbox().lines(filter, 0, offset + WINDOW).into_iter().map(line).collect()
        };
        heads.push(hub.read(all));
    }
    let mut merged = Vec::new();
    while merged.len() < offset + WINDOW {
        let newest = heads.iter_mut().max_by_key(|lines| lines.front().map(|(at, _)| *at));
        let Some((_, line)) = newest.and_then(VecDeque::pop_front) else { break };
        merged.push(line);
    }
    merged.split_off(offset.min(merged.len()))
}

fn known(app: App) -> usize {
    app.sum(|session| session.inbox().len())
}

fn dropped(app: App) -> u64 {
    app.sum(|session| session.inbox().dropped() as usize) as u64
}
