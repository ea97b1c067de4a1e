//! `profiles/profile.schema.json` says of a profile what the parser says of it: an editor that completes
//! and checks by the schema leads to what the app reads.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use jsonschema::Validator;
use profile::{Problem, Profile, Settings};
use serde_json::{Value, json};

const WHOLE: &str = include_str!("schema/whole.json");
/// A profile that uses every word of the language.
static WHOLE_VALUE: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(WHOLE).unwrap());

/// What only the parser can see: a name that nothing has, an id that two have.
const REFERENCES: [&str; 23] = [
    "the name of a source",
    "the id of a table",
    "a column of the table",
    "$ and a name from define, or an object",
    "a table id that no other table has",
    "a column id that no other column has",
    "the id of a table that stands above",
    "a column of the other table",
    "a column that stands before this one",
    "placeholders that name columns, such as {id} and {old.id}",
    "a setting that stands in /vars",
    "{key} and columns of the table as placeholders",
    "{auth.name} with a name of login's keep, or of ask where there is no login",
    "one of query, header",
    "one of query, hello",
    "one of query, connect",
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
    Profile::checked(&profile.to_string(), &Settings::default()).err().unwrap_or_default()
}

/// The whole profile with another value at a pointer, or with nothing there.
fn with(pointer: &str, value: Option<Value>) -> Value {
    let mut profile = WHOLE_VALUE.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match (profile.pointer_mut(parent).unwrap(), value) {
        (Value::Object(fields), Some(value)) => drop(fields.insert(key, value)),
        (Value::Object(fields), None) => drop(fields.remove(&key).unwrap()),
        (Value::Array(items), Some(value)) => match items.get_mut(key.parse::<usize>().unwrap()) {
            Some(item) => *item = value,
            None => items.push(value),
        },
        (Value::Array(items), None) => drop(items.remove(key.parse().unwrap())),
        (other, _) => panic!("{pointer} stands in {other}"),
    }
    profile
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
        assert_eq!(Profile::checked(&text, &Settings::default()).err(), None, "{name}");
        assert_eq!(profile.get("$schema"), Some(&json!("./profile.schema.json")), "{name}");
    }
}

#[test]
fn the_schema_knows_every_word_of_the_language() {
    assert_eq!(faults(&validator(), &WHOLE_VALUE), Vec::<String>::new());
    assert_eq!(Profile::checked(WHOLE, &Settings::default()).err(), None);
}

