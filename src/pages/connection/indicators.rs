//! The indicators in the header: how well each hub is heard, with its details in a popover.

use leptos::prelude::*;
use session::{Recovery, State};
use viewmodel::summary::HubsSummary;

use crate::browser::clock;
use crate::components::each::Each;
use crate::components::later::Later;
use crate::components::leaf::{flag, maybe, t, text};
use crate::components::pill::{login_mark, standing_text, state_now, state_text};
use crate::components::when::When;
use crate::i18n::Msg;
use crate::store::{App, Hub, Part};

/// From this many hubs on, the header sums up and a popover holds the indicators.
const SUMMED_UP: usize = 3;

/// The indicators of all hubs.
#[component]
pub fn Indicators() -> impl IntoView {
    let app = expect_context::<App>();
    let summed_up = move || app.hubs.with(Vec::len) >= SUMMED_UP;
    view! {
        <div class="indicators">
            <When is=flag(summed_up) fallback=|| view! { <All /> }>
                <button
                    type="button"
                    class="link summary"
                    data-testid="link-summary"
                    popovertarget="links"
                    data-state=text(move || summary(app).word().to_owned())
                    data-login=maybe(move || login(app))
                >
                    <span class="dot"></span>
                    <b class="cut">{text(move || summary_text(app).0)}</b>
                    <span class="state cut">{text(move || summary_text(app).1)}</span>
                </button>
                <div id="links" popover="auto" class="popover links" role="group" aria-label=t(Msg::Links)>
                    <All />
                </div>
            </When>
        </div>
    }
}

/// One indicator after the other.
#[component]
fn All() -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <Each each=move || app.hubs.get() key=|hub| hub.id().to_string() let:hub>
            <Indicator hub />
        </Each>
    }
}

/// The indicator of one hub. Its details open below it.
#[component]
fn Indicator(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let id = hub.id().to_string();
    let popover = format!("link-{id}");
    let opened = RwSignal::new(false);
    let rtt = move || match state_now(app, hub) {
        State::Online { rtt: Some(rtt), .. } => Some(rtt),
        _ => None,
    };
    view! {
        <button
            type="button"
            class="link"
            data-testid="link"
            data-hub=id.clone()
            data-state=text(move || state_now(app, hub).word().to_owned())
            data-login=login_mark(hub)
            data-rtt-ms=maybe(move || rtt().map(|rtt| rtt.to_string()))
            data-recovery=maybe(move || recovery_word(hub).map(str::to_owned))
            popovertarget=popover.clone()
            on:click=move |_| opened.set(true)
        >
            <span class="dot"></span>
            <b class="cut">{hub.name()}</b>
            <span class="state cut">{text(move || standing_text(app, hub))}</span>
            <span class="n">{text(move || rtt().map_or_else(String::new, |rtt| format!("{rtt} ms")))}</span>
        </button>
        <section
            id=popover
            popover="auto"
            class="popover details"
            data-testid="link-details"
            aria-label=hub.name()
        >
            <When is=flag(move || opened.get())>
                <Later part=Part::Connection(hub) />
            </When>
        </section>
    }
}

/// All hubs in one; tracks their states.
fn summary(app: App) -> HubsSummary {
    let hubs = app.hubs.get().into_iter();
    HubsSummary::of(hubs.map(|hub| (state_now(app, hub), hub.needs_login(clock::now()))))
}

/// The `data-login` of the summary.
fn login(app: App) -> Option<String> {
    matches!(summary(app), HubsSummary::NeedsLogin { .. }).then(|| "needed".to_owned())
}

/// All is well in a number, or which hub is not, and how that stands.
fn summary_text(app: App) -> (String, String) {
    let name = |hub: usize| app.hubs.with(|hubs| hubs.get(hub).map(|hub| hub.name())).unwrap_or_default();
    match summary(app) {
        HubsSummary::Away { hub, state } => {
            (name(hub), state_text(app.lang.get(), &state, clock::now().mono.0))
        }
        HubsSummary::NeedsLogin { hub, .. } => (name(hub), app.text(&Msg::LoginNeeded)),
        HubsSummary::AllOnline { count } => (app.text(&Msg::AllOnline { count }), String::new()),
        HubsSummary::NoHubs => (app.text(&Msg::AllOnline { count: 0 }), String::new()),
    }
}

fn recovery_word(hub: Hub) -> Option<&'static str> {
    hub.read_connection(session::Session::recovery).map(|recovery| match recovery {
        Recovery::Replay => "replay",
        Recovery::Resync => "resync",
        Recovery::Gap => "gap",
    })
}
