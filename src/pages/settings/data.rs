//! What is kept in this browser: taken along, brought, forgotten.

use leptos::prelude::*;
use viewmodel::hubs_json::ConfigProblem;
use viewmodel::preferences::{FILE, Preferences};

use super::field::{Group, say};
use crate::browser::download;
use crate::components::each::Each;
use crate::components::file_button::FileButton;
use crate::components::leaf::{flag, t, text};
use crate::components::sure_button::SureButton;
use crate::i18n::{DeferredMsg, PreferenceMsg};
use crate::store::App;
use crate::store::preferences::{import, preferences, reset};

/// What became of what the user did here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    Imported,
    Refused,
    Reset,
}

impl Done {
    fn message(self) -> PreferenceMsg<'static> {
        match self {
            Self::Imported => PreferenceMsg::Imported,
            Self::Refused => PreferenceMsg::ImportRefused,
            Self::Reset => PreferenceMsg::ResetDone,
        }
    }
}

/// Export, import and reset.
#[component]
pub fn Data() -> impl IntoView {
    let app = expect_context::<App>();
    let done = RwSignal::new(None::<Done>);
    let mistakes = RwSignal::new(Vec::<ConfigProblem>::new());
    let export = move |_| download::text(&untrack(|| preferences(Preferences::text)), FILE);
    let says = move || {
        done.get().map_or_else(String::new, |done| app.text(&DeferredMsg::Preference(done.message())))
    };
    view! {
        <Group id="data" title=say(PreferenceMsg::Data)>
            <p class="muted">{say(PreferenceMsg::DataHint)}</p>
            <div class="actions">
                <button type="button" data-testid="export-preferences" on:click=export>{say(PreferenceMsg::Export)}</button>
                <ImportButton done mistakes />
                <SureButton
                    name="reset-preferences"
                    label=say(PreferenceMsg::Reset)
                    sure=say(PreferenceMsg::ResetSure)
                    on_sure=Callback::new(move |()| {
                        reset(app);
                        done.set(Some(Done::Reset));
                        mistakes.set(Vec::new());
                    })
                />
            </div>
            <div role="status" data-testid="preferences-done" class="outcome">
                <span hidden=flag(move || done.get().is_none())>{text(says)}</span>
                <ul class="mistakes">
                    <Each each=move || mistakes.get() key=|problem| [&*problem.pointer, &problem.expected].join(" ") let:problem>
                        <Mistake problem />
                    </Each>
                </ul>
            </div>
            <small>{t(DeferredMsg::Version { version: env!("CARGO_PKG_VERSION") })}</small>
        </Group>
    }
}

/// A mistake of the file that was not imported.
#[component]
fn Mistake(
    /// The mistake.
    problem: ConfigProblem,
) -> impl IntoView {
    let app = expect_context::<App>();
    let ConfigProblem { file, pointer, found, expected } = problem;
    let place = format!("{file} {pointer}").trim_end().to_owned();
    view! {
        <li class="problem" data-pointer=pointer>
            {text(move || app.text(&DeferredMsg::Problem { place: &place, expected: &expected, found: &found }))}
        </li>
    }
}

/// Brings preferences from a file.
#[component]
fn ImportButton(
    /// What became of it.
    done: RwSignal<Option<Done>>,
    /// The mistakes of the file.
    mistakes: RwSignal<Vec<ConfigProblem>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let read = move |text: String| {
        let found = import(app, &text);
        // The user may have left the page.
        let _left = done.try_set(Some(if found.is_empty() { Done::Imported } else { Done::Refused }));
        let _left = mistakes.try_set(found);
    };
    view! {
        <FileButton
            name="import-preferences"
            field="preferences-file"
            label=say(PreferenceMsg::Import)
            on_text=Callback::new(read)
        />
    }
}
