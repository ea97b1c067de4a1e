//! What a hub says of itself: its errors, its read marks, its lists in parts.
use super::*;

/// A hub without any intent, with lists of all kinds.
fn profile(poll: &Value) -> String {
    json!({
        "name": "w", "title": "W",
        "sources": { "live": { "kind": "websocket", "path": "/live", "primary": true }, "rest": { "kind": "rest" } },
        "on": [
            { "match": { "/kind": "error" }, "do": [{ "error": "/text" }] },
            { "match": { "/kind": "note" }, "do": [{ "notify": { "id": "/id" } }] },
            { "match": { "/kind": "row" }, "do": [{ "upsert": "t" }] }
        ],
        "poll": [poll],
        "tables": [{ "id": "t", "title": "T", "key": "/id", "columns": [
            { "id": "id", "title": "I", "at": "/id" }, { "id": "state", "title": "S", "at": "/state" }
        ] }],
        "watch": [{ "table": "t", "on": "added", "notify": { "title": "{id}" }, "summary": "{count}" }]
    })
    .to_string()
}

fn started(poll: &Value, unacknowledged: Vec<EventId>) -> World {
    let mut world = World::start(&profile(poll), Some("UTC"), unacknowledged);
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
    world
}

fn notes() -> Value {
    json!({ "source": "rest", "get": "/notes", "when": ["connected"], "do": [{ "merge": { "id": "/id" } }] })
}

#[test]
fn an_error_of_the_hub_is_an_error_in_the_inbox() {
    let mut world = started(&notes(), Vec::new());
    for _ in 0..2 {
        world.frame(r#"{"kind":"error","text":"disk full"}"#);
    }
    let filter = Filter::default();
    let entries: Vec<_> = world.session.inbox().newest(&filter).collect();
    assert_eq!(entries.len(), 2, "it happened twice");
    for entry in entries {
        assert_eq!(entry.notification.kind, model::Severity::Error);
        assert_eq!(entry.notification.title.as_ref().unwrap().get("es"), "disk full");
    }
    assert!(world.notices().is_empty(), "the user asked for nothing");
    assert!(world.deltas.contains(&Delta::Inbox { fresh: 1 }));
    // Where the hub gives no id, the second is kept under another than the first.
    let fresh: Vec<_> = world.session.fresh().since(0).collect();
    assert_eq!(fresh.len(), 2);
    assert!(fresh.iter().all(|id| world.session.inbox().kept(id).is_some()) && fresh[0] != fresh[1]);
}

#[test]
fn what_was_read_stays_read_over_a_reload_where_the_hub_keeps_no_marks() {
    let list = r#"[{"id":"a"},{"id":"b"},{"id":"c"}]"#;
    let mut world = started(&notes(), Vec::new());
    let request = world.take("/notes");
    world.answer(&request, 200, list);
    world.give(Input::from(Intent::MarkRead(EventId::from("b"))));
    assert_eq!(world.reads, [EventId::from("b")]);
    let mut world = started(&notes(), world.reads);
    let request = world.take("/notes");
    world.answer(&request, 200, list);
    assert_eq!(world.session.inbox().unread(), 2);
    assert_eq!(world.session.waiting_reads(), 0, "nobody waits for them");
    world.give(Input::from(Intent::MarkAll));
    let mut world = started(&notes(), world.reads);
    let request = world.take("/notes");
    world.answer(&request, 200, list);
    assert_eq!(world.session.inbox().unread(), 0);
}

#[test]
fn a_list_that_upserts_ages_fails_and_is_taken_in_silence_like_any() {
    for effect in
        [json!({ "upsert": "t", "from": "/rows", "list": true }), json!({ "rows": "t", "from": "/rows" })]
    {
        let poll = json!({ "source": "rest", "get": "/rows", "every_s": 5, "do": [effect] });
        let mut world = started(&poll, Vec::new());
        let table = TableId::from("t");
        let answer = |world: &mut World, status: u16, body: &str| {
            let request = world.take("/rows");
            world.answer(&request, status, body);
        };
        answer(&mut world, 200, r#"{"rows":[{"id":"a"},{"id":"b"}]}"#);
        assert!(world.ids().is_empty(), "{effect}: {:?}", world.ids());
        assert_eq!(world.session.poll_interval(&table), Some(5_000));
        let first = world.session.table(&table).unwrap().as_of();
        world.wait(5_000);
        answer(&mut world, 200, r#"{"rows":[{"id":"a"},{"id":"b"},{"id":"c"}]}"#);
        assert!(world.session.table(&table).unwrap().as_of() != first, "{effect}");
        assert_eq!(world.session.inbox().len(), 1, "{effect}: what comes later is new");
        world.wait(5_000);
        answer(&mut world, 500, "{}");
        assert!(world.session.poll_error(&table).is_some(), "{effect}");
        assert!(!world.session.is_stale(world.now(), &table));
        world.wait(6_000);
        assert!(world.session.is_stale(world.now(), &table), "{effect}");
    }
}

#[test]
fn a_list_without_rows_ends_the_waiting() {
    let effect = json!({ "upsert": "t", "from": "/rows", "list": true });
    let poll = json!({ "source": "rest", "get": "/rows", "every_s": 5, "do": [effect] });
    let mut world = started(&poll, Vec::new());
    let request = world.take("/rows");
    world.answer(&request, 200, r#"{"rows":[]}"#);
    assert!(world.session.table(&TableId::from("t")).unwrap().as_of().is_some());
}

#[test]
fn rows_that_only_messages_bring_are_news_though_a_list_changes_them() {
    let effect = json!({ "patch": "t", "key": "/id", "cells": { "state": "/state" } });
    let poll = json!({ "source": "rest", "get": "/state", "every_s": 5, "do": [effect] });
    let mut world = started(&poll, Vec::new());
    let request = world.take("/state");
    world.answer(&request, 200, r#"{"id":"a","state":"up"}"#);
    world.frame(r#"{"kind":"row","id":"a"}"#);
    assert_eq!(world.session.inbox().len(), 1, "a row was added");
    world.wait(5_000);
    let before = world.session.table(&TableId::from("t")).unwrap().as_of();
    let request = world.take("/state");
    world.answer(&request, 200, r#"{"id":"a","state":"up"}"#);
    let table = world.session.table(&TableId::from("t")).unwrap();
    assert_eq!(table.rows()[0].cells[1], model::Cell::Text("up".to_owned()));
    assert_ne!(table.as_of(), before, "it is as new as the answer");
}
