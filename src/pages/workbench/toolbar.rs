//! What can be done with the profile as a whole.

use leptos::prelude::*;

use super::bench::Bench;
use crate::browser::download;
use crate::components::file_button::FileButton;
use crate::components::leaf::{flag, t};
use crate::components::pill::StatePill;
use crate::components::sure_button::SureButton;
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
    let app = expect_context::<App>();
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
            <FileButton
                name="open-profile"
                field="profile-file"
                label=t(DeferredMsg::OpenProfile)
                on_text=Callback::new(move |text: String| bench.replace(&text))
            />
            <button type="button" data-testid="discard-profile" disabled=flag(is_as_it_was) on:click=discard>
                {t(DeferredMsg::DiscardChanges)}
            </button>
            {is_own.then(|| {
                let remove = move |()| hubs::remove(app, bench.hub.id().as_str());
                view! {
                    <SureButton
                        name="remove-hub"
                        label=t(DeferredMsg::Remove)
                        sure=t(DeferredMsg::RemoveSure)
                        on_sure=Callback::new(remove)
                    />
                }
            })}
            <small class="hint">{t(if is_own { DeferredMsg::WorkbenchOwn } else { DeferredMsg::WorkbenchConfigured })}</small>
        </div>
        <TrialState bench />
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
