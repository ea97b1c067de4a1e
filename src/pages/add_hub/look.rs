//! What answers at the address that was typed: the hub is looked at, on a click, and its profile is proposed.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use look::{Finding, Step};

use super::HubForm;
use super::own_profile::title;
use crate::browser::look::basic;
use crate::components::each::Each;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{Text, flag, maybe, t, text};
use crate::components::when::When;
use crate::engine::{Lookout, TypedAddress, Web};
use crate::hubs;
use crate::i18n::DeferredMsg;
use crate::paths;
use crate::store::App;

mod said;

use said::{came_text, came_word, cause_text, hub_name, step_name};

/// How far looking at an address is.
#[derive(Clone, Copy)]
pub struct Look {
    steps: RwSignal<Vec<Step>>,
    finding: RwSignal<Option<Finding>>,
    /// The address that is looked at; none where nothing was looked at yet.
    url: RwSignal<Option<String>>,
    /// The address as it was typed then.
    seen: RwSignal<Option<String>>,
    /// The user said who they are.
    is_somebody: RwSignal<bool>,
    lookout: RwSignal<Option<Rc<Lookout<Web>>>, LocalStorage>,
}

impl Look {
    /// Nothing was looked at yet.
    pub fn new() -> Self {
        Self {
            steps: RwSignal::new(Vec::new()),
            finding: RwSignal::new(None),
            url: RwSignal::new(None),
            seen: RwSignal::new(None),
            is_somebody: RwSignal::new(false),
            lookout: RwSignal::new_local(None),
        }
    }

    /// Whether it looks now.
    pub fn is_running(self) -> bool {
        self.url.with(Option::is_some) && self.finding.with(Option::is_none)
    }

    /// Whether it has looked.
    pub fn is_over(self) -> bool {
        self.finding.with(Option::is_some)
    }

    /// Whether this address was looked at.
    pub fn was_at(self, url: &str) -> bool {
        self.url.with(|seen| seen.as_deref() == Some(url)) && self.finding.with(Option::is_some)
    }

    /// Whether the address is of a hub that is known.
    pub fn is_known(self) -> bool {
        self.finding.with(|it| it.as_ref().is_some_and(Finding::is_known))
    }

    /// Whether what it sent is enough to make something of it.
    fn has_drafted(self) -> bool {
        self.finding.with(|it| it.as_ref().is_some_and(|finding| !finding.observations.is_empty()))
    }

    /// Whether the user said who they are.
    pub fn is_somebody(self) -> bool {
        self.is_somebody.get_untracked()
    }

    /// The address that was looked at, as it was typed.
    pub fn seen(self) -> Option<String> {
        self.seen.get_untracked()
    }

    /// What was seen is of this address, too.
    pub fn is_of(self, url: &str) {
        self.url.set(Some(url.to_owned()));
    }

    /// Forget what was seen: it is of another address.
    pub fn forget(self) {
        if let Some(lookout) = self.lookout.try_update(Option::take).flatten() {
            lookout.abandon();
        }
        // The user may have left.
        let _ = self.url.try_set(None);
        let _ = self.finding.try_set(None);
        let _ = self.steps.try_set(Vec::new());
    }

    /// Look at an address, as who the user says to be; `found` is called at the end.
    pub fn start(self, app: App, url: &str, who: Option<String>, found: impl Fn(&Finding) + 'static) {
        self.forget();
        let Some((target, address)) = TypedAddress::of(url, &paths::config_url()) else { return };
        self.url.set(Some(url.to_owned()));
        self.seen.set(Some(url.to_owned()));
        self.is_somebody.set(who.is_some());
        let url = url.to_owned();
        spawn_local(async move {
            let kinds = hubs::known_kinds().await;
            // The user may have left, or typed another address.
            let is_wanted = self.url.try_with_untracked(|wanted| *wanted == Some(url));
            if is_wanted != Some(true) {
                return;
            }
            let lookout = Lookout::start(app.web(), target, address, kinds, who, move |looking| {
                let _ = self.steps.try_set(looking.steps().to_vec());
                if let Some(finding) = looking.finding() {
                    let _ = self.finding.try_set(Some(finding.clone()));
                    found(finding);
                }
            });
            let _ = self.lookout.try_set(Some(lookout));
        });
    }

    /// The user has seen enough.
    pub fn stop(self) {
        if let Some(lookout) = self.lookout.get_untracked() {
            lookout.stop();
        }
    }

    /// What it comes to, in a word for scripts.
    fn outcome(self) -> Option<String> {
        self.finding.with(|it| it.as_ref().map(|finding| said::outcome(finding).to_owned()))
    }
}

/// What was asked, what came, and what that makes of the hub.
#[component]
pub fn LookStatus(
    /// The form that it is in.
    form: HubForm,
) -> impl IntoView {
    let look = form.look;
    on_cleanup(move || look.forget());
    let is_there = move || look.url.with(Option::is_some);
    view! {
        <When is=flag(is_there)>
            <section
                class="look"
                class:recognised=flag(move || look.is_known())
                data-testid="look"
                data-outcome=maybe(move || look.outcome())
            >
                <div class="finding" role="status">
                    <Verdict look />
                </div>
                <Sights look />
                <AsUser form />
                <Steps look />
            </section>
        </When>
    }
}

