//! Mute what is like a notification.

use leptos::prelude::*;
use model::Entry;
use viewmodel::preferences::Mute;
use viewmodel::toasts::ToastContent;

use crate::components::leaf::{flag, text};
use crate::components::when::When;
use crate::i18n::{DeferredMsg, PreferenceMsg};
use crate::store::preferences::change;
use crate::store::{App, Hub};

/// The button of a notification that offers what to mute: its title, its kind, or its hub.
pub fn mute_button(hub: Hub, entry: Entry) -> AnyView {
    let app = expect_context::<App>();
    let open = RwSignal::new(false);
    let mutes = mutes(app, hub, &entry);
    let offers = move || mutes.iter().cloned().map(|mute| view! { <OfferedMute mute open /> }).collect_view();
    view! {
        <button
            type="button"
            class="quiet mute"
            data-testid="mute"
            aria-expanded=text(move || open.get().to_string())
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {text(move || app.text(&DeferredMsg::Preference(PreferenceMsg::Mute)))}
        </button>
        <When is=flag(move || open.get())>
            <div class="deeds">{offers()}</div>
        </When>
    }
    .into_any()
}

/// What can be muted because of a notification.
fn mutes(app: App, hub: Hub, entry: &Entry) -> Vec<Mute> {
    let said = &entry.notification;
    let all = Mute { hub: hub.id(), title: None, kind: None };
    // One without a title has the page's own words for it, which name no kind of thing.
    let title = said.title.as_ref().map(|title| app.lang.get().label(title));
    let same = title.map(|title| Mute { title: Some(title), ..all.clone() });
    same.into_iter().chain([Mute { kind: Some(said.kind), ..all.clone() }, all]).collect()
}

/// Something that can be muted.
#[component]
fn OfferedMute(
    /// What.
    mute: Mute,
    /// Whether the offers are shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let label = offer_text(app, &mute);
    let choose = move |_| {
        let what = untrack(|| mute_text(app, &mute));
        let said = untrack(|| app.text(&DeferredMsg::Preference(PreferenceMsg::IsMuted { what: &what })));
        change(|now| now.quiet.mute(mute.clone()));
        app.toast(mute.hub.clone(), ToastContent::Done(said));
        open.set(false);
    };
    view! { <button type="button" data-testid="mute-this" on:click=choose>{label}</button> }
}

/// What a mute is offered as, where the notification stands beside it.
fn offer_text(app: App, mute: &Mute) -> String {
    if mute.title.is_some() {
        return app.text(&DeferredMsg::Preference(PreferenceMsg::MuteTitle));
    }
    mute_text(app, mute)
}

/// What a mute is about; tracks the language and the hubs.
pub fn mute_text(app: App, mute: &Mute) -> String {
    let hub = app.hub(mute.hub.as_str()).map_or_else(|| mute.hub.to_string(), Hub::name);
    let hub = hub.as_str();
    app.text(&DeferredMsg::Preference(match (&mute.title, mute.kind) {
        (Some(title), _) => PreferenceMsg::MutedTitle { title, hub },
        (None, Some(kind)) => PreferenceMsg::MuteKind { kind, hub },
        (None, None) => PreferenceMsg::MuteHub { hub },
    }))
}
