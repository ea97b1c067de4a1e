//! Adding a hub by hand: kept in this browser.

use leptos::prelude::*;
use serde_json::json;
use web_sys::{Event, HtmlInputElement};

use super::dom::{El, el, item};
use super::icon::{Drawing, icon};
use super::problems::told;
use crate::config::{Problem, valid_url};
use crate::i18n::DeferredMsg;
use crate::state::App;
use crate::{app as start, profiles};

/// The form, with the sentence of an app without hubs.
pub fn panel(into: El, app: App) -> El {
    let problems = RwSignal::new(Vec::<Problem>::new());
    let bad_url = RwSignal::new(false);
    let url = el("input")
        .set("name", "url")
        .set("inputmode", "url")
        .set("autocomplete", "url")
        .set("placeholder", "http://127.0.0.1:5001")
        .truth("aria-invalid", move || bad_url.get())
        .set("aria-describedby", "bad-url");
    let profile = profiles::names()
        .into_iter()
        .fold(el("select").set("name", "profile"), |select, name| select.with(el("option").text(&name)));
    let name = el("input").set("name", "name");
    let bad = el("span").set("id", "bad-url").class("problem").flag("hidden", move || !bad_url.get());
    let field = |label: DeferredMsg<'static>, input: &El| {
        el("label").class("field").with(el("span").say(app.t(label))).with(input.clone())
    };
    let fields = [
        field(DeferredMsg::HubAddress, &url).with(bad.say(app.t(DeferredMsg::BadAddress))),
        field(DeferredMsg::HubProfile, &profile),
        field(DeferredMsg::HubName, &name),
    ];
    let submit = move |event: Event| {
        event.prevent_default();
        let written = |input: &El| input.cast::<HtmlInputElement>().value().trim().to_owned();
        let address = written(&url);
        bad_url.set(!valid_url(&address));
        if bad_url.get_untracked() {
            return;
        }
        let called = written(&name);
        let id = free_id(app, if called.is_empty() { &address } else { &called });
        let called = if called.is_empty() { id.clone() } else { called };
        let hub = json!({ "id": id, "name": called, "profile": written(&profile), "url": address });
        leptos::task::spawn_local(async move {
            problems.set(start::add_hub(app, hub).await.err().unwrap_or_default());
        });
    };
    let footer = el("footer")
        .with(el("small").say(app.t(DeferredMsg::AddHubHint)))
        .with(el("span").class("grow"))
        .with(el("button").set("type", "submit").class("primary").say(app.t(DeferredMsg::Add)));
    let form = el("form").class("form").set("novalidate", "").on("submit", submit);
    let form = fields
        .into_iter()
        .fold(form.with(el("h2").say(app.t(DeferredMsg::AddHub))), El::with)
        .each(move || problems.get().into_iter().map(|problem| line(app, problem)).collect())
        .with(footer);
    let none = move || app.hubs.with(Vec::is_empty);
    let sentence = el("div").class("empty").flag("hidden", move || !none());
    let sentence = sentence.with(icon(Drawing::Tower)).with(el("p").say(app.t(DeferredMsg::NoHubs)));
    into.with(el("section").class("panel add-hub").set("data-testid", "add-hub").with(sentence).with(form))
}

fn line(app: App, problem: Problem) -> super::dom::Item {
    let key = format!("{}{}", problem.pointer, problem.found);
    item(key, move || el("p").class("problem").say(move || told(app, &problem)))
}

/// An id that no hub has, made of what people call it.
fn free_id(app: App, text: &str) -> String {
    let host = text.split("//").last().unwrap_or(text);
    let plain: String =
        host.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    let stem = if plain.is_empty() { "hub" } else { plain };
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.to_owned()).chain(numbered).find(|id| app.hub(id).is_none()).unwrap_or_default()
}
