//! Preferences (docs/preferences.md), and hubs added by hand.

mod announcements;
mod appearance;
mod data;
mod field;
mod history;
mod muted;
mod quiet;
mod quiet_hours;
mod reading;

use leptos::prelude::*;

use super::add_hub::AddHub;
use crate::components::leaf::{flag, t};
use crate::components::when::When;
use crate::i18n::{DeferredMsg, Msg, PreferenceMsg};
use crate::store::App;
use crate::store::preferences::are_refused;
use announcements::AnnouncementSettings;
use appearance::Appearance;
use data::Data;
use history::HistorySettings;
use muted::MutedList;
use quiet::QuietSettings;
use reading::Reading;

/// The page of settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <section class="panel settings" data-testid="settings">
            <header>
                <h1>{t(Msg::Settings)}</h1>
            </header>
            <p class="notice" role="status" data-testid="not-kept" hidden=flag(|| !are_refused())>
                {t(DeferredMsg::Preference(PreferenceMsg::NotKept))}
            </p>
            <Appearance />
            <Reading />
            <AnnouncementSettings />
            <QuietSettings />
            <MutedList />
            <HistorySettings />
            <Data />
        </section>
        <When is=flag(move || app.loaded.get() && !app.hubs.with(Vec::is_empty))>
            <AddHub />
        </When>
    }
}
