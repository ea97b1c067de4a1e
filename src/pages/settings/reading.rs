//! How much stands on a page, how times are written, where the app begins, and which keys it listens to.

use leptos::prelude::*;

use super::field::{Check, Group, WordChoice, say};
use crate::browser::zones;
use crate::components::leaf::{flag, t, text};
use crate::i18n::{DeferredMsg, Msg, PreferenceMsg};
use crate::store::App;
use crate::store::preferences::{choose, chosen};

/// How the page is read.
#[component]
pub fn Reading() -> impl IntoView {
    let app = expect_context::<App>();
    let densities = vec![
        ("dense", say(PreferenceMsg::Dense)),
        ("comfortable", say(PreferenceMsg::Comfortable)),
        ("spacious", say(PreferenceMsg::Spacious)),
    ];
    let times = vec![("relative", say(PreferenceMsg::Relative)), ("absolute", say(PreferenceMsg::Absolute))];
    view! {
        <Group id="reading" title=say(PreferenceMsg::Reading)>
            <WordChoice name="density" legend=say(PreferenceMsg::Density) words=densities absent="comfortable" />
            <WordChoice name="times" legend=say(PreferenceMsg::Times) words=times absent="relative" />
            <ZoneField />
            <StartField />
            <Check
                name="shortcuts"
                label=say(PreferenceMsg::Shortcuts)
                hint=say(PreferenceMsg::ShortcutsHint)
                on=flag(|| chosen("shortcuts").is_none_or(|word| word != "off"))
                change=Callback::new(move |on| choose(app, "shortcuts", if on { "on" } else { "off" }))
            />
        </Group>
    }
}

/// In which zone times are written: the browser's own where the field is empty.
#[component]
fn ZoneField() -> impl IntoView {
    let app = expect_context::<App>();
    let is_unknown = RwSignal::new(false);
    let own = zones::own_name();
    let change = move |event| {
        let typed = event_target_value(&event).trim().to_owned();
        let is_known = typed.is_empty() || zones::known(&typed);
        is_unknown.set(!is_known);
        if is_known {
            choose(app, "zone", &typed);
        }
    };
    let options =
        || zones::all_names().into_iter().map(|zone| view! { <option value=zone></option> }).collect_view();
    view! {
        <label class="field">
            <span>{say(PreferenceMsg::Zone)}</span>
            <input
                name="zone"
                data-testid="zone"
                list="zones"
                autocomplete="off"
                spellcheck="false"
                placeholder=own.clone()
                aria-invalid=text(move || is_unknown.get().to_string())
                aria-describedby="hint-zone"
                prop:value=move || chosen("zone").unwrap_or_default()
                on:change=change
            />
        </label>
        <datalist id="zones">{options()}</datalist>
        <small
            id="hint-zone"
            class="below"
            class:problem=flag(move || is_unknown.get())
        >
            {text(move || {
                let message = match is_unknown.get() {
                    true => PreferenceMsg::ZoneUnknown,
                    false => PreferenceMsg::ZoneBrowser { zone: &own },
                };
                app.text(&DeferredMsg::Preference(message))
            })}
        </small>
    }
}

/// The page that the app begins with.
#[component]
fn StartField() -> impl IntoView {
    let app = expect_context::<App>();
    let option = move |value: String, name: crate::components::leaf::Text| {
        let own = value.clone();
        let selected = flag(move || chosen("start").as_deref().unwrap_or("overview") == own);
        view! { <option value=value selected=selected>{name}</option> }.into_any()
    };
    let hubs = move || {
        let of_hub = |hub: crate::store::Hub| {
            let name = hub.name();
            option(format!("hub/{}", hub.id()), text(move || name.clone()))
        };
        app.hubs.get().into_iter().map(of_hub).collect_view()
    };
    view! {
        <label class="field">
            <span>{say(PreferenceMsg::Start)}</span>
            <select
                name="start"
                data-testid="start"
                aria-describedby="hint-start"
                on:change=move |event| choose(app, "start", &event_target_value(&event))
            >
                {option("overview".to_owned(), t(Msg::Overview))}
                {option("inbox".to_owned(), t(Msg::InboxPage))}
                {move || hubs().into_any()}
            </select>
        </label>
        <small id="hint-start" class="below">{say(PreferenceMsg::StartHint)}</small>
    }
}
