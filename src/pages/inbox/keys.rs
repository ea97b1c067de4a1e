//! The keys of the list, and the dialog that lists them.

use leptos::ev::{KeyboardEvent, keydown};
use leptos::prelude::*;
use model::{Act, InboxView};
use viewmodel::inbox_keys::InboxKey;
use viewmodel::inbox_selection::Selection;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::scroll::{current, element, go_to_end, keep_focus, step};
use super::state::{ListState, key_of_element};
use crate::browser::shortcuts;
use crate::components::dialog::{CloseButton, Dialog};
use crate::components::leaf::{flag, t};
use crate::i18n::InboxMsg;

/// Listen to the keys for as long as the list is there.
pub fn listen(state: ListState) {
    let handle = window_event_listener(keydown, move |event| {
        if is_meant(state, &event)
            && let Some(key) = InboxKey::of(&event.key(), shortcuts::with_letters())
            && press(state, key, &event)
        {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether a key is for the list: not one that writes, nor one for a dialog above it.
fn is_meant(state: ListState, event: &KeyboardEvent) -> bool {
    let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented());
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_in =
        |place: &str| target.as_ref().is_some_and(|it| it.closest(place).is_ok_and(|it| it.is_some()));
    let is_written = is_in("input:not([type=checkbox]), textarea, select, [contenteditable]");
    let is_ours = if state.modal { is_in("dialog.inbox, body") } else { true };
    let is_above = is_in(if state.modal { "dialog:not(.inbox)" } else { "dialog, [popover]" });
    plain && !is_written && is_ours && !is_above && !state.helping.get_untracked()
}

/// Do what a key stands for; false where it is not for the list after all.
fn press(state: ListState, key: InboxKey, event: &KeyboardEvent) -> bool {
    let Some(list) = element(state) else { return false };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let in_list = target.as_ref().is_some_and(|target| list.contains(Some(target)));
    let on_note = target.is_some_and(|target| target.has_attribute("data-id"));
    let is_letter = event.key().chars().nth(1).is_none() && event.key() != " ";
    match key {
        InboxKey::Next | InboxKey::Previous if is_letter || in_list => step(state, key == InboxKey::Next),
        InboxKey::First | InboxKey::Last if in_list => go_to_end(state, key == InboxKey::Last),
        InboxKey::Search => return focus_search(&list),
        InboxKey::Help => state.helping.set(true),
        InboxKey::Leave => return leave(state),
        InboxKey::Open | InboxKey::Select if !is_letter && !on_note => return false,
        InboxKey::Next | InboxKey::Previous | InboxKey::First | InboxKey::Last => return false,
        _ => return act(state, key),
    }
    true
}

/// Act on what is selected, or else on the notification that has the focus.
fn act(state: ListState, key: InboxKey) -> bool {
    let Some(at) = current(state).as_deref().and_then(key_of_element) else { return false };
    let selected = state.selection.with_untracked(|it| it.keys().cloned().collect::<Vec<_>>());
    let Some(first) = selected.first().or(Some(&at)).and_then(|key| untrack(|| state.entry(key))) else {
        return false;
    };
    let act = match key {
        InboxKey::Open => {
            state.open(at);
            return true;
        }
        InboxKey::Select => {
            state.selection.update(|selection| selection.toggle(at));
            return true;
        }
        InboxKey::Archive if first.view() == InboxView::Archived => Act::Unarchive,
        InboxKey::Archive => Act::Archive,
        InboxKey::ToggleRead if first.read() => Act::MarkUnread,
        InboxKey::ToggleRead => Act::MarkRead,
        InboxKey::TogglePin if first.marks.pinned => Act::Unpin,
        InboxKey::TogglePin => Act::Pin,
        _ => return false,
    };
    keep_focus(state);
    state.act(act, if selected.is_empty() { vec![at] } else { selected });
    true
}

/// What is open is left, one after the other; the dialog itself comes last.
fn leave(state: ListState) -> bool {
    if state.snoozing.with_untracked(|keys| !keys.is_empty()) {
        state.snoozing.set(Vec::new());
    } else if state.selection.with_untracked(|it| !it.is_empty()) {
        state.selection.update(Selection::clear);
    } else if state.opened.with_untracked(Option::is_some) {
        state.opened.set(None);
        if let Some(note) = current(state) {
            let _gone = note.focus();
        }
    } else {
        return false;
    }
    true
}

fn focus_search(list: &HtmlElement) -> bool {
    let field = list.closest(".inbox").ok().flatten();
    let field = field.and_then(|inbox| inbox.query_selector("[type=search]").ok().flatten());
    field.is_some_and(|field| field.unchecked_into::<HtmlElement>().focus().is_ok())
}

/// The dialog that lists the keys.
#[component]
pub fn KeysDialog() -> impl IntoView {
    let state = ListState::of_context();
    let close = Callback::new(move |()| state.helping.set(false));
    let lines = || {
        let line = |(what, names): (InboxKey, Vec<&'static str>)| {
            let key = |name: &'static str| view! { <kbd>{t(InboxMsg::KeyName(name))}</kbd> }.into_any();
            view! {
                <div>
                    <dt>{names.into_iter().map(key).collect::<Vec<_>>()}</dt>
                    <dd>{t(InboxMsg::Key(what))}</dd>
                </div>
            }
            .into_any()
        };
        let mut known: Vec<(InboxKey, Vec<&'static str>)> = Vec::new();
        for (name, what) in InboxKey::ALL {
            match known.iter_mut().find(|(other, _)| *other == what) {
                Some((_, names)) => names.push(name),
                None => known.push((what, vec![name])),
            }
        }
        known.into_iter().map(line).collect::<Vec<_>>()
    };
    view! {
        <Dialog
            open=flag(move || state.helping.get())
            on_close=close
            class="action-dialog"
            testid="shortcuts"
            label=t(InboxMsg::Shortcuts)
        >
            <header>
                <h2>{t(InboxMsg::Shortcuts)}</h2>
                <span class="grow"></span>
                <CloseButton close />
            </header>
            <dl class="shortcuts">{lines()}</dl>
        </Dialog>
    }
}
