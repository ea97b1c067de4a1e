//! The list of notifications with its filters and buttons.

use leptos::prelude::*;
use model::{EventId, Filter, Gap, Kinds, Severity};
use session::{Intent, Session};
use viewmodel::inbox_list::{InboxLine, ScrollMetrics, WindowMove, scrolled};
use viewmodel::routes::{InboxQuery, read_inbox_query, write_inbox_query};
use web_sys::{Event, HtmlElement};

use super::empty::EmptyList;
use super::extras::Readers;
use super::hub_choice::{HubChoice, chosen};
use super::note::Note;
use super::search::{SearchField, Sought};
use super::undo::UndoBar;
use crate::components::dialog::CloseButton;
use crate::components::each::Each;
use crate::components::leaf::{flag, t, text};
use crate::components::press::Press;
use crate::components::toast::Toasts;
use crate::i18n::{DeferredMsg, Msg, format};
use crate::paths;
use crate::store::{App, Hub};

/// The list with its filters and buttons.
#[component]
pub fn NotificationList(
    /// It is in the dialog: then it can be closed, and its filter does not stand in the page's address.
    modal: bool,
) -> impl IntoView {
    let app = expect_context::<App>();
    let readers = Readers::new();
    let filter = RwSignal::new(Filter::default());
    let offset = RwSignal::new(0_usize);
    let asked = if modal { InboxQuery::default() } else { read_inbox_query(&paths::query()) };
    let only = RwSignal::new(asked.hub);
    let looked_for = StoredValue::new(asked.event);
    let sought = Sought::new(asked.search);
    let shown =
        Memo::new(move |_| sought.lines(app.lang.get(), chosen(app, only), &filter.get(), offset.get()));
    let change = Callback::new(move |()| {
        offset.set(0);
        if !modal {
            let (hub, search) = (only.get_untracked(), sought.text.get_untracked());
            paths::put_query(&write_inbox_query(hub.as_deref(), &search));
        }
    });
    let press = Press::on(".note", move |pressed| {
        let named = |name: &str| pressed.line.get_attribute(name);
        if let (Some(hub), Some(id)) = (named("data-hub"), named("data-id"))
            && let Some(hub) = untrack(|| app.hub(&hub))
        {
            hub.mark_read(EventId::from(id));
        }
    });
    view! {
        <InboxHeader only modal />
        {modal.then(|| view! { <Toasts modal=true /> })}
        <SearchField sought on_change=change />
        <div class="chips">
            <Chip label=DeferredMsg::All wanted=Filter::default() filter offset />
            <Chip label=DeferredMsg::OnlyUnread wanted=Filter { unread: true, ..Filter::default() } filter offset />
            <Chip label=DeferredMsg::OnlyErrors wanted=Filter { kinds: Kinds::only(Severity::Error), ..Filter::default() } filter offset />
            <HubChoice only on_change=change />
        </div>
        <UndoBar />
        <ol
            class="list"
            tabindex="0"
            aria-label=t(Msg::Notifications)
            on:scroll=move |event| move_window(&event, shown, offset)
            on:pointerdown=move |event| press.down(&event)
            on:pointerup=move |event| press.up(&event)
            on:click=move |event| press.click(&event)
        >
            <Each each=move || shown.get() key=InboxLine::key let:line>
                <ListLine line readers sought looked_for />
            </Each>
            <Dropped only />
        </ol>
        <EmptyList only filter sought shown />
        <ClearAll only />
    }
}

/// The heading, how many are unread, and the button that marks them all read.
#[component]
fn InboxHeader(
    /// The hub that is wanted alone.
    only: RwSignal<Option<String>>,
    /// It is in the dialog.
    modal: bool,
) -> impl IntoView {
    let app = expect_context::<App>();
    let unread = Memo::new(move |_| chosen(app, only).into_iter().map(|hub| hub.unread.get()).sum::<usize>());
    view! {
        <header>
            <h1>{t(Msg::Notifications)}</h1>
            <span class="pill bad" hidden=flag(move || unread.get() == 0)>
                {text(move || app.text(&DeferredMsg::Unread { count: unread.get() }))}
            </span>
            <span class="grow"></span>
            <button
                type="button"
                class="quiet"
                data-testid="mark-all-read"
                disabled=flag(move || unread.get() == 0)
                on:click=move |_| chosen(app, only).into_iter().for_each(|hub| hub.intend(Intent::MarkAll))
            >
                {t(DeferredMsg::MarkAll)}
            </button>
            {modal.then(|| view! { <CloseButton close=Callback::new(move |()| app.inbox_open.set(false)) /> })}
        </header>
    }
}

