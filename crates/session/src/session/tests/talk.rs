//! What is said over sockets: logins, lists, actions, and replies to messages.
use std::rc::Rc;

use profile::FormValues;

use super::*;
use crate::{Access, ActionRun, LoginRun, Outcome, RunId, RunStatus, Target};

const JOINED: &str = r#"40{"sid":"s"}"#;

/// A hub of Socket.IO that wants to know the user, and then lists its monitors.
fn events() -> String {
    json!({
        "name": "monitors", "title": "Monitors", "errors": ["/0/msg"],
        "sources": { "live": { "kind": "socketio", "primary": true } },
        "on": [{ "event": "hello", "do": [{ "emit": "hear", "args": ["{/0/who}", "{seq}"] }] }],
        "poll": [{ "source": "live", "emit": "list", "args": [{ "all": true }], "when": ["connected"], "timeout_s": 3,
            "do": [{ "rows": "monitors", "from": "/0/list", "keys": ["id"] }] }],
        "tables": [{ "id": "monitors", "title": "Monitors", "key": "/@id",
            "columns": [{ "id": "name", "title": "Name", "at": "/name" }] }],
        "actions": [
            { "id": "pause", "title": "Pause", "on": "row:monitors", "source": "live", "emit": "pause", "args": ["{key}"],
              "ack": true, "success": { "/0/ok": true }, "said": "/0/msg", "timeout_s": 5 },
            { "id": "kick", "title": "Kick", "source": "live", "emit": "kick" }
        ],
        "auth": {
            "ask": ["username", "password", { "id": "code", "title": "Code" }],
            "login": { "source": "live", "emit": "login",
                "args": [{ "username": "{username}", "password": "{password}", "token": "{code}" }],
                "success": { "/0/ok": true }, "keep": { "token": "/0/token" } },
            "attach": [{ "source": "live", "as": "emit", "name": "loginByToken", "value": ["{auth.token}"],
                "success": { "/0/ok": true } }]
        }
    })
    .to_string()
}

fn session(profile: &str, token: Option<&str>) -> World {
    let credentials = token.map(|token| json!({ "token": token }).as_object().cloned().unwrap());
    let mut world = World::of(Session::new(Config { credentials, ..config(profile) }, Box::new(Utc)));
    world.give(Input::Start);
    world
}

fn log_in(world: &mut World, password: &str) -> RunId {
    let forms = Rc::new(world.session.profile().forms());
    let mut given = FormValues::default();
    given.texts.insert("username".to_owned(), "ana".to_owned());
    given.texts.insert("password".to_owned(), password.to_owned());
    let run = world.session.next_run();
    let login = LoginRun::new(forms.login.clone().unwrap(), forms, &given, false, Millis(WALL));
    world.give(Input::StartRun(run, Box::new(login)));
    run
}

fn act(world: &mut World, id: &str, key: &str) -> RunId {
    let forms = Rc::new(world.session.profile().forms());
    let action = forms.actions.iter().find(|action| action.id == id).unwrap().clone();
    let values = json!({ "key": key }).as_object().cloned().unwrap();
    let target = Target { values, ..Target::default() };
    let machine = ActionRun::new(action, forms, target, &FormValues::default(), 1).unwrap();
    let run = world.session.next_run();
    world.give(Input::StartRun(run, Box::new(machine)));
    run
}

fn outcome(world: &World, run: RunId) -> Option<Outcome> {
    match world.session.run(run) {
        Some(RunStatus::Ended(outcome)) => Some(outcome.clone()),
        _ => None,
    }
}

/// The arguments of the only event of this name that went out, and the number that its answer must have.
fn emitted(world: &mut World, name: &str) -> (u64, Value) {
    let read = |text: &String| {
        let text = text.strip_prefix("42")?;
        let (number, data) = text.split_at(text.find('[')?);
        let data: Vec<Value> = serde_json::from_str(data).unwrap();
        (data[0] == name).then(|| (number.parse().unwrap_or(0), Value::Array(data[1..].to_vec())))
    };
    let found: Vec<_> = world.sent.iter().filter_map(read).collect();
    world.sent.retain(|text| read(text).is_none());
    assert_eq!(found.len(), 1, "{name}: {found:?} {:?}", world.sent);
    found[0].clone()
}

fn acknowledge(world: &mut World, number: u64, answer: &Value) {
    world.frame(&format!("43{number}{}", json!([answer])));
}

/// Open the socket and answer its login.
fn joined(world: &mut World, answer: &Value) -> Value {
    world.open();
    world.frame(JOINED);
    let (number, args) = emitted(world, "loginByToken");
    acknowledge(world, number, answer);
    args
}

fn online(world: &World) -> bool {
    matches!(world.session.state(world.now()), State::Online { .. })
}

