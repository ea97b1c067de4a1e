//! The facts about a connection.

use leptos::prelude::*;
use session::{HubZone, Recovery, Session, State, Transport};

use crate::browser::clock;
use crate::components::each::Each;
use crate::components::pill::state_now;
use crate::i18n::{DeferredMsg, Lang, Msg, format, zone_text};
use crate::store::{App, Hub};

/// The facts about a connection: names and values.
#[component]
pub fn ConnectionFacts(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <dl class="facts">
            <Each each=move || facts(app, hub) key=Fact::key let:fact>
                <div>
                    <dt>{fact.name}</dt>
                    <dd>{fact.value}</dd>
                </div>
            </Each>
        </dl>
    }
}

/// A fact in the language of the moment.
struct Fact {
    name: String,
    value: String,
}

impl Fact {
    /// A fact that changed is drawn anew.
    fn key(&self) -> String {
        [&*self.name, &*self.value].join("\n")
    }
}

/// All of them, in order; tracks the connection, the time and the language.
fn facts(app: App, hub: Hub) -> Vec<Fact> {
    let lang = app.lang.get();
    let mut facts = while_online(lang, &state_now(app, hub));
    facts.extend(hub.read_connection(|session| of_session(lang, session)));
    facts
}

/// Since when the hub is heard, and how long an answer takes.
fn while_online(lang: Lang, state: &State) -> Vec<Fact> {
    let State::Online { since, rtt } = state else { return Vec::new() };
    let now = clock::now();
    let since = now.wall.0 - i64::try_from(now.mono.since(*since)).unwrap_or(0);
    let since = Fact { name: lang.text(&DeferredMsg::Since), value: format::clock(lang, since) };
    let rtt = rtt.map(|rtt| Fact {
        name: lang.text(&DeferredMsg::RoundTrip),
        value: format::duration(lang, rtt as f64),
    });
    std::iter::once(since).chain(rtt).collect()
}

fn of_session(lang: Lang, session: &Session) -> Vec<Fact> {
    let fact = |name: DeferredMsg<'_>, value: String| Fact { name: lang.text(&name), value };
    let transport =
        session.transport().map(|transport| fact(DeferredMsg::Transport, transport_name(transport)));
    let recovery =
        session.recovery().map(|level| fact(DeferredMsg::Recovered, lang.text(&recovery_level(level))));
    let unread = session.fact("hub_unread").map(|unread| fact(DeferredMsg::HubUnread, unread.to_string()));
    let mut zone = zone_text(lang, session.zone());
    if let HubZone::Measured(_) = session.zone() {
        zone = lang.text(&DeferredMsg::ZoneOfNow { zone: &zone });
    }
    let zone = fact(DeferredMsg::Zone, zone);
    let count = session.rejections().count;
    let rejected = (count > 0).then(|| Fact {
        name: lang.text(&Msg::Diagnostics),
        value: lang.text(&DeferredMsg::Rejected { count }),
    });
    let count = session.rejections().repaired;
    let repaired =
        (count > 0).then(|| fact(DeferredMsg::LooseJson, lang.text(&DeferredMsg::Repaired { count })));
    let missing = session.missing().map(|source| Fact {
        name: source.name.clone(),
        value: lang.text(&DeferredMsg::NoAddress { base: &source.base }),
    });
    let known = [transport, recovery, unread, Some(zone), rejected, repaired];
    known.into_iter().flatten().chain(missing).collect()
}

fn transport_name(transport: Transport) -> String {
    match transport {
        Transport::WebSocket => "WebSocket".to_owned(),
        Transport::Polling => "HTTP".to_owned(),
        Transport::EventStream => "Server-Sent Events".to_owned(),
    }
}

fn recovery_level(recovery: Recovery) -> DeferredMsg<'static> {
    match recovery {
        Recovery::Replay => DeferredMsg::Replay,
        Recovery::Resync => DeferredMsg::Resync,
        Recovery::Gap => DeferredMsg::GapLevel,
    }
}
