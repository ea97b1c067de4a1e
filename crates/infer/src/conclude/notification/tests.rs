#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! A notification is a message and no row.
use serde_json::{Value, json};

use super::notification;
use crate::draft::{Confidence, Envelope};
use crate::testing::tree;
use crate::words::words;

fn found(messages: &[Value], place: &str) -> Option<super::Found> {
    let (tree, root) = tree(messages);
    notification(&tree, root, &words(place))
}

#[test]
fn it_takes_a_text_and_something_that_makes_it_news() {
    let time = "2026-11-26T10:00:00Z";
    for (message, place, is_one) in [
        (json!({ "text": "Door open", "level": "warning" }), "", true),
        (json!({ "mensaje": "Puerta abierta", "hora": time }), "", true),
        (json!({ "msg": "Door open" }), "alarm", true),
        (json!({ "description": "Door open", "severity": "high" }), "", true),
        (json!({ "msg": "Door open" }), "door", false),
        // A thing may have a description and a time.
        (json!({ "description": "Front door", "updated_at": time }), "", false),
        (json!({ "title": "Front door", "created_at": time }), "", false),
        (json!({ "title": "Door open" }), "notificación", true),
        (json!({ "temperature": 5, "time": time }), "alarm", false),
        (json!({ "message": 5, "time": time }), "", false),
        (json!({ "message": "https://a.example", "time": time }), "", false),
    ] {
        assert_eq!(found(std::slice::from_ref(&message), place).is_some(), is_one, "{message} {place}");
    }
}

#[test]
fn its_parts_are_picked_by_name() {
    let message = json!({ "id": 7, "user": "ann", "text": "hi", "sent": 1_795_687_200, "read": false, "url": "https://a.example", "nivel": "grave" });
    let found = found(&[message], "").unwrap();
    let spec = Value::Object(found.spec);
    assert_eq!(spec["id"], "/id");
    assert_eq!(spec["title"], json!(["/user", "/text"]));
    assert_eq!(spec["message"], "/text");
    assert_eq!(spec["read"], "/read");
    assert_eq!(spec["link"], "/url");
    assert_eq!(spec["kind"]["at"], "/nivel");
    assert_eq!(spec["kind"]["map"]["grave"], "error");
    assert_eq!(spec["kind"]["map"]["critical"], "error", "what did not come yet");
    assert_eq!(found.confidence, Confidence::Likely);
}

#[test]
fn the_kind_is_the_events_where_nothing_else_says_it() {
    for (place, kind) in [
        ("error", json!("error")),
        ("new warning", json!("warning")),
        ("alarma", json!("error")),
        ("notification", Value::Null),
    ] {
        let found = found(&[json!({ "text": "x" })], place).unwrap();
        assert_eq!(found.spec.get("kind").cloned().unwrap_or_default(), kind, "{place}");
    }
}

#[test]
fn envelopes_that_programs_share_are_known() {
    let time = "2026-11-26T10:00:00Z";
    for (message, envelope, at, expected) in [
        (
            json!({ "specversion": "1.0", "id": "a", "source": "/s", "type": "org.example.x", "time": time, "data": { "message": "m" } }),
            Envelope::CloudEvents,
            "/message",
            json!("/data/message"),
        ),
        (
            json!({ "labels": { "alertname": "Down", "severity": "critical" }, "annotations": { "summary": "s" }, "startsAt": time }),
            Envelope::Labelled,
            "/kind/map/critical",
            json!("error"),
        ),
        (
            json!({ "id": "a", "time": 1_795_687_200, "event": "message", "topic": "t", "message": "m", "priority": 5 }),
            Envelope::Topic,
            "/kind/map/5",
            json!("error"),
        ),
        (
            json!({ "id": 1, "appid": 2, "message": "m", "title": "t", "priority": 8, "date": time }),
            Envelope::Application,
            "/kind/map/8..",
            json!("error"),
        ),
        (
            json!({ "severity": 3, "facility": "daemon", "message": "m", "timestamp": time }),
            Envelope::Syslog,
            "/kind/map/..3",
            json!("error"),
        ),
        (
            json!({ "severityNumber": 17, "body": { "stringValue": "m" }, "timeUnixNano": "1795687200000000000" }),
            Envelope::OpenTelemetry,
            "/time/format",
            json!("epoch_ns"),
        ),
    ] {
        let found = found(std::slice::from_ref(&message), "").unwrap();
        assert_eq!(found.envelope, envelope, "{message}");
        assert_eq!(Value::Object(found.spec).pointer(at), Some(&expected), "{message}");
        assert_eq!(found.confidence, Confidence::Sure);
    }
    // Almost one of them.
    let other = found(&[json!({ "severity": 9, "facility": "f", "message": "m" })], "");
    assert!(other.is_none_or(|other| other.envelope == Envelope::Plain));
}
