//! The login of a hub: the form, and the button that logs out.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use profile::Forms;
use serde_json::Map;
use session::{Access, Intent, LoginRun, Outcome, RunId, RunKind, RunStatus};

use crate::browser::clock;
use crate::components::form::{Form, FormFields};
use crate::components::leaf::{flag, t, text};
use crate::components::when::When;
use crate::i18n::{DeferredMsg, Lang, Msg, request_failure_text};
use crate::store::{App, Hub};

/// What stands above a hub's tables: the form while the hub asks who the user is, the button that logs out when it knows.
#[component]
pub fn LoginPanel(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let known =
        Memo::new(move |_| hub.read_connection(|session| matches!(session.access(), Access::Given(_))));
    view! {
        <When is=flag(move || known.get()) fallback=move || view! { <LogIn hub /> }>
            <LogOut hub />
        </When>
    }
}

/// The button that logs out.
#[component]
fn LogOut(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <p class="known">
            <small>{text(move || logged_in(app, hub))}</small>
            <button type="button" data-testid="log-out" on:click=move |_| hub.intend(Intent::LogOut)>
                {t(DeferredMsg::LogOut)}
            </button>
        </p>
    }
}

/// That the user is logged in, and as whom, where that was asked.
fn logged_in(app: App, hub: Hub) -> String {
    let login = hub.read(|session| session.profile().forms().login.clone());
    hub.read_connection(|session| {
        let who = match (session.access(), &login) {
            (Access::Given(credentials), Some(login)) => login.who(credentials),
            _ => None,
        };
        app.text(&DeferredMsg::LoggedIn { who: who.unwrap_or_default() })
    })
}

/// The form, where the profile says what to ask.
#[component]
fn LogIn(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let forms = hub.read(|session| session.profile().forms());
    forms.login.clone().map(|login| view! { <LoginForm hub login forms=Rc::new(forms) /> })
}

/// The form that asks who the user is.
#[component]
fn LoginForm(
    /// The hub.
    hub: Hub,
    /// What it asks.
    login: profile::Login,
    /// How the hub refuses.
    forms: Rc<Forms>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let form = Form::new(app, hub, &login.ask, &Map::new());
    let longer = NodeRef::<html::Input>::new();
    let status = Memo::new(move |_| login_run(hub).map(|(_, status)| status));
    // What was shown is forgotten with the form; a login that is on its way is found again by the next one.
    on_cleanup(move || {
        if let Some((run, RunStatus::Ended(_))) = untrack(|| login_run(hub)) {
            hub.forget_run(run);
        }
    });
    let problem = Memo::new(move |_| problem(app.lang.get(), hub, status.get().as_ref()));
    let title = move || app.text(&DeferredMsg::LogInTo { hub: &hub.name() });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(filled) = form.filled() else { return };
        let longer = longer.get_untracked().is_some_and(|longer| longer.checked());
        hub.start_run(LoginRun::new(login.clone(), Rc::clone(&forms), &filled.values, longer, clock::wall()));
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
                        disabled=flag(move || status.with(|status| *status == Some(RunStatus::Sending)))
                    >
                        {t(Msg::LogIn)}
                    </button>
                </footer>
            </form>
        </section>
    }
}

/// Why the last login failed, else why the hub no longer accepts the stored credentials; empty otherwise.
fn problem(lang: Lang, hub: Hub, status: Option<&RunStatus>) -> String {
    if let Some(failure) = failure_text(lang, status) {
        return failure;
    }
    hub.read_connection(|session| match session.access() {
        Access::Refused(why) => lang.text(&DeferredMsg::LoginRefused { why }),
        _ => String::new(),
    })
}

/// Why the last login failed; nothing while one is on its way.
fn failure_text(lang: Lang, status: Option<&RunStatus>) -> Option<String> {
    let Some(RunStatus::Ended(outcome)) = status else { return None };
    Some(lang.text(&match outcome {
        Outcome::Lacks(name) => DeferredMsg::LoginLacks { name },
        Outcome::Refused(status, refusal) => DeferredMsg::Refused { status: *status, why: &refusal.text },
        Outcome::Failed(why) => {
            return Some(lang.text(&DeferredMsg::Failed { why: &request_failure_text(lang, why) }));
        }
        Outcome::Unsent => DeferredMsg::Unsent,
        _ => return None,
    }))
}

/// The login that is on its way, else the last one: another form may have begun it. Tracks the runs.
fn login_run(hub: Hub) -> Option<(RunId, RunStatus)> {
    hub.signals.runs.track();
    hub.read(|session| {
        let login = session.runs().find(|(_, kind, _)| **kind == RunKind::Login);
        login.map(|(run, _, status)| (run, status.clone()))
    })
}
