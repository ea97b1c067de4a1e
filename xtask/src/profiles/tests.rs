//! Mistakes in profiles and in `hubs.json`.
use std::path::{Path, PathBuf};

use super::mistakes::{Checked, of_hubs, of_profile};
use profile::{HubKind, Sign};

use super::{built_in, check, is_hubs};
use crate::workspace::{Workspace, read, write};

fn workspace() -> Workspace {
    Workspace::find().expect("cargo metadata")
}

/// What is said of a profile, in the order of the text.
fn said_of_profile(text: &str) -> Vec<String> {
    let mut checked = Checked::default();
    of_profile(&mut checked, Path::new("mine.json"), text);
    checked.mistakes.sort();
    checked.mistakes.iter().map(ToString::to_string).collect()
}

/// What is said of a `hubs.json`.
fn said_of_hubs(file: &Path, text: &str) -> Vec<String> {
    let mut checked = Checked::default();
    of_hubs(&mut checked, file, text, &workspace().root.join("profiles")).expect("the index of profiles");
    checked.mistakes.sort();
    checked.mistakes.iter().map(ToString::to_string).collect()
}

/// Files and pointers without what is said there.
fn places(said: &[String]) -> Vec<&str> {
    said.iter().map(|said| said.split(": expected").next().unwrap_or_default()).collect()
}

/// An empty folder for this test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("atalaya-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    folder
}

/// Three mistakes: a kind that there is not, a pointer without its slash behind other letters, a column without `at`.
const PROFILE: &str = "{
  \"name\": \"n\", \"title\": \"Ñandú 🏰\",
  \"sources\": {
\t\t\"rest\": { \"kind\": \"http\" }
  },
  \"on\": [{ \"match\": { \"/señal\": \"é\", \"art\": 1 }, \"do\": [] }],
  \"tables\": [{ \"id\": \"t\", \"title\": \"T\", \"key\": \"/id\", \"columns\": [
    { \"id\": \"a\", \"title\": \"A\", \"at\": \"/a\" }, { \"id\": \"b\", \"title\": \"B\" }
  ]}]
}";

#[test]
fn every_mistake_is_told_once_with_its_place_whatever_ends_a_line() {
    let expected = [
        "mine.json:4:21: /sources/rest/kind: expected one of socketio, websocket, rest, sse, found \"http\"",
        "mine.json:6:45: /on/0/match/art: expected a JSON Pointer such as /id, found \"art\"",
        "mine.json:8:46: /tables/0/columns/1/at: expected a value, found nothing",
    ];
    assert_eq!(said_of_profile(PROFILE), expected);
    assert_eq!(said_of_profile(&PROFILE.replace('\n', "\r\n")), expected, "lines of Windows");
}

#[test]
fn what_two_readers_find_is_told_once() {
    for (text, expected) in [
        ("\"actions\": 7", "/actions: expected an array, found 7"),
        ("\"auth\": []", "/auth: expected an object, found []"),
        ("\"tables\": {}", "/tables: expected an array, found {}"),
        ("\"errors\": [8]", "/errors/0: expected a JSON Pointer, an array of them, or a template, found 8"),
        (
            "\"time\": { \"measure\": { \"aware\": 1, \"naive\": [\"rest\", \"pong\", \"/at\"] } }",
            "/time/measure/aware: expected an array, found 1",
        ),
    ] {
        let text = format!(
            "{{\"name\": \"n\", \"title\": \"N\", \"sources\": {{\"rest\": {{\"kind\": \"rest\"}}}}, {text}}}"
        );
        let said = said_of_profile(&text);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said.iter().all(|said| said.ends_with(expected)), "{said:?}");
    }
}

#[test]
fn what_is_no_json_is_one_mistake() {
    assert_eq!(
        said_of_profile("{\r\n  \"año\": 1,\r\n\t\"b\" 2\r\n}"),
        ["mine.json:3:6: the whole file: this is not JSON: expected `:`"]
    );
    assert_eq!(
        said_of_hubs(Path::new("hubs.json"), "{ \"hubs\": [,] }"),
        ["hubs.json:1:12: the whole file: this is not JSON: expected value"]
    );
}

#[test]
fn hubs_json_is_told_from_a_profile_by_what_it_holds_else_by_its_name() {
    for (name, text, hubs) in [
        ("anything.json", "{ \"hubs\": [] }", true),
        ("hubs.json", "{}", true),
        ("hubs.example.json", "{ \"hub\": [] }", true),
        ("hubs.json", "{ \"sources\": {} }", false),
        ("mine.json", "{ \"sources\": {}, \"hubs\": 1 }", false),
        ("mine.json", "{}", false),
        ("hubs.json", "{", true),
        ("mine.json", "{", false),
    ] {
        assert_eq!(is_hubs(Path::new(name), text), hubs, "{name} with {text}");
    }
}

