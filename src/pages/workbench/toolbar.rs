//! What can be done with the profile as a whole.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::bench::Bench;
use crate::browser::download;
use crate::components::leaf::{flag, t, text};
use crate::components::pill::StatePill;
use crate::hubs;
use crate::i18n::DeferredMsg;
use crate::pages::connection::why::Why;
use crate::store::App;

/// Try it, keep it, take it along, bring another, and go back to what the hub runs by.
#[component]
pub fn Toolbar(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    let is_own = bench.entry.with_value(|entry| entry.is_own);
    let has_mistakes = move || bench.mistakes.with(|mistakes| !mistakes.is_empty());
    let is_as_it_was = move || !bench.changed.get();
    let export = move |_| download::text(&bench.text(), &[bench.hub.id().as_str(), ".json"].concat());
    let discard = move |_| bench.replace(&bench.entry.with_value(|entry| entry.profile.clone()));
    view! {
        <div class="toolbar">
            <button type="button" class="primary" data-testid="try-profile" disabled=flag(has_mistakes) on:click=move |_| bench.try_out()>
                {t(DeferredMsg::TryProfile)}
            </button>
            {is_own.then(|| view! {
                <button
                    type="button"
                    data-testid="keep-profile"
                    disabled=flag(move || has_mistakes() || is_as_it_was())
                    on:click=move |_| bench.keep()
                >
                    {t(DeferredMsg::Save)}
                </button>
            })}
            <button type="button" data-testid="export-profile" on:click=export>{t(DeferredMsg::ExportProfile)}</button>
            <OpenFile bench />
            <button type="button" data-testid="discard-profile" disabled=flag(is_as_it_was) on:click=discard>
                {t(DeferredMsg::DiscardChanges)}
            </button>
            {is_own.then(|| view! { <RemoveHub bench /> })}
            <small class="hint">{t(if is_own { DeferredMsg::WorkbenchOwn } else { DeferredMsg::WorkbenchConfigured })}</small>
        </div>
        <TrialState bench />
    }
}

/// Brings a profile from a file.
#[component]
fn OpenFile(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be brought again.
        input.set_value("");
        spawn_local(async move {
            if let Some(text) = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
                bench.replace(&text);
            }
        });
    };
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <input node_ref=input type="file" accept=".json,application/json" hidden on:change=read data-testid="profile-file" />
        <button type="button" data-testid="open-profile" on:click=press>{t(DeferredMsg::OpenProfile)}</button>
    }
}

/// Removes a hub that was added by hand, on a second click.
#[component]
fn RemoveHub(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    let app = expect_context::<App>();
    let sure = RwSignal::new(false);
    let press = move |_| match sure.get_untracked() {
        true => hubs::remove(app, bench.hub.id().as_str()),
        false => sure.set(true),
    };
    view! {
        <button type="button" class="danger" data-testid="remove-hub" on:click=press>
            {text(move || app.text(if sure.get() { &DeferredMsg::RemoveSure } else { &DeferredMsg::Remove }))}
        </button>
    }
}

/// How the hub stands that runs by what is written.
#[component]
fn TrialState(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    move || {
        bench.trial.get().map(|hub| {
            view! {
                <div class="trial" role="status" data-testid="trial">
                    <span>{t(DeferredMsg::TrialRuns)}</span>
                    <StatePill hub />
                    <Why hub />
                    <button type="button" on:click=move |_| bench.stop_trial()>{t(DeferredMsg::StopTrial)}</button>
                </div>
            }
        })
    }
}
