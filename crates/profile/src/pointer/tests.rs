#![allow(clippy::unwrap_used)]
use serde_json::json;

use super::*;

#[test]
fn what_a_pointer_finds_is_what_serde_json_finds() {
    let value = json!({"a": {"b/c": [10, {"~1": 1, "/": 2, "~": 3, "": 4, "é": 5}], "0": 6}, "": 7, "00": 8, "~01": 9});
    let steps = [
        "",
        "/",
        "/a",
        "/a/b~1c",
        "/a/b~1c/0",
        "/a/b~1c/00",
        "/a/b~1c/+0",
        "/a/b~1c/2",
        "/a/b~1c/-",
        "/a/0",
        "/00",
    ];
    let more = [
        "/a/b~1c/1/~01",
        "/a/b~1c/1/~1",
        "/a/b~1c/1/~0",
        "/a/b~1c/1/",
        "/a/b~1c/1/é",
        "/~001",
        "/a/0/x",
        "/b",
    ];
    for text in steps.into_iter().chain(more) {
        let pointer = Pointer::parse(text).unwrap();
        assert_eq!(pointer.get(&value), value.pointer(text), "{text}");
    }
    let slash = Pointer::parse("/a/b~1c").unwrap();
    assert_eq!(slash.parent(&value), value.get("a"));
    assert_eq!(Pointer::whole().parent(&value), None);
}