#[test]
fn a_login_over_a_socket_opens_it_for_that_and_the_token_goes_along_from_then_on() {
    let mut world = session(&events(), None);
    assert!(world.socket.is_none());
    let run = log_in(&mut world, "right {seq}");
    world.open();
    world.frame(JOINED);
    // What it says before the login is nobody's.
    world.event("hello", json!({ "who": "x" }));
    let (number, args) = emitted(&mut world, "login");
    assert_eq!(args, json!([{ "username": "ana", "password": "right {seq}" }]));
    assert!(!online(&world) && world.sent.iter().all(|text| !text.contains("hear")), "{:?}", world.sent);
    acknowledge(&mut world, number, &json!({ "ok": true, "token": "t{1}" }));
    assert_eq!(outcome(&world, run), Some(Outcome::LoggedIn));
    assert_eq!(world.stored.clone().unwrap().0["token"], json!("t{1}"));
    assert_eq!(joined(&mut world, &json!({ "ok": true })), json!(["t{1}"]));
    assert!(online(&world));
    let (number, args) = emitted(&mut world, "list");
    assert_eq!(args, json!([{ "all": true }]));
    acknowledge(&mut world, number, &json!({ "list": { "7": { "name": "web" } } }));
    let table = world.session.table(&TableId::from("monitors")).unwrap();
    assert_eq!(table.get(&model::RowKey::from("7")).unwrap().cells[0].text(), "web");
    // A reconnect logs in by itself.
    world.cut();
    world.wait(2_000);
    assert!(!online(&world));
    assert_eq!(joined(&mut world, &json!({ "ok": true })), json!(["t{1}"]));
    assert!(online(&world));
}

#[test]
fn a_login_that_is_refused_says_so_in_the_hubs_words_and_can_be_tried_again() {
    let mut world = session(&events(), None);
    let run = log_in(&mut world, "wrong");
    world.open();
    world.frame(JOINED);
    let (number, _) = emitted(&mut world, "login");
    acknowledge(&mut world, number, &json!({ "ok": false, "msg": "Incorrect username or password." }));
    let Some(Outcome::Refused(0, refusal)) = outcome(&world, run) else {
        panic!("{:?}", world.session.run(run))
    };
    assert_eq!(refusal.text, "Incorrect username or password.");
    assert_eq!(world.session.access(), &Access::NeedsLogin);
    // The socket was open for the login alone.
    world.socket = None;
    world.wait(60_000);
    assert!(world.socket.is_none());
    let run = log_in(&mut world, "right");
    world.open();
    world.frame(JOINED);
    let (number, _) = emitted(&mut world, "login");
    acknowledge(&mut world, number, &json!({ "ok": true, "token": "t" }));
    assert_eq!(outcome(&world, run), Some(Outcome::LoggedIn));
}

