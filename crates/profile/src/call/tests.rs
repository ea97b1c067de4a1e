#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use serde_json::{Value, json};

use super::*;
use crate::Profile;

/// The call of the only poll of a profile whose source is of this kind.
fn call(kind: &str, poll: &Value) -> Result<std::sync::Arc<Call>, String> {
    let mut poll = poll.clone();
    for (name, value) in [("source", json!("live")), ("do", json!(["ignore"]))] {
        poll.as_object_mut().unwrap().insert(name.to_owned(), value);
    }
    let profile =
        json!({ "name": "p", "title": "P", "sources": { "live": { "kind": kind } }, "poll": [poll] });
    let read = Profile::parse(&profile.to_string());
    let problems = |list: Vec<crate::Problem>| list.iter().map(ToString::to_string).collect();
    read.map_err(problems).map(|profile| profile.polls[0].call.clone().unwrap())
}

#[test]
fn what_has_a_value_is_written_with_its_type_and_the_rest_is_left_out() {
    let cursor = json!({ "at": "/0/next", "first": "0" });
    let object =
        json!({ "seq": "{seq}", "text": "nr {seq}", "since": "{cursor}", "deep": ["{cursor}", 1, null] });
    let poll = json!({ "emit": "list", "args": [object, "{cursor}"], "cursor": cursor });
    let call = call("socketio", &poll).unwrap();
    let written = call.written(3, &json!({ "cursor": 7 }));
    assert_eq!(written, json!([{ "seq": 3, "text": "nr 3", "since": 7, "deep": [7, 1, null] }, 7]));
    let written = call.written(3, &json!({}));
    assert_eq!(written, json!([{ "seq": 3, "text": "nr 3", "deep": [null, 1, null] }, null]));
}

#[test]
fn what_stands_for_a_placeholder_is_no_template() {
    let cursor = json!({ "at": "/a", "first": "" });
    let poll = json!({ "send": { "a": "{cursor}" }, "answer": {}, "cursor": cursor });
    let of = json!({ "cursor": "{seq} of {cursor}" });
    assert_eq!(call("websocket", &poll).unwrap().written(3, &of), json!({ "a": "{seq} of {cursor}" }));
}

#[test]
fn an_answer_names_the_number_of_its_question() {
    let asking = |answer: Value| call("websocket", &json!({ "send": "x", "answer": answer })).unwrap();
    let table = [
        (json!({ "/id": "{seq}" }), json!({ "id": 3 }), true),
        (json!({ "/id": "{seq}" }), json!({ "id": 4 }), false),
        (json!({ "/id": "{seq}" }), json!({ "id": "3" }), false),
        (json!({ "/id": "q-{seq}" }), json!({ "id": "q-3" }), true),
        (json!({ "/id": "{seq}", "/type": "result" }), json!({ "id": 3, "type": "event" }), false),
        (json!({ "/type": { "in": ["result", "error"] } }), json!({ "type": "error" }), true),
        (json!({ "/id": "{seq}" }), json!({}), false),
    ];
    for (answer, frame, is_answer) in table {
        assert_eq!(asking(answer.clone()).is_answered_by(&frame, 3), is_answer, "{answer} {frame}");
    }
}

#[test]
fn a_socket_is_spoken_to_as_it_listens() {
    let table = [
        ("websocket", json!({ "emit": "a" }), "send for a source of kind websocket"),
        ("socketio", json!({ "send": "a", "answer": {} }), "emit for a source of kind socketio"),
        ("rest", json!({ "emit": "a" }), "a request for a source of kind rest"),
        ("websocket", json!({ "send": "a" }), "/poll/0/answer"),
        ("websocket", json!({ "send": "a", "answer": { "/id": "{id}" } }), "{seq} as the only placeholder"),
        ("socketio", json!({ "emit": "a", "ack": false }), "true, since it asks"),
        ("socketio", json!({ "emit": "a", "args": ["{id}"] }), "{cursor} where there is a cursor"),
        ("socketio", json!({ "emit": "a", "get": "/a" }), "\"get\""),
        ("socketio", json!({ "emit": "a", "pages": { "link": true } }), "\"pages\""),
        ("socketio", json!({ "emit": "disconnect" }), "keep for itself"),
    ];
    for (kind, poll, expected) in table {
        let mistakes = call(kind, &poll).unwrap_err();
        assert!(mistakes.contains(expected), "{poll}: {mistakes}");
    }
}
