//! The frame of every page: header, navigation, dialog, toasts.

use leptos::prelude::*;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::hooks::use_params_map;
use leptos_router::path;

use super::icon::{Drawing, Icon};
use super::inbox::{InboxDialog, InboxPage};
use super::link::{Diagnostics, Links};
use super::overview::Overview;
use super::settings::Settings;
use super::table::Tables;
use super::toast::Toasts;
use crate::browser::clock;
use crate::i18n::Msg;
use crate::state::App;

/// The whole app.
#[component]
pub fn Shell(
    /// The state.
    app: App,
) -> impl IntoView {
    let base = crate::app::base();
    let base = base.trim_end_matches('/').to_owned();
    view! {
        <Router base>
            <a class="skip" href="#main">{app.t(Msg::SkipToContent)}</a>
            <div class="shell">
                <header class="bar">
                    <A href="/" attr:class="brand">
                        <Icon drawing=Drawing::Tower />
                        <span>{move || app.title.get().unwrap_or_else(|| "Atalaya".to_owned())}</span>
                    </A>
                    <span class="grow"></span>
                    <Links app />
                    <Bell app />
                </header>
                <Side app />
                <main id="main" tabindex="-1">
                    <super::problems::Problems app />
                    <Routes fallback=move || view! { <p class="empty">{app.t(Msg::NotFound)}</p> }>
                        <Route path=path!("/") view=move || view! { <Overview app /> } />
                        <Route path=path!("/inbox") view=move || view! { <InboxPage app /> } />
                        <Route path=path!("/settings") view=move || view! { <Settings app /> } />
                        <Route path=path!("/hub/:id") view=move || view! { <OfHub app page=Page::Tables /> } />
                        <Route path=path!("/hub/:id/table/:table") view=move || view! { <OfHub app page=Page::Tables /> } />
                        <Route path=path!("/hub/:id/link") view=move || view! { <OfHub app page=Page::Link /> } />
                    </Routes>
                </main>
            </div>
            <InboxDialog app />
            <Toasts app />
        </Router>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Tables,
    Link,
}

/// A page of one hub; the hub may still be loading.
#[component]
fn OfHub(
    /// The state.
    app: App,
    /// Which page.
    page: Page,
) -> impl IntoView {
    let params = use_params_map();
    let only = move || params.with(|params| params.get("table"));
    move || {
        let id = params.with(|params| params.get("id")).unwrap_or_default();
        match (app.hub(&id), page) {
            (Some(hub), Page::Tables) => view! { <Tables app hub only=only() /> }.into_any(),
            (Some(hub), Page::Link) => view! { <Diagnostics app hub /> }.into_any(),
            (None, _) if app.loaded.get() => view! { <p class="empty">{app.t(Msg::NotFound)}</p> }.into_any(),
            (None, _) => view! { <p class="empty late">{app.t(Msg::Loading)}</p> }.into_any(),
        }
    }
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
            class:ring=ringing
            data-testid="bell"
            aria-label=move || app.t(Msg::Bell { unread: unread.get() })()
            aria-haspopup="dialog"
            on:click=move |_| app.dialog.set(true)
        >
            <Icon drawing=Drawing::Bell />
            <span
                class="badge"
                data-testid="badge"
                data-count=move || unread.get().to_string()
                hidden=move || unread.get() == 0
            >
                {move || if unread.get() > 99 { "99+".to_owned() } else { unread.get().to_string() }}
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
    let unread = move || Some(app.unread()).filter(|unread| *unread > 0);
    view! {
        <nav class="side" aria-label=app.t(Msg::Sections)>
            <A href="/" exact=true>
                <Icon drawing=Drawing::Overview />
                {app.t(Msg::Overview)}
            </A>
            <A href="/inbox">
                <Icon drawing=Drawing::Inbox />
                {app.t(Msg::InboxPage)}
                <span class="count">{unread}</span>
            </A>
            <A href="/settings">
                <Icon drawing=Drawing::Settings />
                {app.t(Msg::Settings)}
            </A>
            <h2>{app.t(Msg::Hubs)}</h2>
            <For each=move || app.hubs.get() key=|hub| hub.id() let(hub)>
                <A href=format!("/hub/{}", hub.id()) attr:class="hub">
                    <span class="dot" data-state=move || hub.state(clock::now()).word()></span>
                    <span class="name">{hub.name()}</span>
                    <span class="count">{move || Some(hub.unread()).filter(|unread| *unread > 0)}</span>
                </A>
            </For>
        </nav>
    }
}
