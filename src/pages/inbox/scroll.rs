//! Where the user is in the list: the window over it, the focus, what is in sight, and what came above it.

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use model::{Act, InboxView};
use session::Intent;
use viewmodel::inbox_list::{ScrollMetrics, WINDOW, scrolled};
use viewmodel::inbox_search::InboxSearch;
use viewmodel::inbox_selection::NoteKey;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::bars::sum;
use super::hub_choice::chosen;
use super::state::{ListState, key_of_element};
use crate::browser::clock;
use crate::components::leaf::{effect, text};
use crate::components::when::When;
use crate::i18n::{InboxMsg, format};

/// What is in sight for so long was seen (milliseconds).
const SEEN_MS: u64 = 800;
/// After something was done its line may go a little later (milliseconds).
const GONE_MS: [u64; 3] = [60, 250, 600];

/// The list's element, while it is there.
pub fn element(state: ListState) -> Option<HtmlElement> {
    state.list.try_get_untracked().flatten().map(JsCast::unchecked_into)
}

/// The elements that draw notifications, from the top.
fn notes(list: &Element) -> impl Iterator<Item = HtmlElement> {
    let children = list.children();
    let notes = (0..children.length()).filter_map(move |place| children.item(place));
    notes.filter(|child| child.has_attribute("data-id")).map(JsCast::unchecked_into)
}

/// The notification that the Tab key leads to.
pub fn current(state: ListState) -> Option<HtmlElement> {
    let found = element(state)?.query_selector(".note[tabindex='0']").ok()??;
    Some(found.unchecked_into())
}

/// Keep what the elements cannot know by themselves: one of them is the tab stop, and one may be open.
pub fn follow_lines(state: ListState) {
    effect(move || {
        state.shown.track();
        let opened = state.opened.get();
        // Before anything is painted; the frame is for what takes a turn longer.
        queue_microtask(move || queue_microtask(move || keep_in_place(state)));
        request_animation_frame(move || {
            keep_in_place(state);
            let Some(list) = element(state) else { return };
            if current(state).is_none()
                && let Some(first) = notes(&list).next()
            {
                set(&first, "tabindex", "0");
            }
            for note in notes(&list) {
                let is_open = opened.is_some() && key_of_element(&note) == opened;
                if is_open != note.has_attribute("data-open") {
                    // Cannot fail for a valid attribute name.
                    let _ = note.toggle_attribute("data-open");
                }
            }
            note_seen(state);
        });
    });
}

fn set(element: &Element, name: &str, value: &str) {
    // Cannot fail for a valid attribute name.
    let _ = element.set_attribute(name, value);
}

/// A notification has the focus: it is the list's tab stop from now on.
pub fn focused(state: ListState, event: &FocusEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(note) = target.and_then(|target| target.closest(".note").ok().flatten()) else { return };
    if let Some(before) = current(state).filter(|before| !before.is_same_node(Some(&note))) {
        set(&before, "tabindex", "-1");
    }
    set(&note, "tabindex", "0");
    state.pointed.set(key_of_element(&note));
}

/// Move the focus along the list; at the end of what is drawn the window moves on.
pub fn step(state: ListState, down: bool) {
    let Some(list) = element(state) else { return };
    let all: Vec<HtmlElement> = notes(&list).collect();
    let at = current(state).and_then(|it| all.iter().position(|note| note.is_same_node(Some(&it))));
    let has_focus = list.contains(list.owner_document().and_then(|it| it.active_element()).as_deref());
    let next = match at {
        // The first key goes to where the list is entered.
        Some(at) if !has_focus => Some(at),
        Some(at) if down => at.checked_add(1),
        Some(at) => at.checked_sub(1),
        None => Some(0),
    };
    if let Some(note) = next.and_then(|next| all.get(next)) {
        focus(note);
    }
}

fn focus(note: &HtmlElement) {
    // Fails only where the line is gone again.
    let _gone = note.focus();
}

/// Go to the very first or the very last of all.
pub fn go_to_end(state: ListState, last: bool) {
    let all = if last { untrack(|| state.matching(&|_| true)).len() } else { 0 };
    state.anchor.set_value(None);
    // A few times in which nothing was heard may stand among them.
    state.offset.set(all.saturating_sub(WINDOW / 2));
    request_animation_frame(move || {
        let Some(list) = element(state) else { return };
        list.set_scroll_top(if last { list.scroll_height() } else { 0 });
        let note = if last { notes(&list).last() } else { notes(&list).next() };
        note.iter().for_each(focus);
    });
}

