//! `profiles/profile.schema.json` says of a profile what the parser says of it: an editor that completes
//! and checks by the schema leads to what the app reads.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use jsonschema::Validator;
use profile::{Problem, Profile, Settings};
use serde_json::{Value, json};

#[path = "schema/changes.rs"]
mod changes;
#[path = "schema/mistakes.rs"]
mod mistakes;
#[path = "schema/pointers.rs"]
mod pointers;

const WHOLE: &str = include_str!("schema/whole.json");
/// A profile that uses every word of the language.
static WHOLE_VALUE: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(WHOLE).unwrap());

/// What only the parser can see: a name that nothing has, an id that two have.
const REFERENCES: [&str; 46] = [
    "the name of a source",
    "the id of a table",
    "a column of the table",
    "a column of numbers: integer, number, bytes, duration or percent",
    "a number that is not above the one of \"above\"",
    "$ and a name from define, or an object",
    "a table id that no other table has",
    "a column id that no other column has",
    "the id of a table that stands above",
    "a column of the other table",
    "a column that stands before this one",
    "a column that the hub sends",
    "a column of type list",
    "a table with a label, or one of its columns",
    "placeholders that name columns, such as {id} and {old.id}",
    "a setting that stands in /vars",
    "{key} and columns of the table as placeholders",
    "{auth.name} with a name of login's keep, or of ask where there is no login",
    "one of query, header, basic, cookie",
    "one of query, hello, cookie",
    "one of query, connect, emit, cookie",
    "emit for a source of kind socketio",
    "send for a source of kind websocket",
    "a request for a source of kind rest",
    "a source of kind rest",
    "{/id} and the like as placeholders",
    "{seq} as the only placeholder",
    "{seq} and placeholders such as {/id}",
    "{seq}, and {cursor} where there is a cursor, as placeholders",
    "{seq} and {name} of what is asked as placeholders",
    "{seq}, {key}, columns of the row's table and fields as placeholders",
    "a range from the lower number to the higher one, as in 0..3",
    "a range that shares no number with another one",
    "{name} of what is asked as placeholders",
    "{auth.name} of what is kept as placeholders",
    "{seq} and {auth.name} of what is kept as placeholders",
    "the name of something that the login keeps",
    "the name of something that is kept",
    "{cursor} as the only placeholder",
    "an action id that no other action has",
    "a field id that no other field has",
    "the id of an action",
    "hub, table:ID or row:ID, with the id of a table",
    "a column of the row's table",
    "columns of the row's table as placeholders",
    "{key}, columns of the row's table and fields as placeholders",
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../profiles")
}

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string(folder().join("profile.schema.json")).unwrap()).unwrap()
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

/// Where the schema finds mistakes, as JSON Pointers.
fn faults(validator: &Validator, profile: &Value) -> Vec<String> {
    validator.iter_errors(profile).map(|error| error.instance_path().to_string()).collect()
}

fn problems(profile: &Value) -> Vec<Problem> {
    Profile::with(&profile.to_string(), &Settings::default()).err().unwrap_or_default()
}

/// The whole profile with another value at a pointer, or with nothing there.
fn with(pointer: &str, value: Option<Value>) -> Value {
    pointers::with(&WHOLE_VALUE, pointer, value)
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::draft202012::meta::validate(&schema()).is_ok());
}

#[test]
fn the_built_in_profiles_keep_to_the_schema_and_name_it() {
    let index: Vec<String> =
        serde_json::from_str(&fs::read_to_string(folder().join("index.json")).unwrap()).unwrap();
    assert!(!index.is_empty());
    for name in index {
        let text = fs::read_to_string(folder().join(format!("{name}.json"))).unwrap();
        let profile: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(faults(&validator(), &profile), Vec::<String>::new(), "{name}");
        assert_eq!(Profile::with(&text, &Settings::default()).err(), None, "{name}");
        assert_eq!(profile.get("$schema"), Some(&json!("./profile.schema.json")), "{name}");
    }
}

