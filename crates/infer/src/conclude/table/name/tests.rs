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
