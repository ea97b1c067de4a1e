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
        world.give(Input::Retry);
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

fn pages_of(world: &World) -> Option<model::PartOf> {
    world.session.table(&table()).unwrap().part()
}

#[test]
fn a_page_of_a_longer_list_removes_nothing_and_says_of_how_many_it_is() {
    use model::PartOf;
    for (more, part, kept) in [
        (json!({ "count": 120 }), Some(PartOf::Count(120)), true),
        (json!({ "total": 3 }), Some(PartOf::Count(3)), true),
        (json!({ "next": "?page=2" }), Some(PartOf::More), true),
        (json!({ "count": 2, "next": null }), None, false),
        (json!({ "count": "120", "next": "" }), None, false),
        (json!({}), None, false),
    ] {
        let mut world = bench(&json!({}));
        listed(&mut world, &["a", "b"]);
        world.wait(60_000);
        let request = world.take("/rows");
        let mut body = json!({ "rows": [{ "id": "new" }, { "id": "a" }] });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        world.answer(&request, 200, &body.to_string());
        assert_eq!(pages_of(&world), part, "{more}");
        assert_eq!(rows(&world).contains(&"b".to_owned()), kept, "{more}");
    }
}

#[test]
fn the_pages_of_a_list_are_one_list() {
    let mut world = bench(&json!({ "pages": { "next": "/next" } }));
    let page = |world: &mut World, path: &str, next: Value, ids: &[&str]| {
        let request = world.take(path);
        assert_eq!(request.path_and_query, path);
        let rows: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
        world.answer(&request, 200, &json!({ "count": 4, "next": next, "rows": rows }).to_string());
    };
    page(&mut world, "/rows", json!("http://hub/rows?page=2"), &["a", "b"]);
    assert_eq!(rows(&world), [] as [&str; 0], "half a list is none");
    page(&mut world, "/rows?page=2", json!(null), &["c", "d"]);
    assert_eq!((rows(&world), pages_of(&world)), (["a", "b", "c", "d"].map(str::to_owned).to_vec(), None));
    // One more on top while the pages come: what slips to the next page is neither lost nor there twice.
    world.wait(60_000);
    page(&mut world, "/rows", json!("?page=2"), &["a", "b"]);
    page(&mut world, "/rows?page=2", json!(null), &["b", "c", "d"]);
    assert_eq!(rows(&world), ["a", "b", "c", "d"]);
    // One less while they come: what slipped to the page that was read before is not gone.
    world.wait(60_000);
    page(&mut world, "/rows", json!("?page=2"), &["a", "b"]);
    page(&mut world, "/rows?page=2", json!(null), &["d"]);
    assert_eq!(rows(&world), ["a", "b", "c", "d"]);
    assert_eq!(pages_of(&world), Some(model::PartOf::Count(4)));
    // A page that does not come leaves everything as it was.
    world.wait(60_000);
    page(&mut world, "/rows", json!("?page=2"), &["a"]);
    let second = world.take("/rows?page=2");
    world.answer(&second, 500, "");
    assert_eq!(rows(&world).len(), 4);
    world.wait(2_000);
    page(&mut world, "/rows", json!(null), &["a", "b", "c", "z"]);
    assert_eq!(rows(&world), ["a", "b", "c", "z"]);
    assert_eq!(world.session.poll_error(&table()), None);
}