#[test]
fn the_schema_knows_every_word_of_the_language() {
    assert_eq!(faults(&validator(), &WHOLE_VALUE), Vec::<String>::new());
    assert_eq!(Profile::with(WHOLE, &Settings::default()).err(), None);
}

#[test]
fn what_refers_to_nothing_only_the_parser_sees() {
    let table = [
        ("/poll/0/source", json!("nobody")),
        ("/intents/clear/source", json!("nobody")),
        ("/time/measure/naive/0", json!("nobody")),
        ("/on/0/do/0/notify", json!("$nothing")),
        ("/on/4/do/1/rows", json!("nowhere")),
        ("/on/6/do/0/cells/nothing", json!("/a")),
        ("/on/6/do/2/append", json!("nowhere")),
        ("/on/6/do/2/cells", json!({ "name": "/a" })),
        ("/on/6/do/2/cells/nothing", json!("/a")),
        ("/on/6/do/3/cells", json!({ "beat": "/a" })),
        ("/figures/0/count", json!("nowhere")),
        ("/figures/1/sum/table", json!("nowhere")),
        ("/figures/2/value/column", json!("nothing")),
        ("/auth/login/send/to", json!("{nobody}")),
        ("/on/7/do/0/args/0", json!("{id}")),
        ("/on/8/source", json!("live")),
        ("/poll/1/source", json!("frames")),
        ("/poll/1/args/0", json!("{id}")),
        ("/poll/2/source", json!("live")),
        ("/poll/2/source", json!("rest")),
        ("/poll/2/answer/~1id", json!("{id}")),
        ("/actions/5/args/0", json!("{nobody}")),
        ("/actions/5/source", json!("frames")),
        ("/auth/login/headers/X-Who", json!("{auth.token}")),
        ("/auth/login/basic/user", json!("{/username}")),
        ("/define/long/actions/1/source", json!("nobody")),
        ("/define/long/actions/1/source", json!("live")),
        ("/define/long/actions/1/post", json!("/a/{id}")),
        ("/define/long/actions/1/send/by", json!("{user}")),
        ("/define/long/kind/map", json!({ "3..0": "info" })),
        ("/define/long/kind/map", json!({ "..3": "info", "3..": "error" })),
        ("/tables/0/columns/1/map", json!({ "0..9": { "as": "ok" }, "4..5": { "as": "error" } })),
        ("/tables/0/sort", json!("nothing:asc")),
        ("/tables/0/columns/11/map", json!({ "0..50": { "as": "ok" }, "50..": { "as": "error" } })),
        ("/watch/1/notify/kind/column", json!("nothing")),
        ("/tables/1/id", json!("nodes")),
        ("/tables/0/columns/2/id", json!("name")),
    ];
    only_the_parser_sees(table);
}

#[test]
fn what_a_column_is_not_for_only_the_parser_sees() {
    only_the_parser_sees([
        ("/tables/1/columns/2/name_from/table", json!("nowhere")),
        ("/tables/1/columns/2/name_from/key", json!("nothing")),
        ("/tables/1/columns/2/name_from/key", json!("node")),
        ("/tables/1/columns/2/name_from/column", json!("nothing")),
        ("/tables/1/columns/3/name_from/key", json!("nodes")),
        ("/tables/1/columns/3/name_from/key", json!("node")),
        ("/tables/1/columns/3/name_from/table", json!("shards")),
        ("/tables/1/columns/3/name_from", json!({ "table": "shards", "key": "id", "column": "peer" })),
        ("/tables/1/columns/3/name_from", json!({ "table": "shards", "key": "id", "column": "nodes" })),
        ("/watch/3/on/column", json!("nothing")),
        ("/watch/3/on/column", json!("seen")),
        ("/watch/3/on/column", json!("state")),
        ("/watch/3/on/column", json!("name")),
        ("/watch/3/on/column", json!("lead")),
        ("/watch/3/on/column", json!("tags")),
        ("/watch/3/on/below", json!(91)),
    ]);
}

