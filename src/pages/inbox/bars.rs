//! What stands around the list: its heading, its filters, and what is done to all of it.

use leptos::prelude::*;
use model::{Filter, InboxView, Kinds, Severity};
use session::{Intent, Session};

use super::hub_choice::{HubChoice, chosen};
use super::icons::ActIcon;
use super::state::ListState;
use crate::browser::density::Density;
use crate::components::dialog::CloseButton;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{flag, t, text};
use crate::i18n::{DeferredMsg, InboxMsg, Msg};
use crate::store::Hub;

/// The heading, how many are unread, and what concerns the list as a whole.
#[component]
pub fn InboxHeader() -> impl IntoView {
    let state = ListState::of_context();
    let (app, only) = (state.app, state.only);
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
            <DensityChoice />
            <button
                type="button"
                class="quiet icon keys"
                data-testid="shortcuts-help"
                aria-label=t(InboxMsg::Shortcuts)
                title=t(InboxMsg::Shortcuts)
                on:click=move |_| state.helping.set(true)
            >
                {ActIcon::Keys.draw()}
            </button>
            {state.modal.then(|| {
                view! { <CloseButton close=Callback::new(move |()| app.inbox_open.set(false)) /> }
            })}
        </header>
    }
}

/// Which notifications are wanted, and how they are drawn.
#[component]
pub fn FilterBar() -> impl IntoView {
    let state = ListState::of_context();
    let kind = |kind: Severity| {
        let pressed = flag(move || state.filter.with(|filter| filter.kinds.holds(kind)));
        let toggle = move |_| state.refilter(|filter| filter.kinds.toggle(kind));
        chip(InboxMsg::Kind(kind), Some(kind), pressed, toggle)
    };
    let kinds = [Severity::Error, Severity::Warning, Severity::Success, Severity::Info].map(kind);
    let all = flag(move || state.filter.with(|filter| !filter.unread && filter.kinds.is_any()));
    let show_all = move |_| {
        state.refilter(|filter| (filter.unread, filter.kinds) = (false, Kinds::default()));
    };
    let unread = flag(move || state.filter.with(|filter| filter.unread));
    view! {
        <div class="chips">
            {chip(DeferredMsg::All, None, all, show_all)}
            {chip(DeferredMsg::OnlyUnread, None, unread, move |_| {
                state.refilter(|filter| filter.unread = !filter.unread);
            })}
            {kinds.into_iter().collect::<Vec<_>>()}
            <HubChoice only=state.only on_change=Callback::new(move |()| state.changed()) />
        </div>
    }
}

/// A button that puts a filter on or off.
fn chip(
    label: impl crate::i18n::Says + Send + Sync + 'static,
    kind: Option<Severity>,
    pressed: crate::components::leaf::Flag,
    press: impl Fn(leptos::ev::MouseEvent) + 'static,
) -> AnyView {
    view! {
        <button
            type="button"
            data-kind=kind.map(Severity::as_str)
            aria-pressed=text(move || pressed().to_string())
            on:click=press
        >
            {kind.map(|kind| view! { <Icon icon=IconName::of(kind) /> })}
            <span class="word">{t(label)}</span>
        </button>
    }
    .into_any()
}

/// The views of the inbox.
#[component]
pub fn Views() -> impl IntoView {
    let state = ListState::of_context();
    let view = |view: InboxView| {
        let word = match view {
            InboxView::Inbox => "inbox",
            InboxView::Archived => "archived",
            InboxView::Snoozed => "snoozed",
        };
        view! {
            <button
                type="button"
                data-view=word
                aria-pressed=text(move || (state.view() == view).to_string())
                on:click=move |_| state.refilter(|filter| *filter = Filter { view, ..Filter::default() })
            >
                {t(InboxMsg::View(view))}
            </button>
        }
        .into_any()
    };
    let views = [InboxView::Inbox, InboxView::Archived, InboxView::Snoozed].map(view);
    view! {
        <div class="views" role="group" aria-label=t(InboxMsg::Views)>
            {views.into_iter().collect::<Vec<_>>()}
        </div>
    }
}

/// How much room a notification takes.
#[component]
fn DensityChoice() -> impl IntoView {
    let state = ListState::of_context();
    let choose = move |event| {
        let word = event_target_value(&event);
        if let Some(density) = Density::ALL.into_iter().find(|density| density.word() == word) {
            density.choose();
            state.density.set(density);
        }
    };
    let option = |density: Density| {
        view! {
            <option
                value=density.word()
                selected=flag(move || state.density.get() == density)
            >
                {t(InboxMsg::DensityName(density))}
            </option>
        }
        .into_any()
    };
    view! {
        <select
            class="density"
            data-testid="density"
            aria-label=t(InboxMsg::Density)
            title=t(InboxMsg::Density)
            on:change=choose
        >
            {Density::ALL.map(option).into_iter().collect::<Vec<_>>()}
        </select>
    }
}

/// The buttons that archive what was read, and all.
#[component]
pub fn InboxFooter() -> impl IntoView {
    let state = ListState::of_context();
    let (app, only) = (state.app, state.only);
    let none_in = move || sum(chosen(app, only), |session| session.inbox().len()) == 0;
    let archive_read = move |_| {
        let read = untrack(|| state.matching(&|entry| entry.read() && !entry.marks.pinned));
        state.act(model::Act::Archive, read);
    };
    let is_aside = move || state.view() != InboxView::Inbox;
    view! {
        <footer hidden=flag(is_aside)>
            <span class="grow"></span>
            <button
                type="button"
                class="quiet"
                data-testid="archive-read"
                disabled=flag(none_in)
                on:click=archive_read
            >
                {t(InboxMsg::ArchiveRead)}
            </button>
            <button
                type="button"
                data-testid="clear-all"
                disabled=flag(none_in)
                on:click=move |_| chosen(app, only).into_iter().for_each(|hub| hub.intend(Intent::Clear))
            >
                {t(DeferredMsg::Clear)}
            </button>
        </footer>
    }
}

/// A sum over hubs' sessions; tracks their inboxes.
pub fn sum(hubs: Vec<Hub>, of: impl Fn(&Session) -> usize) -> usize {
    hubs.into_iter().map(|hub| hub.read_inbox(&of)).sum()
}
