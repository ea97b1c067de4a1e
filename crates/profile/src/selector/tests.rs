#![allow(clippy::unwrap_used)]
use super::*;
use crate::node::Problems;
use serde_json::json;

fn selector(value: &Value) -> Result<Selector, String> {
    let problems = Problems::default();
    let selector = Selector::read(&Node::root(value, &problems));
    selector.ok_or_else(|| problems.into_inner().into_iter().map(|p| p.expected).collect())
}

#[test]
fn pointers_alternatives_and_templates_pick_values() {
    let message =
        json!({"id": 7, "null": null, "a": {"b": "x"}, "big": 18_446_744_073_709_551_615_u64, "~/": 1});
    let table = [
        (json!("/id"), Some(json!(7))),
        (json!(["/nothing", "/null", "/a/b"]), Some(json!("x"))),
        (json!("/null"), None),
        (json!("{/big}"), Some(json!(u64::MAX))),
        (json!("n {/id}: {/a/b}!"), Some(json!("n 7: x!"))),
        (json!("n {/nothing}"), None),
        (json!("n {/a}"), None),
        (json!("plain"), Some(json!("plain"))),
        (json!("/~0~1"), Some(json!(1))),
    ];
    for (spec, expected) in table {
        assert_eq!(selector(&spec).unwrap().get(&message), expected, "{spec}");
    }
}

#[test]
fn what_picks_nothing_is_a_problem() {
    for (spec, expected) in [
        (json!(5), "JSON Pointer"),
        (json!([]), "at least one"),
        (json!(["id"]), "JSON Pointer"),
        (json!("/a~2"), "JSON Pointer"),
        (json!("x {/a"), "closing"),
        (json!("x {a}"), "placeholders"),
        (json!("x {/a|b}"), "before|after"),
    ] {
        assert!(selector(&spec).unwrap_err().contains(expected), "{spec}");
    }
}

#[test]
fn what_stands_around_a_value_vanishes_with_it() {
    for (template, value, wanted) in [
        ("{/a}{/b| (|)}", json!({ "a": "x", "b": "y" }), Some("x (y)")),
        ("{/a}{/b| (|)}", json!({ "a": "x" }), Some("x")),
        ("{/a}{/b| (|)}", json!({ "a": "x", "b": null }), Some("x")),
        ("{/a}{/b| (|)}", json!({ "a": "x", "b": "  " }), Some("x")),
        ("{/a}{/b| (|)}", json!({ "a": "x", "b": {} }), Some("x")),
        ("{/a}{/b| (|)}", json!({ "a": "x", "b": 0 }), Some("x (0)")),
        ("{/a}{/b| (|)}", json!({ "b": "y" }), None),
        ("{/a||}", json!({}), Some("")),
        ("en {/a||: }{/b}", json!({ "b": 1 }), Some("en 1")),
    ] {
        let selector = selector(&json!(template)).unwrap();
        assert_eq!(selector.text(&value).as_deref(), wanted, "{template} {value}");
    }
}
