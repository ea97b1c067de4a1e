//! Bodies as servers send them.
use serde_json::{Value, json};

use super::{documents_of, list_of, shape_of, streamed, title_of};
use crate::step::Shape;

#[test]
fn a_title_is_found_however_its_tag_is_written() {
    let table = [
        ("<html><head><title>Uno</title>", Some("Uno")),
        ("<TITLE lang=es>\n  Uno \n dos </TITLE>", Some("Uno dos")),
        ("é<title>ñandú</title>", Some("ñandú")),
        ("<title></title>", None),
        ("<title", None),
        ("<title>open", Some("open")),
        ("no page", None),
    ];
    for (page, title) in table {
        assert_eq!(title_of(page).as_deref(), title, "{page}");
    }
    assert_eq!(title_of(&format!("<title>{}</title>", "x".repeat(500))).map(|it| it.len()), Some(80));
}

#[test]
fn the_longest_list_is_found_where_it_stands() {
    let table = [
        (json!([1, 2]), Some(("", 2))),
        (json!([]), Some(("", 0))),
        (json!({ "results": [{}, {}], "tags": ["a", "b", "c"] }), Some(("/results", 2))),
        (json!({ "data": { "a/b": [[1], [2], [3]] }, "errors": [] }), Some(("/data/a~1b", 3))),
        (json!({ "a": { "b": { "c": { "d": [{}] } } } }), None),
        (json!({ "up": true }), None),
        (json!("text"), None),
    ];
    for (value, found) in table {
        let found = found.map(|(pointer, count): (&str, usize)| (pointer.to_owned(), count));
        assert_eq!(list_of(&value), found, "{value}");
    }
}

#[test]
fn an_answer_is_taken_for_what_it_is() {
    let shape = |kind: &str, body: &str| shape_of(kind, body, json::value(body).as_ref());
    assert_eq!(shape("text/event-stream", "data: 1"), Shape::Events);
    assert_eq!(shape("text/html", r#"{"a":1}"#), Shape::Json);
    assert_eq!(shape("application/json", "<html>"), Shape::Html);
    assert_eq!(shape("", "  "), Shape::Empty);
    assert_eq!(shape("", "pong"), Shape::Text);
}

#[test]
fn a_stream_gives_its_whole_events_and_not_the_one_that_is_cut() {
    let text =
        "retry: 1\n\ndata: {\"a\":1}\n\nevent: x\r\ndata: one\r\ndata: two\r\n\r\n: quiet\n\ndata: cut";
    assert_eq!(streamed(text), [json!({ "a": 1 }), Value::from("one\ntwo")]);
}

#[test]
fn a_catalogue_names_few_descriptions_whatever_stands_in_it() {
    let link = |href: Value| json!({ "service-desc": [{ "href": href }, { "href": href }, 5] });
    let cases = [
        (json!({ "linkset": [link(json!("/a.json"))] }), vec!["/a.json".to_owned()]),
        (json!({ "linkset": [link(json!(5)), { "service-desc": {} }, 7, null] }), vec![]),
        (json!({ "linkset": { "service-desc": [{ "href": "/a.json" }] } }), vec![]),
        (json!([]), vec![]),
        (json!({ "linkset": [link(json!("x".repeat(5_000)))] }), vec!["x".repeat(200)]),
    ];
    for (catalogue, found) in cases {
        assert_eq!(documents_of(&catalogue), found, "{catalogue}");
    }
    let many: Vec<Value> = (0..5_000).map(|nr| link(json!(format!("/{nr}")))).collect();
    assert_eq!(documents_of(&json!({ "linkset": many })).len(), 5);
}
