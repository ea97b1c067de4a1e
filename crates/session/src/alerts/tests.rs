#![allow(clippy::unwrap_used, clippy::panic)]
use model::{Millis, Row};
use profile::TableSpec;
use serde_json::json;

use super::*;

/// Alerts on a table of an id and a state, with the table.
struct Desk {
    alerts: Alerts,
    table: Table,
    spec: model::TableOptions,
    id: TableId,
}

impl Desk {
    fn new(on: &Value, more: &Value) -> Self {
        let mut watch = json!({ "table": "rows", "on": on, "notify": { "title": "{id} {old.state}>{state}" },
                                "summary": "{count} rows" });
        watch.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let profile = json!({
            "name": "a", "title": "A", "sources": { "rest": { "kind": "rest" } },
            "poll": [{ "source": "rest", "get": "/rows", "every_s": 5, "do": [{ "rows": "rows" }] }],
            "tables": [{ "id": "rows", "title": "R", "key": "/id", "columns": [
                { "id": "id", "title": "I", "at": "/id" }, { "id": "state", "title": "S", "at": "/state" }
            ] }],
            "watch": [watch]
        });
        let profile = Rc::new(Profile::parse(&profile.to_string()).unwrap());
        let spec = profile.table("rows").map(TableSpec::options).unwrap();
        let (alerts, table) = (Alerts::new(profile), Table::new(spec.clone()));
        Self { alerts, table, spec, id: TableId::from("rows") }
    }

    /// The hub lists these rows; what is reported at that moment.
    fn list(&mut self, now: u64, rows: &[(&str, &str)]) -> Vec<String> {
        let cell = |text: &str| Some(Cell::Text(text.to_owned()));
        let row = |(id, state): &(&str, &str)| Row {
            key: RowKey::from(*id),
            cells: vec![cell(id), cell(state)],
            version: None,
        };
        self.table.snapshot(None, rows.iter().map(row).collect(), true, Millis(0), Millis(0));
        let changed = Input::Changed { id: &self.id, table: &self.table, touched: None };
        self.alerts.handle(at(now), changed);
        self.tick(now)
    }

    fn tick(&mut self, now: u64) -> Vec<String> {
        self.alerts.handle(at(now), Input::Timeout);
        std::iter::from_fn(|| self.alerts.poll_output())
            .filter_map(|it| Some(it.title?.get("es").clone()))
            .collect()
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
    assert_eq!(desk.alerts.poll_timeout(), Some((Timer::Alert, Mono(11_000))));
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
    assert_eq!(desk.list(61_000, &[("a", "down")]), ["a up>down"]);
}

#[test]
fn many_at_once_become_one() {
    let mut desk = Desk::new(&json!("removed"), &json!({ "group": 2 }));
    desk.list(0, &[("a", ""), ("b", ""), ("c", "")]);
    assert_eq!(desk.list(1, &[]), ["3 rows"]);
}
