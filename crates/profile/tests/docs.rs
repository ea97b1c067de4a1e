//! What docs/profiles.md teaches: each of its profiles is one, and reads and asks what stands before it.

use std::collections::BTreeMap;

use profile::{Action, Content, FormValues, Method, Profile, Settings, SourceKind};
use serde_json::{Map, Value};

const TEXT: &str = include_str!("../../../docs/profiles.md");

/// A profile of the guide.
struct Lesson {
    heading: &'static str,
    /// What goes to and fro: who says it, and what.
    traffic: Vec<(&'static str, &'static str)>,
    json: &'static str,
}

fn lessons() -> Vec<Lesson> {
    let mut lessons = Vec::new();
    let mut before = TEXT;
    while let Some((text, rest)) = before.split_once("```json\n") {
        let (json, rest) = rest.split_once("```").unwrap();
        let heading = text.lines().rev().find_map(|line| line.strip_prefix("## ")).unwrap();
        let said = |line: &'static str| {
            let line = line.strip_prefix("    ")?;
            let said =
                ["page", "hub"].into_iter().find_map(|who| Some((who, line.strip_prefix(who)?.trim())));
            said.filter(|(_, said)| !said.is_empty())
        };
        lessons.push(Lesson { heading, traffic: text.lines().filter_map(said).collect(), json });
        before = rest;
    }
    lessons
}

/// Which list fetches a path.
fn poll_of(document: &Value, path: &str) -> Option<usize> {
    document.get("poll")?.as_array()?.iter().position(|poll| poll.get("get").is_some_and(|get| get == path))
}

/// What a hub says means something to the profile, and nothing of it is lost.
fn hears(profile: &Profile, document: &Value, said: &str, asked: &str) -> bool {
    let json =
        |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let source =
        |wanted: fn(&SourceKind) -> bool| profile.sources.iter().position(|source| wanted(&source.kind));
    let outcome = if let Some(frame) = said.strip_prefix("frame ") {
        let source = source(|kind| matches!(kind, SourceKind::WebSocket(_))).unwrap();
        profile.on_message(source, None, &json(frame))
    } else if let Some((name, arguments)) = said.strip_prefix("event ").and_then(|said| said.split_once(' '))
    {
        let source = source(|kind| matches!(kind, SourceKind::SocketIo { .. })).unwrap();
        profile.on_message(source, Some(name), &json(arguments))
    } else if let Some(path) = asked.strip_prefix("GET ") {
        let poll = poll_of(document, path).unwrap_or_else(|| panic!("no list of {path}"));
        profile.on_answer(poll, &json(said))
    } else {
        let login = profile.forms().login.and_then(|login| login.request);
        return login.unwrap().kept(&json(said)).is_ok();
    };
    outcome.matched && outcome.rejected.is_empty() && !outcome.changes.is_empty()
}

/// What the page asks is asked by a list, by the login or by an action of the profile.
fn asks(profile: &Profile, document: &Value, said: &str) -> bool {
    let (method, rest) = said.split_once(' ').unwrap();
    let (path, body) = rest.split_once(' ').unwrap_or((rest, ""));
    let is_list = method == "GET" && poll_of(document, path).is_some();
    let is_login = method == "POST" && document.pointer("/auth/login/post").is_some_and(|post| post == path);
    is_list || is_login || profile.forms().actions.iter().any(|action| is_of(action, method, path, body))
}

/// Whether an action makes this very request of what the body says, for the row that the path ends in.
fn is_of(action: &Action, method: &str, path: &str, body: &str) -> bool {
    let methods = [
        ("GET", Method::Get),
        ("POST", Method::Post),
        ("PUT", Method::Put),
        ("PATCH", Method::Patch),
        ("DELETE", Method::Delete),
    ];
    let members: Map<String, Value> = serde_json::from_str(body).unwrap_or_default();
    let texts: BTreeMap<String, String> =
        members.iter().map(|(name, value)| (name.clone(), json::unquoted(value))).collect();
    let given = FormValues { texts, ..FormValues::default() };
    let key = path.rsplit('/').next().unwrap_or_default();
    let row = Map::from_iter([("key".to_owned(), Value::from(key))]);
    let sent = |content: &Content| match content {
        Content::Json(sent) => serde_json::from_str::<Map<String, Value>>(sent).ok() == Some(members.clone()),
        Content::None => body.is_empty(),
        _ => false,
    };
    methods.contains(&(method, action.method))
        && action.invalid(&given).is_empty()
        && action.request(&row, &given).is_ok_and(|request| request.path == path && sent(&request.content))
}

#[test]
fn every_profile_of_the_guide_reads_and_asks_what_stands_before_it() {
    let lessons = lessons();
    assert!(lessons.len() >= 6, "{}", lessons.len());
    for Lesson { heading, traffic, json } in lessons {
        let document: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{heading}: {error}"));
        let profile =
            Profile::with(json, &Settings::default()).unwrap_or_else(|it| panic!("{heading}: {it:?}"));
        assert!(traffic.iter().any(|(who, _)| *who == "hub"), "{heading} hears nothing");
        let mut asked = "";
        for (who, said) in traffic {
            if who == "page" {
                asked = said;
                assert!(asks(&profile, &document, said), "{heading}: nothing asks {said}");
            } else {
                assert!(hears(&profile, &document, said, asked), "{heading}: {said} is not understood");
            }
        }
    }
}

/// A guide that leaves out a list of actions, say, teaches half.
#[test]
fn the_guide_shows_each_way_to_speak() {
    let all: String = lessons().iter().map(|lesson| lesson.json).collect();
    for word in
        ["\"rest\"", "\"websocket\"", "\"socketio\"", "\"login\"", "\"actions\"", "\"watch\"", "\"intents\""]
    {
        assert!(all.contains(word), "{word}");
    }
}