/// Mistakes that people make, each the only one, and where the parser finds it.
#[test]
fn schema_and_parser_refuse_the_same_mistakes_in_the_same_place() {
    // A value that is put somewhere, or `None` for one that is forgotten; and where it shows.
    let table = [
        ("no name", "/name", None, "/name"),
        ("a key that is misspelt", "/tabels", Some(json!([])), "/tabels"),
        ("a title in no language", "/title", Some(json!({})), "/title"),
        ("a title in what is no language", "/title", Some(json!({ "spanish": "Portal" })), "/title/spanish"),
        ("no sources", "/sources", Some(json!({})), "/sources"),
        ("sources as a list", "/sources", Some(json!([{ "kind": "rest" }])), "/sources"),
        (
            "a kind of source that there is not",
            "/sources/rest/kind",
            Some(json!("http")),
            "/sources/rest/kind",
        ),
        ("a time-out as text", "/sources/rest/timeout_s", Some(json!("10")), "/sources/rest/timeout_s"),
        (
            "milliseconds for seconds",
            "/sources/rest/timeout_s",
            Some(json!(100_000)),
            "/sources/rest/timeout_s",
        ),
        (
            "a time-out under the wrong name",
            "/sources/rest/timeout_ms",
            Some(json!(10)),
            "/sources/rest/timeout_ms",
        ),
        (
            "an address for a path",
            "/sources/rest/check",
            Some(json!("https://hub/health")),
            "/sources/rest/check",
        ),
        (
            "a namespace at a REST source",
            "/sources/rest/namespace",
            Some(json!("/")),
            "/sources/rest/namespace",
        ),
        (
            "a check at a Socket.IO source",
            "/sources/live/check",
            Some(json!("/health")),
            "/sources/live/check",
        ),
        ("a ping without its answer", "/sources/live/ping/reply", None, "/sources/live/ping/reply"),
        ("an answer as text", "/sources/live/ping/reply", Some(json!("pong")), "/sources/live/ping/reply"),
        (
            "a measure without its pointer",
            "/time/measure/aware",
            Some(json!(["rest", "/health"])),
            "/time/measure/aware",
        ),
        (
            "a kind that there is not",
            "/define/long/kind/map/critical",
            Some(json!("fatal")),
            "/define/long/kind/map/critical",
        ),
        ("a map without at", "/define/long/kind", Some(json!({ "map": {} })), "/define/long/kind/at"),
        (
            "a pattern without a year",
            "/define/long/time/format",
            Some(json!("%H:%M")),
            "/define/long/time/format",
        ),
        (
            "a field that patterns do not have",
            "/define/long/time/format",
            Some(json!("%Y-%m-%d %Z")),
            "/define/long/time/format",
        ),
        (
            "a zone without its continent",
            "/define/long/time/zone",
            Some(json!("Santiago")),
            "/define/long/time/zone",
        ),
        (
            "a placeholder that is not closed",
            "/define/long/title",
            Some(json!("Node {/id")),
            "/define/long/title",
        ),
        (
            "a placeholder without its slash",
            "/define/long/title",
            Some(json!("Node {id}")),
            "/define/long/title",
        ),
        ("no pointer at all", "/define/long/title", Some(json!([])), "/define/long/title"),
        ("a pointer without its slash", "/define/long/title", Some(json!(["title"])), "/define/long/title/0"),
        ("a tilde that escapes nothing", "/define/long/id", Some(json!("/a~b")), "/define/long/id"),
        ("a rule that matches everything", "/on/0/event", None, "/on/0"),
        ("a rule that does nothing it could say", "/on/0/do", None, "/on/0/do"),
        ("one effect without its list", "/on/0/do", Some(json!("beat")), "/on/0/do"),
        ("a test that there is not", "/on/2/match/~1type", Some(json!({ "not": 1 })), "/on/2/match/~1type"),
        (
            "two tests at once",
            "/on/2/match/~1type",
            Some(json!({ "in": [1], "any": true })),
            "/on/2/match/~1type",
        ),
        (
            "a test of a list without the list",
            "/on/2/match/~1type",
            Some(json!({ "in": "a" })),
            "/on/2/match/~1type/in",
        ),
        ("a match by name", "/on/2/match/type", Some(json!("a")), "/on/2/match/type"),
        ("an effect that there is not", "/on/2/do/0", Some(json!("explode")), "/on/2/do/0"),
        ("an effect that says nothing", "/on/2/do/0", Some(json!({ "from": "/0" })), "/on/2/do/0"),
        (
            "two effects in one",
            "/on/2/do/0",
            Some(json!({ "read": "/id", "error": "/why" })),
            "/on/2/do/0/error",
        ),
        ("a name without its $", "/on/0/do/0/notify", Some(json!("short")), "/on/0/do/0/notify"),
        ("a template for a place", "/on/0/do/0/from", Some(json!("{/0}")), "/on/0/do/0/from"),
        ("a fact without its value", "/on/4/do/0/at", None, "/on/4/do/0/at"),
        ("a removal without its key", "/on/5/do/1/key", None, "/on/5/do/1/key"),
        ("a patch without its cells", "/on/6/do/0/cells", None, "/on/6/do/0/cells"),
        ("a key for a whole row", "/on/5/do/0/key", Some(json!("/id")), "/on/5/do/0/key"),
        ("a poll without its path", "/poll/0/get", None, "/poll/0/get"),
        ("a path to another host", "/poll/0/get", Some(json!("//evil/x")), "/poll/0/get"),
        ("a path that climbs", "/poll/0/get", Some(json!("/a/../b")), "/poll/0/get"),
        ("a path with a blank", "/poll/0/get", Some(json!("/a b")), "/poll/0/get"),
        ("a moment that there is not", "/poll/0/when", Some(json!(["always"])), "/poll/0/when/0"),
        (
            "a wait before one event without its list",
            "/poll/0/after",
            Some(json!({ "event": "one" })),
            "/poll/0/after",
        ),
        ("a table without columns", "/tables/0/columns", Some(json!([])), "/tables/0/columns"),
        ("a table without its key", "/tables/0/key", None, "/tables/0/key"),
        (
            "a column type that there is not",
            "/tables/0/columns/0/type",
            Some(json!("date")),
            "/tables/0/columns/0/type",
        ),
        ("a unit for a text", "/tables/0/columns/0/unit", Some(json!("ms")), "/tables/0/columns/0/unit"),
        (
            "a unit that there is not",
            "/tables/0/columns/3/unit",
            Some(json!("d")),
            "/tables/0/columns/3/unit",
        ),
        (
            "a status without its label",
            "/tables/0/columns/1/map/up",
            Some(json!({ "as": "ok" })),
            "/tables/0/columns/1/map/up",
        ),
        (
            "a status that is only a word",
            "/tables/0/columns/1/map/up",
            Some(json!("ok")),
            "/tables/0/columns/1/map/up",
        ),
        ("a button that the app does not have", "/intents/archive", Some(json!({})), "/intents/archive"),
        (
            "a secret in a path",
            "/intents/clear/post",
            Some(json!("/clear?by={auth.token}")),
            "/intents/clear/post",
        ),
        ("retries as yes or no", "/intents/clear/retry", Some(json!(true)), "/intents/clear/retry"),
        ("a status that is a success", "/intents/clear/gone", Some(json!([200])), "/intents/clear/gone/0"),
        ("one status without its list", "/intents/clear/gone", Some(json!(404)), "/intents/clear/gone"),
        ("one place for errors without its list", "/errors", Some(json!("/error")), "/errors"),
        ("a figure of nothing", "/figures/0/count", None, "/figures/0/count"),
        ("a figure of a number", "/figures/1/where", Some(json!({ "state": 1 })), "/figures/1/where/state"),
        (
            "a day and a bit",
            "/sources/live/ping/every_s",
            Some(json!(86_400.1)),
            "/sources/live/ping/every_s",
        ),
        (
            "a measure with a format",
            "/time/measure/naive",
            Some(json!(["live", "pong", "/0", "iso"])),
            "/time/measure/naive",
        ),
        (
            "a value without its fact",
            "/on/2/do/0",
            Some(json!({ "read": "/id", "at": "/id" })),
            "/on/2/do/0/at",
        ),
        ("a scope for one row", "/on/5/do/0/scope", Some(json!("/shard")), "/on/5/do/0/scope"),
        ("cells for a whole row", "/on/5/do/0/cells", Some(json!({})), "/on/5/do/0/cells"),
        ("a status below the errors", "/intents/clear/gone", Some(json!([399])), "/intents/clear/gone/0"),
        ("a status above the errors", "/intents/clear/gone", Some(json!([600])), "/intents/clear/gone/0"),
        ("a status that is half", "/intents/clear/gone", Some(json!([404.5])), "/intents/clear/gone/0"),
    ];
    let validator = validator();
    for (mistake, at, value, found_at) in table {
        let profile = with(at, value);
        let problems = problems(&profile);
        let pointers: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert!(pointers.contains(&found_at), "{mistake}: the parser finds {problems:?}");
        let faults = faults(&validator, &profile);
        // A key that is missing or too much is a fault of the object that it is missing from.
        let near = |fault: &String| {
            found_at.strip_prefix(fault.as_str()).is_some_and(|rest| rest.matches('/').count() <= 1)
        };
        assert!(!faults.is_empty() && faults.iter().all(near), "{mistake}: the schema finds {faults:?}");
    }
}

