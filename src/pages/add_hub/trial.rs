//! A hub that is tried before it is kept.

use leptos::prelude::*;
use serde_json::Value;
use session::{Intent, State};

use super::HubForm;
use crate::browser::clock;
use crate::components::leaf::{effect, flag, t};
use crate::components::pill::{StatePill, state_now};
use crate::hubs;
use crate::i18n::DeferredMsg;
use crate::pages::connection::why::Why;
use crate::store::{App, Hub};

/// A hub that runs, and is not kept yet.
#[derive(Clone)]
pub struct Trial {
    /// As it would stand in `hubs.json`.
    pub entry: Value,
    /// The hub.
    pub hub: Hub,
}

/// How the hub that is tried stands. One that answers is kept; of any other the user decides.
#[component]
pub fn TrialStatus(
    /// The form.
    form: HubForm,
) -> impl IntoView {
    let app = expect_context::<App>();
    let keep = move |trial: Trial| {
        form.trial.set(None);
        hubs::keep(app, trial.entry, trial.hub, form.changed.with_untracked(Option::is_some));
        form.fill(None);
    };
    effect(move || {
        let Some(trial) = form.trial.get() else { return };
        let hub = trial.hub;
        let answers = matches!(state_now(app, hub), State::Online { .. } | State::Stale { .. });
        if answers || hub.needs_login(clock::now()) {
            untrack(|| keep(trial));
        }
    });
    let give_up = move || {
        if let Some(trial) = form.trial.try_update(Option::take).flatten() {
            trial.hub.intend(Intent::Stop);
        }
    };
    on_cleanup(give_up);
    let fails = move |hub: Hub| hub.read_connection(|session| !session.faults().is_empty());
    let view = move || {
        form.trial.get().map(|trial| {
            let hub = trial.hub;
            view! {
                <div class="outcome" role="status" data-testid="trial">
                    <StatePill hub />
                    <Why hub />
                    <span hidden=flag(move || fails(hub))>{t(DeferredMsg::Trying)}</span>
                    <div class="actions">
                        <button
                            type="button"
                            data-testid="keep-anyway"
                            hidden=flag(move || !fails(hub))
                            on:click=move |_| keep(trial.clone())
                        >
                            {t(DeferredMsg::KeepAnyway)}
                        </button>
                        <button type="button" on:click=move |_| give_up()>
                            {t(DeferredMsg::Cancel)}
                        </button>
                    </div>
                </div>
            }
        })
    };
    view! { {move || view()} }
}
