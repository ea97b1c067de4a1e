#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! Signs of life come at even intervals and say nothing.
use serde_json::{Value, json};

use crate::draft::Claim;
use crate::testing::{NOW, effects, event, evidence, frame, frames, guess};

/// The draft of frames at these moments.
fn draft(values: &[Value], moments: &[u64]) -> crate::Draft {
    evidence(values.iter().cloned().zip(moments).map(|(value, at)| (*at, frame(), value)).collect()).draft()
}

#[test]
fn what_comes_evenly_and_only_counts_is_one() {
    let even = [0, 5_000, 10_400, 15_000];
    let of = |value: &dyn Fn(usize) -> Value| (0..4).map(value).collect::<Vec<_>>();
    for (name, values, moments, is_beat) in [
        ("a counter", of(&|it| json!({ "type": "x", "n": it })), even, true),
        ("a time", of(&|it| json!({ "type": "x", "ts": NOW + 5_000 * it as u64 })), even, true),
        ("nothing", of(&|_| json!({ "type": "x" })), even, true),
        ("uneven", of(&|it| json!({ "type": "x", "n": it })), [0, 1_000, 9_000, 10_000], false),
        ("a value", of(&|it| json!({ "type": "x", "temp": ([5, 7, 6, 5][it]) })), even, false),
        ("a value that stands still", of(&|_| json!({ "type": "x", "temp": 5 })), even, false),
        ("a thing", of(&|_| json!({ "type": "x", "id": "a" })), even, false),
        ("a text", of(&|it| json!({ "type": "x", "text": it.to_string() })), even, false),
    ] {
        let draft = draft(&values, &moments);
        assert_eq!(effects(&draft, "x") == json!(["beat"]), is_beat, "{name}: {}", draft.profile["on"]);
    }
}

#[test]
fn a_name_says_so_whatever_the_interval() {
    let draft = frames(vec![
        json!({ "type": "pong" }),
        json!({ "type": "welcome", "version": "1" }),
        json!({ "type": "heartbeat", "id": 5, "load": 0.5 }),
    ]);
    for kind in ["pong", "welcome", "heartbeat"] {
        assert_eq!(effects(&draft, kind), json!(["beat"]), "{kind}");
    }
    let interval = evidence((0..4).map(|it| (it * 10_000, event("ping"), json!([]))).collect()).draft();
    assert_eq!(
        guess(&interval, |claim| matches!(claim, Claim::Heartbeat { .. })).claim,
        Claim::Heartbeat { every_ms: Some(10_000) }
    );
}

#[test]
fn words_of_the_protocol_that_are_no_json_are_signs_of_life() {
    let draft = frames(vec![json!("ping"), json!("o"), json!("ping")]);
    assert_eq!(draft.profile["on"], json!([{ "source": "live", "match": { "": "ping" }, "do": ["beat"] }]));
    assert_eq!(draft.unused.len(), 1, "{:?}", draft.unused);
}
