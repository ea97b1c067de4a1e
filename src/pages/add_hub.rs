//! The form that adds a hub by hand, or changes one. The hub is kept in this browser, once it was tried.

mod last_part;
mod look;
mod own_hubs;
mod own_profile;
mod proposal;
mod trial;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::problems::problem_text;
use crate::components::each::Each;
use crate::components::icon::{Icon, IconName};
use crate::components::later_tool::LaterTool;
use crate::components::leaf::{flag, t, text};
use crate::config::{ConfigProblem, free_hub_id, is_typed_address, profile_names};
use crate::hubs;
use crate::i18n::DeferredMsg;
use crate::store::{App, DraftJob, Tool};
use look::{Look, LookStatus};
use own_hubs::OwnHubs;
use proposal::FoundPath;
use trial::{Trial, TrialStatus};
use viewmodel::pasted_profile;

/// The value of the choice of a profile that does not come with the app.
const OTHER: &str = "";

/// The form that adds a hub by hand, below the sentence of an app without hubs, or the list of those that were added.
#[component]
pub fn AddHub() -> impl IntoView {
    let app = expect_context::<App>();
    let form = HubForm::new();
    view! {
        <section class="panel add-hub" data-testid="add-hub">
            <div class="empty" hidden=flag(move || !app.hubs.with(Vec::is_empty))>
                <Icon icon=IconName::Tower />
                <p>{t(DeferredMsg::NoHubs)}</p>
            </div>
            <OwnHubs form />
            <FormView form />
        </section>
    }
}

/// What is written into the form, and how far it is.
#[derive(Clone, Copy)]
struct HubForm {
    url: NodeRef<html::Input>,
    profile: NodeRef<html::Select>,
    other: NodeRef<html::Textarea>,
    name: NodeRef<html::Input>,
    /// Another profile than those that come with the app is wanted.
    is_other: RwSignal<bool>,
    bad_url: RwSignal<bool>,
    problems: RwSignal<Vec<ConfigProblem>>,
    /// The entry that is changed; none where a hub is added.
    changed: RwSignal<Option<Value>>,
    /// The hub that is tried.
    trial: RwSignal<Option<Trial>, LocalStorage>,
    /// What answers at the address.
    look: Look,
    /// What a profile is drawn up from, for a hub that nobody knows.
    draft: RwSignal<Option<DraftJob>>,
    /// What was filled in of it.
    drafted: RwSignal<Option<String>>,
    /// The name that was filled in with what was recognised.
    proposed: RwSignal<Option<String>>,
    /// What the address said of what was recognised.
    found: RwSignal<Option<FoundPath>>,
}

impl HubForm {
    fn new() -> Self {
        Self {
            url: NodeRef::new(),
            profile: NodeRef::new(),
            other: NodeRef::new(),
            name: NodeRef::new(),
            is_other: RwSignal::new(false),
            bad_url: RwSignal::new(false),
            problems: RwSignal::new(Vec::new()),
            changed: RwSignal::new(None),
            trial: RwSignal::new_local(None),
            look: Look::new(),
            draft: RwSignal::new(None),
            drafted: RwSignal::new(None),
            proposed: RwSignal::new(None),
            found: RwSignal::new(None),
        }
    }

    /// Fill in an entry, to change it; nothing to add one.
    fn fill(self, entry: Option<Value>) {
        let text = |name: &str| {
            entry.as_ref().and_then(|entry| Some(entry.get(name)?.as_str()?.to_owned())).unwrap_or_default()
        };
        let (Some(url), Some(profile), Some(other), Some(name)) = self.elements() else { return };
        url.set_value(&text("url"));
        name.set_value(&text("name"));
        let built_in = profile_names().contains(&text("profile")) || entry.is_none();
        self.is_other.set(!built_in);
        if built_in {
            profile.set_selected_index(0);
            if entry.is_some() {
                profile.set_value(&text("profile"));
            }
            other.set_value("");
        } else {
            profile.set_value(OTHER);
            let written = entry.as_ref().and_then(|entry| entry.get("profile")).cloned().unwrap_or_default();
            let written = json::unquoted(&written);
            other.set_value(&written);
        }
        self.look.forget();
        self.draft.set(None);
        self.drafted.set(None);
        self.proposed.set(None);
        self.found.set(None);
        self.changed.set(entry);
        self.problems.set(Vec::new());
        self.bad_url.set(false);
        let _ = url.focus();
    }