/// What the hub is, or why nobody knows.
#[component]
fn Verdict(
    /// What was seen.
    look: Look,
) -> impl IntoView {
    let app = expect_context::<App>();
    let icon = move || {
        look.finding.with(|finding| match finding {
            None => IconName::Tower,
            Some(finding) if !finding.recognised.is_empty() => IconName::Success,
            Some(finding) if finding.cause.is_some() => IconName::Warning,
            Some(_) => IconName::Info,
        })
    };
    let name =
        move || look.finding.with(|finding| hub_name(app.lang.get(), finding.as_ref()?.recognised.first()?));
    let sentence = move || match look.finding.get() {
        None => said::running(app.lang.get(), &look.steps.get()),
        Some(Finding { own_profile: Some(own), .. }) => {
            app.text(&DeferredMsg::LookOwn { hub: &title(app.lang.get(), &own) })
        }
        Some(finding) => match name() {
            Some(hub) => app.text(&DeferredMsg::LookKnown { hub: &hub }),
            None => cause_text(app.lang.get(), &finding, &look.url.get().unwrap_or_default()),
        },
    };
    view! {
        {move || view! { <Icon icon=icon() /> }}
        <p data-testid="finding">{text(sentence)}</p>
    }
}

/// What was seen of it, line by line.
#[component]
fn Sights(
    /// What was seen.
    look: Look,
) -> impl IntoView {
    let app = expect_context::<App>();
    let lines = move || {
        let lang = app.lang.get();
        look.finding.with(|finding| finding.as_ref().map(|it| said::lines(lang, it)).unwrap_or_default())
    };
    view! {
        <ul class="sights">
            <Each each=lines key=|line| line.clone() let:line>
                <li data-testid="seen">{line}</li>
            </Each>
        </ul>
    }
}

/// Asks who the user is, where the hub does: it may say more then.
#[component]
fn AsUser(
    /// The form.
    form: HubForm,
) -> impl IntoView {
    let app = expect_context::<App>();
    let look = form.look;
    let (user, password) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let asks = move || look.finding.with(|it| it.as_ref().is_some_and(|finding| finding.asks_who));
    let go = move || {
        let written = |field: NodeRef<html::Input>| field.get_untracked().map(|input| input.value());
        if let (Some(user), Some(password)) = (written(user), written(password)) {
            untrack(|| form.look(app, basic(&user, &password)));
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            // Not the form around it, which adds the hub.
            event.prevent_default();
            go();
        }
    };
    view! {
        <details class="as-user" data-testid="look-as-user" hidden=flag(move || !asks())>
            <summary>
                {text(move || {
                    app.text(if look.is_somebody.get() { &DeferredMsg::LookNotLetIn } else { &DeferredMsg::LookAsUser })
                })}
            </summary>
            <div class="who">
                <label class="field">
                    <span>{t(DeferredMsg::LookUser)}</span>
                    <input node_ref=user name="look-user" autocomplete="off" on:keydown=on_key />
                </label>
                <label class="field">
                    <span>{t(DeferredMsg::LookPassword)}</span>
                    <input node_ref=password name="look-password" type="password" autocomplete="off" on:keydown=on_key />
                </label>
                <button type="button" on:click=move |_| go()>
                    {t(DeferredMsg::LookAt)}
                </button>
                <small>{t(DeferredMsg::LookAsUserHint)}</small>
            </div>
        </details>
    }
}

/// Every question with what came: in sight while it looks, and one click away afterwards.
#[component]
fn Steps(
    /// What was seen.
    look: Look,
) -> impl IntoView {
    let app = expect_context::<App>();
    let count = move || look.steps.with(Vec::len);
    let all = move || (0..count()).collect::<Vec<_>>();
    view! {
        <details class="steps" open=flag(move || look.is_running() || !(look.is_known() || look.has_drafted()))>
            <summary>{text(move || app.text(&DeferredMsg::LookSteps { count: count() }))}</summary>
            <ol>
                <Each each=all key=|place| place.to_string() let:place>
                    <StepLine look place />
                </Each>
            </ol>
        </details>
    }
}

/// One question.
#[component]
fn StepLine(
    /// What was seen.
    look: Look,
    /// Which one.
    place: usize,
) -> impl IntoView {
    let app = expect_context::<App>();
    let of = move |read: fn(crate::i18n::Lang, &Step) -> String| -> Text {
        text(move || {
            let lang = app.lang.get();
            look.steps.with(|steps| steps.get(place).map(|step| read(lang, step)).unwrap_or_default())
        })
    };
    view! {
        <li data-testid="look-step" data-came=of(|_, step| came_word(&step.came).to_owned())>
            <code>{of(|_, step| step_name(&step.question))}</code>
            <span>{of(|lang, step| came_text(lang, &step.came))}</span>
        </li>
    }
}
