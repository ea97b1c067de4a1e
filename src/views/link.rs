//! How well a hub is heard: the indicator, its details, and the diagnostics page.

use leptos::prelude::*;
use session::{Diagnosis, HubZone, Intent, Reason, Recovery, State, Transport};

use super::dynamic::{IntoPart, each, flag, item, maybe, say, show};
use crate::browser::clock;
use crate::i18n::{Lang, Msg, format};
use crate::router::href;
use crate::state::{App, Hub};

/// From this many hubs on, the header sums up and a popover holds the links.
const SUMMED_UP: usize = 3;

/// The links of all hubs.
#[component]
pub fn Links(
    /// The state.
    app: App,
) -> impl IntoView {
    let summed = Memo::new(move |_| app.hubs.with(Vec::len) >= SUMMED_UP);
    let links = move || {
        each(move || {
            let hubs = app.hubs.get().into_iter();
            hubs.map(|hub| item(hub.id().to_string(), move || view! { <Link app hub /> }.part())).collect()
        })
    };
    show(move || {
        if summed.get() {
            view! {
                <button type="button" class="link summary" popovertarget="links" data-state=say(move || worst(app).word())>
                    <span class="dot"></span>
                    <b>{say(move || summary(app))}</b>
                </button>
                <div id="links" popover="auto" class="popover links" role="group" aria-label=app.t(Msg::Links)>
                    {links()}
                </div>
            }
            .part()
        } else {
            links()
        }
    })
}

fn worst(app: App) -> State {
    app.tick.track();
    let now = clock::now();
    let states = app.hubs.get().into_iter().map(|hub| hub.state(now));
    states.max_by_key(|state| !matches!(state, State::Online { .. })).unwrap_or(State::Idle)
}

/// All is well in a number, or who is not.
fn summary(app: App) -> String {
    app.tick.track();
    let now = clock::now();
    let hubs = app.hubs.get();
    let away = hubs.iter().find(|hub| !matches!(hub.state(now), State::Online { .. }));
    match away {
        Some(hub) => format!("{} · {}", hub.name(), state_text(app.lang.get(), &hub.state(now), now.mono)),
        None => app.t(Msg::AllOnline { count: hubs.len() })(),
    }
}

/// The indicator of one hub. Its details open below it.
#[component]
fn Link(
    /// The state.
    app: App,
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let id = hub.id().to_string();
    let details = format!("link-{id}");
    let state = move || {
        app.tick.track();
        hub.state(clock::now())
    };
    let text = move || state_text(app.lang.get(), &state(), clock::now().mono);
    let rtt = move || match state() {
        State::Online { rtt: Some(rtt), .. } => Some(rtt),
        _ => None,
    };
    view! {
        <button
            type="button"
            class="link"
            data-testid="link"
            data-hub=id
            data-state=say(move || state().word())
            data-rtt-ms=maybe(move || rtt().map(|rtt| rtt.to_string()))
            data-recovery=maybe(move || recovery_word(hub))
            popovertarget=details.clone()
        >
            <span class="dot"></span>
            <b>{hub.name()}</b>
            <span class="state">{say(text)}</span>
            <span class="n">{say(move || rtt().map_or_else(String::new, |rtt| format!("{rtt} ms")))}</span>
        </button>
        <section id=details popover="auto" class="popover details" aria-label=hub.name()>
            <Details app hub />
        </section>
    }
}

