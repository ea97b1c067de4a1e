//! Until when something is snoozed.

use js_sys::Date;
use leptos::prelude::*;
use model::{Act, Millis};

use super::icons::ActIcon;
use super::state::ListState;
use crate::browser::clock;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{t, text};
use crate::i18n::{InboxMsg, Lang, format};

const HOUR_MS: i64 = 3_600_000;
/// Morning and evening, by the user's clock (minutes since midnight).
const MORNING: u16 = 9 * 60;
const EVENING: u16 = 18 * 60;

/// Asks until when what the user chose is to be snoozed.
#[component]
pub fn SnoozeBar() -> impl IntoView {
    let state = ListState::of_context();
    let app = state.app;
    let choices = move || {
        let lang = app.lang.get();
        let button = |(name, until): (String, Millis)| {
            let snooze = move |_| state.act(Act::Snooze(until), state.snoozing.get_untracked());
            view! {
                <button type="button" data-testid="snooze-until" data-until=format::iso(until.0) on:click=snooze>
                    {name}
                </button>
            }
            .into_any()
        };
        choices(lang, clock::wall()).into_iter().map(button).collect::<Vec<_>>()
    };
    view! {
        <div class="act-bar" role="toolbar" aria-label=t(InboxMsg::SnoozeUntil) data-testid="snooze">
            {ActIcon::Snooze.draw()}
            <b>{t(InboxMsg::SnoozeUntil)}</b>
            {choices}
            <span class="grow"></span>
            <button
                type="button"
                class="quiet icon"
                aria-label=text(move || app.text(&InboxMsg::Cancel))
                on:click=move |_| state.snoozing.set(Vec::new())
            >
                <Icon icon=IconName::Close />
            </button>
        </div>
    }
}

/// The moments that are offered, by the user's clock: those that are still ahead, each once.
fn choices(lang: Lang, now: Millis) -> Vec<(String, Millis)> {
    let date = Date::new(&(now.0 as f64).into());
    // Days are 0 (Sunday) to 6; on a Monday the next one is meant.
    let to_monday = (8 - date.get_day()) % 7;
    let to_monday = if to_monday == 0 { 7 } else { to_monday };
    let evening = clock::time_on_day(now, 0, EVENING);
    let tomorrow = clock::time_on_day(now, 1, MORNING);
    let monday = clock::time_on_day(now, to_monday, MORNING);
    let time = |at: Millis| format::short_clock(lang, at.0);
    let mut choices = vec![(lang.text(&InboxMsg::InAnHour), Millis(now.0 + HOUR_MS))];
    if evening > now {
        choices.push((lang.text(&InboxMsg::ThisEvening { time: &time(evening) }), evening));
    }
    choices.push((lang.text(&InboxMsg::Tomorrow { time: &time(tomorrow) }), tomorrow));
    if monday != tomorrow {
        choices.push((lang.text(&InboxMsg::NextMonday { time: &time(monday) }), monday));
    }
    choices
}
