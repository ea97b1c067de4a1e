//! What can be done to notifications: the buttons of one, and the bar for several.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::{Act, Entry, InboxView};
use viewmodel::inbox_selection::{NoteKey, Selection};

use super::icons::ActIcon;
use super::snooze::SnoozeBar;
use super::state::ListState;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{flag, t, text};
use crate::components::when::When;
use crate::i18n::{InboxMsg, format};

/// What can be done to a notification as it stands, and whether to choose a moment first.
pub fn acts_on(entry: &Entry) -> [Option<(Act, ActIcon)>; 4] {
    let read = if entry.read() { (Act::MarkUnread, ActIcon::Unread) } else { (Act::MarkRead, ActIcon::Read) };
    let (away, later) = match entry.view() {
        InboxView::Archived => ((Act::Unarchive, ActIcon::Unarchive), None),
        InboxView::Snoozed => ((Act::Archive, ActIcon::Archive), Some((Act::Wake, ActIcon::Unarchive))),
        InboxView::Inbox => ((Act::Archive, ActIcon::Archive), Some((SNOOZE, ActIcon::Snooze))),
    };
    let pin = (if entry.marks.pinned { Act::Unpin } else { Act::Pin }, ActIcon::Pin);
    let pin = (entry.view() == InboxView::Inbox).then_some(pin);
    // What no longer holds is never unread.
    [(!entry.expired).then_some(read), Some(away), later, pin]
}

/// Stands for a snooze whose end is yet to be chosen.
pub const SNOOZE: Act = Act::Snooze(model::Millis(0));

/// Do it, or ask until when.
pub fn begin(state: ListState, act: Act, keys: Vec<NoteKey>) {
    if act == SNOOZE {
        state.snoozing.set(keys);
    } else {
        state.act(act, keys);
    }
}

/// The word of the DOM contract for a button.
fn word(act: Act) -> &'static str {
    match act {
        Act::Seen => "seen",
        Act::MarkRead => "read",
        Act::MarkUnread => "unread",
        Act::Archive => "archive",
        Act::Unarchive => "unarchive",
        Act::Snooze(_) => "snooze",
        Act::Wake => "wake",
        Act::Pin => "pin",
        Act::Unpin => "unpin",
    }
}

/// A button that does something to notifications: a drawing whose name is a tool tip.
pub fn act_button(
    state: ListState,
    (act, icon): (Act, ActIcon),
    tab: &'static str,
    keys: impl Fn() -> Vec<NoteKey> + Send + Sync + 'static,
) -> AnyView {
    let name = state.app.text(&InboxMsg::Do(act));
    let press = move |event: MouseEvent| {
        event.stop_propagation();
        super::scroll::keep_focus(state);
        begin(state, act, keys());
    };
    view! {
        <button
            type="button"
            class="quiet icon"
            tabindex=tab
            data-act=word(act)
            title=name.clone()
            aria-label=name
            aria-pressed=(act == Act::Unpin).then_some("true")
            on:click=press
        >
            {icon.draw()}
        </button>
    }
    .into_any()
}

/// In a notification: the box that selects it and, where it has the focus or lies under the pointer, what can be
/// done to it. One effect draws both, and for most there is nothing to draw.
pub fn line_acts(state: ListState, key: NoteKey) -> AnyView {
    let drawn = move || {
        let is_pointed = state.pointed.with(|pointed| pointed.as_ref() == Some(&key));
        let (selecting, selected) =
            state.selection.with(|selection| (!selection.is_empty(), selection.holds(&key)));
        if !is_pointed && !selecting {
            return ().into_any();
        }
        let acts = is_pointed.then(|| state.entry(&key)).flatten().map(|entry| {
            let button = |act| {
                let key = key.clone();
                act_button(state, act, "-1", move || vec![key.clone()])
            };
            let buttons: Vec<AnyView> = acts_on(&entry).into_iter().flatten().map(button).collect();
            view! { <span class="acts">{buttons}</span> }.into_any()
        });
        let toggled = key.clone();
        view! {
            <input
                type="checkbox"
                class="pick"
                tabindex="-1"
                data-testid="select"
                aria-label=state.app.text(&InboxMsg::Select)
                prop:checked=selected
                on:click=move |event| {
                    event.stop_propagation();
                    state.selection.update(|selection| selection.toggle(toggled.clone()));
                }
            />
            {acts}
        }
        .into_any()
    };
    drawn.into_any()
}

/// The bar for what is selected, or for the moment until which it is snoozed.
#[component]
pub fn ActBar() -> impl IntoView {
    let state = ListState::of_context();
    view! {
        <When is=flag(move || state.snoozing.with(|keys| !keys.is_empty()))>
            <SnoozeBar />
        </When>
        <When is=flag(move || {
            state.snoozing.with(Vec::is_empty) && state.selection.with(|it| !it.is_empty())
        })>
            <SelectionBar />
        </When>
    }
}

/// How many are selected, and what can be done to them.
#[component]
fn SelectionBar() -> impl IntoView {
    let state = ListState::of_context();
    let app = state.app;
    let count = move |count: usize| format::integer(app.lang.get(), count as i128);
    let selected = move || {
        let count = count(state.selection.with(Selection::len));
        app.text(&InboxMsg::Selected { count: &count })
    };
    let all = Memo::new(move |_| state.matching(&|_| true).len());
    let buttons = move || {
        let acts: &[(Act, ActIcon)] = match state.view() {
            InboxView::Inbox => &[
                (Act::MarkRead, ActIcon::Read),
                (Act::MarkUnread, ActIcon::Unread),
                (Act::Archive, ActIcon::Archive),
                (SNOOZE, ActIcon::Snooze),
                (Act::Pin, ActIcon::Pin),
            ],
            InboxView::Archived => &[(Act::Unarchive, ActIcon::Unarchive)],
            InboxView::Snoozed => &[(Act::Wake, ActIcon::Unarchive), (Act::Archive, ActIcon::Archive)],
        };
        let keys = move || state.selection.with_untracked(|it| it.keys().cloned().collect());
        app.lang.track();
        acts.iter().map(|act| act_button(state, *act, "0", keys)).collect::<Vec<_>>()
    };
    view! {
        <div class="act-bar" role="toolbar" aria-label=text(selected) data-testid="selection">
            <b aria-live="polite">{text(selected)}</b>
            {buttons}
            <button
                type="button"
                class="quiet"
                data-testid="select-all"
                hidden=flag(move || all.get() <= state.selection.with(Selection::len))
                on:click=move |_| state.selection.update(|it| it.add(untrack(|| state.matching(&|_| true))))
            >
                {text(move || app.text(&InboxMsg::SelectAll { count: &count(all.get()) }))}
            </button>
            <span class="grow"></span>
            <button
                type="button"
                class="quiet icon"
                aria-label=t(InboxMsg::ClearSelection)
                title=t(InboxMsg::ClearSelection)
                on:click=move |_| state.selection.update(Selection::clear)
            >
                <Icon icon=IconName::Close />
            </button>
        </div>
    }
}
