//! Do not disturb, for a while, and what passes all the same.

use leptos::prelude::*;
use model::Millis;
use viewmodel::preferences::read_clock;

use super::field::{Check, Group, say};
use super::quiet_hours::QuietHoursList;
use crate::browser::clock;
use crate::components::leaf::{flag, text};
use crate::i18n::{DeferredMsg, PreferenceMsg, format};
use crate::store::App;
use crate::store::announcements::local_time;
use crate::store::preferences::{change, preferences};

/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;
/// When the morning begins, in minutes since midnight.
const MORNING: u16 = 480;

/// When the page is quiet.
#[component]
pub fn QuietSettings() -> impl IntoView {
    view! {
        <Group id="quiet" title=say(PreferenceMsg::Disturb)>
            <p class="muted">{say(PreferenceMsg::DisturbHint)}</p>
            <QuietState />
            <QuietFor />
            <QuietHoursList />
            <Check
                name="errors-pass"
                label=say(PreferenceMsg::ErrorsPass)
                on=flag(|| preferences(|now| now.quiet.lets_errors_through))
                change=Callback::new(|on| change(|now| now.quiet.lets_errors_through = on))
            />
        </Group>
    }
}

/// Whether the page is quiet now, and until when; ends what the user began.
#[component]
fn QuietState() -> impl IntoView {
    let app = expect_context::<App>();
    let until = move || {
        let now = app.tick.get();
        preferences(|preferred| preferred.quiet.until.filter(|until| now < *until))
    };
    let says = move || {
        app.tick.track();
        let message = match until() {
            Some(until) => {
                let time = format::soon(app.lang.get(), until.0);
                return app.text(&DeferredMsg::Preference(PreferenceMsg::QuietUntil { time: &time }));
            }
            None if preferences(|now| now.quiet.is_on(local_time())) => PreferenceMsg::QuietHoursNow,
            None => return String::new(),
        };
        app.text(&DeferredMsg::Preference(message))
    };
    view! {
        <div class="quiet-now" role="status" data-testid="quiet-now">
            <strong>{text(says)}</strong>
            <button
                type="button"
                data-testid="end-quiet"
                hidden=flag(move || until().is_none())
                on:click=move |_| change(|now| now.quiet.until = None)
            >
                {say(PreferenceMsg::EndQuiet)}
            </button>
        </div>
    }
}

/// Do not disturb for so long, or until a time.
#[component]
fn QuietFor() -> impl IntoView {
    let put = |until: Option<Millis>| change(|now| now.quiet.until = until);
    let for_minutes = move |minutes: i64, label: PreferenceMsg<'static>| {
        view! {
            <button type="button" on:click=move |_| put(Some(Millis(clock::wall().0 + minutes * MINUTE_MS)))>
                {say(label)}
            </button>
        }
    };
    let until_time = move |event| {
        let minute = read_clock(&event_target_value(&event));
        put(minute.and_then(|minute| clock::next_at(minute, false)));
    };
    view! {
        <fieldset data-testid="quiet-for">
            <legend class="hidden">{say(PreferenceMsg::Disturb)}</legend>
            {for_minutes(30, PreferenceMsg::ForMinutes { count: 30 })}
            {for_minutes(60, PreferenceMsg::ForHours { count: 1 })}
            {for_minutes(240, PreferenceMsg::ForHours { count: 4 })}
            <button type="button" on:click=move |_| put(clock::next_at(MORNING, true))>{say(PreferenceMsg::UntilMorning)}</button>
            <label class="until">
                <span>{say(PreferenceMsg::UntilTime)}</span>
                <input type="time" name="quiet-until" data-testid="quiet-until" on:change=until_time />
            </label>
        </fieldset>
    }
}
