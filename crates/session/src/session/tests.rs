#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use crate::wire::{self, Incoming, Outgoing, SocketId};
use crate::{
    AnswerHeaders, HttpOutcome, HttpRequest, HubZone, Intent, Reason, Recovery, RequestFailure, RequestId,
    State,
};
use model::{Filter, InboxItem, LocalRead, Millis, Zone};
use serde_json::json;

mod agenda;
mod answers;
mod clock;
mod elsewhere;
mod expiry;
mod faults;
mod framed;
mod hub_words;
mod inbox;
mod intents;
mod late_alerts;
mod login;
mod loose_json;
mod polled;
mod refused;
mod renewal;
mod runs;
mod talk;
mod upgrades;

const PORTAL: &str = include_str!("../../../../profiles/open-data-portal.json");
const OPEN: &str =
    r#"0{"sid":"e","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#;
/// 2026-11-23T07:22:09Z.
const WALL: i64 = 1_795_418_529_000;

/// A browser in UTC.
struct Utc;

impl Zones for Utc {
    fn to_utc(&self, local: Millis, _: &Zone) -> Millis {
        local
    }
}

/// A session on fake time, with what it has open.
struct World {
    session: Session,
    mono: u64,
    /// Time that passed while the machine slept.
    slept: i64,
    socket: Option<SocketId>,
    /// The last request of a connection.
    polling: Option<wire::WireRequestId>,
    requests: Vec<HttpRequest>,
    deltas: Vec<Delta>,
    /// What a reload would not forget.
    reads: Vec<EventId>,
    /// The credentials, as they are stored.
    stored: Option<(crate::Credentials, bool)>,
    /// Text frames that went out.
    sent: Vec<String>,
    /// Requests that were aborted.
    aborted: Vec<RequestId>,
    /// Sources that were probed.
    probed: Vec<SourceId>,
}

/// A session of a profile, with nothing else known.
fn config(profile: &str) -> Config {
    Config {
        profile: Profile::parse(profile).unwrap(),
        time_zone: None,
        remembered: None,
        unacknowledged: Vec::new(),
        missing: Vec::new(),
        credentials: None,
        seed: 1,
    }
}

impl World {
    fn new(time_zone: Option<&str>) -> Self {
        Self::with(PORTAL, time_zone)
    }

    fn after_reload(unacknowledged: Vec<EventId>) -> Self {
        Self::start(PORTAL, None, unacknowledged)
    }

    fn with(profile: &str, time_zone: Option<&str>) -> Self {
        Self::start(profile, time_zone, Vec::new())
    }

    fn start(profile: &str, time_zone: Option<&str>, unacknowledged: Vec<EventId>) -> Self {
        let config = Config { time_zone: time_zone.map(str::to_owned), unacknowledged, ..config(profile) };
        let mut world = Self::of(Session::new(config, Box::new(Utc)));
        world.give(Input::Start);
        world
    }

    fn give_alerts(&mut self) {
        let alerts = self.session.row_alerts();
        self.give(Input::Alerts(Box::new(alerts)));
    }

    fn of(session: Session) -> Self {
        let mut world = Self::without_alerts(session);
        world.give_alerts();
        world
    }

    fn without_alerts(session: Session) -> Self {
        Self {
            session,
            mono: 0,
            slept: 0,
            socket: None,
            polling: None,
            requests: Vec::new(),
            deltas: Vec::new(),
            reads: Vec::new(),
            stored: None,
            sent: Vec::new(),
            aborted: Vec::new(),
            probed: Vec::new(),
        }
    }

    fn now(&self) -> Now {
        Now { mono: Mono(self.mono), wall: Millis(WALL + i64::try_from(self.mono).unwrap() + self.slept) }
    }

    fn give(&mut self, input: Input<'_>) {
        let now = self.now();
        self.session.handle(now, input);
        while let Some(command) = self.session.poll_output() {
            match command {
                Command::Wire(_, Outgoing::Open { socket, .. }) => self.socket = Some(socket),
                Command::Wire(_, Outgoing::Request { request, .. }) => self.polling = Some(request),
                Command::Http(request) => self.requests.push(request),
                Command::Delta(delta) => self.deltas.push(delta),
                Command::RememberReads(ids) => self.reads = ids,
                Command::StoreCredentials(stored) => self.stored = stored,
                Command::Wire(_, Outgoing::Text { text, .. }) => self.sent.push(text),
                Command::Abort(id) => self.aborted.push(id),
                Command::Probe(source) => self.probed.push(source),
                _ => {}
            }
        }
    }

