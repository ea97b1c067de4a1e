//! The list of notifications with what stands around it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::{Gap, Millis};
use viewmodel::inbox_list::{Heading, InboxLine, headings};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::acts::ActBar;
use super::as_of::AsOf;
use super::bars::{FilterBar, InboxFooter, InboxHeader, Views, sum};
use super::details::NoteDetails;
use super::empty::EmptyList;
use super::hub_choice::chosen;
use super::keys::{self, KeysDialog};
use super::note::Note;
use super::saved::SavedSearchBar;
use super::scroll::{self, NewAbove};
use super::search::SearchField;
use super::state::{ListState, key_of, key_of_element};
use super::undo::UndoBar;
use crate::browser::clock;
use crate::components::each::Each;
use crate::components::leaf::{flag, t, text};
use crate::components::press::{Press, Pressed};
use crate::components::toast::Toasts;
use crate::i18n::{DeferredMsg, InboxMsg, Msg, format};
use crate::store::{App, Hub};

/// The list with its filters and buttons.
#[component]
pub fn NotificationList(
    /// It is in the dialog: then it can be closed, and its filter does not stand in the page's address.
    modal: bool,
) -> impl IntoView {
    let app = expect_context::<App>();
    let state = ListState::new(app, modal);
    provide_context(state);
    keys::listen(state);
    scroll::follow_lines(state);
    view! {
        <InboxHeader />
        {modal.then(|| view! { <Toasts modal=true /> })}
        <div class="seek">
            <Views />
            <SearchField sought=state.sought on_change=Callback::new(move |()| state.changed()) />
        </div>
        <FilterBar />
        <SavedSearchBar />
        <AsOf only=state.only />
        <div
            class="reading"
            class:one-hub=flag(move || app.hubs.with(Vec::len) < 2)
            data-density=text(move || state.density.get().word().to_owned())>
            <div class="lines">
                <Lines />
                <EmptyList only=state.only filter=state.filter sought=state.sought shown=state.shown />
                <NewAbove />
            </div>
            <NoteDetails />
        </div>
        <ActBar />
        <UndoBar />
        <InboxFooter />
        <KeysDialog />
    }
}

/// The lines of the window.
#[component]
fn Lines() -> impl IntoView {
    let state = ListState::of_context();
    // Shift and Control (or Command) were held as the pointer went down, and on what of a line it did.
    let held = StoredValue::new((false, false, Spot::Line));
    let press = Press::on(".note", move |pressed| {
        let was_held = held.get_value();
        // The next press may come without a pointer.
        held.set_value((false, false, Spot::Line));
        pressed_note(state, &pressed, was_held);
    });
    let hold = move |event: &MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_in =
            |place: &str| target.as_ref().is_some_and(|it| it.closest(place).is_ok_and(|it| it.is_some()));
        let spot = match (is_in(".acts, .pick"), is_in("button, a")) {
            (true, _) => Spot::Act,
            (false, true) => Spot::Part,
            (false, false) => Spot::Line,
        };
        held.set_value((event.shift_key(), event.ctrl_key() || event.meta_key(), spot));
        // A range of notifications is meant, not one of text.
        if event.shift_key() && spot == Spot::Line {
            event.prevent_default();
        }
    };
    let point = move |event: leptos::ev::PointerEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let note = target.and_then(|target| target.closest(".note").ok().flatten());
        let key = note.as_ref().and_then(key_of_element);
        if key.is_some() && state.pointed.with_untracked(|pointed| *pointed != key) {
            state.pointed.set(key);
        }
    };
    view! {
        <ol
            class="list"
            node_ref=state.list
            aria-label=t(Msg::Notifications)
            on:scroll=move |_| scroll::scroll(state)
            on:focusin=move |event| scroll::focused(state, &event)
            on:pointerover=point
            on:mousedown=move |event| hold(&event)
            on:pointerdown=move |event| press.down(&event)
            on:pointerup=move |event| press.up(&event)
            on:click=move |event| press.click(&event)
        >
            <Each each=move || lines(state) key=|(_, key)| key.clone() let:line>
                <ListLine line=line.0 />
            </Each>
            <Dropped />
        </ol>
    }
}

