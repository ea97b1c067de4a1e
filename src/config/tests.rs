use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_mistake_is_told_with_its_pointer_and_the_valid_hubs_still_run() {
    let hubs = Hubs::parse(
        r#"{ "titel": 1, "title": 5, "hubs": [
            { "id": "ok", "profile": "open-data-portal", "url": "/hubs/ok" },
            { "id": "ok", "profile": "open-data-portal", "url": "http://h" },
            { "id": "Bad Id", "profile": "nonsense", "url": "ftp://h", "colour": 1 },
            7 ] }"#,
    );
    let pointers: Vec<_> = hubs.problems.iter().map(|problem| problem.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/titel",
            "/title",
            "/hubs/1/id",
            "/hubs/2/colour",
            "/hubs/2/id",
            "/hubs/2/url",
            "/hubs/2/profile",
            "/hubs/3"
        ]
    );
    assert_eq!(hubs.hubs.len(), 1);
    assert_eq!(hubs.hubs[0].name, "ok", "the name defaults to the id");
}

#[wasm_bindgen_test]
fn text_that_is_not_json_is_one_problem_that_says_where() {
    let hubs = Hubs::parse("{ \"hubs\": [ }");
    assert_eq!(hubs.problems.len(), 1);
    assert!(hubs.problems[0].found.contains("line 1"), "{:?}", hubs.problems);
}

#[wasm_bindgen_test]
fn addresses_are_absolute_or_same_origin_paths() {
    for good in ["http://127.0.0.1:5001", "wss://hub.example/ws", "/hubs/files", "hubs/files"] {
        assert!(valid_url(good), "{good}");
    }
    for bad in ["", "//evil.example", "javascript:alert(1)", "http://", "ftp://h", "http:///x", "\\\\h"] {
        assert!(!valid_url(bad), "{bad}");
    }
}