/// Everything that is known of a link, and what can be done.
#[component]
fn Details(
    /// The state.
    app: App,
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let state = move || {
        app.tick.track();
        hub.state(clock::now())
    };
    let stopped = move || matches!(state(), State::Stopped);
    view! {
        <header>
            <h2>{hub.name()}</h2>
            <span class="pill" data-state=say(move || state().word())>
                {say(move || state_text(app.lang.get(), &state(), clock::now().mono))}
            </span>
        </header>
        <p class="why">{say(move || why(app, hub, &state()).unwrap_or_default())}</p>
        <dl class="facts">
            {each(move || facts(app, hub, &state()).into_iter().map(fact).collect())}
        </dl>
        <footer>
            <button type="button" class="primary" data-testid="retry-now" on:click=move |_| hub.intend(Intent::Retry)>
                {say(move || app.t(if stopped() { Msg::Start } else { Msg::RetryNow })())}
            </button>
            <button type="button" data-testid="stop" disabled=flag(stopped) on:click=move |_| hub.intend(Intent::Stop)>
                {app.t(Msg::Stop)}
            </button>
            <a href=href(&format!("/hub/{}/link", hub.id()))>{app.t(Msg::Diagnostics)}</a>
        </footer>
    }
}

/// The diagnostics page.
#[component]
pub fn Diagnostics(
    /// The state.
    app: App,
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let samples = move || {
        hub.link.track();
        app.tick.track();
        let seen = |session: &session::Session| {
            session.rejections().samples.iter().cloned().enumerate().map(sample).collect()
        };
        hub.read(seen)
    };
    view! {
        <section class="panel diagnostics">
            <Details app hub />
            <ul class="samples">
                {each(samples)}
            </ul>
        </section>
    }
}

fn fact((name, value): (String, String)) -> super::dynamic::Item {
    item(format!("{name}\u{1e}{value}"), move || {
        view! {
            <div>
                <dt>{name.clone()}</dt>
                <dd>{value.clone()}</dd>
            </div>
        }
        .part()
    })
}

fn sample((place, rejected): (usize, model::Rejected)) -> super::dynamic::Item {
    item(format!("{place}\u{1e}{}\u{1e}{}", rejected.why, rejected.sample), move || {
        view! {
            <li>
                <b>{rejected.why.clone()}</b>
                <code>{rejected.sample.clone()}</code>
            </li>
        }
        .part()
    })
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
        State::Waiting { until, attempt, .. } => Msg::Waiting { attempt: *attempt, seconds: seconds(*until) },
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

/// Why the hub is not heard, in a sentence that says what to do.
fn why(app: App, hub: Hub, state: &State) -> Option<String> {
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

fn facts(app: App, hub: Hub, state: &State) -> Vec<(String, String)> {
    hub.link.track();
    let lang = app.lang.get();
    let mut facts = Vec::new();
    let mut add = |name: Msg<'_>, value: String| facts.push((lang.text(&name), value));
    if let State::Online { since, rtt } = state {
        let now = clock::now();
        let since = now.wall.0 - i64::try_from(now.mono.saturating_sub(*since)).unwrap_or(0);
        add(Msg::Since, format::clock(lang, since));
        if let Some(rtt) = rtt {
            add(Msg::RoundTrip, format::duration(lang, *rtt as f64));
        }
    }
    hub.read(|session| {
        if let Some(transport) = session.transport() {
            let word = match transport {
                Transport::WebSocket => "WebSocket",
                Transport::Polling => "HTTP",
            };
            add(Msg::Transport, word.to_owned());
        }
        if let Some(recovery) = session.recovery() {
            let level = match recovery {
                Recovery::Replay => Msg::Replay,
                Recovery::Resync => Msg::Resync,
                Recovery::Gap => Msg::GapLevel,
            };
            add(Msg::Recovered, lang.text(&level));
        }
        if let Some(unread) = session.fact("hub_unread") {
            add(Msg::HubUnread, unread.to_string());
        }
        add(
            Msg::Zone,
            match session.zone() {
                HubZone::Named(name) => name.clone(),
                HubZone::Measured(offset) => lang.text(&Msg::ZoneMeasured { offset: &offset_text(*offset) }),
                HubZone::Guessed => lang.text(&Msg::ZoneGuessed),
            },
        );
        let rejected = session.rejections().count;
        if rejected > 0 {
            add(Msg::Diagnostics, lang.text(&Msg::Rejected { count: rejected }));
        }
    });
    facts
}

/// "-03:00".
fn offset_text(offset: i64) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60_000;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
