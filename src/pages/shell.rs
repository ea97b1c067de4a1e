//! The frame of every page: header, navigation, dialogs, toasts.

use leptos::prelude::*;
use viewmodel::summary::badge_text;

use super::connection::indicators::Indicators;
use super::inbox::{InboxDialog, InboxPage};
use super::overview::Overview;
use super::tables::Tables;
use crate::browser::clock;
use crate::components::each::Each;
use crate::components::icon::{Icon, IconName};
use crate::components::later::Later;
use crate::components::leaf::{MaybeText, flag, maybe, t, text};
use crate::components::pill::{login_mark, state_now};
use crate::components::toast::Toasts;
use crate::components::when::When;
use crate::i18n::Msg;
use crate::paths::{Route, href};
use crate::store::{App, Hub, Part};

/// The bell swings for this long after something came (milliseconds).
const RING_MS: u64 = 1_000;

/// The whole app.
#[component]
pub fn Shell() -> impl IntoView {
    let app = expect_context::<App>();
    // Other hubs come and go, and the page stays as it is: somebody may be writing in it.
    let of = Memo::new(move |_| app.route.with(|route| app.hub(route.hub_id()?)));
    view! {
        <a class="skip" href="#main">{t(Msg::SkipToContent)}</a>
        <div class="shell">
            <header class="bar">
                <a class="brand" href=href(&Route::Overview)>
                    <Icon icon=IconName::Tower />
                    <span class="cut">{text(move || app.name())}</span>
                </a>
                <span class="grow"></span>
                <Indicators />
                <Bell />
            </header>
            <Sections />
            <main id="main" tabindex="-1">
                <When is=flag(move || !app.problems.with(Vec::is_empty))>
                    <Later part=Part::Problems />
                </When>
                <div class="page">{move || page(app, of.get())}</div>
            </main>
        </div>
        <InboxDialog />
        {move || app.open_action.get().map(|open| view! { <Later part=Part::Action(open) /> }.into_any()).into_any()}
        <Toasts modal=false />
    }
}

/// The page that the route names; its hub may still be loading.
fn page(app: App, of: Option<Hub>) -> AnyView {
    match (app.route.get(), of) {
        (Route::Overview, _) => view! { <Overview /> }.into_any(),
        (Route::Inbox, _) => view! { <InboxPage /> }.into_any(),
        (Route::Settings, _) => view! { <Later part=Part::Settings /> }.into_any(),
        (Route::Unknown, _) => view! { <p class="empty">{t(Msg::NotFound)}</p> }.into_any(),
        (_, None) => view! { <Missing /> }.into_any(),
        (Route::Tables { table, .. }, Some(hub)) => {
            view! { <h1>{hub.name()}</h1><Tables hub only=table /> }.into_any()
        }
        (Route::Connection { .. }, Some(hub)) => {
            view! { <h1>{hub.name()}</h1><Later part=Part::Diagnostics(hub) /> }.into_any()
        }
        (Route::Workbench { .. }, Some(hub)) => {
            view! { <h1>{hub.name()}</h1><Later part=Part::Workbench(hub) /> }.into_any()
        }
    }
}

/// In place of a hub that is not there, or not yet.
#[component]
fn Missing() -> impl IntoView {
    let app = expect_context::<App>();
    let sentence = move || if app.loaded.get() { Msg::NotFound } else { Msg::Loading };
    view! { <p class="empty late">{text(move || app.text(&sentence()))}</p> }
}

/// Something came a moment ago.
fn rings(app: App) -> bool {
    app.tick.track();
    app.last_bell_at.get().is_some_and(|at| clock::now().mono.since(at) < RING_MS)
}

/// All that is unread was in sight once.
fn all_seen(app: App) -> bool {
    app.hubs.get().into_iter().all(|hub| hub.read_inbox(|session| session.inbox().unseen() == 0))
}

/// The bell with its unread badge; opens the inbox dialog. It swings once when something comes.
#[component]
fn Bell() -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <button
            type="button"
            class="bell quiet"
            class:ring=flag(move || rings(app))
            data-testid="bell"
            aria-haspopup="dialog"
            aria-label=text(move || app.text(&Msg::Bell { unread: app.unread.get() }))
            on:pointerenter=move |_| app.preload_parts()
            on:focus=move |_| app.preload_parts()
            on:click=move |_| app.inbox_open.set(true)
        >
            <Icon icon=IconName::Bell />
            <span
                class="badge"
                data-testid="badge"
                data-count=text(move || app.unread.get().to_string())
                data-seen=text(move || all_seen(app).to_string())
                hidden=flag(move || app.unread.get() == 0)
            >
                {text(move || badge_text(app.unread.get()))}
            </span>
        </button>
    }
}

/// Navigation: at the side, on a phone at the bottom.
#[component]
fn Sections() -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <nav class="side" aria-label=t(Msg::Sections)>
            <a href=href(&Route::Overview) aria-current=current(app, Route::Overview)>
                <Icon icon=IconName::Overview />
                {t(Msg::Overview)}
            </a>
            <a href=href(&Route::Inbox) aria-current=current(app, Route::Inbox)>
                <Icon icon=IconName::Inbox />
                {t(Msg::InboxPage)}
                <span class="count">{text(move || count(app.unread.get()))}</span>
            </a>
            <a href=href(&Route::Settings) aria-current=current(app, Route::Settings)>
                <Icon icon=IconName::Settings />
                {t(Msg::Settings)}
            </a>
            <h2>{t(Msg::Hubs)}</h2>
            <Each each=move || app.hubs.get() key=|hub| hub.id().to_string() let:hub>
                <HubSection hub />
            </Each>
        </nav>
    }
}

/// A hub in the navigation.
#[component]
fn HubSection(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let page = Route::hub(&hub.id());
    view! {
        <a class="hub" href=href(&page) aria-current=current(app, page)>
            <span
                class="dot"
                data-state=text(move || state_now(app, hub).word().to_owned())
                data-login=login_mark(hub)
            ></span>
            <span class="name cut">{hub.name()}</span>
            <span class="login" hidden=flag(move || !hub.needs_login(clock::now()))>{t(Msg::LogIn)}</span>
            <span class="count">{text(move || count(hub.unread.get()))}</span>
        </a>
    }
}

/// `aria-current` of a link to a page.
fn current(app: App, page: Route) -> MaybeText {
    maybe(move || app.route.with(|route| (*route == page).then(|| "page".to_owned())))
}

/// A count, or nothing for none.
fn count(unread: usize) -> String {
    if unread > 0 { unread.to_string() } else { String::new() }
}