#[test]
fn the_mistakes_of_hubs_json_have_their_places() {
    let text = "{
\t\"title\": 5,
  \"hubs\": [
    { \"id\": \"portal\", \"profile\": \"open-data-portal\", \"url\": \"/hubs/portal\" },
    { \"id\": \"portal\", \"name\": \"塔\", \"profile\": \"open-data-portal\", \"url\": \"ftp://hub\" },
    { \"id\": \"desks\", \"profile\": \"desks\", \"url\": \"/d\", \"vars\": { \"paht\": \"/api\" } },
    { \"name\": \"ñ\", \"profile\": \"nothing\", \"url\": \"/x\" }
  ]
}";
    let said = said_of_hubs(Path::new("etc/hubs.json"), text);
    let expected = [
        "etc/hubs.json:2:11: /title",
        "etc/hubs.json:5:13: /hubs/1/id",
        "etc/hubs.json:5:74: /hubs/1/url",
        "etc/hubs.json:6:73: /hubs/2/vars/paht",
        "etc/hubs.json:7:5: /hubs/3/id",
        "etc/hubs.json:7:31: /hubs/3/profile",
    ];
    assert_eq!(places(&said), expected, "{said:#?}");
    assert!(said[4].ends_with("found nothing"), "{}", said[4]);
}

#[test]
fn a_profile_inside_has_the_places_of_hubs_json() {
    let hub = format!("{{ \"id\": \"a\", \"url\": \"/a\", \"profile\": {PROFILE} }}");
    let said = said_of_hubs(Path::new("hubs.json"), &format!("{{ \"hubs\": [\r\n{hub}\r\n] }}"));
    assert_eq!(
        places(&said),
        [
            "hubs.json:5:21: /hubs/0/profile/sources/rest/kind",
            "hubs.json:7:45: /hubs/0/profile/on/0/match/art",
            "hubs.json:9:46: /hubs/0/profile/tables/0/columns/1/at"
        ]
    );
}

#[test]
fn a_profile_beside_has_its_own_places_and_is_told_once() {
    let folder = folder("beside");
    let (mine, hubs) = (folder.join("mine.json"), folder.join("hubs.json"));
    write(&mine, PROFILE).expect("a file");
    write(&folder.join("broken.json"), "{ \"name\": }").expect("a file");
    let text = r#"{ "hubs": [
        { "id": "a", "profile": "/mine.json", "url": "/a" },
        { "id": "b", "profile": "mine.json", "url": "/b", "auth": { "ask": [] } },
        { "id": "c", "profile": "none.json", "url": "/c" },
        { "id": "d", "profile": "/broken.json", "url": "/d" }
    ] }"#;
    let said = said_of_hubs(&hubs, text);
    let shown = |file: &str| folder.join(file).display().to_string();
    let expected = [
        format!("{}:1:11: the whole file: this is not JSON", shown("broken.json")),
        format!("{}:3:67: /hubs/1/auth/attach", shown("hubs.json")),
        format!("{}:4:33: /hubs/2/profile", shown("hubs.json")),
        format!("{}:4:21: /sources/rest/kind", shown("mine.json")),
        format!("{}:6:45: /on/0/match/art", shown("mine.json")),
        format!("{}:8:46: /tables/0/columns/1/at", shown("mine.json")),
    ];
    assert_eq!(places(&said), expected, "{said:#?}");
    let paths = [hubs, mine].map(|path| path.display().to_string());
    write(Path::new(&paths[0]), text).expect("a file");
    let checked = check(&workspace(), &[&paths[0], &paths[1]]);
    assert_eq!(checked, Err("profile check: 6 mistakes".to_owned()), "the profile is not told twice");
    std::fs::remove_dir_all(folder).expect("it was there");
}

#[test]
fn the_files_that_come_with_the_app_are_good() {
    let workspace = workspace();
    let mut files = built_in(&workspace).expect("profiles/");
    files.push(workspace.root.join("hubs.example.json"));
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    assert_eq!(check(&workspace, &names.iter().map(String::as_str).collect::<Vec<_>>()), Ok(()));
}

/// The app is given the same file, and shows the same places (e2e/specs/mistakes.spec.js).
#[test]
fn ten_mistakes_are_ten_problems_in_ten_places() {
    let workspace = workspace();
    let folder = workspace.root.join("e2e/profiles");
    let file = folder.join("ten-mistakes.json");
    let expected = read(&folder.join("ten-mistakes.pointers.json")).expect("the places");
    let expected: Vec<String> = serde_json::from_str(&expected).expect("a list of texts");
    let found = said_of_profile(&read(&file).expect("the profile"));
    let mut places: Vec<&str> = found.iter().filter_map(|said| said.split(": ").nth(1)).collect();
    places.sort_unstable();
    assert_eq!(places, expected, "{found:#?}");
    let checked = check(&workspace, &[&file.display().to_string()]);
    assert_eq!(checked, Err("profile check: 10 mistakes".to_owned()));
}

/// Other sides of a hub that is known by another profile.
const OTHER_SIDES: [&str; 2] = ["atalaya-cluster", "atalaya-state"];

/// The page knows a hub by its address alone: each profile says what gives its hubs away.
#[test]
fn every_profile_that_comes_with_the_app_says_how_its_hubs_are_recognised() {
    let workspace = Workspace::find().expect("cargo metadata");
    for file in built_in(&workspace).expect("profiles/") {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if OTHER_SIDES.contains(&name.as_str()) {
            continue;
        }
        let kind = HubKind::of_profile(&name, &read(&file).expect("a profile"));
        let all = HubKind::read_all(&serde_json::Value::from_iter(kind).to_string());
        let is_proof = |sign: &Sign| !matches!(sign, Sign::Title(_) | Sign::Page(_));
        assert!(all.iter().any(|kind| kind.signs.iter().any(is_proof)), "{name} has no `recognise`");
    }
}
