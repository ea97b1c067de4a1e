#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! What pushes is what lists.
use serde_json::{Value, json};

use crate::Draft;
use crate::draft::Claim;
use crate::testing::{answer, effects, event, evidence, frame, guess};

/// What comes of pushes beside a list of jobs.
fn draft(pushes: Vec<Value>) -> Draft {
    let job = |id: u64| json!({ "id": id, "name": format!("j{id}"), "state": "running", "size": id * 7 });
    let mut heard = vec![(0, answer("/jobs"), json!({ "jobs": [job(1), job(2), job(3)] }))];
    heard.extend(
        pushes.into_iter().enumerate().map(|(it, push)| ((it * it * 3_000 + 100) as u64, frame(), push)),
    );
    evidence(heard).draft()
}

#[test]
fn messages_with_a_known_key_bring_patch_or_remove_rows() {
    let whole = json!({ "id": 2, "name": "j2", "state": "done", "size": 1 });
    for (kind, push, expected) in [
        ("job", json!({ "type": "job", "data": whole }), json!([{ "upsert": "jobs", "from": "/data" }])),
        (
            "job",
            json!({ "type": "job", "id": 2, "name": "j2", "state": "done", "size": 1 }),
            json!([{ "upsert": "jobs", "from": "" }]),
        ),
        (
            "job_created",
            json!({ "type": "job_created", "job": { "id": 99, "name": "n", "state": "new", "size": 1 } }),
            json!([{ "upsert": "jobs", "from": "/job" }]),
        ),
        (
            "progress",
            json!({ "type": "progress", "id": 2, "state": "done" }),
            json!([{ "patch": "jobs", "from": "", "key": "/id", "cells": { "state": "/state" } }]),
        ),
        (
            "state",
            json!({ "type": "state", "job_id": 2, "state": "done" }),
            json!([{ "patch": "jobs", "from": "", "key": "/job_id", "cells": { "state": "/state" } }]),
        ),
        (
            "job.deleted",
            json!({ "type": "job.deleted", "id": 2 }),
            json!([{ "remove": "jobs", "from": "", "key": "/id" }]),
        ),
        (
            "removed",
            json!({ "type": "removed", "payload": { "job_id": 3 } }),
            json!([{ "remove": "jobs", "from": "/payload", "key": "/job_id" }]),
        ),
        (
            "jobEliminado",
            json!({ "type": "jobEliminado", "id": 3 }),
            json!([{ "remove": "jobs", "from": "", "key": "/id" }]),
        ),
        (
            "changed",
            json!({ "type": "changed", "old": { "id": 2, "name": "a", "state": "x", "size": 1 }, "new": whole }),
            json!([{ "upsert": "jobs", "from": "/new" }]),
        ),
        (
            "snapshot",
            json!({ "type": "snapshot", "jobs": [whole] }),
            json!([{ "rows": "jobs", "from": "/jobs" }]),
        ),
        (
            "updates",
            json!({ "type": "updates", "items": [whole] }),
            json!([{ "upsert": "jobs", "from": "/items", "list": true }]),
        ),
    ] {
        let draft = draft(vec![push.clone()]);
        assert_eq!(effects(&draft, kind), expected, "{push}");
        assert_eq!(draft.profile["tables"].as_array().map(Vec::len), Some(1), "{push}");
    }
}

#[test]
fn other_things_have_tables_of_their_own() {
    for push in [
        json!({ "type": "worker", "id": "w1", "load": 0.5, "host": "a" }),
        json!({ "type": "worker", "worker_id": 2, "load": 0.5, "host": "a" }),
    ] {
        let draft = draft(vec![push.clone(), push.clone()]);
        assert_eq!(draft.profile["tables"].as_array().map(Vec::len), Some(2), "{push}: {}", draft.profile);
    }
}

#[test]
fn what_happens_to_a_thing_is_told_by_a_second_member() {
    let job = |action: &str| json!({ "type": "job", "action": action, "data": { "id": 2, "name": "j2", "state": "done", "size": 1 } });
    let draft = draft(vec![job("update"), job("delete"), json!({ "type": "ping" })]);
    let rules = draft.profile["on"].as_array().unwrap();
    let rule = |action: &str| {
        rules.iter().find(|rule| rule["match"] == json!({ "/type": "job", "/action": action })).unwrap()
    };
    assert_eq!(rule("update")["do"], json!([{ "upsert": "jobs", "from": "/data" }]));
    assert_eq!(rule("delete")["do"], json!([{ "remove": "jobs", "from": "/data", "key": "/id" }]));
}

#[test]
fn rows_of_a_map_get_their_key_from_a_member() {
    let device = |temp: f64| json!({ "temp": temp, "on": true });
    let map = json!({ "a4cf12100000": device(1.5), "a4cf1211eef9": device(2.5) });
    let whole = json!({ "mac": "a4cf12100000", "temp": 2.0, "on": false });
    let heard = vec![(0, answer("/devices"), map), (10, event("device"), json!([whole]))];
    let draft = evidence(heard).draft();
    assert_eq!(draft.profile["tables"][0]["key"], "/@id");
    let expected = json!([{ "upsert": "devices", "from": "/0", "as": { "@id": "/mac", "mac": "/mac", "on": "/on", "temp": "/temp" } }]);
    assert_eq!(draft.profile["on"][0]["do"], expected);
    assert_eq!(guess(&draft, |claim| *claim == Claim::Upserts).at, "/on/0");
}

#[test]
fn messages_of_one_shape_fill_one_table() {
    let reading = |kind: &str, id: u64| json!({ "type": kind, "sensor_id": format!("s{id}"), "value": id, "unit": "x", "at": "2026-11-26T10:00:00Z" });
    let pushes = (0..12).map(|it| reading(["created", "updated"][it % 2], it as u64 % 3)).collect();
    let draft = crate::testing::frames(pushes);
    assert_eq!(draft.profile["tables"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        draft.profile["on"].as_array().map(Vec::len),
        Some(1),
        "two kinds, one rule: {}",
        draft.profile["on"]
    );
}
