//! `profiles/hubs.schema.json` says of a `hubs.json` what its reader says of it, the profiles in it included.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use jsonschema::{Registry, Validator};
use profile::{Profile, Settings};
use serde_json::{Value, json};
use viewmodel::hubs_json::{ConfigProblem, FILE, HubsFile, ProfileSource};

#[path = "../../profile/tests/schema/pointers.rs"]
mod pointers;

use pointers::{pointers, with};

const WHOLE: &str = include_str!("schema/whole.json");
/// A file that uses every word.
static WHOLE_VALUE: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(WHOLE).unwrap());

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../profiles")
}

fn json_file(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder().join(name)).unwrap()).unwrap()
}

fn built_in() -> Vec<String> {
    serde_json::from_value(json_file("index.json")).unwrap()
}

/// The schema beside that of profiles, as both are deployed.
fn validator() -> Validator {
    let base = "https://page.example/profiles/";
    let profiles = format!("{base}profile.schema.json");
    let registry =
        Registry::new().add(profiles, json_file("profile.schema.json")).unwrap().prepare().unwrap();
    let options = jsonschema::options().with_base_uri(format!("{base}hubs.schema.json"));
    options.with_registry(&registry).build(&json_file("hubs.schema.json")).unwrap()
}

fn faults(validator: &Validator, file: &Value) -> Vec<String> {
    validator.iter_errors(file).map(|error| error.instance_path().to_string()).collect()
}

/// What the app finds: in the file, and in the profiles that it reads then.
fn problems(file: &Value) -> Vec<ConfigProblem> {
    let HubsFile { hubs, mut problems, .. } = HubsFile::parse(&file.to_string(), &built_in());
    for hub in &hubs {
        let (text, name, within) = match &hub.profile {
            ProfileSource::Inline(profile) => (profile.to_string(), FILE, format!("{}/profile", hub.at)),
            ProfileSource::BuiltIn(name) => {
                (json_file(&format!("{name}.json")).to_string(), name.as_str(), String::new())
            }
            ProfileSource::File(_) => continue,
        };
        let settings = Settings { vars: &hub.vars, auth: hub.auth.as_ref() };
        let found = Profile::with(&text, &settings).err().unwrap_or_default();
        problems.extend(found.into_iter().map(|it| ConfigProblem::of_profile(hub, name, &within, it)));
    }
    problems
}

/// What refers to another part of the file, or makes a mistake of a profile's own text: only the reader sees it.
fn is_reference(problem: &ConfigProblem) -> bool {
    let expected = problem.expected.as_str();
    let named = ["an id that no other hub has", "the name of a source", "a setting that stands in /vars"];
    problem.file != FILE
        || named.contains(&expected)
        || expected.starts_with("the name of a setting of the profile")
}

#[test]
fn the_schema_is_a_schema_and_knows_the_profiles_that_come_with_the_app() {
    let schema = json_file("hubs.schema.json");
    assert!(jsonschema::draft202012::meta::validate(&schema).is_ok());
    let known = &schema["$defs"]["hub"]["properties"]["profile"]["then"]["anyOf"][0]["enum"];
    assert_eq!(known, &json!(built_in()), "hubs.schema.json beside index.json");
}

#[test]
fn the_schema_knows_every_word() {
    assert_eq!(faults(&validator(), &WHOLE_VALUE), [""; 0]);
    assert_eq!(problems(&WHOLE_VALUE), []);
    assert_eq!(HubsFile::parse(WHOLE, &built_in()).hubs.len(), 4);
    for example in json_file("hubs.schema.json")["examples"].as_array().unwrap() {
        assert_eq!(faults(&validator(), example), [""; 0], "{example}");
        assert_eq!(problems(example), [], "{example}");
    }
}

#[test]
fn the_examples_of_the_repository_are_good() {
    let root = folder().join("..");
    let mut texts = vec![fs::read_to_string(root.join("hubs.example.json")).unwrap()];
    for document in ["README.md", "docs/surface.md", "docs/deploy.md"] {
        let text = fs::read_to_string(root.join(document)).unwrap();
        let blocks = text.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
        texts.extend(blocks.filter(|block| block.contains("\"hubs\"")).map(str::to_owned));
    }
    assert!(texts.len() >= 4, "{}", texts.len());
    for text in texts {
        let file: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(faults(&validator(), &file), [""; 0], "{text}");
        assert_eq!(problems(&file), [], "{text}");
    }
}

