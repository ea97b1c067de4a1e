//! A wall clock that is set back or forth: what orders, times out or ages goes by the other clock.
use super::*;

const HOUR: i64 = 3_600_000;

/// A hub that lists rows every 5 s and pushes changes of them.
const ROWS: &str = r#"{
    "name": "r", "title": "R",
    "sources": {
        "live": { "kind": "websocket", "path": "/live", "primary": true, "ready": { "/kind": "welcome" } },
        "rest": { "kind": "rest" }
    },
    "on": [
        { "match": { "/kind": "welcome" }, "do": ["beat"] },
        { "match": { "/kind": "note" }, "do": [{ "notify": { "id": "/id" } }] },
        { "match": { "/kind": "row" }, "do": [{ "upsert": "t" }] }
    ],
    "poll": [{ "source": "rest", "get": "/rows", "every_s": 5, "when": ["connected"], "do": [{ "rows": "t", "from": "/rows" }] }],
    "tables": [{ "id": "t", "title": "T", "key": "/id", "columns": [
        { "id": "id", "title": "I", "at": "/id" }, { "id": "n", "title": "N", "at": "/n", "type": "integer" }
    ] }]
}"#;

struct Rows {
    world: World,
    asked: usize,
}

impl Rows {
    fn new() -> Self {
        let mut world = World::with(ROWS, Some("UTC"));
        let socket = world.socket.unwrap();
        world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
        world.frame(r#"{"kind":"welcome"}"#);
        let mut rows = Self { world, asked: 0 };
        rows.answer();
        rows
    }

    fn answer(&mut self) {
        while !self.world.requests.is_empty() {
            let request = self.world.requests.remove(0);
            self.asked += 1;
            self.world.answer(&request, 200, r#"{"rows":[{"id":"a","n":1}]}"#);
        }
    }

    fn run(&mut self, ms: u64, push: bool) -> usize {
        let before = self.asked;
        for number in 0..ms / 500 {
            self.world.wait(500);
            if push {
                self.world.frame(&json!({ "kind": "row", "id": "a", "n": number }).to_string());
            }
            self.answer();
        }
        self.asked - before
    }
}

#[test]
fn a_clock_that_is_set_makes_no_storm_of_requests() {
    for step in [-HOUR, -86_400_000, HOUR] {
        for push in [false, true] {
            let mut rows = Rows::new();
            let usual = rows.run(60_000, push);
            rows.world.slept = step;
            let after = rows.run(60_000, push);
            // A clock set forth looks like a sleep, after which everything is asked once.
            assert!(after <= usual + 2, "{step} {push}: {usual}, then {after} a minute");
        }
    }
}

#[test]
fn a_table_goes_stale_in_time_whatever_the_clock_says() {
    let table = TableId::from("t");
    for step in [-HOUR, 0, HOUR] {
        let mut rows = Rows::new();
        rows.run(20_000, false);
        rows.world.slept = step;
        assert!(!rows.world.session.is_stale(rows.world.now(), &table), "{step}");
        rows.world.wait(9_000);
        assert!(!rows.world.session.is_stale(rows.world.now(), &table), "{step}");
        rows.world.wait(2_500);
        assert!(rows.world.session.is_stale(rows.world.now(), &table), "{step}");
    }
}

#[test]
fn what_arrives_after_the_clock_was_set_back_is_new() {
    let mut rows = Rows::new();
    let note = |id: &str| json!({ "kind": "note", "id": id }).to_string();
    rows.world.frame(&note("a"));
    rows.world.slept = -HOUR;
    rows.world.deltas.clear();
    rows.world.frame(&note("b"));
    assert!(rows.world.deltas.contains(&Delta::Inbox { fresh: 1 }));
    assert_eq!(rows.world.session.inbox().unread(), 2);
}

#[test]
fn a_row_that_is_pushed_after_the_clock_was_set_back_keeps_what_the_message_said() {
    let mut rows = Rows::new();
    rows.world.slept = -HOUR;
    rows.run(10_000, false);
    rows.world.wait(5_500);
    rows.world.frame(r#"{"kind":"row","id":"a","n":7}"#);
    let request = rows.world.take("/rows");
    rows.world.answer(&request, 200, r#"{"rows":[{"id":"a","n":1}]}"#);
    let table = rows.world.session.table(&TableId::from("t")).unwrap();
    assert_eq!(table.rows()[0].cells[1], model::Cell::Integer(7), "the list was asked for before");
}

/// Zones that keep summer time from the first of March on.
struct Summer;

impl Zones for Summer {
    fn to_utc(&self, local: Millis, zone: &Zone) -> Millis {
        let summer = Millis(1_772_323_200_000);
        match zone {
            Zone::Utc => local,
            _ => Millis(local.0 + if local < summer { 4 * HOUR } else { 3 * HOUR }),
        }
    }
}

#[test]
fn a_moment_is_told_on_the_hubs_clock() {
    let of = |time_zone: Option<&str>| {
        let config = Config { time_zone: time_zone.map(str::to_owned), ..config(ROWS) };
        Session::new(config, Box::new(Summer))
    };
    for time_zone in [None, Some("America/Santiago")] {
        let session = of(time_zone);
        for at in [0, 1_772_323_200_000 - 10 * HOUR, 1_772_323_200_000 + 10 * HOUR, WALL] {
            let local = session.hub_local(Millis(at));
            let stamp = model::Stamp::Naive { local, zone: Zone::Hub };
            assert_eq!(session.resolve(&stamp), Millis(at), "there and back");
        }
    }
}
