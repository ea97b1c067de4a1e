#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
//! Signs against answers that hubs give.
use serde_json::{Value, json};

use super::HubKind;

fn kind(signs: Value) -> HubKind {
    let text = json!([{ "name": "one", "title": "One", "recognise": signs }]).to_string();
    HubKind::read_all(&text).pop().unwrap()
}

#[test]
fn an_answer_is_a_sign_when_status_headers_and_body_all_are() {
    let one = kind(json!([{
        "get": "/status", "status": [200, 401], "header": { "Server": "Cow" }, "match": { "/name": "one" }, "version": "/v"
    }]));
    let sign = one.answers().next().unwrap();
    let server = |name: &str| vec![("server".to_owned(), name.to_owned())];
    let body = json!({ "name": "one", "v": "3.10" });
    let table = [
        (200, server("Cowboy"), body.clone(), true),
        (401, server("Cowboy"), body.clone(), true),
        (404, server("Cowboy"), body.clone(), false),
        (200, server("nginx"), body.clone(), false),
        (200, Vec::new(), body.clone(), false),
        (200, server("Cowboy"), json!({ "name": "two" }), false),
        (200, server("Cowboy"), json!("<html>"), false),
    ];
    for (status, headers, body, is) in table {
        assert_eq!(sign.is(status, &headers, &body), is, "{status} {headers:?} {body}");
    }
    for (version, read) in
        [(json!("3.10"), Some("3.10")), (json!(3.1), Some("3.1")), (json!(null), None), (json!(["3"]), None)]
    {
        assert_eq!(sign.version(&json!({ "v": version })).as_deref(), read);
    }
}

#[test]
fn a_title_hints_in_any_case_and_a_kind_that_cannot_be_read_is_left_out() {
    let one = kind(json!([{ "title": "Queue Keeper" }]));
    assert!(one.is_hinted_by("QUEUE keeper — overview", ""));
    assert!(!one.is_hinted_by("Keeper of queues", "Queue Keeper"));
    let one = kind(json!([{ "page": "id=\"keeper\"" }]));
    assert!(one.is_hinted_by("Anything", "<div id=\"keeper\">"));
    assert!(!one.is_hinted_by("id=\"keeper\"", "<div>"));
    let text = json!([
        { "name": "bad", "title": "Bad", "recognise": [{ "get": "/x" }] },
        { "name": "good", "title": "Good", "recognise": [{ "frame": { "/type": "hi" } }] },
        7
    ]);
    let names: Vec<String> = HubKind::read_all(&text.to_string()).into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["good"]);
    assert!(HubKind::read_all("{").is_empty());
}

#[test]
fn a_profiles_kind_has_its_settings_filled_in() {
    let profile = json!({
        "name": "x", "title": "X", "vars": { "path": "/api" }, "sources": {},
        "recognise": [{ "get": "{vars.path}/", "match": { "/n": { "any": true } } }]
    });
    let one = HubKind::of_profile("desk", &profile.to_string()).unwrap();
    let read = HubKind::read_all(&Value::Array(vec![one]).to_string());
    let paths: Vec<&str> = read.iter().flat_map(HubKind::answers).map(|sign| sign.get.as_str()).collect();
    assert_eq!(paths, ["/api/"]);
    assert_eq!(HubKind::of_profile("desk", r#"{ "name": "x", "title": "X", "sources": {} }"#), None);
    assert_eq!(HubKind::of_profile("desk", "{"), None);
}

#[test]
fn an_address_says_a_setting_whose_default_the_profile_has() {
    let profile = json!({
        "name": "x", "title": "X", "vars": { "path": "/api/items" }, "sources": {},
        "recognise": [
            { "address": "{path}/", "match": { "/next": { "any": true } } },
            { "address": "{path}", "match": { "/next": { "any": true } } }
        ]
    });
    let one = HubKind::of_profile("lists", &profile.to_string()).unwrap();
    let read = HubKind::read_all(&Value::Array(vec![one]).to_string());
    let found = |path: &str| -> Vec<Option<String>> {
        read.iter().flat_map(HubKind::addresses).map(|sign| sign.found(path).map(|var| var.value)).collect()
    };
    let text = |value: &str| Some(value.to_owned());
    assert_eq!(found("/hubs/a/api/orders/"), [text("/api/orders"), None]);
    assert_eq!(found("/hubs/a/api/orders"), [None, text("/api/orders")]);
    assert_eq!(found("/api/orders?page=2"), [None, None]);
    let without = json!([{ "name": "x", "title": "X", "recognise": [{ "address": "{path}/", "header": { "a": "b" } }] }]);
    assert!(HubKind::read_all(&without.to_string()).is_empty(), "a setting that the profile does not have");
}

#[test]
fn a_namespace_is_known_by_its_endpoint_its_name_and_its_words() {
    let one = kind(json!([
        { "refusal": { "/message": "who are you?" }, "namespace": "/admin" },
        { "event": "stats", "namespace": "/admin", "open": "/hub/socket.io/" },
        { "event": "hello" }
    ]));
    let at: Vec<(&str, &str)> =
        one.namespaces().map(|at| (at.open.as_str(), at.namespace.as_str())).collect();
    assert_eq!(at, [("/socket.io/", "/admin"), ("/hub/socket.io/", "/admin"), ("/socket.io/", "/")]);
    let super::Sign::Refusal(refusal) = &one.signs[0] else { panic!("a refusal") };
    for (error, is) in [
        (json!({ "message": "who are you?", "data": 1 }), true),
        (json!({ "message": "Invalid namespace" }), false),
        (json!("who are you?"), false),
        (json!(null), false),
    ] {
        assert_eq!(refusal.is(&error), is, "{error}");
    }
}
