#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use proptest::prelude::*;

fn built_in() -> Vec<String> {
    ["blocks", "portal"].map(str::to_owned).to_vec()
}

fn parse(text: &str) -> HubsFile {
    HubsFile::parse(text, &built_in())
}

fn pointers(file: &HubsFile) -> Vec<&str> {
    file.problems.iter().map(|problem| problem.pointer.as_str()).collect()
}

/// What is wrong with a file: where, what is found, what is expected.
fn mistakes(text: &str) -> Vec<(String, String, String)> {
    let one = |problem: ConfigProblem| {
        assert_eq!(problem.file, "hubs.json");
        (problem.pointer, problem.found, problem.expected)
    };
    parse(text).problems.into_iter().map(one).collect()
}

fn mistake(pointer: &str, found: &str, expected: &str) -> (String, String, String) {
    (pointer.to_owned(), found.to_owned(), expected.to_owned())
}

#[test]
fn every_mistake_is_reported_with_its_pointer_and_the_valid_hubs_still_run() {
    let file = parse(
        r#"{ "titel": 1, "title": 5, "hubs": [
            { "id": "ok", "profile": "portal", "url": "/hubs/ok" },
            { "id": "ok", "profile": "portal", "url": "http://h" },
            { "id": "Bad Id", "profile": "nonsense", "url": "ftp://h", "colour": 1 },
            7 ] }"#,
    );
    assert_eq!(
        pointers(&file),
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
    assert_eq!(file.hubs.len(), 1);
    assert_eq!(file.hubs[0].name, "ok", "the name defaults to the id");
}

#[test]
fn text_that_is_not_json_is_one_problem_that_says_where() {
    let file = parse("{ \"hubs\": [ }");
    assert_eq!(file.problems.len(), 1);
    assert!(file.problems[0].found.contains("line 1"), "{:?}", file.problems);
    assert_eq!(file.problems[0].expected, "JSON");
    for text in ["", "{ hubs: ", "\u{feff}{}", "NaN", "{\"hubs\":[]} x"] {
        assert_eq!(pointers(&parse(text)), [""], "{text:?}");
    }
}

