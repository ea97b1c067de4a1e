#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use profile::Profile;
use serde_json::{Value, json};

use super::{Heard, Report};

fn profile() -> Profile {
    let text = json::text(&json!({
        "name": "mill",
        "title": "Mill",
        "sources": {
            "rest": { "kind": "rest" },
            "live": { "kind": "websocket", "path": "/live" }
        },
        "tables": [{
            "id": "looms", "title": "Looms", "key": "/id",
            "columns": [{ "id": "id", "at": "/id", "title": "Id" }, { "id": "speed", "at": "/speed", "title": "Speed", "type": "integer" }]
        }],
        "poll": [{ "source": "rest", "get": "/looms", "when": ["connected"], "do": [{ "rows": "looms", "from": "/looms" }] }],
        "on": [
            { "source": "live", "match": { "/type": "loom" }, "do": [{ "upsert": "looms" }] },
            { "source": "live", "match": { "/type": "alarm" }, "do": [{ "notify": { "title": "/text" } }] },
            { "source": "live", "match": { "/type": "gone" }, "do": [{ "remove": "looms", "key": "/id" }] }
        ]
    }));
    Profile::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn frame(message: Value) -> Heard {
    Heard { source: "live".into(), question: None, event: None, at: 1, message }
}

fn list(question: &str, message: Value) -> Heard {
    Heard { source: "rest".into(), question: Some(question.into()), event: None, at: 1, message }
}

#[test]
fn each_message_says_which_rule_or_list_took_it_and_what_it_made() {
    let heard = [
        list("/looms", json!({ "looms": [{ "id": "a", "speed": 1 }, { "id": "b", "speed": 2 }] })),
        frame(json!({ "type": "loom", "id": "c", "speed": 2 })),
        frame(json!({ "type": "alarm", "text": "stopped" })),
        frame(json!({ "type": "gone", "id": "a" })),
        frame(json!({ "type": "weather" })),
        list("/other", json!([])),
    ];
    let report = Report::of(&profile(), &heard);
    let entries: Vec<_> =
        report.entries.iter().map(|entry| (entry.pointer.as_str(), entry.matched)).collect();
    assert_eq!(entries, [("/on/0", 1), ("/on/1", 1), ("/on/2", 1), ("/poll/0", 1)]);
    let taken: Vec<_> = report.outcomes.iter().map(|outcome| outcome.entry).collect();
    assert_eq!(taken, [Some(3), Some(0), Some(1), Some(2), None, None]);
    assert_eq!(report.outcomes[0].made.rows.values().collect::<Vec<_>>(), [&2]);
    assert_eq!(report.outcomes[2].made.notifications, 1);
    assert!(report.outcomes[4].made.is_nothing());
}

#[test]
fn columns_show_the_values_that_the_rows_have_in_the_end() {
    let heard = [
        list("/looms", json!({ "looms": [{ "id": "a", "speed": 1 }, { "id": "b", "speed": 2 }] })),
        frame(json!({ "type": "loom", "id": "b", "speed": null })),
        frame(json!({ "type": "gone", "id": "a" })),
    ];
    let report = Report::of(&profile(), &heard);
    let [looms] = report.tables.as_slice() else { panic!("{:?}", report.tables) };
    assert_eq!((looms.id.as_str(), looms.rows), ("looms", 1));
    let filled: Vec<_> = looms.columns.iter().map(|column| (column.filled, column.samples.len())).collect();
    assert_eq!(filled, [(1, 1), (0, 0)]);
}

#[test]
fn what_cannot_be_read_is_counted_with_a_few_reasons() {
    let heard: Vec<_> = (0..10).map(|nr| frame(json!({ "type": "loom", "speed": nr }))).collect();
    let report = Report::of(&profile(), &heard);
    assert_eq!((report.entries[0].matched, report.entries[0].made.rejected), (10, 10));
    assert_eq!(report.entries[0].made.reasons.len(), 3);
    assert!(report.entries[0].made.reasons[0].why.contains("key"), "{:?}", report.entries[0].made.reasons);
}

#[test]
fn a_source_that_the_profile_does_not_have_any_more_takes_nothing() {
    let mut lost = frame(json!({ "type": "loom", "id": "a" }));
    lost.source = "old".into();
    let report = Report::of(&profile(), [&lost]);
    assert_eq!(report.outcomes[0].entry, None);
}
