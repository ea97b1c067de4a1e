//! All that is known of a hub's link: what its details hold, and the page of its own.

use leptos::prelude::*;
use session::{HubZone, Recovery, State, Transport};

use super::{details, state_now};
use crate::browser::clock;
use crate::i18n::{Msg, Rare, format};
use crate::state::{App, Hub};
use crate::views::dom::{El, Item, el, item};

/// The facts.
pub fn facts(into: El, app: App, hub: Hub) -> El {
    let facts = move || told(app, hub, &state_now(app, hub)).into_iter().map(fact).collect();
    into.with(el("dl").class("facts").each(facts))
}

/// The diagnostics page.
pub fn diagnostics(into: El, app: App, hub: Hub) -> El {
    let samples = move || {
        hub.link.track();
        app.tick.track();
        hub.read(|session| session.rejections().samples.iter().cloned().enumerate().map(sample).collect())
    };
    let panel = el("section").class("panel diagnostics");
    into.with(
        details(panel, app, hub, facts(el("div").class("slot"), app, hub), None)
            .with(el("ul").class("samples").each(samples)),
    )
}

fn fact((name, value): (String, String)) -> Item {
    let key = format!("{name}\u{1e}{value}");
    item(key, move || el("div").with(el("dt").text(&name)).with(el("dd").text(&value)))
}

fn sample((place, rejected): (usize, model::Rejected)) -> Item {
    let key = format!("{place}\u{1e}{}\u{1e}{}", rejected.why, rejected.sample);
    item(key, move || el("li").with(el("b").text(&rejected.why)).with(el("code").text(&rejected.sample)))
}

/// Names and values, in order.
fn told(app: App, hub: Hub, state: &State) -> Vec<(String, String)> {
    hub.link.track();
    let lang = app.lang.get();
    let mut facts = Vec::new();
    let named = |name: Rare<'_>, value: String| (lang.text(&name), value);
    if let State::Online { since, rtt } = state {
        let now = clock::now();
        let since = now.wall.0 - i64::try_from(now.mono.since(*since)).unwrap_or(0);
        facts.push(named(Rare::Since, format::clock(lang, since)));
        if let Some(rtt) = rtt {
            facts.push(named(Rare::RoundTrip, format::duration(lang, *rtt as f64)));
        }
    }
    hub.read(|session| {
        if let Some(transport) = session.transport() {
            let word = match transport {
                Transport::WebSocket => "WebSocket",
                Transport::Polling => "HTTP",
            };
            facts.push(named(Rare::Transport, word.to_owned()));
        }
        if let Some(recovery) = session.recovery() {
            let level = match recovery {
                Recovery::Replay => Rare::Replay,
                Recovery::Resync => Rare::Resync,
                Recovery::Gap => Rare::GapLevel,
            };
            facts.push(named(Rare::Recovered, lang.text(&level)));
        }
        if let Some(unread) = session.fact("hub_unread") {
            facts.push(named(Rare::HubUnread, unread.to_string()));
        }
        let zone = match session.zone() {
            HubZone::Named(name) => name.clone(),
            HubZone::Measured(offset) => lang.text(&Rare::ZoneMeasured { offset: &offset_text(*offset) }),
            HubZone::Guessed => lang.text(&Rare::ZoneGuessed),
        };
        facts.push(named(Rare::Zone, zone));
        let rejected = session.rejections().count;
        if rejected > 0 {
            facts.push((lang.text(&Msg::Diagnostics), lang.text(&Rare::Rejected { count: rejected })));
        }
        for source in session.missing() {
            facts.push((source.name.clone(), lang.text(&Rare::NoAddress { base: &source.base })));
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