#[test]
fn a_file_that_is_no_configuration_says_what_it_should_be() {
    for (text, found) in [("[]", "[]"), ("7", "7"), ("null", "null"), ("\"x\"", "\"x\"")] {
        assert_eq!(mistakes(text), [mistake("", found, "{ \"hubs\": [ … ] }")]);
    }
    assert_eq!(mistakes("{}"), [mistake("/hubs", "∅", "[ … ]")]);
    assert_eq!(mistakes(r#"{ "hubs": {} }"#), [mistake("/hubs", "{}", "[ … ]")]);
    assert_eq!(mistakes(r#"{ "hubs": null }"#), [mistake("/hubs", "null", "[ … ]")]);
}

#[test]
fn the_title_is_text_and_an_empty_list_is_no_mistake() {
    let file = parse(r#"{ "title": "Operación 🏰", "hubs": [] }"#);
    assert_eq!((file.title.as_deref(), file.hubs.len()), (Some("Operación 🏰"), 0));
    assert_eq!(mistakes(r#"{ "title": null, "hubs": [] }"#), [mistake("/title", "null", "text")]);
    let file = parse(r#"{ "title": "T" }"#);
    assert_eq!(file.title.as_deref(), Some("T"), "the title holds without hubs");
}

#[test]
fn a_hub_is_read_whole() {
    let file = parse(
        r#"{ "hubs": [ { "id": "a-1_x", "name": "Añejo", "profile": { "name": "p" }, "url": "wss://h/ws",
            "urls": { "ws": "/ws", "rest": "http://h" }, "vars": { "path": "/api" },
            "time_zone": "America/Santiago", "auth": { "ask": ["token"] } } ] }"#,
    );
    assert_eq!(file.problems, []);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let hub = HubConfig {
        at: "/hubs/0".to_owned(),
        id: HubId::from("a-1_x"),
        name: "Añejo".to_owned(),
        profile: ProfileSource::Inline(serde_json::json!({ "name": "p" })),
        url: "wss://h/ws".to_owned(),
        urls: vec![pair("rest", "http://h"), pair("ws", "/ws")],
        time_zone: Some("America/Santiago".to_owned()),
        vars: vec![pair("path", "/api")],
        auth: Some(serde_json::json!({ "ask": ["token"] })),
    };
    assert_eq!(file.hubs, [hub]);
}

#[test]
fn what_a_hub_needs_and_does_not_have_is_nothing() {
    let profiles = "blocks | portal | /….json | { … }";
    assert_eq!(
        mistakes(r#"{ "hubs": [ {} ] }"#),
        [
            mistake("/hubs/0/id", "∅", "[a-z0-9][a-z0-9_-]*"),
            mistake("/hubs/0/url", "∅", "http(s)://…, ws(s)://… | /…"),
            mistake("/hubs/0/profile", "∅", profiles),
        ]
    );
}

#[test]
fn each_value_of_a_hub_says_what_it_should_be() {
    let table = [
        (r#""colour": 1"#, "colour", "colour", "id | name | profile | url | urls | vars | time_zone | auth"),
        (r#""a/b~c": 1"#, "a~1b~0c", "a/b~c", "id | name | profile | url | urls | vars | time_zone | auth"),
        (r#""name": 5"#, "name", "5", "text"),
        (r#""time_zone": []"#, "time_zone", "[]", "text"),
        (r#""urls": 5"#, "urls", "5", "{ \"name\": \"url\" }"),
        (r#""urls": { "a/b": "ftp://h" }"#, "urls/a~1b", "\"ftp://h\"", "http(s)://…, ws(s)://… | /…"),
        (r#""vars": []"#, "vars", "[]", "{ \"name\": \"text\" }"),
        (r#""vars": { "n": 1 }"#, "vars/n", "1", "text"),
    ];
    for (member, key, found, expected) in table {
        let text =
            format!(r#"{{ "hubs": [ {{ "id": "a", "profile": "portal", "url": "/a", {member} }} ] }}"#);
        assert_eq!(mistakes(&text), [mistake(&format!("/hubs/0/{key}"), found, expected)], "{member}");
        assert_eq!(parse(&text).hubs, [], "a hub with a mistake does not run");
    }
}

#[test]
fn every_member_of_a_map_is_tried() {
    let text = r#"{ "hubs": [ { "id": "a", "profile": "portal", "url": "/a",
        "urls": { "a": 1, "b": "/b", "c": "//c" }, "vars": { "x": 1, "y": "y", "z": null } } ] }"#;
    assert_eq!(
        pointers(&parse(text)),
        ["/hubs/0/urls/a", "/hubs/0/urls/c", "/hubs/0/vars/x", "/hubs/0/vars/z"]
    );
}

#[test]
fn an_id_is_taken_only_by_a_hub_that_runs() {
    let text = r#"{ "hubs": [ { "id": "a", "profile": "none", "url": "/a" },
        { "id": "a", "profile": "portal", "url": "/a" }, { "id": "a", "profile": "portal", "url": "/b" } ] }"#;
    let file = parse(text);
    assert_eq!(pointers(&file), ["/hubs/0/profile", "/hubs/2/id"]);
    assert_eq!(file.problems[1].found, "a");
    assert_eq!(file.hubs[0].at, "/hubs/1");
}

#[test]
fn a_profile_is_built_in_a_file_of_this_server_or_inline() {
    let read = |profile: &str| {
        let text = format!(r#"{{ "hubs": [ {{ "id": "a", "url": "/a", "profile": {profile} }} ] }}"#);
        parse(&text).hubs.into_iter().next().map(|hub| hub.profile)
    };
    assert_eq!(read("\"portal\""), Some(ProfileSource::BuiltIn("portal".to_owned())));
    assert_eq!(read("\"/mine.json\""), Some(ProfileSource::File("/mine.json".to_owned())));
    assert_eq!(read("\"mine.json\""), Some(ProfileSource::File("mine.json".to_owned())));
    assert_eq!(read("{}"), Some(ProfileSource::Inline(serde_json::json!({}))));
    for bad in ["\"none\"", "\"http://h/x.json\"", "\"//h/x.json\"", "\"/x.yaml\"", "\"\"", "7", "[]"] {
        assert_eq!(read(bad), None, "{bad}");
    }
}

#[test]
fn a_long_value_is_quoted_in_part() {
    let text = format!(r#"{{ "hubs": "{}" }}"#, "ñ".repeat(500));
    let found = &parse(&text).problems[0].found;
    assert!(found.chars().count() < 100 && found.ends_with('…'), "{found}");
}

#[test]
fn ids_are_plain() {
    for good in ["a", "0", "portal-2", "a_b", "9-"] {
        assert!(is_hub_id(good), "{good}");
    }
    for bad in ["", "A", "-a", "_a", "a b", "ñ", "a/b", "a\u{1e}"] {
        assert!(!is_hub_id(bad), "{bad}");
    }
}

#[test]
fn addresses_are_absolute_or_same_origin_paths() {
    for good in ["http://127.0.0.1:5001", "wss://hub.example/ws", "/hubs/files", "hubs/files", "ws://h", "/"]
    {
        assert!(is_hub_address(good), "{good}");
    }
    for bad in
        ["", "//evil.example", "javascript:alert(1)", "http://", "ftp://h", "http:///x", "\\\\h", "HTTP://h"]
    {
        assert!(!is_hub_address(bad), "{bad}");
    }
}

#[test]
fn a_mistake_of_a_profile_stands_where_the_profile_does() {
    let problem = profile::Problem {
        pointer: "/on/0".to_owned(),
        found: "1".to_owned(),
        expected: "an object".to_owned(),
    };
    let placed = ConfigProblem::at(FILE, "/hubs/3/profile", problem);
    assert_eq!((placed.file.as_str(), placed.pointer.as_str()), ("hubs.json", "/hubs/3/profile/on/0"));
    let whole = ConfigProblem::of_file("/mine.json", "HTTP 404".to_owned(), "JSON");
    assert_eq!(
        (whole.file.as_str(), whole.pointer.as_str(), whole.found.as_str()),
        ("/mine.json", "", "HTTP 404")
    );
}

#[test]
fn a_hub_that_is_added_gets_an_id_that_is_free() {
    let table: [(&str, &[&str], &str); 9] = [
        ("Portal de datos", &[], "portal-de-datos"),
        ("http://127.0.0.1:5001", &[], "127-0-0-1-5001"),
        ("https://hub.example/ws/", &[], "hub-example-ws"),
        ("/hubs/files", &[], "hubs-files"),
        ("Año", &[], "a-o"),
        ("塔", &[], "hub"),
        ("", &["hub"], "hub-2"),
        ("files", &["files", "files-2", "files-3"], "files-4"),
        ("--x--", &["y"], "x"),
    ];
    for (text, taken, id) in table {
        let free = free_hub_id(text, |id| taken.contains(&id));
        assert_eq!(free, id, "{text}");
        assert!(is_hub_id(&free), "{free}");
    }
}

proptest! {
    #[test]
    fn whatever_a_user_writes_makes_a_good_id(text in any::<String>()) {
        let id = free_hub_id(&text, |_| false);
        prop_assert!(is_hub_id(&id), "{} of {:?}", id, text);
    }

    #[test]
    fn no_file_is_too_odd(text in any::<String>()) {
        let file = parse(&text);
        prop_assert!(file.hubs.is_empty() && !file.problems.is_empty());
    }
}

#[test]
fn a_typed_address_has_a_scheme_or_begins_with_a_slash() {
    for address in ["http://127.0.0.1:5001", "wss://hub.example/ws", "/hubs/portal", "https://ñandú.example"]
    {
        assert!(is_typed_address(address), "{address}");
    }
    for other in [
        "",
        "portal",
        "hub.example",
        "127.0.0.1:5001",
        "not an address",
        "http://",
        "http://a b",
        "/my hub",
        "//hub.example",
        "ftp://hub.example",
        "javascript:alert(1)",
        "http:///x",
    ] {
        assert!(!is_typed_address(other), "{other}");
    }
}
