#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use crate::{HttpOutcome, HttpRequest, Intent, SocketId, SocketInput};
use model::{Filter, Item, Mine, Zone};
use serde_json::json;

mod framed;
mod known;
mod polled;

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
    requests: Vec<HttpRequest>,
    deltas: Vec<Delta>,
    /// What a reload would not forget.
    reads: Vec<EventId>,
    /// Who the person is, as it is kept.
    kept: Option<(crate::Credentials, bool)>,
    /// Text frames that went out.
    sent: Vec<String>,
    answers: Vec<(u64, crate::Answer)>,
}

impl World {
    fn new(time_zone: Option<&str>) -> Self {
        Self::with(PORTAL, time_zone)
    }

    fn after_reload(untold: Vec<EventId>) -> Self {
        Self::start(PORTAL, None, untold)
    }

    fn with(profile: &str, time_zone: Option<&str>) -> Self {
        Self::start(profile, time_zone, Vec::new())
    }

    fn start(profile: &str, time_zone: Option<&str>, untold: Vec<EventId>) -> Self {
        let config = Config {
            profile: Profile::parse(profile).unwrap(),
            time_zone: time_zone.map(str::to_owned),
            remembered: None,
            untold,
            missing: Vec::new(),
            access: None,
            seed: 1,
        };
        let mut world = Self::of(Session::new(config, Box::new(Utc)));
        world.give(Input::Start);
        world
    }

    fn of(session: Session) -> Self {
        Self {
            session,
            mono: 0,
            slept: 0,
            socket: None,
            requests: Vec::new(),
            deltas: Vec::new(),
            reads: Vec::new(),
            kept: None,
            sent: Vec::new(),
            answers: Vec::new(),
        }
    }

    fn now(&self) -> Now {
        Now { mono: self.mono, wall: Millis(WALL + i64::try_from(self.mono).unwrap() + self.slept) }
    }

    fn give(&mut self, input: Input<'_>) {
        let now = self.now();
        self.session.handle(now, input);
        while let Some(command) = self.session.next_command() {
            match command {
                Command::Open { socket, .. } => self.socket = Some(socket),
                Command::Http(request) => self.requests.push(request),
                Command::Delta(delta) => self.deltas.push(delta),
                Command::RememberReads(ids) => self.reads = ids,
                Command::KeepAccess(kept) => self.kept = kept,
                Command::SendText(_, _, text) => self.sent.push(text),
                Command::Answer(number, answer) => self.answers.push((number, answer)),
                _ => {}
            }
        }
    }

    fn frame(&mut self, text: &str) {
        let socket = self.socket.unwrap();
        self.give(Input::Socket { source: SourceId(0), socket, event: SocketInput::Text(text) });
    }

    fn event(&mut self, name: &str, argument: Value) {
        self.frame(&format!("42{}", json!([name, argument])));
    }

    fn told(&mut self, id: &str) {
        self.event(
            "new_notification",
            json!({ "notification": { "id": id, "type": "info" }, "unread_count": 100 }),
        );
    }

    fn open(&mut self) {
        let socket = self.socket.unwrap();
        self.give(Input::Socket { source: SourceId(0), socket, event: SocketInput::Opened });
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
        let event = SocketInput::Closed { code: 1006, reason: "", clean: false };
        self.give(Input::Socket { source: SourceId(0), socket, event });
    }

    /// Let time pass, with every deadline on the way.
    fn wait(&mut self, ms: u64) {
        let end = self.mono + ms;
        while let Some(due) = self.session.deadline().filter(|due| *due <= end) {
            self.mono = due.max(self.mono + 1).min(end);
            self.give(Input::Tick);
            if self.mono == end {
                break;
            }
        }
        self.mono = end;
        self.give(Input::Tick);
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
        self.give(Input::Http { id: request.id, outcome: HttpOutcome::Done { status, body } });
    }