    fn elements(self) -> FormElements {
        (
            self.url.get_untracked(),
            self.profile.get_untracked(),
            self.other.get_untracked(),
            self.name.get_untracked(),
        )
    }

    /// Whether the next thing to do is to look, and not to add what is written.
    fn looks_first(self) -> bool {
        self.changed.with(Option::is_none) && !self.look.is_over()
    }

    /// Whether what is written is no address, which is said then.
    fn is_bad(self, url: &str) -> bool {
        self.bad_url.set(!is_typed_address(url) || !hubs::is_address(url));
        self.problems.set(Vec::new());
        self.bad_url.get_untracked()
    }

    /// Look at the address that is written, as who the user says to be, and fill in what was found.
    fn look(self, app: App, who: Option<String>) {
        // Who the user is was asked for the address that was looked at, of which the form may show the beginning alone.
        let seen = self.look.seen().filter(|_| who.is_some());
        let Some(url) = seen.or_else(|| Some(self.url.get_untracked()?.value().trim().to_owned())) else {
            return;
        };
        self.forget();
        if !self.is_bad(&url) {
            self.look.start(app, &url, who, move |finding| self.propose(app, finding));
        }
    }

    /// Try what is written.
    fn submit(self, app: App) {
        let (Some(url), Some(profile), Some(other), Some(name)) = self.elements() else { return };
        let (url, name) = (url.value().trim().to_owned(), name.value().trim().to_owned());
        if self.is_bad(&url) {
            return;
        }
        let profile = match profile.value() {
            chosen if chosen == OTHER => match pasted_profile::read(&other.value()) {
                Ok(profile) => profile,
                Err(problem) => return self.problems.set(vec![problem]),
            },
            chosen => Value::from(chosen),
        };
        let mut entry = entry(app, self.changed.get_untracked(), &url, profile, &name);
        self.found.with_untracked(|found| found.iter().for_each(|found| found.complete(&mut entry)));
        spawn_local(async move {
            match hubs::try_out(app, &entry).await {
                // The user may have left meanwhile.
                Ok(hub) => drop(self.trial.try_set(Some(Trial { entry, hub }))),
                Err(mistakes) => {
                    drop(self.problems.try_set(mistakes.into_iter().map(pasted_profile::placed).collect()));
                }
            }
        });
    }
}

type FormElements = (
    Option<web_sys::HtmlInputElement>,
    Option<web_sys::HtmlSelectElement>,
    Option<web_sys::HtmlTextAreaElement>,
    Option<web_sys::HtmlInputElement>,
);

/// Address, profile and name of the hub.
#[component]
fn FormView(
    /// The form.
    form: HubForm,
) -> impl IntoView {
    let app = expect_context::<App>();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        untrack(|| form.submit(app));
    };
    let is_changed = move || form.changed.with(Option::is_some);
    let word = move |changed: DeferredMsg<'static>, added: DeferredMsg<'static>| {
        text(move || app.text(if is_changed() { &changed } else { &added }))
    };
    let key = |problem: &ConfigProblem| [&*problem.pointer, &*problem.found].join("\n");
    view! {
        <form class="form" novalidate on:submit=submit>
            <h2>{word(DeferredMsg::ChangeHub, DeferredMsg::AddHub)}</h2>
            <AddressField form />
            <LookStatus form />
            {move || form.draft.get().map(|job| view! { <LaterTool tool=Tool::Draft(job) /> })}
            <ProfileField form />
            <label class="field">
                <span>{t(DeferredMsg::HubName)}</span>
                <input node_ref=form.name name="name" />
            </label>
            <Each each=move || form.problems.get() key=key let:problem>
                <p class="problem">{text(move || problem_text(app, &problem))}</p>
            </Each>
            <TrialStatus form />
            <footer>
                <small>{t(DeferredMsg::AddHubHint)}</small>
                <span class="grow"></span>
                <button type="button" hidden=flag(move || !is_changed()) on:click=move |_| form.fill(None)>
                    {t(DeferredMsg::Cancel)}
                </button>
                <button
                    type="submit"
                    class:primary=flag(move || !form.looks_first())
                    disabled=flag(move || form.trial.with(Option::is_some))>
                    {word(DeferredMsg::Save, DeferredMsg::Add)}
                </button>
            </footer>
        </form>
    }
}

