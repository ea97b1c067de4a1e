//! The whole app's state.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{HubId, Millis};
use session::{Input, Mono};
use viewmodel::toasts::ToastContent;

use super::{Hub, LoadParts, OpenAction, Parts};
use crate::browser::clock;
use crate::browser::fetch::set_transfer;
use crate::config::{ConfigProblem, HubConfig};
use crate::engine::Web;
use crate::i18n::{Lang, Says};
use crate::paths::{self, Route};

/// Parts that did not come are asked for again after this long (milliseconds).
const ASK_AGAIN_MS: u64 = 5_000;

/// Everything that the app holds. Cheap to copy; lives as long as the page. Components take it from the context.
#[derive(Clone, Copy)]
pub struct App {
    /// The hubs that run, in configured order.
    pub hubs: RwSignal<Vec<Hub>, LocalStorage>,
    /// Mistakes in the configuration.
    pub problems: RwSignal<Vec<ConfigProblem>>,
    /// Title of the page.
    pub title: RwSignal<Option<String>>,
    /// The configuration has been read.
    pub loaded: RwSignal<bool>,
    /// Language.
    pub lang: RwSignal<Lang>,
    /// The time, in steps of a second, for relative times and countdowns.
    pub tick: RwSignal<Millis>,
    /// Which page is shown.
    pub route: RwSignal<Route>,
    /// Whether the inbox dialog is open.
    pub inbox_open: RwSignal<bool>,
    /// The action that is open in a dialog.
    pub open_action: RwSignal<Option<OpenAction>, LocalStorage>,
    /// When the bell last had reason to ring.
    pub last_bell_at: RwSignal<Option<Mono>>,
    /// Unread notifications of all hubs.
    pub unread: Memo<usize>,
    /// The second module's parts, once they are there.
    pub loaded_parts: RwSignal<Option<Parts>>,
    load_parts: LoadParts,
    /// They are asked for until they come.
    insists: RwSignal<bool>,
    /// What is to be shown as toasts.
    pub said: RwSignal<Vec<(HubId, ToastContent)>>,
}

impl App {
    /// An empty app.
    pub fn new(lang: Lang, load_parts: LoadParts) -> Self {
        let hubs = RwSignal::new_local(Vec::<Hub>::new());
        Self {
            hubs,
            problems: RwSignal::new(Vec::new()),
            title: RwSignal::new(None),
            loaded: RwSignal::new(false),
            lang: RwSignal::new(lang),
            tick: RwSignal::new(clock::wall()),
            route: RwSignal::new(paths::current()),
            inbox_open: RwSignal::new(false),
            open_action: RwSignal::new_local(None),
            last_bell_at: RwSignal::new(None),
            unread: Memo::new(move |_| hubs.get().into_iter().map(|hub| hub.unread.get()).sum()),
            loaded_parts: RwSignal::new(None),
            load_parts,
            insists: RwSignal::new(false),
            said: RwSignal::new(Vec::new()),
        }
    }

    /// Start a hub. `page` is the address that its own is relative to.
    pub fn start(self, config: &HubConfig, profile: profile::Profile, page: &str) {
        if profile.auth.as_ref().is_some_and(|auth| auth.renews) {
            self.preload_parts();
        }
        let hub = self.prepare(config, profile, page);
        self.hubs.update(|hubs| hubs.push(hub));
        hub.dispatch(Input::Start);
    }

    /// A hub that stands still, and that no page shows.
    pub fn prepare(self, config: &HubConfig, profile: profile::Profile, page: &str) -> Hub {
        let has_alerts = !profile.alerts.is_empty();
        let hub = Hub::new(self, config, profile, page);
        if has_alerts {
            // Until rows change nothing is to be looked at, and the page has more urgent things to fetch.
            let asked = Cell::new(false);
            Effect::new(move |_| {
                if !asked.get() && hub.wants_alerts() {
                    asked.set(true);
                    self.watch_rows(hub);
                }
            });
        }
        hub
    }

    /// Have the second module look at a hub's rows for its alerts, as soon as it is there.
    fn watch_rows(self, hub: Hub) {
        spawn_local(async move {
            match self.parts().await {
                Some(parts) => (parts.watch_rows)(hub),
                None => self.ask_again(Box::new(move || self.watch_rows(hub))),
            }
        });
    }

    /// A hub by id; tracks which hubs there are.
    pub fn hub(self, id: &str) -> Option<Hub> {
        self.hubs.with(|hubs| hubs.iter().find(|hub| hub.id().as_str() == id).copied())
    }

    /// Give every hub an input.
    pub fn broadcast(self, input: impl Fn() -> Input<'static>) {
        for hub in self.hubs.get_untracked() {
            hub.dispatch(input());
        }
    }

    /// What this console is called.
    pub fn name(self) -> String {
        self.title.get().unwrap_or_else(|| "Atalaya".to_owned())
    }

    /// A text in the language of the moment; tracks the language.
    pub fn text(self, message: &impl Says) -> String {
        self.lang.get().text(message)
    }

    /// Show a toast, once the second module is there, which is asked for.
    pub fn toast(self, hub: HubId, content: ToastContent) {
        self.said.update(|said| said.push((hub, content)));
        self.insist_on_parts();
    }

    /// The second module's parts, fetched unless they are there; nothing where they do not come.
    pub async fn parts(self) -> Option<Parts> {
        if let Some(parts) = self.loaded_parts.get_untracked() {
            return Some(parts);
        }
        let parts = (self.load_parts)().await?;
        // Several may have waited for it: what one of them has drawn is not drawn anew.
        if self.loaded_parts.with_untracked(Option::is_none) {
            set_transfer(parts.transfer);
            (parts.begin)(self);
            self.loaded_parts.set(Some(parts));
        }
        Some(parts)
    }

    /// The browser of a hub, which waits for the second module where it is to listen to an event stream.
    pub fn web(self) -> Web {
        Web::new(move || Box::pin(async move { Some(self.parts().await?.listen) }))
    }

    /// Fetch the second module's parts before one is asked for. Where they do not come, asking for one tries anew.
    pub fn preload_parts(self) {
        spawn_local(async move {
            let _asked_for_later = self.parts().await;
        });
    }

    /// Fetch the second module's parts, again and again until they come: a failure waits for its words.
    pub fn insist_on_parts(self) {
        if self.insists.get_untracked() {
            return;
        }
        self.insists.set(true);
        spawn_local(async move {
            if self.parts().await.is_none() {
                self.ask_again(Box::new(|| ()));
            }
        });
    }

    /// Ask for the second module's parts again after a while, until they come; call back then.
    pub fn ask_again(self, on_parts: Box<dyn FnOnce()>) {
        let ask = move || {
            spawn_local(async move {
                match self.parts().await {
                    Some(_) => on_parts(),
                    None => self.ask_again(on_parts),
                }
            });
        };
        clock::after(ASK_AGAIN_MS, ask).forget();
    }
}
