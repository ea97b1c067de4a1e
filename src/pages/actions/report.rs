//! How far an action is, and how it ended: what its dialog says.

use leptos::prelude::*;
use session::{Outcome, RunStatus};

use super::opened::{DialogStage, OpenedAction};
use super::outcome::{failure_text, outcome_word};
use crate::browser::transfer::Progress;
use crate::components::leaf::{maybe, t, text};
use crate::i18n::{DeferredMsg, format, request_failure_text};
use crate::store::App;

/// How far an action is, and how it ended; empty while it is being filled in and once it is done.
#[component]
pub fn RunReport(
    /// The action.
    action: OpenedAction,
    /// How far a file is.
    progress: RwSignal<Progress>,
) -> impl IntoView {
    let app = expect_context::<App>();
    move || match (action.stage.get(), action.status.get()) {
        (DialogStage::Unfit(what), _) => {
            let sentence = move || {
                let what = request_failure_text(app.lang.get(), &what);
                app.text(&DeferredMsg::BadPath { what: &what })
            };
            view! { <p class="problem">{text(sentence)}</p> }.into_any()
        }
        (_, None | Some(RunStatus::Ended(Outcome::Done(_) | Outcome::Saved(_)))) => ().into_any(),
        (_, Some(RunStatus::Sending)) => view! { <Sending progress /> }.into_any(),
        (_, Some(RunStatus::LookingUp { why })) => {
            let why = move || request_failure_text(app.lang.get(), &why);
            view! { <p>{text(move || app.text(&DeferredMsg::Looking { why: &why() }))}</p> }.into_any()
        }
        (_, Some(RunStatus::Ended(outcome))) => view! { <RunFailure action outcome /> }.into_any(),
    }
}

/// How far a file is; without one, that it is on its way.
#[component]
fn Sending(
    /// How far a file is.
    progress: RwSignal<Progress>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let far = text(move || {
        let bytes = |count: f64| format::bytes(app.lang.get(), count);
        match progress.get() {
            Some((done, all)) if all > 0.0 => {
                app.text(&DeferredMsg::Sent { done: &bytes(done), all: &bytes(all) })
            }
            Some((done, _)) => bytes(done),
            None => app.text(&DeferredMsg::Sending),
        }
    });
    let permille = maybe(move || {
        let (done, all) = progress.get().filter(|(_, all)| *all > 0.0)?;
        Some(((done * 1_000.0 / all) as u32).to_string())
    });
    view! {
        <progress max="1000" value=permille aria-label=far.clone()></progress>
        <small>{far}</small>
    }
}

/// Why it is not done; where the outcome is not known, a button that looks again.
#[component]
fn RunFailure(
    /// The action.
    action: OpenedAction,
    /// How it ended.
    outcome: Outcome,
) -> impl IntoView {
    let app = expect_context::<App>();
    let indeterminate = matches!(outcome, Outcome::Indeterminate(_));
    let can_look_up = indeterminate && action.read(|action, _| action.lookup.is_some());
    let word = outcome_word(&outcome);
    let sentence = move || action.read(|action, _| failure_text(app.lang.get(), action, &outcome));
    view! {
        <p class="problem" data-end=word>
            {text(sentence)}
        </p>
        {can_look_up
            .then(|| {
                view! {
                    <button type="button" on:click=move |_| action.look_up()>
                        {t(DeferredMsg::LookAgain)}
                    </button>
                }
            })}
    }
}