/// Every value of the whole profile is left out, replaced by others, and given a stranger inside it:
/// thousands of mistakes that nobody thought of. Each value meets a third of the others, its neighbours the
/// rest.
#[test]
fn schema_and_parser_agree_on_every_single_change() {
    let others = [
        json!(null),
        json!(false),
        json!(-1),
        json!(1e9),
        json!(""),
        json!("x"),
        json!("/a"),
        json!("/a/./b"),
        json!("/a~"),
        json!("a{/b}"),
        json!("a{b}"),
        json!("$long"),
        json!("%Y%m%d"),
        json!("rest"),
        json!([]),
        json!(["/a"]),
        json!(["a"]),
        json!([1]),
        json!({}),
        json!({ "at": "/a" }),
        json!({ "es": "a", "en": "b" }),
        json!({ "in": [] }),
        json!({ "a": "b" }),
    ];
    let validator = validator();
    let mut compared = 0;
    let mut compare = |what: String, profile: Value| {
        compared += 1;
        let (problems, valid) = (problems(&profile), validator.is_valid(&profile));
        let unseen = |problem: &Problem| REFERENCES.contains(&problem.expected.as_str());
        if problems.iter().all(unseen) && !problems.is_empty() {
            return;
        }
        assert_eq!(problems.is_empty(), valid, "{what}: {problems:?}, {:?}", faults(&validator, &profile));
    };
    for (place, pointer) in pointers(&WHOLE_VALUE).into_iter().enumerate() {
        compare(format!("{pointer} left out"), with(&pointer, None));
        for other in others.iter().skip(place % 3).step_by(3) {
            compare(format!("{pointer} as {other}"), with(&pointer, Some(other.clone())));
        }
        if WHOLE_VALUE.pointer(&pointer).is_some_and(Value::is_object) {
            compare(
                format!("{pointer} with a stranger"),
                with(&format!("{pointer}/stranger"), Some(json!(1))),
            );
        }
    }
    assert!(compared > 2_000, "{compared}");
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
        ("/figures/0/count", json!("nowhere")),
        ("/tables/1/id", json!("nodes")),
        ("/tables/0/columns/2/id", json!("name")),
    ];
    for (at, value) in table {
        let profile = with(at, Some(value));
        assert_eq!(faults(&validator(), &profile), Vec::<String>::new(), "{at}");
        let problems = problems(&profile);
        let seen = |problem: &Problem| REFERENCES.contains(&problem.expected.as_str());
        assert!(!problems.is_empty() && problems.iter().all(seen), "{at}: {problems:?}");
    }
}

/// Every value below the top.
fn pointers(value: &Value) -> Vec<String> {
    let escaped = |key: &String| key.replace('~', "~0").replace('/', "~1");
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, value)| (escaped(key), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (key, child) in children {
        all.push(format!("/{key}"));
        all.extend(pointers(child).into_iter().map(|below| format!("/{key}{below}")));
    }
    all
}
