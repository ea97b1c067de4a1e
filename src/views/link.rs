//! How well a hub is heard: the indicator and its details.

use leptos::prelude::*;
use session::{Diagnosis, Intent, Reason, Recovery, State};

use super::dom::{El, el, item};
use super::lazy;
use crate::browser::clock;
use crate::i18n::{Lang, Msg, format};
use crate::router::href;
use crate::state::{App, Hub};

mod facts;

pub use facts::{diagnostics, facts};

/// From this many hubs on, the header sums up and a popover holds the links.
const SUMMED_UP: usize = 3;

/// The links of all hubs.
pub fn links(app: App) -> El {
    let all = move |into: El| {
        into.each(move || app.map_hubs(|hub| item(hub.id().to_string(), move || link(app, hub))))
    };
    let summed = move || app.hubs.with(Vec::len) >= SUMMED_UP;
    let several = move |into: El| {
        let summary = el("button")
            .set("type", "button")
            .class("link summary")
            .set("popovertarget", "links")
            .attr("data-state", move || worst(app).word().to_owned())
            .with(el("span").class("dot"))
            .with(el("b").say(move || summary(app)));
        let popover = el("div")
            .set("id", "links")
            .set("popover", "auto")
            .class("popover links")
            .set("role", "group")
            .attr("aria-label", app.t(Msg::Links));
        into.with(summary).with(all(popover))
    };
    el("div")
        .class("indicators")
        .with(el("div").class("slot").fill_when(summed, several))
        .with(el("div").class("slot").fill_when(move || !summed(), all))
}

fn worst(app: App) -> State {
    app.tick.track();
    let now = clock::now();
    let states = app.map_hubs(|hub| hub.state(now)).into_iter();
    states.max_by_key(|state| !matches!(state, State::Online { .. })).unwrap_or(State::Idle)
}

/// All is well in a number, or who is not.
fn summary(app: App) -> String {
    app.tick.track();
    let now = clock::now();
    let hubs = app.hubs.get();
    let away = hubs.iter().find(|hub| !matches!(hub.state(now), State::Online { .. }));
    match away {
        Some(hub) => format!("{} · {}", hub.name(), state_text(app.lang.get(), &hub.state(now), now.mono.0)),
        None => app.lang.get().text(&Msg::AllOnline { count: hubs.len() }),
    }
}

/// A hub's state as it is now; tracks the link and the time.
pub fn state_now(app: App, hub: Hub) -> State {
    app.tick.track();
    hub.state(clock::now())
}

/// The pill that names the state.
pub fn pill(app: App, hub: Hub) -> El {
    el("span")
        .class("pill")
        .attr("data-state", move || state_now(app, hub).word().to_owned())
        .say(move || state_text(app.lang.get(), &state_now(app, hub), clock::now().mono.0))
}

/// The indicator of one hub. Its details open below it.
fn link(app: App, hub: Hub) -> El {
    let id = hub.id().to_string();
    let panel = format!("link-{id}");
    let rtt = move || match state_now(app, hub) {
        State::Online { rtt: Some(rtt), .. } => Some(rtt),
        _ => None,
    };
    let text = move || state_text(app.lang.get(), &state_now(app, hub), clock::now().mono.0);
    let button = el("button")
        .set("type", "button")
        .class("link")
        .set("data-testid", "link")
        .set("data-hub", &id)
        .attr("data-state", move || state_now(app, hub).word().to_owned())
        .maybe("data-rtt-ms", move || rtt().map(|rtt| rtt.to_string()))
        .maybe("data-recovery", move || recovery_word(hub).map(str::to_owned))
        .set("popovertarget", &panel)
        .with(el("span").class("dot"))
        .with(el("b").text(&hub.name()))
        .with(el("span").class("state").say(text))
        .with(el("span").class("n").say(move || rtt().map_or_else(String::new, |rtt| format!("{rtt} ms"))));
    let popover = el("section")
        .set("id", &panel)
        .set("popover", "auto")
        .class("popover details")
        .set("aria-label", &hub.name());
    let opened = RwSignal::new(false);
    let button = button.on("click", move |_| opened.set(true));
    let known = move |into: El| lazy::fill(into, app, move |rare, into| (rare.facts)(into, app, hub));
    let facts = el("div").class("slot").fill_when(move || opened.get(), known);
    let more = el("a").set("href", &href(&format!("/hub/{id}/link"))).say(app.t(Msg::Diagnostics));
    el("div").class("slot").with(button).with(details(popover, app, hub, facts, Some(more)))
}

