//! The frame of every page: header, navigation, dialog, toasts.

use super::dynamic::{IntoPart, Part, each, flag, item, maybe, say, show};
use super::icon::{Drawing, Icon};
use super::inbox::{InboxDialog, InboxPage};
use super::link::{Diagnostics, Links};
use super::overview::Overview;
use super::settings::Settings;
use super::table::Tables;
use super::toast::Toasts;
use crate::browser::clock;
use crate::i18n::Msg;
use crate::router::{Route, href};
use crate::state::{App, Hub};
use leptos::prelude::*;

/// The whole app.
#[component]
pub fn Shell(
    /// The state.
    app: App,
) -> impl IntoView {
    view! {
            <a class="skip" href="#main">{app.t(Msg::SkipToContent)}</a>
            <div class="shell">
                <header class="bar">
                    <a href=href("/") class="brand">
                        <Icon drawing=Drawing::Tower />
                        <span>{say(move || app.name())}</span>
                    </a>
                    <span class="grow"></span>
                    <Links app />
                    <Bell app />
                </header>
                <Side app />
                <main id="main" tabindex="-1">
                    <super::problems::Problems app />
                    <h1 hidden=flag(move || heading(app).is_none())>{say(move || heading(app).unwrap_or_default())}</h1>
                    {show(move || page(app))}
                </main>
            </div>
            <InboxDialog app />
            <Toasts app />
    }
}

/// The page that the route names; its hub may still be loading.
fn page(app: App) -> Part {
    match app.route.get() {
        Route::Overview => view! { <Overview app /> }.part(),
        Route::Inbox => view! { <InboxPage app /> }.part(),
        Route::Settings => view! { <Settings app /> }.part(),
        Route::Tables { hub, table } => match app.hub(&hub) {
            Some(hub) => view! { <Tables app hub only=table.clone() /> }.part(),
            None => missing(app),
        },
        Route::Link { hub } => match app.hub(&hub) {
            Some(hub) => view! { <Diagnostics app hub /> }.part(),
            None => missing(app),
        },
        Route::Unknown => view! { <p class="empty">{app.t(Msg::NotFound)}</p> }.part(),
    }
}

/// The heading of a hub's pages; the other pages bring their own.
fn heading(app: App) -> Option<String> {
    app.route.with(|route| match route {
        Route::Tables { hub, .. } | Route::Link { hub } => app.hub(hub).map(Hub::name),
        _ => None,
    })
}

fn missing(app: App) -> Part {
    let message = if app.loaded.get() { Msg::NotFound } else { Msg::Loading };
    view! { <p class="empty late">{app.t(message)}</p> }.part()
}

/// The bell with its badge. It swings once when something comes.
#[component]
fn Bell(
    /// The state.
    app: App,
) -> impl IntoView {
    let unread = Memo::new(move |_| app.unread());
    let ringing = move || app.tick.get().0 - app.rang.get().0 < 1_000;
    view! {
        <button
            type="button"
            class="bell quiet"
            class:ring=flag(ringing)
            data-testid="bell"
            aria-label=say(move || app.t(Msg::Bell { unread: unread.get() })())
            aria-haspopup="dialog"
            on:click=move |_| app.dialog.set(true)
        >
            <Icon drawing=Drawing::Bell />
            <span
                class="badge"
                data-testid="badge"
                data-count=say(move || unread.get().to_string())
                hidden=flag(move || unread.get() == 0)
            >
                {say(move || if unread.get() > 99 { "99+".to_owned() } else { unread.get().to_string() })}
            </span>
        </button>
    }
}

/// Navigation: at the side, on a phone at the bottom.
#[component]
fn Side(
    /// The state.
    app: App,
) -> impl IntoView {
    let unread = move || count(app.unread());
    view! {
        <nav class="side" aria-label=app.t(Msg::Sections)>
            <a href=href("/") aria-current=here(app, Route::Overview)>
                <Icon drawing=Drawing::Overview />
                {app.t(Msg::Overview)}
            </a>
            <a href=href("/inbox") aria-current=here(app, Route::Inbox)>
                <Icon drawing=Drawing::Inbox />
                {app.t(Msg::InboxPage)}
                <span class="count">{say(unread)}</span>
            </a>
            <a href=href("/settings") aria-current=here(app, Route::Settings)>
                <Icon drawing=Drawing::Settings />
                {app.t(Msg::Settings)}
            </a>
            <h2>{app.t(Msg::Hubs)}</h2>
            {each(move || app.hubs.get().into_iter().map(|hub| item(hub.id().to_string(), move || side_hub(app, hub))).collect())}
        </nav>
    }
}

/// A hub in the navigation.
fn side_hub(app: App, hub: Hub) -> Part {
    let id = hub.id().to_string();
    let state = say(move || {
        app.tick.track();
        hub.state(clock::now()).word()
    });
    view! {
        <a
            href=href(&format!("/hub/{id}"))
            class="hub"
            aria-current=here(app, Route::Tables { hub: id.clone(), table: None })
        >
            <span class="dot" data-state=state></span>
            <span class="name">{hub.name()}</span>
            <span class="count">{say(move || count(hub.unread()))}</span>
        </a>
    }
    .part()
}

fn here(app: App, page: Route) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    maybe(move || app.route.with(|route| (*route == page).then_some("page")))
}

/// A count, or nothing for none.
fn count(unread: usize) -> String {
    if unread > 0 { unread.to_string() } else { String::new() }
}
