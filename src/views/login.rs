//! Who a person is to a hub: the form that asks, and the way out.

use leptos::prelude::*;
use profile::{Credentials, FormValues, Forms};
use serde_json::Map;
use session::{Access, Answer, Ask, Body, Intent, Method};
use web_sys::{Event, HtmlInputElement};

use super::dom::{El, el};
use super::form::Form;
use crate::i18n::DeferredMsg;
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
    let out = move |_| hub.intend(Intent::SignOut);
    let button = el("button").set("type", "button").set("data-testid", "log-out").on("click", out);
    let says = el("small").say(app.t(DeferredMsg::LoggedIn));
    into.with(el("p").class("known").with(says).with(button.say(app.t(DeferredMsg::LogOut))))
}

fn ask(into: El, app: App, hub: Hub) -> El {
    let forms = hub.read(|session| session.profile().forms());
    let Some(login) = &forms.login else { return into };
    let form = Form::new(app, hub, &login.ask, &Map::new());
    let (wrong, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let refused = move || {
        hub.link.track();
        let own = wrong.get();
        if !own.is_empty() {
            return own;
        }
        let why = hub.read(|session| match session.access() {
            Access::Refused(why) => Some(why.clone()),
            _ => None,
        });
        why.map_or_else(String::new, |why| app.lang.get().text(&DeferredMsg::LoginRefused { why: &why }))
    };
    let longer = el("input").set("type", "checkbox").set("name", "longer");
    let (written, keep) = (form.clone(), longer.clone());
    let told = forms.clone();
    let submit = move |event: Event| {
        event.prevent_default();
        let Some(given) = written.given() else { return };
        wrong.set(String::new());
        busy.set(true);
        let longer = keep.cast::<HtmlInputElement>().checked();
        log_in(app, hub, &told, &given, longer, move |why| {
            // The form is gone once one is known.
            let _ = (wrong.try_set(why), busy.try_set(false));
        });
    };
    let name = hub.name();
    let title = el("h2").say(move || app.lang.get().text(&DeferredMsg::LogInTo { hub: &name }));
    let check =
        el("label").class("field check").with(longer).with(el("span").say(app.t(DeferredMsg::KeepLonger)));
    let problem = el("p").class("problem").set("role", "alert").flag("hidden", move || refused().is_empty());
    let send = el("button").set("type", "submit").class("primary").flag("disabled", move || busy.get());
    let body = el("form").class("form").set("novalidate", "").on("submit", submit).with(title);
    let body = form.draw(body.with(el("small").say(app.t(DeferredMsg::LogInWhy)))).with(check);
    let body = body.with(problem.say(refused));
    let body =
        body.with(el("footer").with(el("span").class("grow")).with(send.say(app.t(DeferredMsg::LogIn))));
    into.with(el("section").class("panel login").set("data-testid", "login").with(body))
}

/// Tell the hub; `failed` hears why not.
fn log_in(
    app: App,
    hub: Hub,
    forms: &Forms,
    given: &FormValues,
    longer: bool,
    failed: impl FnOnce(String) + 'static,
) {
    let Some(login) = forms.login.clone() else { return };
    let told = login.credentials(given);
    let Some(request) = login.request else {
        return hub.intend(Intent::SignIn(told, longer));
    };
    let Ok((path, content)) = request.request(&told) else { return };
    let body = Body::from(content);
    let ask = Ask { method: Method::Post, body, ..Ask::get(request.source, path) };
    let forms = forms.clone();
    hub.ask(ask, move |answer| {
        let kept: Result<Credentials, String> = match answer {
            Answer::Done(200..=299, body) => {
                let answer = serde_json::from_str(&body).unwrap_or_default();
                request.kept(&answer).map_err(|name| text(app, &DeferredMsg::LoginLacks { name: &name }))
            }
            Answer::Done(status, body) => {
                let refusal = forms.refusal(&body);
                let fields = refusal.fields.into_iter().map(|(_, text)| text);
                let why = std::iter::once(refusal.text).chain(fields).filter(|text| !text.is_empty());
                let why = why.collect::<Vec<_>>().join(" ");
                Err(text(app, &DeferredMsg::Refused { status, why: &why }))
            }
            Answer::Failed(why) => Err(text(app, &DeferredMsg::Failed { why: &why })),
            Answer::File(_) | Answer::Unsent => Err(text(app, &DeferredMsg::Unsent)),
        };
        match kept {
            Ok(kept) => hub.intend(Intent::SignIn(kept, longer)),
            Err(why) => failed(why),
        }
    });
}

fn text(app: App, message: &DeferredMsg<'_>) -> String {
    app.lang.get_untracked().text(message)
}
