//! The last name on the way to a table that says something.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use serde_json::{Value, json};

use crate::Origin;
use crate::testing::{answer, event, evidence, frame};

#[test]
fn tables_are_called_by_what_leads_to_them() {
    let rows = || json!([{ "id": 1, "x": 5 }, { "id": 2, "x": 6 }]);
    for (origin, value, id, title) in [
        (answer("/api/v1/printJobs?limit=5"), rows(), "print_jobs", "Print jobs"),
        (answer("/api/v1/jobs/all.json"), json!({ "items": rows() }), "jobs", "Jobs"),
        (
            answer("/x"),
            json!({ "data": { "salas_de_máquinas": rows() } }),
            "salas_de_maquinas",
            "Salas de máquinas",
        ),
        (answer("/tanks/42/"), rows(), "tanks", "Tanks"),
        (answer("/fleet/state"), rows(), "fleet", "Fleet"),
        (answer("/status"), rows(), "status", "Status"),
        (answer("/"), rows(), "rest", "Rest"),
        (event("room:list"), json!([rows()]), "room", "Room"),
        (event("日本"), json!([rows()]), "table", "日本"),
        (frame(), json!({ "type": "tanks.snapshot", "data": rows() }), "tanks", "Tanks"),
        (frame(), json!({ "data": rows() }), "live", "Live"),
    ] {
        let said: Origin = origin.clone();
        let draft = evidence(vec![(0, origin, value)]).draft();
        let table: &Value = &draft.profile["tables"][0];
        assert_eq!((&table["id"], &table["title"]), (&json!(id), &json!(title)), "{said:?}");
    }
}

#[test]
fn columns_are_called_by_themselves_or_with_what_has_them() {
    let row = json!({ "id": 1, "customer": { "name": "a" }, "metadata": { "name": "b" }, "latency_ms": 5, "temp_c": 5, "delay_min": 5, "": 1 });
    let draft = evidence(vec![(0, answer("/x"), json!([row]))]).draft();
    let columns = draft.profile["tables"][0]["columns"].as_array().unwrap();
    for (at, title) in [
        ("/customer/name", "Customer name"),
        ("/metadata/name", "Name"),
        ("/latency_ms", "Latency"),
        ("/temp_c", "Temp °C"),
        ("/delay_min", "Delay"),
        ("/", "Column 1"),
    ] {
        let column = columns.iter().find(|column| column["at"] == at).unwrap();
        assert!(column["title"].as_str().unwrap().starts_with(title.trim_end_matches('1')), "{column}");
    }
}

#[test]
fn a_row_of_maps_of_maps_is_no_row_of_one_of_them() {
    let wards = |heart: u64| json!({ "w-1": { "1": { "who": "A", "hr": heart }, "2": { "who": "B", "hr": heart } }, "w-2": { "1": { "who": "C", "hr": heart } } });
    let draft = evidence((0..5).map(|it| (it * 5_000, answer("/wards"), wards(70 + it))).collect()).draft();
    let table = &draft.profile["tables"][0];
    assert_eq!(table["key"], json!({ "all": ["/@group", "/@id"] }));
    let who = table["columns"].as_array().unwrap().iter().find(|column| column["at"] == "/who").unwrap();
    assert_eq!(who.get("type"), None, "nobody changed beds");
}

#[test]
fn no_two_tables_have_one_id() {
    let rows = || json!([{ "id": 1, "x": 5 }]);
    let draft = evidence(vec![
        (0, answer("/a/jobs"), rows()),
        (0, answer("/b/jobs"), rows()),
        (0, answer("/c/jobs"), rows()),
    ])
    .draft();
    let ids: Vec<&Value> =
        draft.profile["tables"].as_array().unwrap().iter().map(|table| &table["id"]).collect();
    assert_eq!(ids, ["jobs", "jobs_2", "jobs_3"]);
}