/// How a link stands, the facts, and what can be done: here, or where `more` leads.
fn details(into: El, app: App, hub: Hub, facts: El, more: Option<El>) -> El {
    let stopped = move || matches!(state_now(app, hub), State::Stopped);
    let retry = el("button")
        .set("type", "button")
        .class("primary")
        .set("data-testid", "retry-now")
        .on("click", move |_| hub.intend(Intent::Retry))
        .say(move || app.lang.get().text(if stopped() { &Msg::Start } else { &Msg::RetryNow }));
    let stop = el("button")
        .set("type", "button")
        .set("data-testid", "stop")
        .flag("disabled", stopped)
        .on("click", move |_| hub.intend(Intent::Stop))
        .say(app.t(Msg::Stop));
    into.with(el("header").with(el("h2").text(&hub.name())).with(pill(app, hub)))
        .with(why(app, hub))
        .with(facts)
        .with(more.into_iter().fold(el("footer").with(retry).with(stop), El::with))
}

/// The state in words, with its countdown.
pub fn state_text(lang: Lang, state: &State, mono: u64) -> String {
    let seconds = |until: u64| until.saturating_sub(mono).div_ceil(1_000);
    lang.text(&match state {
        State::Idle => Msg::Idle,
        State::Connecting { attempt } => Msg::Connecting { attempt: *attempt },
        State::Online { .. } => Msg::Online,
        State::Stale { overdue_by, .. } => {
            return lang.text(&Msg::Stale { overdue: &format::duration(lang, *overdue_by as f64) });
        }
        State::Waiting { until, attempt, .. } => {
            Msg::Waiting { attempt: *attempt, seconds: seconds(until.0) }
        }
        State::Offline { .. } => Msg::Offline,
        State::Refused { .. } => Msg::Refused,
        State::Stopped => Msg::Stopped,
    })
}

fn recovery_word(hub: Hub) -> Option<&'static str> {
    hub.link.track();
    hub.read(session::Session::recovery).map(|recovery| match recovery {
        Recovery::Replay => "replay",
        Recovery::Resync => "resync",
        Recovery::Gap => "gap",
    })
}

/// Why the hub is not heard, in a sentence that says what to do; empty while it is.
pub fn why(app: App, hub: Hub) -> El {
    el("p").class("why").say(move || why_text(app, hub, &state_now(app, hub)).unwrap_or_default())
}

fn why_text(app: App, hub: Hub, state: &State) -> Option<String> {
    hub.link.track();
    let lang = app.lang.get();
    let url = hub.url();
    let diagnosis = hub.read(session::Session::diagnosis);
    let text = match state {
        State::Offline { .. } => lang.text(&Msg::WhyOffline),
        State::Refused { reason } | State::Waiting { reason, .. } => {
            reason_text(lang, reason, &url, diagnosis)
        }
        State::Connecting { attempt } if *attempt > 1 => match diagnosis {
            Some(_) => reason_text(lang, &Reason::Unreachable, &url, diagnosis),
            None => return None,
        },
        _ => return None,
    };
    Some(text)
}

fn reason_text(lang: Lang, reason: &Reason, url: &str, diagnosis: Option<Diagnosis>) -> String {
    lang.text(&match reason {
        Reason::Timeout { after_ms } => Msg::WhyTimeout { seconds: after_ms / 1_000 },
        Reason::Unreachable if mixed_content(url) => Msg::WhyMixed { url },
        Reason::Unreachable => match diagnosis {
            Some(Diagnosis::Unreachable) => Msg::WhyUnreachable { url },
            Some(Diagnosis::Unreadable) => Msg::WhyUnreadable { url },
            None => Msg::WhyChecking,
        },
        Reason::Closed { code, reason } => Msg::WhyClosed { code: *code, reason },
        Reason::Http { status, .. } => Msg::WhyHttp { status: *status },
        Reason::HubLeft => Msg::WhyHubLeft,
        Reason::Silent { silent_ms } => Msg::WhySilent { seconds: silent_ms / 1_000 },
        Reason::Refused(why) => Msg::WhyRefused { why },
        Reason::Protocol(why) => Msg::WhyProtocol { why },
    })
}

/// A secure page may not speak to an insecure address, unless it is this machine.
fn mixed_content(url: &str) -> bool {
    let secure =
        web_sys::window().is_some_and(|window| window.location().protocol().as_deref() == Ok("https:"));
    let local =
        ["http://127.", "http://localhost", "http://[::1]"].iter().any(|prefix| url.starts_with(prefix));
    secure && url.starts_with("http:") && !local
}
