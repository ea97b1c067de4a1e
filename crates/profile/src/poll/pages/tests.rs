use serde_json::json;

use super::*;
use crate::node::Problems;

/// One page of 50 rows, after 20 of another.
const READ: ReadSoFar = ReadSoFar { pages: 1, rows: 70, last: 50 };

fn pages(value: Value) -> Option<Pages> {
    let problems = Problems::default();
    Pages::read(&Node::root(&value, &problems))
}

#[test]
fn the_next_page_is_named_by_the_answer_by_a_header_or_by_what_is_counted() {
    let (at, link, number) =
        (json!({ "next": "/next" }), json!({ "link": true }), json!({ "number": "page" }));
    let (offset, token) = (json!({ "offset": "from" }), json!({ "token": "/meta/next", "as": "page_token" }));
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
        (&number, "/rows?page=1&size=50&pages=3", json!([]), None, Some("/rows?size=50&pages=3&page=2")),
        (&number, "/rows?page=1", json!([]), None, Some("/rows?page=2")),
        (&offset, "/rows?limit=50", json!([]), None, Some("/rows?limit=50&from=70")),
        (&offset, "/rows?from=0&limit=50", json!([]), None, Some("/rows?limit=50&from=70")),
        (
            &token,
            "/rows",
            json!({ "meta": { "next": "a b&c=" } }),
            None,
            Some("/rows?page_token=a%20b%26c%3D"),
        ),
        (&token, "/rows", json!({ "meta": { "next": 17 } }), None, Some("/rows?page_token=17")),
        (&token, "/rows", json!({ "meta": { "next": "" } }), None, None),
        (&token, "/rows", json!({ "meta": { "next": null } }), None, None),
        (&token, "/rows", json!({}), None, None),
    ];
    for (how, path, answer, link, next) in cases {
        let found = pages(how.clone()).and_then(|pages| pages.next(path, (&answer, link), READ));
        assert_eq!(found.as_deref(), next, "{how} {answer}");
    }
    let from_zero = pages(json!({ "number": "p", "first": 0, "most": 3 }));
    assert_eq!(from_zero.as_ref().map(|pages| pages.most), Some(3));
    let next = |last| {
        let read = ReadSoFar { pages: 2, rows: 100, last };
        from_zero.as_ref().and_then(|pages| pages.next("/rows", (&json!([]), None), read))
    };
    assert_eq!((next(9).as_deref(), next(0)), (Some("/rows?p=2"), None), "an empty page is the last");
}

#[test]
fn a_hub_names_its_next_page_in_one_way() {
    for wrong in [
        json!({}),
        json!({ "next": "/next", "link": true }),
        json!({ "number": 1 }),
        json!({ "link": 1 }),
        json!({ "token": "/next" }),
    ] {
        assert_eq!(pages(wrong.clone()), None, "{wrong}");
    }
}
