//! What is muted.

use leptos::prelude::*;
use model::Severity;
use viewmodel::preferences::Mute;

use super::field::{Group, say};
use crate::components::each::Each;
use crate::components::leaf::{flag, text};
use crate::components::when::When;
use crate::i18n::{DeferredMsg, PreferenceMsg};
use crate::pages::inbox::mute::mute_text;
use crate::store::App;
use crate::store::preferences::{change, preferences};

/// What is muted, each with the button that lifts it.
#[component]
pub fn MutedList() -> impl IntoView {
    let all = || preferences(|now| now.quiet.muted.clone());
    view! {
        <Group id="muted" title=say(PreferenceMsg::Muted)>
            <When is=flag(move || all().is_empty())>
                <p class="muted">{say(PreferenceMsg::NothingMuted)}</p>
            </When>
            <ul class="mutes">
                <Each each=all key=mute_key let:mute>
                    <MuteLine mute />
                </Each>
            </ul>
        </Group>
    }
}

/// What tells it from all others.
fn mute_key(mute: &Mute) -> String {
    let kind = mute.kind.map(Severity::as_str).unwrap_or_default();
    [mute.hub.as_str(), kind, mute.title.as_deref().unwrap_or_default()].join(" ")
}

/// Something that is muted.
#[component]
fn MuteLine(
    /// What.
    mute: Mute,
) -> impl IntoView {
    let app = expect_context::<App>();
    let what = {
        let mute = mute.clone();
        move || mute_text(app, &mute)
    };
    let named = what.clone();
    let lift = move || {
        let what = named();
        app.text(&DeferredMsg::Preference(PreferenceMsg::Lift { what: &what }))
    };
    let hub = mute.hub.to_string();
    view! {
        <li data-testid="muted" data-hub=hub>
            <span>{text(what)}</span>
            <button
                type="button"
                data-testid="lift-mute"
                aria-label=text(lift)
                on:click=move |_| change(|now| now.quiet.muted.retain(|other| *other != mute))
            >
                {say(PreferenceMsg::RemoveHours)}
            </button>
        </li>
    }
}