#[test]
fn a_login_that_is_not_answered_ends_and_one_that_a_middleware_refuses_says_why() {
    let mut world = session(&events(), None);
    let run = log_in(&mut world, "right");
    world.open();
    world.frame(JOINED);
    world.wait(11_000);
    let late = RequestFailure::TimedOut { after_ms: 10_000 };
    assert_eq!(outcome(&world, run), Some(Outcome::Failed(late)));
    let run = log_in(&mut world, "right");
    world.open();
    world.frame(r#"44{"message":"not from here"}"#);
    let Some(Outcome::Refused(0, refusal)) = outcome(&world, run) else {
        panic!("{:?}", world.session.run(run))
    };
    assert_eq!(refusal.text, "not from here");
}

#[test]
fn a_token_that_the_hub_refuses_is_forgotten_and_the_user_is_asked() {
    let mut world = session(&events(), Some("old"));
    joined(&mut world, &json!({ "ok": false, "msg": "authInvalidToken" }));
    assert_eq!(world.session.access(), &Access::Refused("authInvalidToken".to_owned()));
    assert_eq!(world.stored, None);
    assert!(!online(&world));
}

#[test]
fn a_login_that_is_not_answered_is_tried_with_the_next_connection() {
    let mut world = session(&events(), Some("t"));
    world.open();
    world.frame(JOINED);
    emitted(&mut world, "loginByToken");
    world.socket = None;
    world.wait(20_000);
    assert!(world.socket.is_some() && !online(&world));
    joined(&mut world, &json!({ "ok": true }));
    assert!(online(&world));
}

fn monitors() -> World {
    let mut world = session(&events(), Some("t"));
    joined(&mut world, &json!({ "ok": true }));
    let (number, _) = emitted(&mut world, "list");
    acknowledge(&mut world, number, &json!({ "list": {} }));
    world
}

#[test]
fn an_action_over_a_socket_ends_as_its_answer_says() {
    let mut world = monitors();
    let run = act(&mut world, "pause", "7");
    let (number, args) = emitted(&mut world, "pause");
    assert_eq!(args, json!(["7"]));
    acknowledge(&mut world, number, &json!({ "ok": true, "msg": "Paused Successfully." }));
    assert_eq!(outcome(&world, run), Some(Outcome::Done(Some("Paused Successfully.".to_owned()))));
    let run = act(&mut world, "pause", "8");
    let (number, _) = emitted(&mut world, "pause");
    acknowledge(&mut world, number, &json!({ "ok": false, "msg": "You do not own this monitor." }));
    let Some(Outcome::Refused(0, refusal)) = outcome(&world, run) else {
        panic!("{:?}", world.session.run(run))
    };
    assert_eq!(refusal.text, "You do not own this monitor.");
    // What wants no answer is done once it is sent.
    let run = act(&mut world, "kick", "");
    assert_eq!(emitted(&mut world, "kick"), (0, json!([])));
    assert_eq!(outcome(&world, run), Some(Outcome::Done(None)));
}

#[test]
fn nobody_knows_what_became_of_an_action_without_its_answer() {
    let mut world = monitors();
    let late = act(&mut world, "pause", "7");
    world.wait(5_001);
    let after_ms = RequestFailure::TimedOut { after_ms: 5_000 };
    assert_eq!(outcome(&world, late), Some(Outcome::Indeterminate(after_ms)));
    let (number, _) = emitted(&mut world, "pause");
    acknowledge(&mut world, number, &json!({ "ok": true }));
    assert!(matches!(outcome(&world, late), Some(Outcome::Indeterminate(_))));
    let cut = act(&mut world, "pause", "7");
    world.cut();
    assert!(matches!(outcome(&world, cut), Some(Outcome::Indeterminate(RequestFailure::Unreachable(_)))));
    let away = act(&mut world, "pause", "7");
    assert_eq!(outcome(&world, away), Some(Outcome::Unsent));
}

#[test]
fn a_list_over_a_socket_waits_for_one_and_fails_by_its_own_time_out() {
    let mut world = session(&events(), Some("t"));
    world.wait(2_000);
    assert_eq!(error(&world), None);
    joined(&mut world, &json!({ "ok": true }));
    emitted(&mut world, "list");
    world.wait(3_001);
    assert_eq!(error(&world), Some(RequestFailure::TimedOut { after_ms: 3_000 }));
    world.wait(1_000);
    let (number, _) = emitted(&mut world, "list");
    acknowledge(&mut world, number, &json!({ "list": {} }));
    assert_eq!(error(&world), None);
    // That the socket is lost is said of the source.
    act(&mut world, "pause", "7");
    let (number, _) = emitted(&mut world, "pause");
    acknowledge(&mut world, number, &json!({ "ok": true }));
    emitted(&mut world, "list");
    world.cut();
    assert_eq!(error(&world), None);
    world.wait(2_000);
    joined(&mut world, &json!({ "ok": true }));
    emitted(&mut world, "list");
}

fn error(world: &World) -> Option<RequestFailure> {
    world.session.poll_error(&TableId::from("monitors")).cloned()
}

#[test]
fn a_message_gets_its_reply_and_two_hubs_that_echo_make_no_storm() {
    let mut world = monitors();
    world.event("hello", json!({ "who": "{seq}" }));
    let (_, args) = emitted(&mut world, "hear");
    assert_eq!(args[0], json!("{seq}"));
    assert!(args[1].is_u64());
    world.wait(1_000);
    for _ in 0..500 {
        world.event("hello", json!({ "who": "x" }));
    }
    let replies = world.sent.iter().filter(|text| text.contains("hear")).count();
    assert!((10..100).contains(&replies), "{replies}");
    assert!(world.session.rejections().count > 100);
    world.sent.clear();
    world.wait(1_001);
    world.event("hello", json!({ "who": "x" }));
    emitted(&mut world, "hear");
}

/// A hub of frames with numbers.
fn frames(auth: bool) -> String {
    let mut profile = json!({
        "name": "frames", "title": "Frames", "errors": ["/error/message"],
        "sources": { "live": { "kind": "websocket", "primary": true, "ready": { "/type": "auth_ok" },
            "refused": { "match": { "/type": "auth_invalid" }, "text": "/message" } } },
        "on": [
            { "match": { "/type": "auth_ok" }, "do": [{ "send": { "id": "{seq}", "type": "subscribe", "for": "{/version}" } }] },
            { "match": { "/type": "event" }, "do": ["beat"] }
        ],
        "poll": [{ "source": "live", "send": { "id": "{seq}", "type": "get" }, "answer": { "/id": "{seq}", "/type": "result" },
            "when": ["connected"], "do": [{ "rows": "monitors", "from": "/result" }] }],
        "tables": [{ "id": "monitors", "title": "Monitors", "key": "/id",
            "columns": [{ "id": "name", "title": "Name", "at": "/name" }] }],
        "actions": [{ "id": "pause", "title": "Turn", "on": "row:monitors", "source": "live",
            "send": { "id": "{seq}", "type": "turn", "target": "{key}" }, "answer": { "/id": "{seq}" },
            "success": { "/success": true } }]
    });
    if auth {
        profile["auth"] = json!({
            "ask": ["username", "password"],
            "login": { "source": "live", "send": { "type": "login", "user": "{username}", "pass": "{password}" },
                "answer": { "/type": { "in": ["token", "auth_invalid"] } }, "success": { "/type": "token" },
                "keep": { "token": "/token" } },
            "attach": [{ "source": "live", "as": "hello", "value": { "type": "auth", "token": "{auth.token}" } }]
        });
        profile["errors"] = json!(["/message"]);
    }
    profile.to_string()
}

fn open_frames(world: &mut World) {
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
}

fn sent(world: &mut World) -> Vec<Value> {
    world.sent.drain(..).map(|text| serde_json::from_str(&text).unwrap()).collect()
}

#[test]
fn questions_are_numbered_and_each_answer_finds_its_own() {
    let mut world = World::with(&frames(false), None);
    open_frames(&mut world);
    assert_eq!(sent(&mut world), Vec::<Value>::new());
    world.frame(r#"{"type":"auth_ok","version":"2024.1"}"#);
    let asked = sent(&mut world);
    let ids: Vec<_> = asked.iter().map(|frame| frame["id"].as_u64().unwrap()).collect();
    assert_eq!((ids, asked.len()), (vec![1, 2], 2));
    let list = asked.iter().find(|frame| frame["type"] == "get").unwrap()["id"].clone();
    assert_eq!(asked.iter().find(|frame| frame["type"] == "subscribe").unwrap()["for"], json!("2024.1"));
    let first = act(&mut world, "pause", "a");
    let second = act(&mut world, "pause", "b");
    assert_eq!(
        sent(&mut world).iter().map(|frame| frame["id"].clone()).collect::<Vec<_>>(),
        [json!(3), json!(4)]
    );
    world.frame(r#"{"id":4,"type":"result","success":false,"error":{"message":"no such thing"}}"#);
    world.frame(
        &json!({ "id": list, "type": "result", "result": [{ "id": "a", "name": "Lamp" }] }).to_string(),
    );
    world.frame(r#"{"id":3,"type":"result","success":true}"#);
    assert_eq!(outcome(&world, first), Some(Outcome::Done(None)));
    let Some(Outcome::Refused(0, refusal)) = outcome(&world, second) else { panic!() };
    assert_eq!(refusal.text, "no such thing");
    let table = world.session.table(&TableId::from("monitors")).unwrap();
    assert_eq!(table.get(&model::RowKey::from("a")).unwrap().cells[0].text(), "Lamp");
    // What an action changed is listed again.
    assert_eq!(sent(&mut world), [json!({ "id": 5, "type": "get" })]);
    // Numbers begin anew with a connection.
    world.cut();
    world.wait(2_000);
    open_frames(&mut world);
    world.frame(r#"{"type":"auth_ok","version":"2024.1"}"#);
    let ids: Vec<_> = sent(&mut world).iter().map(|frame| frame["id"].clone()).collect();
    assert_eq!(ids, [json!(1), json!(2)]);
}

#[test]
fn a_login_by_a_frame_goes_out_before_the_hub_is_ready() {
    let mut world = session(&frames(true), None);
    let run = log_in(&mut world, "wrong");
    open_frames(&mut world);
    assert_eq!(sent(&mut world), [json!({ "type": "login", "user": "ana", "pass": "wrong" })]);
    world.frame(r#"{"type":"auth_required"}"#);
    assert_eq!(outcome(&world, run), None);
    world.frame(r#"{"type":"auth_invalid","message":"Wrong password"}"#);
    let Some(Outcome::Refused(0, refusal)) = outcome(&world, run) else {
        panic!("{:?}", world.session.run(run))
    };
    assert_eq!(refusal.text, "Wrong password");
    let run = log_in(&mut world, "right");
    open_frames(&mut world);
    sent(&mut world);
    world.frame(r#"{"type":"token","token":"t"}"#);
    assert_eq!(outcome(&world, run), Some(Outcome::LoggedIn));
    open_frames(&mut world);
    assert_eq!(sent(&mut world), [json!({ "type": "auth", "token": "t" })]);
    world.frame(r#"{"type":"auth_ok","version":"1"}"#);
    assert!(online(&world));
}