/// A line that is drawn.
#[derive(Clone)]
enum Drawn {
    Line(InboxLine),
    Heading(Heading),
}

/// The lines of the window, with a heading above each day; each with its key.
fn lines(state: ListState) -> Vec<(Drawn, String)> {
    state.shown.with(|lines| {
        let headings = headings(lines.iter().map(|(place, _)| *place), &clock::day_of);
        let mut drawn = Vec::new();
        for ((_, line), heading) in lines.iter().zip(headings) {
            if let Some(heading) = heading {
                let key = match heading {
                    Heading::Pinned => "\u{1e}pinned".to_owned(),
                    Heading::Day(Millis(day)) => format!("\u{1e}{day}"),
                };
                // A key that stands twice would end the app: a day stands once, whatever the order.
                if drawn.iter().all(|(_, other)| *other != key) {
                    drawn.push((Drawn::Heading(heading), key));
                }
            }
            drawn.push((Drawn::Line(line.clone()), line.key()));
        }
        drawn
    })
}

/// On what of a line the pointer went down.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spot {
    /// What does something to the notification.
    Act,
    /// A link or a button of the notification's own: who uses it has read it.
    Part,
    /// Anything else.
    Line,
}

/// A notification was pressed: its details are shown, or it is selected.
fn pressed_note(state: ListState, pressed: &Pressed, (shift, control, spot): (bool, bool, Spot)) {
    let Some(key) = key_of_element(&pressed.line) else { return };
    if spot == Spot::Act {
        return;
    }
    if spot == Spot::Part || pressed.on_link {
        state.hub(&key).into_iter().for_each(|hub| hub.mark_read(key.id.clone()));
    } else if shift {
        state.selection.update(|selection| selection.select_to(&key, &state.drawn()));
    } else if control {
        state.selection.update(|selection| selection.toggle(key));
    } else {
        state.selection.update(|selection| selection.set_anchor(key.clone()));
        state.open(key);
    }
}

/// A line; an empty one where its hub is gone.
#[component]
fn ListLine(
    /// Which.
    line: Drawn,
) -> impl IntoView {
    let state = ListState::of_context();
    let line = match line {
        Drawn::Line(line) => line,
        Drawn::Heading(heading) => return view! { <DayLine heading /> }.into_any(),
    };
    let hub = untrack(|| state.app.hub(line.hub().as_str()));
    let key = key_of(&line);
    match (hub, line, key) {
        (Some(hub), InboxLine::Gap { gap, .. }, _) => view! { <GapLine hub gap /> }.into_any(),
        (Some(hub), _, Some(key)) => view! { <Note hub key /> }.into_any(),
        _ => view! { <li hidden></li> }.into_any(),
    }
}

/// What stands above the notifications of a day.
#[component]
fn DayLine(
    /// Of which.
    heading: Heading,
) -> impl IntoView {
    let app = expect_context::<App>();
    let name = move || {
        let lang = app.lang.get();
        let Heading::Day(day) = heading else { return lang.text(&InboxMsg::Pinned) };
        let today = clock::day_of(app.tick.get());
        // A day has 23 to 25 hours.
        let yesterday = clock::day_of(Millis(today.0 - 12 * 3_600_000));
        match day {
            day if day == today => lang.text(&InboxMsg::Today),
            day if day == yesterday => lang.text(&InboxMsg::Yesterday),
            day => format::day(lang, day.0),
        }
    };
    view! { <li class="day">{text(name)}</li> }
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
fn Dropped() -> impl IntoView {
    let state = ListState::of_context();
    let app = state.app;
    let dropped =
        Memo::new(move |_| sum(chosen(app, state.only), |session| session.inbox().dropped() as usize) as u64);
    view! {
        <li class="dropped" hidden=flag(move || dropped.get() == 0)>
            {text(move || app.text(&DeferredMsg::Dropped { count: dropped.get() }))}
        </li>
    }
}
