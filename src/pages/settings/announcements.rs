//! By what the user is made aware of new notifications: messages in the page, the browser's notifications, sounds.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Severity;

use super::field::{Check, Group, say};
use crate::browser::desktop::{self, Permission};
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{flag, t, text};
use crate::components::when::When;
use crate::i18n::{DeferredMsg, PreferenceMsg};
use crate::store::App;
use crate::store::announcements::{is_silenced, play};
use crate::store::preferences::{change, preferences};

/// The kinds, from the mildest on.
const KINDS: [Severity; 4] = [Severity::Info, Severity::Success, Severity::Warning, Severity::Error];

/// By what the user is made aware of new notifications.
#[component]
pub fn AnnouncementSettings() -> impl IntoView {
    view! {
        <Group id="announcements" title=say(PreferenceMsg::Announcements)>
            <Check
                name="toasts"
                label=say(PreferenceMsg::Toasts)
                hint=say(PreferenceMsg::ToastsHint)
                on=flag(|| preferences(|now| now.channels.toasts))
                change=Callback::new(|on| change(|now| now.channels.toasts = on))
            />
            <DesktopCheck />
            <SoundSettings />
        </Group>
    }
}

/// Notifications of the browser: it is asked when the user turns them on.
#[component]
fn DesktopCheck() -> impl IntoView {
    let app = expect_context::<App>();
    let permission = RwSignal::new(desktop::permission());
    let turn = move |on: bool| {
        change(|now| now.channels.desktop = on);
        if on {
            spawn_local(async move {
                let answer = desktop::ask().await;
                if answer != Permission::Granted {
                    change(|now| now.channels.desktop = false);
                }
                // The user may have left the page.
                let _left = permission.try_set(answer);
            });
        }
    };
    let hint = move || {
        let message = match permission.get() {
            Permission::Missing => PreferenceMsg::DesktopMissing,
            Permission::Denied => PreferenceMsg::DesktopDenied,
            Permission::Unasked | Permission::Granted => PreferenceMsg::DesktopHint,
        };
        app.text(&DeferredMsg::Preference(message))
    };
    view! {
        <Check
            name="desktop"
            label=say(PreferenceMsg::Desktop)
            hint=text(hint)
            on=flag(move || permission.get() == Permission::Granted && preferences(|now| now.channels.desktop))
            change=Callback::new(turn)
            disabled=flag(move || permission.get() == Permission::Missing)
        />
    }
}

/// Sounds: whether, how loud, and for which kinds.
#[component]
fn SoundSettings() -> impl IntoView {
    let are_on = || preferences(|now| now.channels.sounds.on);
    let turn = |on: bool| {
        change(|now| now.channels.sounds.on = on);
        // The click lets the page be heard from now on.
        if on {
            play(Severity::Info);
        }
    };
    view! {
        <div class="sounds">
            <Check
                name="sounds"
                label=say(PreferenceMsg::Sounds)
                hint=say(PreferenceMsg::SoundsHint)
                on=flag(are_on)
                change=Callback::new(turn)
            />
            <When is=flag(are_on)>
                <Volume />
                <ul class="kinds">{KINDS.map(|kind| view! { <KindSound kind /> }).collect_view()}</ul>
            </When>
            <p class="problem" role="status" data-testid="sounds-blocked" hidden=flag(move || !(are_on() && is_silenced()))>
                {say(PreferenceMsg::SoundsBlocked)}
            </p>
        </div>
    }
}

/// How loud sounds are.
#[component]
fn Volume() -> impl IntoView {
    let app = expect_context::<App>();
    let volume = || preferences(|now| now.channels.sounds.volume);
    let label = move || app.text(&DeferredMsg::Preference(PreferenceMsg::Volume { percent: volume() }));
    let set = |event| {
        if let Ok(volume) = event_target_value(&event).parse::<u8>() {
            change(|now| now.channels.sounds.volume = volume.min(100));
        }
    };
    view! {
        <label class="field volume">
            <span>{text(label)}</span>
            <input
                type="range"
                name="volume"
                data-testid="volume"
                min="0"
                max="100"
                step="5"
                prop:value=move || volume().to_string()
                on:input=set
                on:change=|_| play(Severity::Info)
            />
        </label>
    }
}

/// A kind's sound: whether it is played, and the button that plays it.
#[component]
fn KindSound(
    /// The kind.
    kind: Severity,
) -> impl IntoView {
    let app = expect_context::<App>();
    let test = move || app.text(&DeferredMsg::Preference(PreferenceMsg::TestSound { kind }));
    let name = match kind {
        Severity::Info => "sound-info",
        Severity::Success => "sound-success",
        Severity::Warning => "sound-warning",
        Severity::Error => "sound-error",
    };
    view! {
        <li data-kind=kind.as_str()>
            <Icon icon=IconName::of(kind) />
            <Check
                name
                label=t(DeferredMsg::Severity(kind))
                on=flag(move || preferences(|now| now.channels.sounds.kinds.contains(&kind)))
                change=Callback::new(move |on| change(|now| now.channels.sounds.set(kind, on)))
            />
            <button
                type="button"
                class="quiet"
                data-testid="test-sound"
                aria-label=text(test)
                title=text(test)
                on:click=move |_| play(kind)
            >
                <Icon icon=IconName::Play />
            </button>
        </li>
    }
}
