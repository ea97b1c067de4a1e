//! What is kept of the hubs in this browser: how much, and how it is taken along or forgotten.

use history::{Bounds, FileFault, import};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::HubId;
use web_sys::Event;

use super::field::Group;
use crate::browser::{clock, download};
use crate::components::each::Each;
use crate::components::file_button::FileButton;
use crate::components::leaf::{Text, flag, t, text};
use crate::components::sure_button::SureButton;
use crate::hubs::history::{HistoryFault, HistoryStatus, history};
use crate::i18n::{HistoryMsg, format};
use crate::store::App;

/// How long notifications may be kept (days).
const DAYS: [u32; 4] = [7, 30, 90, 365];
/// How many of each hub may be kept.
const COUNTS: [usize; 4] = [500, 2_000, 5_000, 20_000];

/// The part of the settings that is about the history.
#[component]
pub fn HistorySettings() -> impl IntoView {
    let app = expect_context::<App>();
    let said = RwSignal::new(String::new());
    let parts = history().map(|history| {
        let (status, bounds) = (history.status, history.bounds);
        view! {
            <p class="kept" data-testid="history-status">{text(move || status.with(|status| standing(app, status)))}</p>
            <Limits bounds />
            <Forget said />
            <div class="actions">
                <button type="button" data-testid="history-export" on:click=move |_| export(app, said)>
                    {t(HistoryMsg::Export)}
                </button>
                <FileButton
                    name="history-import"
                    field="history-file"
                    label=t(HistoryMsg::Import)
                    on_text=Callback::new(move |text: String| said.set(untrack(|| take_in(app, &text))))
                />
            </div>
            <p class="outcome" role="status" data-testid="history-said">{text(move || said.get())}</p>
        }
    });
    view! {
        <Group id="history" title=t(HistoryMsg::History)>
            <p class="muted">{t(HistoryMsg::About)}</p>
            {parts}
        </Group>
    }
}

/// How the history stands, in a sentence.
fn standing(app: App, status: &HistoryStatus) -> String {
    let lang = app.lang.get();
    match status {
        HistoryStatus::Opening => lang.text(&HistoryMsg::Opening),
        HistoryStatus::Off => lang.text(&HistoryMsg::Off),
        HistoryStatus::Unkept(fault) => lang.text(&fault.message()),
        HistoryStatus::Keeping(count) => {
            let written = format::integer(lang, *count as i128);
            lang.text(&HistoryMsg::Keeping { count: &written, is_one: *count == 1 })
        }
    }
}

/// How long, and how many, notifications are kept.
#[component]
fn Limits(
    /// How much is kept; nothing where nothing is.
    bounds: RwSignal<Option<Bounds>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let change = move |change: &dyn Fn(Bounds) -> Option<Bounds>| {
        let now = bounds.get_untracked().unwrap_or_default();
        if let Some(history) = history() {
            history.set_bounds(change(now));
        }
    };
    let by_days = move |event: Event| {
        let days = event_target_value(&event).parse::<u32>().ok().filter(|days| *days > 0);
        change(&|bounds| days.map(|days| Bounds { days, ..bounds }));
    };
    let by_count = move |event: Event| {
        let count = event_target_value(&event).parse().unwrap_or_default();
        change(&|bounds| Some(Bounds { count, ..bounds }));
    };
    let days = DAYS.into_iter().map(move |days| {
        let label = text(move || app.text(&HistoryMsg::Days { days }));
        option(days.to_string(), label, move || bounds.get().is_some_and(|bounds| bounds.days == days))
    });
    let counts = COUNTS.into_iter().map(move |count| {
        let label = text(move || format::integer(app.lang.get(), count as i128));
        option(count.to_string(), label, move || bounds.get().unwrap_or_default().count == count)
    });
    view! {
        <label class="field">
            <span>{t(HistoryMsg::KeepFor)}</span>
            <select data-testid="history-days" on:change=by_days>
                {option("0".to_owned(), t(HistoryMsg::Nothing), move || bounds.get().is_none())}
                {days.collect_view()}
            </select>
        </label>
        <label class="field">
            <span>{t(HistoryMsg::AtMost)}</span>
            <select
                data-testid="history-count"
                disabled=flag(move || bounds.get().is_none())
                on:change=by_count
            >
                {counts.collect_view()}
            </select>
        </label>
    }
}

fn option(value: String, label: Text, selected: impl Fn() -> bool + Send + Sync + 'static) -> AnyView {
    view! {
        <option value=value selected=flag(selected)>
            {label}
        </option>
    }
    .into_any()
}

/// What is forgotten, after a second press.
#[component]
fn Forget(
    /// What became of the last press.
    said: RwSignal<String>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let chosen = RwSignal::new(String::new());
    let forget = move |()| {
        let hub = Some(chosen.get_untracked()).filter(|id| !id.is_empty()).map(HubId::from);
        spawn_local(async move {
            if let Some(history) = history() {
                history.forget(hub.as_ref()).await;
                said.set(untrack(|| app.text(&HistoryMsg::Forgotten)));
            }
        });
    };
    view! {
        <div class="forget">
            <label class="field">
                <span>{t(HistoryMsg::WhatToForget)}</span>
                <select data-testid="history-what" on:change=move |event| chosen.set(event_target_value(&event))>
                    <option value="">{t(HistoryMsg::Everything)}</option>
                    <Each each=move || app.hubs.get() key=|hub| hub.id().to_string() let:hub>
                        <option value=hub.id().to_string()>{hub.name()}</option>
                    </Each>
                </select>
            </label>
            <SureButton
                name="history-forget"
                label=t(HistoryMsg::Forget)
                sure=t(HistoryMsg::ReallyForget)
                on_sure=Callback::new(forget)
            />
        </div>
    }
}

fn export(app: App, said: RwSignal<String>) {
    spawn_local(async move {
        let Some(history) = history() else { return };
        match history.export().await {
            Ok(text) => {
                let day = format::iso(clock::wall().0);
                let day = day.split('T').next().unwrap_or_default();
                download::text(&text, &format!("atalaya-{day}.json"));
            }
            Err(fault) => said.set(untrack(|| app.text(&HistoryFault::Database(fault).message()))),
        }
    });
}

/// Take in a file; gives what became of it.
fn take_in(app: App, text: &str) -> String {
    let file = match import(text) {
        Ok(file) => file,
        Err(FileFault::NoJson(found)) => return app.text(&HistoryMsg::NoJson { found: &found }),
        Err(FileFault::Other) => return app.text(&HistoryMsg::OtherFile),
        Err(FileFault::Newer(version)) => return app.text(&HistoryMsg::NewerFile { version }),
    };
    let unreadable = file.unreadable;
    let Some(history) = history() else { return String::new() };
    let (all, foreign) = history.import(file);
    let mut sentences = vec![app.text(&HistoryMsg::Imported { count: all.saturating_sub(foreign) })];
    if foreign > 0 {
        sentences.push(app.text(&HistoryMsg::Foreign { count: foreign }));
    }
    if unreadable > 0 {
        sentences.push(app.text(&HistoryMsg::Unreadable { count: unreadable }));
    }
    sentences.join(" ")
}