    /// Answer everything that is asked; the list holds `ids`, newest first.
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

/// hub 002 §1.1 and §5: the snapshot comes before the CONNECT answer, the list afterwards.
#[test]
fn events_before_connect_and_the_list_merge_without_doubles() {
    let mut world = World::new(Some("UTC"));
    world.open();
    let recent = json!({ "notifications": [{ "id": "b" }, { "id": "a" }], "unread_count": 2 });
    world.event("recent_notifications", recent);
    assert_eq!(world.ids(), ["a", "b"]);
    assert!(!matches!(world.session.state(world.now()), State::Online { .. }), "not ready yet");
    world.frame(r#"40{"sid":"s"}"#);
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
    world.answer_all(&["c", "b", "a"]);
    assert_eq!(world.ids(), ["a", "b", "c"]);
    assert_eq!(world.session.inbox().unread(), 3);
}

/// hub 002 §2.3: the hub's own count cannot be trusted after a burst.
#[test]
fn ten_thousand_notifications_are_counted_exactly_whatever_the_hub_says() {
    let mut world = World::connected();
    for number in 0..10_000 {
        world.told(&format!("n{number}"));
    }
    assert_eq!(world.session.inbox().unread(), 10_000);
    assert_eq!(world.session.fact("hub_unread"), Some(&json!(100)), "shown in the link's details only");
}

/// hub 002 §4: after a deaf socket the lost item is in the list.
#[test]
fn an_outage_is_mended_from_the_list_without_doubles() {
    let mut world = World::connected();
    world.told("a");
    world.cut();
    assert!(matches!(world.session.state(world.now()), State::Waiting { .. }));
    world.reconnect();
    assert_eq!(world.session.recovery(), Some(Recovery::Resync));
    world.answer_all(&["b", "a"]);
    assert_eq!(world.ids(), ["a", "b"]);
    assert!(world.session.inbox().gaps().is_empty());
}

/// hub 002 §2.3: in memory only, the last 100: a list that reaches back to nothing known leaves a gap.
#[test]
fn a_list_that_does_not_reach_back_leaves_a_gap() {
    let mut world = World::connected();
    world.told("a");
    let from = world.now().wall;
    world.cut();
    world.reconnect();
    world.answer_all(&["z"]);
    assert_eq!(world.ids(), ["a", "z"], "nothing that was known is lost");
    assert_eq!(world.session.recovery(), Some(Recovery::Gap));
    let gaps = world.session.inbox().gaps();
    assert_eq!((gaps.len(), gaps[0].from), (1, from));
    let filter = Filter::default();
    let lines = world.session.inbox().lines(&filter, 0, 10);
    assert!(
        matches!(lines[..], [Item::Entry(_), Item::Gap(_), Item::Entry(_)] | [Item::Gap(_), ..]),
        "{lines:?}"
    );
}

/// hub 002 §2.3: naive local times; the offset is measured from /health and pong.
#[test]
fn the_hubs_zone_is_measured_and_times_placed_anew() {
    let mut world = World::new(None);
    world.open();
    let told = json!({ "notifications": [{ "id": "a", "timestamp": "2026-11-23T04:21:09.000000" }], "unread_count": 1 });
    world.event("recent_notifications", told);
    world.frame(r#"40{"sid":"s"}"#);
    let at = |world: &World| world.session.inbox().get(&EventId::from("a")).unwrap().at;
    assert_eq!(at(&world), Millis(WALL - 3 * 3_600_000 - 60_000), "guessed: the browser's zone");
    world.event("pong", json!({ "timestamp": "2026-11-23 04:22:09.000000" }));
    let health = world.take("/health");
    world.answer(&health, 200, &json!({ "timestamp": "2026-11-23T07:22:09.200000+00:00" }).to_string());
    assert_eq!(*world.session.zone(), HubZone::Measured(-3 * 3_600_000));
    assert_eq!(at(&world), Millis(WALL - 60_000));
}

/// hub 002 §5: over REST, so that other tabs hear of it; §3: 404 for what a restarted hub forgot.
#[test]
fn mark_read_is_shown_at_once_and_told_over_rest() {
    for status in [200, 404] {
        let mut world = World::connected();
        world.told("a b");
        world.give(Input::Intent(Intent::MarkRead(EventId::from("a b"))));
        assert_eq!(world.session.inbox().unread(), 0);
        let request = world.take("/api/notifications/a%20b/read");
        assert_eq!(request.method, crate::Method::Post);
        world.answer(&request, status, r#"{"error":"Notification not found"}"#);
        assert_eq!(world.notices(), [], "{status} means done");
        assert_eq!(world.session.waiting_reads(), 0);
    }
}

#[test]
fn a_safe_intent_waits_for_the_hub_and_is_sent_again_until_it_is_heard() {
    let mut world = World::connected();
    world.told("a");
    world.cut();
    world.give(Input::Intent(Intent::MarkRead(EventId::from("a"))));
    assert_eq!((world.asked("/api/notifications/a/read"), world.session.waiting_reads()), (0, 1));
    world.reconnect();
    let list = world.take("/api/notifications?");
    world.answer(&list, 200, r#"{"notifications":[{"id":"a"}],"unread_count":1}"#);
    let request = world.take("/api/notifications/a/read");
    world.answer(&request, 500, "<html>");
    assert_eq!(world.session.waiting_reads(), 1);
    world.wait_heard(6_000);
    let request = world.take("/api/notifications/a/read");
    world.answer(&request, 200, "{}");
    assert_eq!(world.session.waiting_reads(), 0);
}

#[test]
fn a_safe_intent_survives_a_reload() {
    let mut before = World::connected();
    before.told("a");
    before.told("b");
    before.cut();
    before.give(Input::Intent(Intent::MarkRead(EventId::from("a"))));
    assert_eq!(before.reads, [EventId::from("a")]);

    let mut after = World::after_reload(before.reads);
    after.frame(OPEN);
    after.frame(r#"40{"sid":"s"}"#);
    assert_eq!(after.asked("/api/notifications/a/read"), 0, "nothing of this hub was readable yet");
    for path in ["/status", "/health"] {
        let request = after.take(path);
        after.answer(&request, 404, "{}");
    }
    let told = after.take("/api/notifications/a/read");
    let list = after.take("/api/notifications?");
    after.answer(&list, 200, r#"{"notifications":[{"id":"b"},{"id":"a"}],"unread_count":2}"#);
    assert_eq!(after.session.inbox().unread(), 1, "it stays read though the hub does not know");
    after.reads = vec![EventId::from("a")];
    after.answer(&told, 200, "{}");
    assert_eq!((after.reads, after.session.waiting_reads()), (Vec::new(), 0));
}

#[test]
fn a_refused_intent_is_told_in_the_hubs_words() {
    let mut world = World::connected();
    world.told("a");
    world.give(Input::Intent(Intent::MarkRead(EventId::from("a"))));
    let request = world.take("/api/notifications/a/read");
    world.answer(&request, 403, r#"{"error":"Not yours"}"#);
    assert_eq!(world.notices(), [Notice::Refused { status: 403, text: "Not yours".to_owned() }]);
}

#[test]
fn mark_all_asks_only_for_what_the_hub_still_lists_two_at_a_time() {
    let mut world = World::connected();
    for id in ["a", "b", "c", "d"] {
        world.told(id);
    }
    world.cut();
    world.reconnect();
    world.answer_all(&["d", "c", "b"]);
    world.give(Input::Intent(Intent::MarkAll));
    assert_eq!(world.session.inbox().unread(), 0);
    assert_eq!(world.requests.len(), 2, "at most two in flight");
    let mut asked = Vec::new();
    while !world.requests.is_empty() {
        let request = world.requests.remove(0);
        asked.push(request.path_and_query.clone());
        world.answer(&request, 200, "{}");
    }
    asked.sort();
    assert_eq!(asked, ["b", "c", "d"].map(|id| format!("/api/notifications/{id}/read")));
}

#[test]
fn a_clear_acts_at_once_and_is_told_after_the_undo_time() {
    let mut world = World::connected();
    world.told("a");
    world.give(Input::Intent(Intent::Clear));
    assert!(world.session.inbox().is_empty());
    let [Notice::Cleared { clear, count: 1 }] = world.notices()[..] else { panic!("{:?}", world.notices()) };
    world.wait_heard(4_000);
    assert_eq!(world.asked("/api/notifications/clear"), 0);
    world.wait_heard(2_000);
    assert_eq!(world.asked("/api/notifications/clear"), 1);
    world.give(Input::Intent(Intent::Undo(clear)));
    assert_eq!(world.ids(), ["a"], "ours comes back all the same");
}

#[test]
fn an_undone_clear_is_never_told() {
    let mut world = World::connected();
    world.told("a");
    world.give(Input::Intent(Intent::Clear));
    let [Notice::Cleared { clear, .. }] = world.notices()[..] else { panic!() };
    world.give(Input::Intent(Intent::Undo(clear)));
    world.wait_heard(8_000);
    assert_eq!((world.asked("/api/notifications/clear"), world.ids()), (0, vec!["a".to_owned()]));
}

#[test]
fn a_clear_stays_local_when_newer_ones_came_or_the_hub_is_away() {
    for newer in [true, false] {
        let mut world = World::connected();
        world.told("a");
        world.give(Input::Intent(Intent::Clear));
        if newer {
            world.told("b");
            world.wait_heard(6_000);
        } else {
            world.cut();
            world.wait(6_000);
        }
        assert_eq!(world.asked("/api/notifications/clear"), 0);
        assert!(world.notices().contains(&Notice::ClearStaysLocal));
        assert_eq!(world.ids(), if newer { vec!["b"] } else { vec![] });
    }
}

#[test]
fn a_page_that_goes_says_its_clear_at_once_and_outlives_itself() {
    let mut world = World::connected();
    world.told("a");
    world.give(Input::Intent(Intent::Clear));
    world.give(Input::Leaving);
    assert!(world.take("/api/notifications/clear").keepalive);
}

#[test]
fn a_failing_poll_empties_nothing_is_told_and_goes_on() {
    let mut world = World::connected();
    let table = TableId::from("datasets");
    assert_eq!(world.session.table(&table).unwrap().rows().len(), 1);
    for (status, body) in
        [(500, "{}"), (200, "<html>"), (200, ""), (200, "{\"error\":\"x\"}"), (200, "{\"results\":{}}")]
    {
        world.wait_heard(61_000);
        let request = world.take("/status");
        world.requests.clear();
        world.answer(&request, status, body);
        assert_eq!(world.session.table(&table).unwrap().rows().len(), 1, "{body}");
        assert!(world.session.poll_error(&table).is_some(), "{body}");
    }
    assert!(world.session.is_stale(world.now(), &table));
    world.wait_heard(61_000);
    let request = world.take("/status");
    world.answer(&request, 200, "{\"results\":[]}");
    assert_eq!(world.session.table(&table).unwrap().rows().len(), 0, "truly empty");
    assert_eq!(world.session.poll_error(&table), None);
}

#[test]
fn a_poll_never_overlaps_itself() {
    let mut world = World::connected();
    world.wait_heard(120_000);
    assert_eq!(world.asked("/status"), 1);
}

/// hub 002 §4: /status is cached for 60 s, so rows are fetched a minute after a notification.
#[test]
fn a_notification_makes_the_rows_due_after_its_wait() {
    let mut world = World::with(&PORTAL.replace("\"every_s\": 30,", ""), Some("UTC"));
    world.open();
    world.frame(r#"40{"sid":"s"}"#);
    world.answer_all(&[]);
    world.wait_heard(100_000);
    assert_eq!(world.asked("/status"), 0);
    world.told("a");
    world.wait_heard(59_000);
    assert_eq!(world.asked("/status"), 0);
    world.wait_heard(2_000);
    assert_eq!(world.asked("/status"), 1);
}

#[test]
fn an_unreachable_hub_is_probed_once_and_the_reason_told() {
    let mut world = World::new(None);
    world.cut();
    let request = world.take("/socket.io/");
    world.give(Input::Http { id: request.id, outcome: HttpOutcome::Failed("refused") });
    assert!(matches!(world.session.state(world.now()), State::Waiting { reason: Reason::Unreachable, .. }));
    world.give(Input::Probed { answered: true });
    assert_eq!(world.session.diagnosis(), Some(Diagnosis::Unreadable));
}

#[test]
fn a_sleep_is_noticed_on_wake_and_the_hub_asked_at_once() {
    let mut world = World::connected();
    world.wait_heard(3_000);
    world.slept = 3_600_000;
    world.mono += 10;
    world.give(Input::Tick);
    world.wait(9_500);
    assert!(matches!(world.session.state(world.now()), State::Stale { .. } | State::Waiting { .. }));
}

#[test]
fn unknown_events_are_counted_and_kept_as_samples() {
    let mut world = World::connected();
    world.event("surprise", json!(1));
    world.frame("42[");
    let rejections = world.session.rejections();
    assert_eq!((rejections.count, rejections.samples.len()), (2, 2));
}

#[test]
fn what_the_person_marked_wins_over_what_the_hub_repeats() {
    let mut world = World::connected();
    world.told("a");
    world.give(Input::Intent(Intent::MarkRead(EventId::from("a"))));
    world.cut();
    world.reconnect();
    world.answer_all(&["a"]);
    let entry = world.session.inbox().get(&EventId::from("a")).unwrap();
    assert_eq!((entry.mine, world.session.inbox().unread()), (Some(Mine::Read), 0));
}