#[test]
fn schema_and_reader_refuse_the_same_mistakes_in_the_same_place() {
    // A value that is put somewhere, or `None` for one that is forgotten; and where it shows.
    let table = [
        ("a word that there is not", "/hub", Some(json!([])), "/hub"),
        ("no hubs", "/hubs", None, "/hubs"),
        ("hubs by name", "/hubs", Some(json!({ "portal": {} })), "/hubs"),
        ("a title in languages", "/title", Some(json!({ "es": "Torre" })), "/title"),
        ("a hub by its name", "/hubs/0", Some(json!("portal")), "/hubs/0"),
        ("a hub without an id", "/hubs/0/id", None, "/hubs/0/id"),
        ("an id with capitals", "/hubs/0/id", Some(json!("Portal")), "/hubs/0/id"),
        ("an id that begins with a dash", "/hubs/0/id", Some(json!("-portal")), "/hubs/0/id"),
        ("a hub that is nowhere", "/hubs/0/url", None, "/hubs/0/url"),
        ("an address of another kind", "/hubs/0/url", Some(json!("ftp://hub")), "/hubs/0/url"),
        ("an address that is all scheme", "/hubs/0/url", Some(json!("https://")), "/hubs/0/url"),
        ("an address of another host without a scheme", "/hubs/0/url", Some(json!("//hub/x")), "/hubs/0/url"),
        ("a host with its port", "/hubs/0/url", Some(json!("hub:5001")), "/hubs/0/url"),
        ("no profile", "/hubs/0/profile", None, "/hubs/0/profile"),
        ("a profile that there is not", "/hubs/0/profile", Some(json!("portal")), "/hubs/0/profile"),
        (
            "a profile of another server",
            "/hubs/3/profile",
            Some(json!("https://x/p.json")),
            "/hubs/3/profile",
        ),
        ("a profile that is no JSON", "/hubs/3/profile", Some(json!("/mine.yaml")), "/hubs/3/profile"),
        ("a profile that is a list", "/hubs/3/profile", Some(json!([])), "/hubs/3/profile"),
        ("a profile inside without its name", "/hubs/2/profile/name", None, "/hubs/2/profile/name"),
        (
            "a source inside of no kind",
            "/hubs/2/profile/sources/rest/kind",
            Some(json!("http")),
            "/hubs/2/profile/sources/rest/kind",
        ),
        ("a further address that is none", "/hubs/1/urls/ws", Some(json!("ws:hub")), "/hubs/1/urls/ws"),
        ("further addresses as a list", "/hubs/1/urls", Some(json!(["/ws"])), "/hubs/1/urls"),
        ("a setting that is a number", "/hubs/1/vars/path", Some(json!(7)), "/hubs/1/vars/path"),
        ("a zone by its offset", "/hubs/0/time_zone", Some(json!(-3)), "/hubs/0/time_zone"),
        ("a login without its sources", "/hubs/2/auth/attach", None, "/hubs/2/auth/attach"),
        ("a word that a login does not have", "/hubs/2/auth/token", Some(json!("x")), "/hubs/2/auth/token"),
        ("a secret", "/hubs/0/password", Some(json!("x")), "/hubs/0/password"),
    ];
    let validator = validator();
    for (mistake, at, value, found_at) in table {
        let file = with(&WHOLE_VALUE, at, value);
        let problems = problems(&file);
        assert!(problems.iter().any(|it| it.pointer == found_at), "{mistake}: the reader finds {problems:?}");
        let faults = faults(&validator, &file);
        // A key that is missing or too much is a fault of the object that it is missing from.
        let near = |fault: &String| {
            found_at.strip_prefix(fault.as_str()).is_some_and(|rest| rest.matches('/').count() <= 1)
        };
        assert!(!faults.is_empty() && faults.iter().all(near), "{mistake}: the schema finds {faults:?}");
    }
}

#[test]
fn what_refers_to_nothing_only_the_reader_sees() {
    let table = [
        ("/hubs/1/id", json!("mine"), "/hubs/2/id"),
        ("/hubs/1/vars/paht", json!("/api"), "/hubs/1/vars/paht"),
        ("/hubs/2/auth/attach/0/source", json!("live"), "/hubs/2/auth/attach/0/source"),
    ];
    for (at, value, found_at) in table {
        let file = with(&WHOLE_VALUE, at, Some(value));
        assert_eq!(faults(&validator(), &file), [""; 0], "{at}");
        let problems = problems(&file);
        assert!(
            problems.iter().any(|it| it.pointer == found_at) && problems.iter().all(is_reference),
            "{problems:?}"
        );
    }
}

/// Every value is left out, replaced by others, and given a stranger inside it. What stands in a profile or in `auth` is
/// tried where profiles are.
#[test]
fn schema_and_reader_agree_on_every_single_change() {
    let others = [
        json!(null),
        json!(true),
        json!(1),
        json!(""),
        json!("x"),
        json!("-x"),
        json!("/a"),
        json!("//a"),
        json!("/a.json"),
        json!("a\\b.json"),
        json!("http://h"),
        json!("wss:///h"),
        json!("javascript:alert(1).json"),
        json!("ntfy"),
        json!([]),
        json!(["x"]),
        json!({}),
        json!({ "x": "/y" }),
        json!({ "x": 1 }),
    ];
    let validator = validator();
    let mut compared = 0;
    let mut compare = |what: String, file: Value| {
        compared += 1;
        let (problems, valid) = (problems(&file), validator.is_valid(&file));
        if !problems.is_empty() && problems.iter().all(is_reference) {
            return;
        }
        assert_eq!(problems.is_empty(), valid, "{what}: {problems:?}, {:?}", faults(&validator, &file));
    };
    let is_ours = |pointer: &String| !pointer.contains("/profile/") && !pointer.contains("/auth/");
    for pointer in pointers(&WHOLE_VALUE).into_iter().filter(is_ours) {
        compare(format!("{pointer} left out"), with(&WHOLE_VALUE, &pointer, None));
        for other in &others {
            let changed = with(&WHOLE_VALUE, &pointer, Some(other.clone()));
            compare(format!("{pointer} as {other}"), changed);
        }
        if WHOLE_VALUE.pointer(&pointer).is_some_and(Value::is_object) {
            let changed = with(&WHOLE_VALUE, &format!("{pointer}/stranger"), Some(json!(1)));
            compare(format!("{pointer} with a stranger"), changed);
        }
    }
    assert!(compared > 500, "{compared}");
}