fn only_the_parser_sees<const N: usize>(table: [(&str, Value); N]) {
    for (at, value) in table {
        let profile = with(at, Some(value));
        assert_eq!(faults(&validator(), &profile), Vec::<String>::new(), "{at}");
        let problems = problems(&profile);
        let seen = |problem: &Problem| REFERENCES.contains(&problem.expected.as_str());
        assert!(!problems.is_empty() && problems.iter().all(seen), "{at}: {problems:?}");
    }
}

/// Every part of a schema that says what a value may be, with the pointer to it.
fn parts<'s>(schema: &'s Value, pointer: &str, found: &mut Vec<(String, &'s Value)>) {
    if schema.get("examples").is_some_and(Value::is_array) || schema.get("default").is_some() {
        found.push((pointer.to_owned(), schema));
    }
    match schema {
        Value::Object(members) => {
            for (name, below) in members.iter().filter(|(name, _)| *name != "examples" && *name != "default")
            {
                parts(below, &format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, below)| parts(below, &format!("{pointer}/{at}"), found));
        }
        _ => {}
    }
}

/// Editors offer them, and the reference shows them.
#[test]
fn what_the_schema_gives_as_an_example_or_a_default_is_what_it_asks_for() {
    let schema = schema();
    let mut found = Vec::new();
    parts(&schema, "", &mut found);
    assert!(found.len() > 50, "{}", found.len());
    for (pointer, part) in found.into_iter().filter(|(pointer, _)| !pointer.is_empty()) {
        let mut alone = part.clone();
        alone["$defs"] = schema["$defs"].clone();
        let validator = jsonschema::draft202012::new(&alone).unwrap();
        let given =
            part.get("examples").and_then(Value::as_array).into_iter().flatten().chain(part.get("default"));
        for value in given {
            assert_eq!(faults(&validator, value), Vec::<String>::new(), "{pointer}: {value}");
        }
    }
}

/// A login over a socket is another one than by a request; of both, what belongs to the other is a mistake.
#[test]
fn schema_and_parser_agree_on_logins_over_sockets() {
    let keep = json!({ "token": "/0/token" });
    let table = [
        (json!({ "source": "live", "emit": "login", "keep": keep }), true),
        (
            json!({ "source": "live", "emit": "login", "args": ["{username}", { "n": "{seq}" }], "ack": true, "keep": keep }),
            true,
        ),
        (
            json!({ "source": "frames", "send": { "p": "{password}" }, "answer": { "/id": "{seq}" }, "keep": keep }),
            true,
        ),
        (
            json!({ "source": "live", "emit": "login", "success": { "/0/ok": true }, "timeout_s": 3, "keep": keep }),
            true,
        ),
        (json!({ "source": "live", "emit": "login", "post": "/login", "keep": keep }), false),
        (json!({ "source": "live", "emit": "login", "send": {}, "keep": keep }), false),
        (json!({ "source": "live", "emit": "login", "body": "json", "keep": keep }), false),
        (json!({ "source": "live", "emit": "login", "headers": {}, "keep": keep }), false),
        (json!({ "source": "live", "emit": "login", "ack": false, "keep": keep }), false),
        (json!({ "source": "live", "emit": "login", "args": {}, "keep": keep }), false),
        (json!({ "source": "live", "emit": "connect", "keep": keep }), false),
        (json!({ "source": "live", "emit": "login" }), false),
        (json!({ "source": "frames", "send": "hi", "keep": keep }), false),
        (json!({ "source": "frames", "send": "hi", "answer": { "id": 1 }, "keep": keep }), false),
        (json!({ "source": "frames", "send": "hi", "answer": {}, "args": [], "keep": keep }), false),
        (json!({ "source": "rest", "post": "/login", "answer": {}, "keep": keep }), false),
        (json!({ "source": "rest", "post": "/login", "args": [], "keep": keep }), false),
    ];
    for (login, right) in table {
        let mut profile = with("/auth/login", Some(login.clone()));
        // What another login keeps is attached elsewhere.
        profile["auth"]["attach"] = json!([]);
        assert_eq!(validator().is_valid(&profile), right, "{login}");
        assert_eq!(problems(&profile).is_empty(), right, "{login}: {:?}", problems(&profile));
    }
}
