#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! An answer says in which way its list goes on.
use serde_json::{Value, json};

use super::pages;
use crate::testing::tree;

#[test]
fn pages_are_known_by_what_stands_beside_the_list() {
    for (answer, query, expected) in [
        (json!({ "next": "https://a.example/x?page=2", "count": 50 }), "", json!({ "next": "/next" })),
        (json!({ "next": null, "previous": null }), "", json!({ "next": "/next" })),
        (json!({ "next": null }), "", Value::Null),
        (json!({ "next": "tomorrow" }), "", Value::Null),
        (json!({ "paging": { "next": "/x?a=1" } }), "", json!({ "next": "/paging/next" })),
        (json!({ "_links": { "next": { "href": "/x?a=1" } } }), "", json!({ "next": "/_links/next/href" })),
        (
            json!({ "@odata.nextLink": "http://a.example/x?skip=1" }),
            "",
            json!({ "next": "/@odata.nextLink" }),
        ),
        (json!({ "nextPageToken": "abc" }), "", json!({ "token": "/nextPageToken", "as": "pageToken" })),
        (
            json!({ "meta": { "next_cursor": "abc" } }),
            "",
            json!({ "token": "/meta/next_cursor", "as": "cursor" }),
        ),
        (json!({ "page": 1, "total_pages": 3 }), "", json!({ "number": "page", "first": 1 })),
        (
            json!({ "meta": { "current_page": 0, "last_page": 3 } }),
            "p=0",
            json!({ "number": "p", "first": 0 }),
        ),
        (json!({ "page": 1, "total_pages": 1 }), "", Value::Null),
        (json!({ "offset": 0, "total": 90, "limit": 10 }), "", json!({ "offset": "offset" })),
        (json!({ "start": 0, "total": 90 }), "skip=0", json!({ "offset": "skip" })),
        (json!({ "offset": 0 }), "", Value::Null),
        (json!({ "count": 3, "name": "x" }), "", Value::Null),
    ] {
        let (tree, root) = tree(std::slice::from_ref(&answer));
        let found = pages(&tree, root, query).map_or(Value::Null, |(pages, _)| pages);
        assert_eq!(found, expected, "{answer}");
    }
}
