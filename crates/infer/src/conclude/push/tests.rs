#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! Messages for the user, logs, facts, and what is left.
use serde_json::{Value, json};

use crate::draft::{Alternative, Claim, Envelope, Why};
use crate::testing::{answer, effects, event, evidence, frame, frames, guess};

fn line(it: usize) -> Value {
    json!({ "level": (["info", "error"][it % 2]), "msg": format!("line {it}"), "ts": crate::testing::NOW + it as u64 })
}

#[test]
fn more_than_twenty_a_minute_are_a_log() {
    let draft = |count: usize, apart: u64| {
        let lines = (0..count).map(|it| (apart * it as u64, event("line"), json!([line(it)])));
        evidence(lines.collect()).draft()
    };
    for (count, apart, is_log) in [(20, 100, false), (21, 100, true), (60, 2_900, true), (60, 3_100, false)] {
        let draft = draft(count, apart);
        let tables = draft.profile["tables"].as_array().map_or(0, Vec::len);
        assert_eq!(tables, usize::from(is_log), "{count} every {apart} ms");
        let claimed = |claim: &Claim| {
            if is_log { *claim == Claim::Log } else { matches!(claim, Claim::Notification(Envelope::Plain)) }
        };
        assert_eq!(guess(&draft, claimed).at, "/on/0");
    }
    assert_eq!(draft(60, 100).profile["tables"][0]["key"], json!({ "all": ["/level", "/msg", "/ts"] }));
}

#[test]
fn lists_of_notifications_are_merged() {
    let one = json!({ "id": 1, "title": "Disk", "body": "is full", "severity": "warning", "at": "2026-11-26T10:00:00Z" });
    for (origin, value, at) in [
        (answer("/api/notifications?limit=5"), json!({ "items": [one] }), "/poll/0/do/0"),
        (answer("/x"), json!({ "alerts": [one] }), "/poll/0/do/0"),
        (event("avisos"), json!([[one]]), "/on/0/do/0"),
    ] {
        let draft = evidence(vec![(0, origin.clone(), value)]).draft();
        let effect = draft.profile.pointer(at).cloned().unwrap_or_default();
        assert_eq!(effect["merge"]["id"], "/id", "{origin:?}: {}", draft.profile);
        assert!(draft.profile.get("tables").is_none());
    }
    let things = evidence(vec![(0, answer("/disks"), json!([one]))]).draft();
    assert_eq!(things.profile["poll"][0]["do"][0]["rows"], "disks");
}

#[test]
fn events_may_say_it_in_plain_texts() {
    for (name, arguments, expected) in [
        ("alert", json!(["Disk full"]), json!({ "kind": "warning", "title": "/0" })),
        ("chat message", json!(["ann", "hi"]), json!({ "title": "/0", "message": "/1" })),
    ] {
        let draft =
            evidence(vec![(0, event(name), arguments.clone()), (90_000, event(name), arguments)]).draft();
        assert_eq!(draft.profile["on"][0]["do"][0]["notify"], expected, "{name}: {}", draft.profile);
    }
    for (name, arguments) in
        [("moved", json!(["a"])), ("chat", json!(["a", 5])), ("chat", json!(["a", "b", "c"]))]
    {
        let draft = evidence(vec![(0, event(name), arguments)]).draft();
        assert!(draft.profile.get("on").is_none(), "{name}: {}", draft.profile);
    }
}

#[test]
fn single_values_are_facts() {
    let status = json!({ "version": "1.2", "load": { "one": 0.5 }, "list": [1, 2] });
    let draft = evidence(vec![(0, answer("/status"), status)]).draft();
    let expected =
        json!([{ "fact": "load_one", "at": "/load/one" }, { "fact": "version", "at": "/version" }]);
    assert_eq!(draft.profile["poll"][0]["do"], expected);
    let stats =
        frames((0..3).map(|it| json!({ "type": "stats", "clients": it * it % 2, "ok": true })).collect());
    assert_eq!(
        effects(&stats, "stats"),
        json!([{ "fact": "clients", "at": "/clients" }, { "fact": "ok", "at": "/ok" }])
    );
}

#[test]
fn what_is_not_used_is_listed_with_its_reason() {
    let draft = evidence(vec![
        (0, answer("/x"), json!({ "total": 5, "items": [{ "id": 1 }] })),
        (1, answer("/x?page=2"), json!({ "items": [{ "id": 2 }] })),
        (2, answer("/word"), json!("hello")),
        (3, answer("/a//b"), json!([{ "id": 1 }])),
        (4, frame(), json!({ "type": "typing", "room": "a" })),
    ])
    .draft();
    let reasons: Vec<(String, Why)> = draft.unused.iter().map(|it| (it.at.clone(), it.why)).collect();
    let at = |at: &str, why| (at.to_owned(), why);
    let mut expected = vec![
        at("/total", Why::Envelope),
        at("/items", Why::Elsewhere),
        at("", Why::Scalar),
        at("", Why::Name),
        at("", Why::NoKey),
    ];
    let key = |it: &(String, Why)| format!("{it:?}");
    let mut reasons = reasons;
    reasons.sort_by_key(key);
    expected.sort_by_key(key);
    assert_eq!(reasons, expected);
    assert_eq!(
        draft.unused.iter().find(|it| it.why == Why::NoKey).unwrap().by,
        [("/type".to_owned(), "\"typing\"".to_owned())]
    );
}

#[test]
fn any_message_of_an_envelope_is_told_whatever_its_type() {
    let one = |kind: &str| json!({ "specversion": "1.0", "id": kind, "source": "/s", "type": kind, "time": "2026-11-26T10:00:00Z", "data": {} });
    let draft = frames(vec![one("a.b"), one("c.d")]);
    assert_eq!(draft.profile["on"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        draft.profile["on"][0]["match"],
        json!({ "/specversion": { "any": true }, "/type": { "any": true } })
    );
}

#[test]
fn guesses_about_messages_can_be_turned_over() {
    let heard =
        || (0..4).map(|it| (it as u64 * it as u64 * 9_000, event("line"), json!([line(it)]))).collect();
    let mut evidence = evidence(heard());
    let draft = evidence.draft();
    let guessed = guess(&draft, |claim| matches!(claim, Claim::Notification(_)));
    assert_eq!(guessed.alternatives, [Alternative::Rows, Alternative::Ignore]);
    let id = guessed.id.clone();
    let rows = evidence.answer(&id, Alternative::Rows);
    assert_eq!(rows.profile["tables"][0]["id"], "line");
    assert!(rows.profile["on"][0]["do"][0].get("upsert").is_some());
    let ignored = evidence.answer(&id, Alternative::Ignore);
    assert_eq!(ignored.profile["on"][0]["do"], json!(["ignore"]));
    assert_eq!(ignored.unused[0].why, Why::Answered);
    let again = evidence.answer(&id, Alternative::Notification);
    assert!(again.profile["on"][0]["do"][0].get("notify").is_some());
}
