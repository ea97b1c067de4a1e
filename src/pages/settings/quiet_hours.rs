//! Quiet hours: on which days of the week, from when to when.

use leptos::prelude::*;
use viewmodel::preferences::{QuietHours, clock_text, read_clock};

use super::field::say;
use crate::components::each::Each;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{flag, text};
use crate::components::when::When;
use crate::i18n::{PreferenceMsg, format};
use crate::store::App;
use crate::store::preferences::{change, preferences};

/// Most of them that can be added here.
const MOST: usize = 10;
/// Those that are added: the nights of working days.
const NIGHTS: QuietHours =
    QuietHours { days: [true, true, true, true, true, false, false], from: 1_320, to: 420 };

/// All quiet hours, and the button that adds some.
#[component]
pub fn QuietHoursList() -> impl IntoView {
    let count = || preferences(|now| now.quiet.hours.len());
    let places = move || (0..count()).collect::<Vec<usize>>();
    view! {
        <fieldset class="hours">
            <legend>{say(PreferenceMsg::Hours)}</legend>
            <ul>
                <Each each=places key=|place| place.to_string() let:place>
                    <HoursLine place />
                </Each>
            </ul>
            <When is=flag(move || count() == 0)>
                <small>{say(PreferenceMsg::NoHours)}</small>
            </When>
            <button
                type="button"
                data-testid="add-hours"
                disabled=flag(move || count() >= MOST)
                on:click=|_| change(|now| now.quiet.hours.push(NIGHTS))
            >
                {say(PreferenceMsg::AddHours)}
            </button>
        </fieldset>
    }
}

/// The hours at a place, read; nothing where they were removed.
fn at<T>(place: usize, read: impl FnOnce(&QuietHours) -> T) -> Option<T> {
    preferences(|now| now.quiet.hours.get(place).map(read))
}

fn set(place: usize, set: impl FnOnce(&mut QuietHours)) {
    change(|now| {
        now.quiet.hours.get_mut(place).map(set);
    });
}

/// Some quiet hours.
#[component]
fn HoursLine(
    /// Their place among all.
    place: usize,
) -> impl IntoView {
    let goes_on = move || at(place, |hours| hours.to <= hours.from).unwrap_or(false);
    view! {
        <li data-testid="hours">
            <span class="days">{(0_u8..7).map(|day| view! { <DayButton place day /> }).collect_view()}</span>
            <span class="span">
                <TimeField place label=PreferenceMsg::From is_end=false />
                <TimeField place label=PreferenceMsg::To is_end=true />
                <small hidden=flag(move || !goes_on())>{say(PreferenceMsg::NextDay)}</small>
            </span>
            <button
                type="button"
                class="quiet"
                data-testid="remove-hours"
                on:click=move |_| change(|now| {
                    if place < now.quiet.hours.len() {
                        now.quiet.hours.remove(place);
                    }
                })
            >
                <Icon icon=IconName::Close />
                <span>{say(PreferenceMsg::RemoveHours)}</span>
            </button>
        </li>
    }
}

/// Whether they begin on a day.
#[component]
fn DayButton(
    /// Their place among all.
    place: usize,
    /// The day, from Monday on.
    day: u8,
) -> impl IntoView {
    let app = expect_context::<App>();
    let begins =
        move || at(place, |hours| hours.days.get(usize::from(day)).is_some_and(|on| *on)).unwrap_or(false);
    let name = move |long| text(move || format::weekday(app.lang.get(), day, long));
    view! {
        <button
            type="button"
            aria-pressed=text(move || begins().to_string())
            aria-label=name(true)
            on:click=move |_| set(place, |hours| {
                if let Some(on) = hours.days.get_mut(usize::from(day)) {
                    *on = !*on;
                }
            })
        >
            {name(false)}
        </button>
    }
}

/// When they begin, or end.
#[component]
fn TimeField(
    /// Their place among all.
    place: usize,
    /// What stands before it.
    label: PreferenceMsg<'static>,
    /// It is when they end.
    is_end: bool,
) -> impl IntoView {
    let time =
        move || at(place, |hours| clock_text(if is_end { hours.to } else { hours.from })).unwrap_or_default();
    let put = move |event| {
        let Some(minute) = read_clock(&event_target_value(&event)) else { return };
        set(place, |hours| *(if is_end { &mut hours.to } else { &mut hours.from }) = minute);
    };
    view! {
        <label>
            <span>{say(label)}</span>
            <input type="time" required prop:value=time on:change=put />
        </label>
    }
}
