//! Who the user is to a hub: the form that asks, and the way out.

use std::rc::Rc;

use leptos::prelude::*;
use serde_json::Map;
use session::{Access, Input, Intent, LoginRun, Outcome, RunId, RunKind, RunStatus};
use web_sys::{Event, HtmlInputElement};

use super::dom::{El, el};
use super::form::Form;
use crate::i18n::{Lang, Rare};
use crate::state::{App, Hub};

/// What stands above a hub's tables: the form while it wants to know who one is, the way out when it knows.
pub fn panel(into: El, app: App, hub: Hub) -> El {
    let known = Memo::new(move |_| {
        hub.link.track();
        hub.read(|session| matches!(session.access(), Access::Given(_)))
    });
    into.fill(move |into| if known.get() { leave(into, app, hub) } else { ask(into, app, hub) })
}

fn leave(into: El, app: App, hub: Hub) -> El {
    let out = move |_| hub.intend(Intent::LogOut);
    let button = el("button").set("type", "button").set("data-testid", "log-out").on("click", out);
    let says = el("small").say(app.t(Rare::LoggedIn));
    into.with(el("p").class("known").with(says).with(button.say(app.t(Rare::LogOut))))
}

fn ask(into: El, app: App, hub: Hub) -> El {
    let forms = Rc::new(hub.read(|session| session.profile().forms()));
    let Some(login) = forms.login.clone() else { return into };
    let form = Form::new(app, hub, &login.ask, &Map::new());
    let status = move || {
        hub.runs.track();
        login_run(hub).map(|(_, status)| status)
    };
    // What was shown is forgotten with the form; what is on its way is found again by the next one.
    on_cleanup(move || {
        if let Some((run, RunStatus::Ended(_))) = login_run(hub) {
            hub.give(Input::ForgetRun(run));
        }
    });
    let refused = move || {
        hub.link.track();
        let own = failure(app.lang.get(), status().as_ref());
        if !own.is_empty() {
            return own;
        }
        let why = hub.read(|session| match session.access() {
            Access::Refused(why) => Some(why.clone()),
            _ => None,
        });
        why.map_or_else(String::new, |why| app.lang.get().text(&Rare::LoginRefused { why: &why }))
    };
    let longer = el("input").set("type", "checkbox").set("name", "longer");
    let (written, keep) = (form.clone(), longer.clone());
    let submit = move |event: Event| {
        event.prevent_default();
        let Some(given) = written.given() else { return };
        let longer = keep.cast::<HtmlInputElement>().checked();
        hub.start_run(LoginRun::new(login.clone(), Rc::clone(&forms), &given, longer));
    };
    let name = hub.name();
    let title = el("h2").say(move || app.lang.get().text(&Rare::LogInTo { hub: &name }));
    let check = el("label").class("field check").with(longer).with(el("span").say(app.t(Rare::KeepLonger)));
    let problem = el("p").class("problem").set("role", "alert").flag("hidden", move || refused().is_empty());
    let send = el("button")
        .set("type", "submit")
        .class("primary")
        .flag("disabled", move || status() == Some(RunStatus::Sending));
    let body = el("form").class("form").set("novalidate", "").on("submit", submit).with(title);
    let body = form.draw(body.with(el("small").say(app.t(Rare::LogInWhy)))).with(check);
    let body = body.with(problem.say(refused));
    let body = body.with(el("footer").with(el("span").class("grow")).with(send.say(app.t(Rare::LogIn))));
    into.with(el("section").class("panel login").set("data-testid", "login").with(body))
}

/// Why the last login did not succeed; nothing while one is on its way.
fn failure(lang: Lang, status: Option<&RunStatus>) -> String {
    let Some(RunStatus::Ended(outcome)) = status else { return String::new() };
    lang.text(&match outcome {
        Outcome::Lacks(name) => Rare::LoginLacks { name },
        Outcome::Refused(status, refusal) => Rare::Refused { status: *status, why: &refusal.text },
        Outcome::Failed(why) => Rare::Failed { why },
        Outcome::Unsent => Rare::Unsent,
        _ => return String::new(),
    })
}

/// The login that is on its way, or the last one; another form may have begun it.
fn login_run(hub: Hub) -> Option<(RunId, RunStatus)> {
    hub.read(|session| {
        let login = session.runs().find(|(_, kind, _)| **kind == RunKind::Login);
        login.map(|(run, _, status)| (run, status.clone()))
    })
}
