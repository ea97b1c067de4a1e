//! Start-up: panic panel, language, configuration, hubs, and the page's own events.

use any_spawner::Executor;
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use session::Input;
use viewmodel::summary::window_title;
use wasm_bindgen::prelude::*;

use crate::browser::{clock, fetch, storage, zones};
use crate::config::{self, HubConfig, HubsFile, Problem};
use crate::i18n::Lang;
use crate::state::App;
use crate::{profiles, router, views};

/// Stands in `index.html` and nowhere else.
const PAGE_MARK: &str = "<div id=\"boot\"";
/// Where the hubs that were added by hand are kept.
const OWN_HUBS: &str = "atalaya.hubs";
/// Relative times and countdowns move at this pace (milliseconds).
const TICK_MS: u32 = 1_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = atalayaPanic)]
    fn show_panic(message: &str);
}

/// Start the app.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show_panic(&info.to_string());
    }));
    publish_version();
    let app = App::new(Lang::preferred());
    listen(app);
    router::follow(app.route);
    // Signals that change wake what is drawn through the browser's own queue. It fails only when it is set twice.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| views::shell::draw(app));
    std::mem::forget(owner); // lives as long as the page
    leptos::task::spawn_local(configure(app));
    clock::mark("atalaya:interactive");
}

fn publish_version() {
    let version = js_sys::Object::new();
    let set = js_sys::Reflect::set(&version, &"version".into(), &env!("CARGO_PKG_VERSION").into());
    let put = js_sys::Reflect::set(&js_sys::global(), &"atalaya".into(), &version);
    debug_assert!(set.is_ok() && put.is_ok());
}

/// The app's own base path, with a slash at the end.
pub fn base() -> String {
    option_env!("ATALAYA_BASE").unwrap_or("/").to_owned()
}

/// The address that `hubs.json` is read from.
fn config_url() -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    format!("{origin}{}hubs.json", base())
}

async fn configure(app: App) {
    let url = config_url();
    let configured = match fetch::file(&url).await {
        // Servers of single pages, trunk's too, answer with the page itself where a file is missing.
        Ok(Some(text)) if text.contains(PAGE_MARK) => HubsFile::default(),
        Ok(Some(text)) => config::parse(&text),
        Ok(None) => HubsFile::default(),
        Err(found) => HubsFile {
            problems: vec![Problem::of_file(config::FILE, found, "HTTP 200 | 404")],
            ..HubsFile::default()
        },
    };
    let own = own_hubs();
    app.title.set(configured.title);
    app.problems.update(|problems| problems.extend(configured.problems));
    for hub in configured.hubs.iter().chain(&own.hubs) {
        if untrack(|| app.hub(hub.id.as_str())).is_some() {
            continue;
        }
        match load(hub).await {
            Ok(profile) => app.start(hub, profile, &url),
            Err(mistakes) => app.problems.update(|problems| problems.extend(mistakes)),
        }
    }
    app.loaded.set(true);
}

/// A hub's profile, if the rest of its configuration makes sense to this browser.
async fn load(hub: &HubConfig) -> Result<profile::Profile, Vec<Problem>> {
    if let Some(zone) = hub.time_zone.as_ref().filter(|zone| !zones::known(zone)) {
        return Err(vec![Problem {
            file: config::FILE.to_owned(),
            pointer: format!("{}/time_zone", hub.at),
            found: zone.clone(),
            expected: "America/Santiago, Europe/Madrid, …".to_owned(),
        }]);
    }
    profiles::load(hub, &base()).await
}

fn own_hubs() -> HubsFile {
    storage::get(storage::browser(), OWN_HUBS).map_or_else(HubsFile::default, |text| config::parse(&text))
}

/// Add a hub by hand: kept in this browser and started at once.
///
/// # Errors
/// What is wrong with it, as for `hubs.json`.
pub async fn add_hub(app: App, hub: serde_json::Value) -> Result<(), Vec<Problem>> {
    let mut all = storage::get(storage::browser(), OWN_HUBS)
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
        .and_then(|value| value.get("hubs").and_then(|hubs| hubs.as_array().cloned()))
        .unwrap_or_default();
    let one = config::parse(&serde_json::json!({ "hubs": [hub] }).to_string());
    let Some(config) = one.hubs.first().filter(|_| one.problems.is_empty()) else { return Err(one.problems) };
    let profile = load(config).await?;
    all.retain(|other| other.get("id") != hub.get("id"));
    all.push(hub);
    storage::set(storage::browser(), OWN_HUBS, &serde_json::json!({ "hubs": all }).to_string());
    app.start(config, profile, &config_url());
    Ok(())
}

/// The page's own events: network, visibility, going away, and the tick of relative times.
fn listen(app: App) {
    let Some(window) = web_sys::window() else { return };
    let on = |target: &web_sys::EventTarget, name: &str, run: Box<dyn Fn()>| {
        let handler = Closure::<dyn Fn()>::new(run);
        if target.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref()).is_ok() {
            handler.forget(); // lives as long as the page
        }
    };
    on(&window, "online", Box::new(move || app.give_all(|| Input::Network { online: true })));
    on(&window, "offline", Box::new(move || app.give_all(|| Input::Network { online: false })));
    on(&window, "pagehide", Box::new(move || app.give_all(|| Input::Leaving)));
    if let Some(document) = window.document() {
        let shown = move || {
            let visible = !clock::hidden();
            app.give_all(|| Input::Visible(visible));
        };
        on(&document, "visibilitychange", Box::new(shown));
    }
    let tick = move || {
        app.tick.set(clock::wall());
        untrack(|| name_window(app));
    };
    Interval::new(TICK_MS, tick).forget();
}

/// Keep the window's title in step with what is unread.
fn name_window(app: App) {
    let title = window_title(app.unread(), &app.name());
    // Setting it costs the browser far more than reading it.
    if document().title() != title {
        document().set_title(&title);
    }
}