    fn frame(&mut self, text: &str) {
        let socket = self.socket.unwrap();
        self.give(Input::Wire(SourceId(0), Incoming::Text { socket, text }));
    }

    fn event(&mut self, name: &str, argument: Value) {
        self.frame(&format!("42{}", json!([name, argument])));
    }

    fn notified(&mut self, id: &str) {
        self.event(
            "new_notification",
            json!({ "notification": { "id": id, "type": "info" }, "unread_count": 100 }),
        );
    }

    fn open(&mut self) {
        let socket = self.socket.unwrap();
        self.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
        self.frame(OPEN);
    }

    /// Connect and answer every request.
    fn connected() -> Self {
        let mut world = Self::new(Some("UTC"));
        world.open();
        world.frame(r#"40{"sid":"s"}"#);
        world.answer_all(&[]);
        world
    }

    fn cut(&mut self) {
        let socket = self.socket.take().unwrap();
        let closed = Incoming::Closed { socket, code: 1006, reason: "", clean: false };
        self.give(Input::Wire(SourceId(0), closed));
    }

    /// Let time pass, with every deadline on the way.
    fn wait(&mut self, ms: u64) {
        let end = self.mono + ms;
        while let Some(due) = self.session.poll_timeout().map(|(_, at)| at.0).filter(|due| *due <= end) {
            self.mono = due.max(self.mono + 1).min(end);
            self.give(Input::Timeout);
            if self.mono == end {
                break;
            }
        }
        self.mono = end;
        self.give(Input::Timeout);
    }

    /// Time passes, and the hub sends something so that it stays heard.
    fn wait_heard(&mut self, ms: u64) {
        for _ in 0..ms / 1_000 {
            self.wait(1_000);
            self.frame("2");
        }
    }

    fn reconnect(&mut self) {
        self.wait(2_000);
        self.open();
        self.frame(r#"40{"sid":"s2"}"#);
    }

    fn take(&mut self, path: &str) -> HttpRequest {
        let place = self.requests.iter().position(|request| request.path_and_query.starts_with(path));
        self.requests.remove(place.unwrap_or_else(|| panic!("no request to {path} in {:?}", self.requests)))
    }

    fn asked(&self, path: &str) -> usize {
        self.requests.iter().filter(|request| request.path_and_query.starts_with(path)).count()
    }

    fn answer(&mut self, request: &HttpRequest, status: u16, body: &str) {
        self.answer_with(request, status, &AnswerHeaders::default(), body);
    }

    fn answer_with(&mut self, request: &HttpRequest, status: u16, headers: &AnswerHeaders, body: &str) {
        self.give(Input::Http { id: request.id, outcome: HttpOutcome::Done { status, headers, body } });
    }

    fn fail(&mut self, request: &HttpRequest) {
        let fault = RequestFailure::Unreachable("TypeError: Failed to fetch".to_owned());
        self.give(Input::Http { id: request.id, outcome: HttpOutcome::Failed(fault) });
    }

    /// RunAnswer everything that is asked; the list holds `ids`, newest first.
    fn answer_all(&mut self, ids: &[&str]) {
        while !self.requests.is_empty() {
            let request = self.requests.remove(0);
            let list: Vec<_> =
                ids.iter().map(|id| json!({ "id": id, "type": "info", "read": false })).collect();
            let body = match request.path_and_query.split('?').next().unwrap() {
                "/api/notifications" => json!({ "notifications": list, "unread_count": 0 }),
                "/status" => json!({ "results": [{ "id": "a", "status": "up" }] }),
                _ => json!({}),
            };
            self.answer(&request, 200, &body.to_string());
        }
    }

    fn ids(&self) -> Vec<String> {
        let mut ids: Vec<_> =
            self.session.inbox().newest(&Filter::default()).map(|e| e.notification.id.to_string()).collect();
        ids.sort();
        ids
    }

    fn notices(&self) -> Vec<Notice> {
        let notice = |delta: &Delta| match delta {
            Delta::Notice(notice) => Some(notice.clone()),
            _ => None,
        };
        self.deltas.iter().filter_map(notice).collect()
    }
}