#[test]
fn pages_are_asked_for_by_the_rows_before_them_or_by_what_the_answer_says() {
    let asked = |pages: Value| {
        let mut world = bench(&json!({ "get": "/rows?limit=2", "pages": pages }));
        let mut asked = Vec::new();
        for (at, ids) in [["a", "b"], ["b", "c"], ["d", "e"]].iter().enumerate() {
            let request = world.take("/rows");
            asked.push(request.path_and_query.clone());
            let rows: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
            let answer =
                json!({ "rows": rows, "next": if at < 2 { json!(format!("t{at}")) } else { Value::Null } });
            world.answer(&request, 200, &answer.to_string());
        }
        if world.asked("/rows") > 0 {
            let request = world.take("/rows");
            asked.push(request.path_and_query.clone());
            world.answer(&request, 200, r#"{ "rows": [] }"#);
        }
        assert_eq!(rows(&world), ["a", "b", "c", "d", "e"]);
        asked
    };
    let offsets = ["/rows?limit=2", "/rows?limit=2&skip=2", "/rows?limit=2&skip=4", "/rows?limit=2&skip=6"];
    assert_eq!(asked(json!({ "offset": "skip" })), offsets);
    let tokens = ["/rows?limit=2", "/rows?limit=2&t=t0", "/rows?limit=2&t=t1"];
    assert_eq!(asked(json!({ "token": "/next", "as": "t" })), tokens);
}

#[test]
fn pages_without_end_are_read_up_to_a_limit() {
    let mut world = bench(&json!({ "pages": { "number": "page", "most": 3 } }));
    let mut asked = Vec::new();
    while world.asked("/rows") > 0 {
        let request = world.take("/rows");
        let id = format!("row-{}", asked.len());
        asked.push(request.path_and_query.clone());
        world.answer(&request, 200, &json!({ "rows": [{ "id": id }] }).to_string());
    }
    assert_eq!(asked, ["/rows", "/rows?page=2", "/rows?page=3"]);
    assert_eq!((rows(&world).len(), pages_of(&world)), (3, Some(model::PartOf::More)));
}

#[test]
fn a_list_may_come_one_item_after_the_other() {
    let rows_of = |world: &World| rows(world).join(" ");
    let mut world = bench(&json!({ "lines": true, "do": [{ "rows": "t", "from": "" }] }));
    for (body, shown) in [
        ("{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "a b"),
        ("{\"id\":\"a\"}{\"id\":\"c\"}\r\n", "a c"),
        ("{\"id\":\"d\", \"x\": NaN}\n{\"id\":\"e\"}", "d e"),
        // What ends too early, or is no list at all, empties nothing.
        ("{\"id\":\"a\"}\n{\"id\":", "d e"),
        ("{\"id\":\"a\"}\n7\n", "d e"),
        ("<html>", "d e"),
        ("{\"id\":\"f\"}", "f"),
        // No item is a list without items.
        ("\n", ""),
    ] {
        let request = world.take("/rows");
        world.answer(&request, 200, body);
        assert_eq!(rows_of(&world), shown, "{body}");
        world.wait(300_000);
    }
}

#[test]
fn a_list_that_cannot_be_read_for_long_is_reported_once() {
    let mut world = bench(&json!({ "every_s": 5 }));
    listed(&mut world, &["a"]);
    let late = RequestFailure::TimedOut { after_ms: 12_000 };
    let begin = world.now();
    let mut first = None;
    while world.now().mono.since(begin.mono) < 180_000 {
        world.wait(500);
        if world.asked("/rows") > 0 {
            let request = world.take("/rows");
            world.give(Input::Http { id: request.id, outcome: HttpOutcome::Failed(late.clone()) });
            first = first.or(Some(world.now().wall));
        }
    }
    assert_eq!(world.session.unknown_since(world.now(), &table()), first);
    let all = model::Filter::default();
    let reported: Vec<_> = world.session.inbox().newest(&all).collect();
    let [entry] = reported[..] else { panic!("{reported:?}") };
    assert_eq!(entry.notification.alert, Some(model::AlertOrigin::TableUnread));
    assert_eq!(entry.notification.title.as_ref().map(|title| title.get("es").as_str()), Some("T"));
    assert!(!entry.read(), "it is found by those who look later");
    world.give(Input::Retry);
    listed(&mut world, &["a"]);
    assert_eq!(world.session.unknown_since(world.now(), &table()), None);
}
