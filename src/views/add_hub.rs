//! Adding a hub by hand: kept in this browser.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use serde_json::json;

use super::dynamic::{IntoPart, each, flag, item, say, truth};
use super::icon::{Drawing, Icon};
use crate::config::{Problem, valid_url};
use crate::i18n::Msg;
use crate::state::App;
use crate::{app as start, profiles};

/// The form, with the sentence of an app without hubs.
#[component]
pub fn AddHub(
    /// The state.
    app: App,
) -> impl IntoView {
    let url = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let profile = RwSignal::new(profiles::names().into_iter().next().unwrap_or_default());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let bad_url = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let address = url.get_untracked().trim().to_owned();
        bad_url.set(!valid_url(&address));
        if bad_url.get_untracked() {
            return;
        }
        let called = name.get_untracked().trim().to_owned();
        let id = free_id(app, if called.is_empty() { &address } else { &called });
        let called = if called.is_empty() { id.clone() } else { called };
        let hub = json!({ "id": id, "name": called, "profile": profile.get_untracked(), "url": address });
        leptos::task::spawn_local(async move {
            problems.set(start::add_hub(app, hub).await.err().unwrap_or_default());
        });
    };
    view! {
        <section class="panel add-hub" data-testid="add-hub">
            <div class="empty" hidden=flag(move || app.hubs.with(|hubs| !hubs.is_empty()))>
                <Icon drawing=Drawing::Tower />
                <p>{app.t(Msg::NoHubs)}</p>
            </div>
            <form class="form" on:submit=submit novalidate>
                <h2>{app.t(Msg::AddHub)}</h2>
                <label class="field">
                    <span>{app.t(Msg::HubAddress)}</span>
                    <input
                        name="url"
                        inputmode="url"
                        autocomplete="url"
                        placeholder="http://127.0.0.1:5001"
                        aria-invalid=truth(move || bad_url.get())
                        aria-describedby="bad-url"
                        prop:value=url
                        on:input=move |event| url.set(event_target_value(&event))
                    />
                    <span id="bad-url" class="problem" hidden=flag(move || !bad_url.get())>
                        {app.t(Msg::BadAddress)}
                    </span>
                </label>
                <label class="field">
                    <span>{app.t(Msg::HubProfile)}</span>
                    <select name="profile" on:change=move |event| profile.set(event_target_value(&event))>
                        {profiles::names()
                            .into_iter()
                            .map(|name| view! { <option>{name}</option> })
                            .collect_view()}
                    </select>
                </label>
                <label class="field">
                    <span>{app.t(Msg::HubName)}</span>
                    <input name="name" prop:value=name on:input=move |event| name.set(event_target_value(&event)) />
                </label>
                {each(move || problems.get().into_iter().map(|problem| told(app, problem)).collect())}
                <footer>
                    <small>{app.t(Msg::AddHubHint)}</small>
                    <span class="grow"></span>
                    <button type="submit" class="primary">{app.t(Msg::Add)}</button>
                </footer>
            </form>
        </section>
    }
}

fn told(app: App, problem: Problem) -> super::dynamic::Item {
    item(format!("{}{}", problem.pointer, problem.found), move || {
        let problem = problem.clone();
        let text = say(move || {
            let place = format!("{} {}", problem.file, problem.pointer);
            let (expected, found) = (problem.expected.as_str(), problem.found.as_str());
            app.lang.get().text(&Msg::Problem { place: place.trim(), expected, found })
        });
        view! { <p class="problem">{text}</p> }.part()
    })
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
