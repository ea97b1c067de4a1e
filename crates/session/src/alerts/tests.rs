#![allow(clippy::unwrap_used, clippy::panic)]
use model::{AlertOrigin, Millis, Moment, Row, Severity};
use profile::TableSpec;
use serde_json::{Value, json};

use super::*;

mod thresholds;

/// Alerts on a table of an id and a state, with the table.
struct Desk {
    alerts: RowAlerts,
    table: Table,
    spec: model::TableOptions,
    id: TableId,
}

impl Desk {
    fn new(on: &Value, more: &Value) -> Self {
        let mut watch = json!({ "table": "rows", "on": on, "notify": { "title": "{id} {old.state}>{state}" },
                                "summary": "{count} rows" });
        watch.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let state = json!({ "id": "state", "title": "S", "at": "/state" });
        Self::of(&watch, &state)
    }

    /// With such a column for the state.
    fn of(watch: &Value, state: &Value) -> Self {
        let profile = json!({
            "name": "a", "title": "A", "sources": { "rest": { "kind": "rest" } },
            "poll": [{ "source": "rest", "get": "/rows", "every_s": 5, "do": [{ "rows": "rows" }] }],
            "tables": [{ "id": "rows", "title": "R", "key": "/id", "label": "id", "columns": [
                { "id": "id", "title": "I", "at": "/id" }, state
            ] }],
            "watch": [watch]
        });
        let profile = Rc::new(Profile::parse(&profile.to_string()).unwrap());
        let spec = profile.table("rows").map(TableSpec::options).unwrap();
        let (alerts, table) = (RowAlerts::new(profile), Table::new(spec.clone()));
        Self { alerts, table, spec, id: TableId::from("rows") }
    }

    /// The hub lists these rows; what is reported at that moment.
    fn list(&mut self, now: u64, rows: &[(&str, &str)]) -> Vec<String> {
        self.see(now, rows);
        self.tick(now)
    }

    fn see(&mut self, now: u64, rows: &[(&str, &str)]) {
        let cell = |text: &str| Some(if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) });
        let row = |(id, state): &(&str, &str)| Row {
            key: RowKey::from(*id),
            cells: vec![cell(id), cell(state)],
            version: None,
        };
        self.table.snapshot(None, rows.iter().map(row).collect(), 0, Moment::default(), Moment::default());
        let changed = Input::Changed { id: &self.id, table: &self.table, touched: None };
        self.alerts.handle(at(now), changed);
    }

    fn tick(&mut self, now: u64) -> Vec<String> {
        let reported = self.reported(now);
        reported.into_iter().filter_map(|it| Some(it.title?.get("es").clone())).collect()
    }

    fn reported(&mut self, now: u64) -> Vec<Notification> {
        self.alerts.handle(at(now), Input::Timeout);
        std::iter::from_fn(|| self.alerts.poll_output()).collect()
    }
}

fn at(mono: u64) -> Now {
    Now { mono: Mono(mono), wall: Millis(0) }
}

const NONE: [&str; 0] = [];

#[test]
fn the_first_list_is_taken_in_silence() {
    let mut desk = Desk::new(&json!("added"), &json!({}));
    assert_eq!(desk.list(0, &[("a", "")]), NONE);
    assert_eq!(desk.list(1, &[("a", ""), ("b", "x")]), ["b x>x"]);
    desk.alerts.handle(at(2), Input::Forget(&TableId::from("rows")));
    desk.table = Table::new(desk.spec.clone());
    assert_eq!(desk.list(3, &[("c", "")]), NONE, "it begins anew");
}

#[test]
fn a_condition_counts_when_it_has_lasted() {
    let mut desk = Desk::new(&json!({ "column": "state", "is": ["down"] }), &json!({ "for_s": 10 }));
    desk.list(0, &[("a", "up")]);
    assert_eq!(desk.list(1_000, &[("a", "down")]), NONE);
    assert_eq!(desk.alerts.poll_timeout(), Some(Mono(11_000)));
    assert_eq!(desk.list(5_000, &[("a", "up")]), NONE);
    assert_eq!(desk.list(6_000, &[("a", "down")]), NONE, "a passing fault");
    assert_eq!(desk.tick(15_999), NONE);
    assert_eq!(desk.tick(16_000), ["a up>down"]);
    assert_eq!(desk.tick(99_000), NONE, "once");
}

#[test]
fn an_alert_cools_down_before_it_reports_the_row_again() {
    let mut desk = Desk::new(&json!({ "column": "state", "is": ["down"] }), &json!({ "cooldown_s": 60 }));
    desk.list(0, &[("a", "up")]);
    assert_eq!(desk.list(1_000, &[("a", "down")]), ["a up>down"]);
    desk.list(2_000, &[("a", "up")]);
    assert_eq!(desk.list(3_000, &[("a", "down")]), NONE);
    desk.list(4_000, &[("a", "up")]);
    assert_eq!(desk.tick(61_000), NONE, "it no longer stands");
    assert_eq!(desk.list(61_500, &[("a", "down")]), ["a up>down"]);
}

