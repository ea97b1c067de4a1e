use serde_json::json;

use super::*;
use crate::node::Problems;

fn pages(value: Value) -> Option<Pages> {
    let problems = Problems::default();
    Pages::read(&Node::root(&value, &problems))
}

#[test]
fn the_next_page_is_named_by_the_answer_by_a_header_or_by_its_number() {
    let (at, link, number) =
        (json!({ "next": "/next" }), json!({ "link": true }), json!({ "number": "page" }));
    let cases = [
        (
            &at,
            "/rows",
            json!({ "next": "http://other.example/api/rows?page=2&x=%20" }),
            None,
            Some("/rows?page=2&x=%20"),
        ),
        (&at, "/rows?page=2", json!({ "next": "?page=3#a" }), None, Some("/rows?page=3")),
        (&at, "/rows", json!({ "next": null }), None, None),
        (&at, "/rows", json!({ "next": "/elsewhere" }), None, None),
        (&link, "/rows?all=1", json!([]), Some("https://hub/rows?all=1&page=2"), Some("/rows?all=1&page=2")),
        (&link, "/rows", json!({ "next": "?page=2" }), None, None),
        (&number, "/rows", json!([]), None, Some("/rows?page=2")),
        (&number, "/rows?all=1", json!([]), None, Some("/rows?all=1&page=2")),
    ];
    for (how, path, answer, link, next) in cases {
        let found = pages(how.clone()).and_then(|pages| pages.next(path, (&answer, link), 1, 50));
        assert_eq!(found.as_deref(), next, "{how} {answer}");
    }
    let from_zero = pages(json!({ "number": "p", "first": 0, "most": 3 }));
    assert_eq!(from_zero.as_ref().map(|pages| pages.most), Some(3));
    let next = |rows| from_zero.as_ref().and_then(|pages| pages.next("/rows", (&json!([]), None), 2, rows));
    assert_eq!((next(9).as_deref(), next(0)), (Some("/rows?p=2"), None), "an empty page is the last");
}

#[test]
fn a_hub_names_its_next_page_in_one_way() {
    for wrong in
        [json!({}), json!({ "next": "/next", "link": true }), json!({ "number": 1 }), json!({ "link": 1 })]
    {
        assert_eq!(pages(wrong.clone()), None, "{wrong}");
    }
}