/// Something is done to the notification that has the focus: where its line goes, the next one has it.
pub fn keep_focus(state: ListState) {
    let Some(list) = element(state) else { return };
    let active = list.owner_document().and_then(|document| document.active_element());
    let Some(note) = active.and_then(|active| active.closest(".note").ok().flatten()) else { return };
    let all: Vec<HtmlElement> = notes(&list).collect();
    let at = all.iter().position(|other| other.is_same_node(Some(&note))).unwrap_or_default();
    let heirs = [at.checked_add(1), at.checked_sub(1)].into_iter().flatten();
    let heirs: Vec<HtmlElement> = heirs.filter_map(|place| all.get(place).cloned()).collect();
    for ms in GONE_MS {
        let (note, heirs) = (note.clone(), heirs.clone());
        let look = move || {
            let lost = note.owner_document().and_then(|it| it.active_element());
            // The user may have gone elsewhere by then.
            let lost = lost.is_none_or(|it| matches!(it.tag_name().as_str(), "BODY" | "DIALOG"));
            if lost && !note.is_connected() {
                heirs.iter().find(|heir| heir.is_connected()).into_iter().for_each(focus);
            } else if lost {
                focus(note.unchecked_ref());
            }
        };
        clock::after(ms, look).forget();
    }
}

/// The list was scrolled: the window follows.
pub fn scroll(state: ListState) {
    let Some(list) = element(state) else { return };
    let metrics = ScrollMetrics {
        top: list.scroll_top(),
        client_height: list.client_height(),
        scroll_height: list.scroll_height(),
    };
    let (offset, drawn) = (state.offset.get_untracked(), state.shown.with_untracked(Vec::len));
    let at_top = offset == 0 && metrics.top <= 0;
    if at_top != state.at_top.get_untracked() {
        state.at_top.set(at_top);
    }
    note_seen(state);
    note_anchor(state, &list);
    if let Some(moved) = scrolled(offset, drawn, metrics) {
        state.offset.set(moved);
    }
}

/// Note what is read: it stays where it is, whatever comes above it.
fn note_anchor(state: ListState, list: &HtmlElement) {
    let top = list.get_bounding_client_rect().top();
    let mut below = notes(list).map(|note| (note.get_bounding_client_rect(), note));
    let first = below.find(|(rect, _)| rect.bottom() > top);
    let first = first.and_then(|(rect, note)| Some((key_of_element(&note)?, rect.top() - top)));
    state.anchor.set_value(first);
}

/// Lines came or went, or the window has moved: what is read is brought back to its place. Not every browser does so
/// by itself, and none at the very end of the list: the user could not scroll on.
fn keep_in_place(state: ListState) {
    let Some(list) = element(state) else { return };
    let Some((key, before)) = state.anchor.get_value().filter(|_| !state.at_top.get_untracked()) else {
        return;
    };
    let Some(note) = notes(&list).find(|note| key_of_element(note).as_ref() == Some(&key)) else { return };
    let moved = note.get_bounding_client_rect().top() - list.get_bounding_client_rect().top() - before;
    if moved.abs() >= 1.0 {
        list.set_scroll_top(list.scroll_top() + moved.round() as i32);
    }
}

/// What is in sight was seen, a little later.
fn note_seen(state: ListState) {
    if state.noting_seen.get_value() {
        return;
    }
    state.noting_seen.set_value(true);
    let look = move || {
        let Some(list) = element(state) else { return };
        state.noting_seen.set_value(false);
        if clock::hidden() {
            return;
        }
        let seen = list.get_bounding_client_rect();
        let in_sight = |note: &HtmlElement| {
            let rect = note.get_bounding_client_rect();
            rect.bottom() > seen.top() && rect.top() < seen.bottom()
        };
        let keys: Vec<NoteKey> = notes(&list).filter(in_sight).filter_map(|it| key_of_element(&it)).collect();
        for hub in untrack(|| state.app.hubs.get()) {
            let (id, unseen) = (hub.id(), |key: &&NoteKey| {
                hub.read(|session| session.inbox().kept(&key.id).is_some_and(|entry| !entry.marks.seen))
            });
            let ids: Vec<_> =
                keys.iter().filter(|key| key.hub == id).filter(unseen).map(|key| key.id.clone()).collect();
            if !ids.is_empty() {
                hub.intend(Intent::Act { act: Act::Seen, ids });
            }
        }
    };
    clock::after(SEEN_MS, look).forget();
}

/// How many came above while the user reads further down: nothing moves until it is pressed.
#[component]
pub fn NewAbove() -> impl IntoView {
    let state = ListState::of_context();
    let arrived =
        Memo::new(move |_| sum(chosen(state.app, state.only), |session| session.inbox().arrivals() as usize));
    let before = RwSignal::new(arrived.get_untracked());
    effect(move || {
        let arrived = arrived.get();
        if state.at_top.get() || before.get_untracked() > arrived {
            before.set(arrived);
        }
    });
    let count = move || {
        let filter = state.filter.get();
        let is_all = filter.view == InboxView::Inbox && !filter.unread && filter.kinds.is_any();
        let is_all = is_all && state.sought.search.with(InboxSearch::is_empty);
        if is_all && !state.at_top.get() { arrived.get().saturating_sub(before.get()) } else { 0 }
    };
    let is_any = std::sync::Arc::new(move || count() > 0);
    view! {
        <When is=is_any>
            <button
                type="button"
                class="primary new-above"
                data-testid="new-above"
                on:click=move |_| go_to_end(state, false)
            >
                {text(move || {
                    let count = format::integer(state.app.lang.get(), count() as i128);
                    state.app.text(&InboxMsg::NewAbove { count: &count })
                })}
            </button>
        </When>
    }
}