#[test]
fn what_falls_again_while_the_alert_cools_down_is_reported_at_its_end_if_it_still_stands() {
    let mut desk = Desk::new(&json!({ "column": "state", "is": ["down"] }), &json!({ "cooldown_s": 60 }));
    desk.list(0, &[("a", "up"), ("b", "up")]);
    assert_eq!(desk.list(1_000, &[("a", "down"), ("b", "down")]), ["a up>down", "b up>down"]);
    desk.list(2_000, &[("a", "up"), ("b", "up")]);
    assert_eq!(desk.list(3_000, &[("a", "down"), ("b", "down")]), NONE);
    assert_eq!(desk.alerts.poll_timeout(), Some(Mono(61_000)));
    desk.list(50_000, &[("a", "down"), ("b", "up")]);
    assert_eq!(desk.tick(60_999), NONE);
    assert_eq!(desk.tick(61_000), ["a up>down"]);
    assert_eq!(desk.tick(999_000), NONE, "once");
}

#[test]
fn a_change_while_the_alert_cools_down_is_reported_from_the_last_that_was() {
    let mut desk = Desk::new(&json!({ "column": "state", "changes": true }), &json!({ "cooldown_s": 60 }));
    desk.list(0, &[("a", "n1")]);
    assert_eq!(desk.list(1_000, &[("a", "n2")]), ["a n1>n2"]);
    assert_eq!(desk.list(2_000, &[("a", "n3")]), NONE);
    assert_eq!(desk.list(3_000, &[("a", "n4")]), NONE);
    assert_eq!(desk.tick(61_000), ["a n2>n4"]);
}

#[test]
fn the_old_value_is_never_one_that_counts_as_none() {
    let on = json!({ "column": "state", "changes": true, "except": ["none", "?"] });
    for between in [&["none"][..], &["?", "none", ""], &["", ""]] {
        let mut desk = Desk::new(&on, &json!({}));
        desk.list(0, &[("a", "n1")]);
        for (place, state) in between.iter().enumerate() {
            assert_eq!(desk.list(1_000 + place as u64, &[("a", state)]), NONE, "{between:?}");
        }
        assert_eq!(desk.list(9_000, &[("a", "n2")]), ["a n1>n2"], "{between:?}");
    }
    let mut desk = Desk::new(&on, &json!({}));
    desk.list(0, &[("a", "n1")]);
    desk.list(1_000, &[("a", "none")]);
    assert_eq!(desk.list(2_000, &[("a", "n1")]), NONE, "it is what it was");
}

#[test]
fn the_first_value_of_a_column_is_taken_in_silence() {
    for on in [
        json!({ "column": "state", "is": ["down"] }),
        json!({ "column": "state", "changes": true, "except": ["?"] }),
    ] {
        let mut desk = Desk::new(&on, &json!({ "cooldown_s": 0 }));
        desk.list(0, &[("a", "")]);
        assert_eq!(desk.list(1_000, &[("a", "down")]), NONE, "{on}");
        desk.list(2_000, &[("a", "up")]);
        desk.list(3_000, &[("a", "")]);
        assert_eq!(desk.list(4_000, &[("a", "down")]).len(), 1, "{on}: it had a value before");
    }
}

#[test]
fn what_is_well_again_is_reported_only_after_what_was_not() {
    let on = json!({ "column": "state", "is": ["up"], "was": ["down"] });
    let mut desk = Desk::new(&on, &json!({ "for_s": 10, "cooldown_s": 0 }));
    desk.list(0, &[("a", "up"), ("b", "down")]);
    assert_eq!(desk.list(1_000, &[("a", "up"), ("b", "up"), ("new", "up")]), NONE);
    assert_eq!(desk.tick(11_000), ["b down>up"]);
    desk.list(12_000, &[("a", "down"), ("b", "odd"), ("new", "up")]);
    desk.list(14_000, &[("a", "up"), ("b", "odd"), ("new", "up")]);
    assert_eq!(desk.tick(30_000), NONE, "a passing fault");
    desk.list(31_000, &[("a", "up"), ("b", "up"), ("new", "up")]);
    assert_eq!(desk.tick(60_000), NONE, "it was odd, not down");
}

#[test]
fn many_at_once_become_one() {
    let mut desk = Desk::new(&json!("removed"), &json!({ "group": 2 }));
    desk.list(0, &[("a", ""), ("b", ""), ("c", "")]);
    assert_eq!(desk.list(1, &[]), ["3 rows"]);
}

