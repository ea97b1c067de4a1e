//! Who the user is to a hub: the form that asks, and the way out.

mod attempt;

use leptos::html;
use leptos::prelude::*;
use profile::Login as LoginSpec;
use serde_json::Map;
use session::{Access, Intent};

use crate::components::form::{Form, FormFields};
use crate::components::leaf::{flag, t, text};
use crate::i18n::DeferredMsg;
use crate::store::{App, Hub};
use attempt::{LoginFailure, LoginStatus, log_in};

/// What stands above a hub's tables: the form while the hub asks who the user is, the way out when it knows.
#[component]
pub fn Login(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let known =
        Memo::new(move |_| hub.read_connection(|session| matches!(session.access(), Access::Given(_))));
    view! {
        <Show when=move || known.get() fallback=move || view! { <LogIn hub /> }>
            <LogOut hub />
        </Show>
    }
}

/// The way out.
#[component]
fn LogOut(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    view! {
        <p class="known">
            <small>{t(DeferredMsg::LoggedIn)}</small>
            <button type="button" data-testid="log-out" on:click=move |_| hub.intend(Intent::SignOut)>
                {t(DeferredMsg::LogOut)}
            </button>
        </p>
    }
}

/// The form, where the profile says what to ask.
#[component]
fn LogIn(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let login = hub.read(|session| session.profile().forms()).login;
    login.map(|login| view! { <LoginForm hub login /> })
}

/// The form that asks who the user is.
#[component]
fn LoginForm(
    /// The hub.
    hub: Hub,
    /// What it asks.
    login: LoginSpec,
) -> impl IntoView {
    let app = expect_context::<App>();
    let form = Form::new(app, hub, &login.ask, &Map::new());
    let longer = NodeRef::<html::Input>::new();
    let status = RwSignal::new(LoginStatus::Filling);
    let problem = Memo::new(move |_| problem(app, hub, status));
    let title = move || app.text(&DeferredMsg::LogInTo { hub: &hub.name() });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(filled) = form.filled() else { return };
        let longer = longer.get_untracked().is_some_and(|longer| longer.checked());
        log_in(hub, filled, longer, status);
    };
    view! {
        <section class="panel login" data-testid="login">
            <form class="form" novalidate on:submit=submit>
                <h2>{text(title)}</h2>
                <small>{t(DeferredMsg::LogInWhy)}</small>
                <FormFields form />
                <label class="field check">
                    <input node_ref=longer type="checkbox" name="longer" />
                    <span>{t(DeferredMsg::KeepLonger)}</span>
                </label>
                <p class="problem" role="alert" hidden=flag(move || problem.with(String::is_empty))>
                    {text(move || problem.get())}
                </p>
                <footer>
                    <span class="grow"></span>
                    <button
                        type="submit"
                        class="primary"
                        disabled=flag(move || status.with(|status| *status == LoginStatus::Sending))
                    >
                        {t(DeferredMsg::LogIn)}
                    </button>
                </footer>
            </form>
        </section>
    }
}

/// Why the last attempt failed, else why the hub no longer accepts what it accepted; empty where neither is so.
fn problem(app: App, hub: Hub, status: RwSignal<LoginStatus>) -> String {
    let lang = app.lang.get();
    if let LoginStatus::Failed(failure) = status.get() {
        return lang.text(&match &failure {
            LoginFailure::Lacks(name) => DeferredMsg::LoginLacks { name },
            LoginFailure::Refused { status, why } => DeferredMsg::Refused { status: *status, why },
            LoginFailure::Failed(why) => DeferredMsg::Failed { why },
            LoginFailure::Unsent => DeferredMsg::Unsent,
        });
    }
    hub.read_connection(|session| match session.access() {
        Access::Refused(why) => lang.text(&DeferredMsg::LoginRefused { why }),
        _ => String::new(),
    })
}
