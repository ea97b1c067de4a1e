//! Answers that are not simply a list: nothing new, an error that looks well, patience, marks, and a push in between.
use super::*;

/// A hub with one table, listed and pushed, like a bench for every fault.
fn bench(poll: &Value) -> World {
    let mut list =
        json!({ "source": "rest", "get": "/rows", "every_s": 60, "do": [{ "rows": "t", "from": "/rows" }] });
    list.as_object_mut().unwrap().extend(poll.as_object().unwrap().clone());
    let profile = json!({
        "name": "bench", "title": "Bench",
        "sources": { "rest": { "kind": "rest", "primary": true }, "ws": { "kind": "websocket", "path": "/live" } },
        "on": [{ "match": { "/kind": "row" }, "do": [{ "upsert": "t", "from": "/row" }] }],
        "poll": [list],
        "tables": [{ "id": "t", "title": "T", "key": "/id", "columns": [{ "id": "id", "title": "I", "at": "/id" }] }],
        "errors": ["/error", "/detail"]
    });
    World::with(&profile.to_string(), None)
}

fn table() -> TableId {
    TableId::from("t")
}

fn rows(world: &World) -> Vec<String> {
    world.session.table(&table()).unwrap().rows().iter().map(|row| row.key.to_string()).collect()
}

fn push(world: &mut World, id: &str) {
    let (socket, text) = (world.socket.unwrap(), json!({ "kind": "row", "row": { "id": id } }).to_string());
    world.give(Input::Wire(SourceId(1), Incoming::Text { socket, text: &text }));
}

fn listed(world: &mut World, ids: &[&str]) {
    let request = world.take("/rows");
    let rows: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
    world.answer(&request, 200, &json!({ "rows": rows }).to_string());
}

#[test]
fn an_answer_with_nothing_new_keeps_the_rows_and_makes_the_table_as_new_as_it_is() {
    for (status, body) in [(204, ""), (202, ""), (200, ""), (200, " \n"), (205, ""), (304, "")] {
        let mut world = bench(&json!({}));
        listed(&mut world, &["a", "b"]);
        world.wait(60_000);
        let request = world.take("/rows");
        world.answer(&request, status, body);
        assert_eq!(rows(&world), ["a", "b"], "{status} {body:?}");
        assert_eq!(world.session.poll_error(&table()), None, "{status} {body:?}");
        let as_of = world.session.table(&table()).unwrap().as_of();
        assert_eq!(as_of, Some(world.now().moment()), "{status} {body:?}");
        assert!(matches!(world.session.state(world.now()), State::Online { .. }), "{status} {body:?}");
    }
}

#[test]
fn an_error_in_an_answer_that_looks_well_is_an_error_and_empties_nothing() {
    for (body, words) in [
        (json!({ "error": "database is locked", "rows": [] }), Some("database is locked")),
        (json!({ "error": true, "rows": [] }), Some("true")),
        (json!({ "detail": " late ", "rows": [{ "id": "z" }] }), Some("late")),
        (json!({ "error": null, "rows": [] }), None),
        (json!({ "error": "", "detail": false, "rows": [] }), None),
        (json!({ "error": 0, "detail": { "of": "the list" }, "rows": [] }), None),
    ] {
        let mut world = bench(&json!({}));
        listed(&mut world, &["a", "b"]);
        world.wait(60_000);
        let request = world.take("/rows");
        world.answer(&request, 200, &body.to_string());
        let error = world.session.poll_error(&table());
        assert_eq!(error, words.map(|words| RequestFailure::Refused(words.to_owned())).as_ref(), "{body}");
        assert_eq!(rows(&world).len(), if words.is_some() { 2 } else { 0 }, "{body}");
    }
}

#[test]
fn a_hub_that_asks_for_patience_is_not_asked_before_and_the_user_may_ask_all_the_same() {
    let date = |world: &World, seconds: i64| {
        // The world begins at 07:22:09.
        assert_eq!(world.mono, 60_000);
        let at = 7 * 3_600 + 23 * 60 + 9 + seconds;
        format!("Mon, 23 Nov 2026 {:02}:{:02}:{:02} GMT", at / 3_600, at / 60 % 60, at % 60)
    };
    for (status, dated) in [(429, false), (503, true)] {
        let mut world = bench(&json!({ "every_s": 5 }));
        world.wait(60_000);
        let request = world.take("/rows");
        let retry_after = Some(if dated { date(&world, 120) } else { "120".to_owned() });
        let headers = AnswerHeaders { retry_after, ..AnswerHeaders::default() };
        world.answer_with(&request, status, &headers, "");
        let State::Waiting { until, .. } = world.session.state(world.now()) else { panic!("no countdown") };
        assert_eq!(until, Mono(world.mono + 120_000));
        world.give(Input::Network { online: true });
        world.give(Input::Visible(true));
        world.wait(119_000);
        assert_eq!(world.asked("/rows"), 0, "{status}");
        world.give(Input::Intent(Intent::Retry));
        listed(&mut world, &["a"]);
        assert!(matches!(world.session.state(world.now()), State::Online { .. }));
    }
}

/// A table that is pushed without end and listed as well.
#[test]
fn pushes_without_end_make_no_storm_of_lists() {
    let mut world = bench(&json!({}));
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(1), Incoming::Opened { socket }));
    let mut lists = 0;
    for turn in 0..6_000 {
        // 50 a second; each list takes 40 ms, and a row changes meanwhile.
        world.wait(20);
        push(&mut world, "a");
        if turn % 2 == 0 && world.asked("/rows") > 0 {
            lists += 1;
            listed(&mut world, &["a", "b"]);
        }
    }
    // Two minutes: at the start, as the socket opened, each minute, and one correction for each.
    assert!((2..=6).contains(&lists), "{lists}");
    assert_eq!(rows(&world), ["a", "b"]);
}

#[test]
fn a_list_is_asked_for_by_its_mark_as_long_as_nothing_else_touched_its_table() {
    let mut world = bench(&json!({}));
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(1), Incoming::Opened { socket }));
    let marked = |world: &mut World, status: u16, body: &str| {
        if world.asked("/rows") == 0 {
            world.wait(60_000);
        }
        let request = world.take("/rows");
        let headers = AnswerHeaders { etag: Some("W/\"7\"".to_owned()), ..AnswerHeaders::default() };
        world.answer_with(&request, status, &headers, body);
        request.headers
    };
    listed(&mut world, &[]);
    assert_eq!(marked(&mut world, 200, r#"{"rows":[{"id":"a"}]}"#), []);
    let mark = [("if-none-match".to_owned(), "W/\"7\"".to_owned())];
    assert_eq!(marked(&mut world, 304, ""), mark);
    assert_eq!(marked(&mut world, 304, ""), mark);
    assert_eq!(rows(&world), ["a"]);
    push(&mut world, "b");
    assert_eq!(marked(&mut world, 200, r#"{"rows":[{"id":"a"}]}"#), []);
    assert_eq!(rows(&world), ["a"]);
}

#[test]
fn a_poll_may_have_more_time_than_its_source() {
    let mut world = bench(&json!({ "timeout_s": 45 }));
    assert_eq!(world.take("/rows").timeout_ms, 45_000);
}
