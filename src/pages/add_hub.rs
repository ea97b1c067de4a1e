//! The form that adds a hub by hand. The hub is kept in this browser.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::problems::problem_text;
use crate::components::each::Each;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{flag, t, text};
use crate::config::{ConfigProblem, free_hub_id, is_hub_address, profile_names};
use crate::hubs;
use crate::i18n::DeferredMsg;
use crate::store::App;

/// The form that adds a hub by hand, below the sentence of an app without hubs.
#[component]
pub fn AddHub() -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <section class="panel add-hub" data-testid="add-hub">
            <div class="empty" hidden=flag(move || !app.hubs.with(Vec::is_empty))>
                <Icon icon=IconName::Tower />
                <p>{t(DeferredMsg::NoHubs)}</p>
            </div>
            <HubForm />
        </section>
    }
}

/// Address, profile and name of the new hub.
#[component]
fn HubForm() -> impl IntoView {
    let app = expect_context::<App>();
    let url = NodeRef::<html::Input>::new();
    let profile = NodeRef::<html::Select>::new();
    let name = NodeRef::<html::Input>::new();
    let bad_url = RwSignal::new(false);
    let problems = RwSignal::new(Vec::<ConfigProblem>::new());
    let add = move || {
        let (Some(url), Some(profile), Some(name)) = (url.get(), profile.get(), name.get()) else { return };
        let (url, name) = (url.value().trim().to_owned(), name.value().trim().to_owned());
        bad_url.set(!is_hub_address(&url));
        if bad_url.get() {
            return;
        }
        let hub = entry(app, &url, &profile.value(), &name);
        spawn_local(async move {
            let mistakes = hubs::add(app, hub).await.err().unwrap_or_default();
            // On the overview the form gives way to the hub.
            let _gone = problems.try_set(mistakes);
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        untrack(add);
    };
    let key = |problem: &ConfigProblem| [&*problem.pointer, &*problem.found].join("\n");
    view! {
        <form class="form" novalidate on:submit=submit>
            <h2>{t(DeferredMsg::AddHub)}</h2>
            <label class="field">
                <span>{t(DeferredMsg::HubAddress)}</span>
                <input
                    node_ref=url
                    name="url"
                    inputmode="url"
                    autocomplete="url"
                    placeholder="http://127.0.0.1:5001"
                    aria-invalid=text(move || bad_url.get().to_string())
                    aria-describedby="bad-url"
                />
                <span id="bad-url" class="problem" hidden=flag(move || !bad_url.get())>
                    {t(DeferredMsg::BadAddress)}
                </span>
            </label>
            <label class="field">
                <span>{t(DeferredMsg::HubProfile)}</span>
                <select node_ref=profile name="profile">
                    {profile_names().into_iter().map(|name| view! { <option>{name}</option> }).collect_view()}
                </select>
            </label>
            <label class="field">
                <span>{t(DeferredMsg::HubName)}</span>
                <input node_ref=name name="name" />
            </label>
            <Each each=move || problems.get() key=key let:problem>
                <p class="problem">{text(move || problem_text(app, &problem))}</p>
            </Each>
            <footer>
                <small>{t(DeferredMsg::AddHubHint)}</small>
                <span class="grow"></span>
                <button type="submit" class="primary">
                    {t(DeferredMsg::Add)}
                </button>
            </footer>
        </form>
    }
}

/// The entry of a hub as it would stand in `hubs.json`. Without a name the hub is called by its id.
fn entry(app: App, url: &str, profile: &str, name: &str) -> Value {
    let id = free_hub_id(if name.is_empty() { url } else { name }, |id| app.hub(id).is_some());
    let name = if name.is_empty() { &id } else { name };
    json!({ "id": id, "name": name, "profile": profile, "url": url })
}