/// The button that clears what is listed.
#[component]
fn ClearAll(
    /// The hub that is wanted alone.
    only: RwSignal<Option<String>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <footer>
            <span class="grow"></span>
            <button
                type="button"
                data-testid="clear-all"
                disabled=flag(move || sum(chosen(app, only), |session| session.inbox().len()) == 0)
                on:click=move |_| chosen(app, only).into_iter().for_each(|hub| hub.intend(Intent::Clear))
            >
                {t(DeferredMsg::Clear)}
            </button>
        </footer>
    }
}

/// The button of a filter.
#[component]
fn Chip(
    /// What it says.
    label: DeferredMsg<'static>,
    /// The filter that it stands for.
    wanted: Filter,
    /// The filter that is in force.
    filter: RwSignal<Filter>,
    /// Where the window begins.
    offset: RwSignal<usize>,
) -> impl IntoView {
    let own = wanted.clone();
    let choose = move |_| {
        offset.set(0);
        filter.set(wanted.clone());
    };
    view! {
        <button
            type="button"
            aria-pressed=text(move || filter.with(|filter| *filter == own).to_string())
            on:click=choose
        >
            {t(label)}
        </button>
    }
}

/// A line; an empty one where its hub is gone.
#[component]
fn ListLine(
    /// Which.
    line: InboxLine,
    /// Read what it shows besides its words.
    readers: Readers,
    /// What is looked for.
    sought: Sought,
    /// The notification that the address names, until it is there.
    looked_for: StoredValue<Option<EventId>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    match (untrack(|| app.hub(line.hub().as_str())), line) {
        (Some(hub), InboxLine::Notification { id, .. }) => {
            let is_it = |asked: &mut Option<EventId>| asked.take_if(|asked| *asked == id).is_some();
            let is_looked_for = looked_for.try_update_value(is_it).unwrap_or(false);
            view! { <Note hub id readers sought is_looked_for /> }.into_any()
        }
        (Some(hub), InboxLine::Gap { gap, .. }) => view! { <GapLine hub gap /> }.into_any(),
        (None, _) => view! { <li hidden></li> }.into_any(),
    }
}

/// A time in which nothing was heard.
#[component]
fn GapLine(
    /// The hub.
    hub: Hub,
    /// From when to when.
    gap: Gap,
) -> impl IntoView {
    let app = expect_context::<App>();
    let sentence = move || {
        let lang = app.lang.get();
        let (from, to) = (format::clock(lang, gap.from.0), format::clock(lang, gap.to.0));
        lang.text(&DeferredMsg::Gap { hub: &hub.name(), from: &from, to: &to })
    };
    view! {
        <li
            class="gap"
            data-testid="gap"
            data-hub=hub.id().to_string()
            data-from=format::iso(gap.from.0)
            data-to=format::iso(gap.to.0)
        >
            {text(sentence)}
        </li>
    }
}

/// How many older ones the list had to let go.
#[component]
fn Dropped(
    /// The hub that is wanted alone.
    only: RwSignal<Option<String>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let dropped =
        Memo::new(move |_| sum(chosen(app, only), |session| session.inbox().dropped() as usize) as u64);
    view! {
        <li class="dropped" hidden=flag(move || dropped.get() == 0)>
            {text(move || app.text(&DeferredMsg::Dropped { count: dropped.get() }))}
        </li>
    }
}

/// A sum over hubs' sessions; tracks their inboxes.
fn sum(hubs: Vec<Hub>, of: impl Fn(&Session) -> usize) -> usize {
    hubs.into_iter().map(|hub| hub.read_inbox(&of)).sum()
}

/// Move the window along when the user has scrolled near one of its ends.
fn move_window(event: &Event, shown: Memo<Vec<InboxLine>>, offset: RwSignal<usize>) {
    let list: HtmlElement = event_target(event);
    let scroll = ScrollMetrics {
        top: list.scroll_top(),
        client_height: list.client_height(),
        scroll_height: list.scroll_height(),
    };
    let drawn = shown.with_untracked(Vec::len);
    let Some(WindowMove { offset: moved, anchor }) = scrolled(offset.get_untracked(), drawn, scroll) else {
        return;
    };
    keep_in_place(list, anchor);
    offset.set(moved);
}

/// Keep a line at its place on the screen after the window has moved. Browsers' own scroll anchoring fails at the
/// very end of the list: the user could not scroll on.
fn keep_in_place(list: HtmlElement, line: usize) {
    let line = u32::try_from(line).ok().and_then(|line| list.children().item(line));
    let Some(line) = line else { return };
    let before = line.get_bounding_client_rect().top();
    request_animation_frame(move || {
        let moved = line.get_bounding_client_rect().top() - before;
        list.set_scroll_top(list.scroll_top() + moved as i32);
    });
}