#[test]
fn an_alert_is_as_severe_as_its_row_says_and_many_as_the_worst_of_them() {
    let map = json!({ "critical": "error", "page": "error", "1..3": "success", "*": "warning" });
    let kinds = |kind: &Value, states: &[&str]| {
        let notify = json!({ "title": "{id}", "kind": kind });
        let mut desk = Desk::new(&json!("added"), &json!({ "group": 1, "notify": notify }));
        desk.list(0, &[]);
        let ids = ["a", "b", "c"];
        let rows: Vec<_> = ids.into_iter().zip(states.iter().copied()).collect();
        desk.see(1, &rows);
        desk.reported(1).into_iter().map(|alert| alert.kind).collect::<Vec<_>>()
    };
    let by_map = json!({ "column": "state", "map": map });
    for (state, kind) in [
        ("critical", Severity::Error),
        ("2", Severity::Success),
        ("odd", Severity::Warning),
        ("", Severity::Warning),
    ] {
        assert_eq!(kinds(&by_map, &[state]), [kind], "{state}");
    }
    assert_eq!(kinds(&by_map, &["odd", "page", "3"]), [Severity::Error]);
    assert_eq!(kinds(&by_map, &["1", "3"]), [Severity::Success]);
    // Without a map the hub's own words count.
    let plain = json!({ "column": "state" });
    for (state, kind) in
        [("error", Severity::Error), ("warning", Severity::Warning), ("critical", Severity::Info)]
    {
        assert_eq!(kinds(&plain, &[state]), [kind], "{state}");
    }
    assert_eq!(kinds(&json!("error"), &["odd", "2"]), [Severity::Error]);
}

#[test]
fn a_status_is_called_what_its_cell_is_called() {
    let state = json!({ "id": "state", "title": "S", "at": "/state", "type": "status", "map": {
        "up": { "as": "ok", "es": "en marcha", "en": "running" }, "down": { "as": "error", "es": "caído", "en": "down!" }
    } });
    let watch = json!({
        "table": "rows", "on": { "column": "state", "changes": true }, "same_as": "{id}:{state}", "within_s": 60,
        "notify": { "title": "{id}: {old.state} > {state}", "message": { "en": "It is {state}.", "es": "Está {state}." } },
        "summary": "{count}"
    });
    let mut desk = Desk::of(&watch, &state);
    desk.see(0, &[("a", "up")]);
    desk.see(1, &[("a", "down")]);
    let [alert] = <[Notification; 1]>::try_from(desk.reported(1)).unwrap();
    let (title, message) = (alert.title.unwrap(), alert.message.unwrap());
    assert_eq!(
        (title.get("es").as_str(), title.get("en").as_str()),
        ("a: en marcha > caído", "a: running > down!")
    );
    assert_eq!((message.get("es").as_str(), message.get("en").as_str()), ("Está caído.", "It is down!."));
    assert!(
        alert.dedup_keys.iter().all(|dedup| dedup.key == "a:down"),
        "what the hub reports has its own word"
    );
    desk.see(40_000, &[("a", "odd")]);
    let [alert] = <[Notification; 1]>::try_from(desk.reported(40_000)).unwrap();
    assert_eq!(alert.title.unwrap().get("es"), "a: caído > odd", "a word without a name stays");
}

#[test]
fn a_summary_counts_what_stands() {
    let more = json!({ "group": 2, "cooldown_s": 60 });
    let mut desk = Desk::new(&json!({ "column": "state", "is": ["down"] }), &more);
    let list = |states: &str| -> Vec<(&'static str, &'static str)> {
        let state = |letter| if letter == 'd' { "down" } else { "up" };
        ["a", "b", "c", "d", "e"].into_iter().zip(states.chars().map(state)).collect()
    };
    desk.list(0, &list("uuuuu"));
    assert_eq!(desk.list(1_000, &list("duuuu")), ["a up>down"]);
    desk.alerts.handle(at(2_000), Input::Timeout);
    assert_eq!(desk.list(2_000, &list("ddddu")), ["4 rows"]);
    desk.list(3_000, &list("uuudu"));
    assert_eq!(desk.list(4_000, &list("ddddu")), NONE);
    assert_eq!(desk.tick(70_000), ["4 rows"], "those that fell again, and the one that did not rise");
}

#[test]
fn a_summary_names_ten_and_counts_the_rest() {
    for (fallen, named, unnamed) in [(4, 4, 0), (10, 10, 0), (11, 10, 1), (5_000, 10, 4_990)] {
        let mut desk = Desk::new(&json!("removed"), &json!({ "group": 3 }));
        let ids: Vec<String> = (0..fallen).map(|number| format!("n{number:04}")).collect();
        let rows: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "")).collect();
        desk.list(0, &rows);
        desk.see(1, &[]);
        let [summary] = <[Notification; 1]>::try_from(desk.reported(1)).unwrap();
        let message = summary.message.unwrap().get("es").clone();
        assert_eq!(message.split(", ").count(), named);
        assert_eq!(summary.alert, Some(AlertOrigin::Watch { place: 0, unnamed }));
        assert_eq!(summary.title.unwrap().get("es"), &format!("{fallen} rows"));
    }
}