/// The address, and the button that looks what is there. Enter looks first, and adds what was looked at.
#[component]
fn AddressField(
    /// The form.
    form: HubForm,
) -> impl IntoView {
    let app = expect_context::<App>();
    let look = move || untrack(|| form.look(app, None));
    let press =
        move || untrack(|| if form.look.is_running() { form.look.stop() } else { form.look(app, None) });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let seen = untrack(|| form.look.was_at(event_target_value(&event).trim()));
        if event.key() == "Enter" && !seen && !event.is_composing() {
            event.prevent_default();
            look();
        }
    };
    view! {
        <div class="address">
            <label class="field">
                <span>{t(DeferredMsg::HubAddress)}</span>
                <input
                    node_ref=form.url
                    name="url"
                    inputmode="url"
                    autocomplete="url"
                    placeholder="http://127.0.0.1:5001"
                    aria-invalid=text(move || form.bad_url.get().to_string())
                    aria-describedby="bad-url"
                    on:keydown=on_key
                    on:input=move |_| untrack(|| form.forget())
                />
            </label>
            <button
                type="button"
                data-testid="look-at"
                class:primary=flag(move || form.looks_first() && !form.look.is_running())
                on:click=move |_| press()
            >
                {text(move || app.text(if form.look.is_running() { &DeferredMsg::LookEnough } else { &DeferredMsg::LookAt }))}
            </button>
            <span id="bad-url" class="problem" hidden=flag(move || !form.bad_url.get())>
                {t(DeferredMsg::BadAddress)}
            </span>
        </div>
    }
}

/// The profile: one that comes with the app, or any other, by its address or written out.
#[component]
fn ProfileField(
    /// The form.
    form: HubForm,
) -> impl IntoView {
    let choose = move |event| form.is_other.set(event_target_value(&event) == OTHER);
    view! {
        <label class="field">
            <span>{t(DeferredMsg::HubProfile)}</span>
            <select node_ref=form.profile name="profile" on:change=choose>
                {profile_names().into_iter().map(|name| view! { <option>{name}</option> }).collect_view()}
                <option value=OTHER>{t(DeferredMsg::OtherProfile)}</option>
            </select>
        </label>
        <label class="field" hidden=flag(move || !form.is_other.get())>
            <span>{t(DeferredMsg::OtherProfile)}</span>
            <textarea node_ref=form.other name="other-profile" rows="4" spellcheck="false"></textarea>
            <small>{t(DeferredMsg::OtherProfileHint)}</small>
        </label>
    }
}

/// The host of an address, which is what users call a hub that says no name of its own.
fn host(url: &str) -> String {
    url.split('/').find(|part| !part.is_empty() && !part.ends_with(':')).unwrap_or(url).to_owned()
}

/// The entry of a hub as it would stand in `hubs.json`; what the form does not ask stays as it was. Without a name the
/// hub is called by its id.
fn entry(app: App, changed: Option<Value>, url: &str, profile: Value, name: &str) -> Value {
    let mut entry = changed.unwrap_or_else(
        || json!({ "id": free_hub_id(if name.is_empty() { url } else { name }, |id| app.hub(id).is_some()) }),
    );
    let name = if name.is_empty() { entry["id"].clone() } else { Value::from(name) };
    for (key, value) in [("name", name), ("profile", profile), ("url", Value::from(url))] {
        entry[key] = value;
    }
    entry
}
