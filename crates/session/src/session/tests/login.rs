//! Hubs that require a login: hub 001 §4.
use super::runs::{Question, log_in, post};
use super::*;
use crate::{Access, Credentials, Outcome, RequestBody, RunId, RunKind, RunStatus};

const AGENDA: &str = include_str!("../../../../../profiles/raft-agenda.json");
/// Sources of the profile, in their order: by name.
const WS: SourceId = SourceId(2);
const BACK_END: usize = 0;

fn ana() -> Credentials {
    json!({ "token": "t 1", "user_id": 1 }).as_object().cloned().unwrap()
}

fn agenda(access: Option<Credentials>) -> World {
    without(Vec::new(), access)
}

fn without(missing: Vec<SourceId>, access: Option<Credentials>) -> World {
    let config = Config {
        profile: Profile::parse(AGENDA).unwrap(),
        time_zone: None,
        remembered: None,
        unacknowledged: Vec::new(),
        missing,
        credentials: access,
        seed: 1,
    };
    let mut world = World::of(Session::new(config, Box::new(Utc)));
    world.give(Input::Start);
    world
}

fn open(world: &mut World) -> Vec<String> {
    let socket = world.socket.unwrap();
    world.sent.clear();
    world.give(Input::Wire(WS, Incoming::Opened { socket }));
    world.sent.clone()
}

fn frame(world: &mut World, frame: &Value) {
    let (socket, text) = (world.socket.unwrap(), frame.to_string());
    world.give(Input::Wire(WS, Incoming::Text { socket, text: &text }));
}

fn paths(world: &World) -> Vec<&str> {
    world.requests.iter().map(|request| request.path_and_query.as_str()).collect()
}

/// A request to the back end; what comes before it is answered.
fn asked(world: &mut World, path: &str) -> HttpRequest {
    while world.asked(path) == 0 {
        let request = world.requests.remove(0);
        let body = if request.source.0 == BACK_END { "[]" } else { "{}" };
        world.answer(&request, 200, body);
    }
    world.take(path)
}

/// Everything that is under way is answered with an empty list, until nothing more is asked.
fn answer_all(world: &mut World) {
    while let Some(request) = world.requests.pop() {
        let body = if request.source.0 == BACK_END { "[]" } else { "{}" };
        world.answer(&request, 200, body);
    }
}

#[test]
fn a_source_that_requires_auth_is_silent_until_the_login() {
    let mut world = agenda(None);
    assert_eq!(world.session.access(), &Access::NeedsLogin);
    assert_eq!(paths(&world), ["/leaders", "/cluster/status"]);
    answer_all(&mut world);
    world.wait(60_000);
    assert!(world.socket.is_none());
    assert!(world.requests.iter().all(|request| request.source.0 != BACK_END), "{:?}", paths(&world));
}

/// hub 001 §4.1: the token stands in the query; §4.3: the first frame holds the user's id, as a number.
#[test]
fn a_login_is_known_to_both_servers() {
    let mut world = agenda(None);
    answer_all(&mut world);
    log_in(&mut world, ana(), false);
    assert_eq!(world.stored, Some((ana(), false)));
    assert_eq!(open(&mut world), [r#"{"type":"auth","user_id":1}"#]);
    frame(&mut world, &json!({ "type": "auth_success", "message": "Conexión WebSocket establecida" }));
    assert!(paths(&world).contains(&"/events/detailed?filter_type=all&token=t%201"), "{:?}", paths(&world));
    frame(
        &mut world,
        &json!({ "type": "group_invitation", "group_id": 1, "group_name": "Equipo", "inviter_id": 1 }),
    );
    assert_eq!(world.session.inbox().unread(), 1);
}

#[test]
fn stored_credentials_are_attached_from_the_start() {
    let mut world = agenda(Some(ana()));
    assert!(matches!(world.session.access(), Access::Given(_)));
    assert_eq!(open(&mut world), [r#"{"type":"auth","user_id":1}"#]);
    // The cluster requires no login.
    let cluster = world.requests.iter().filter(|request| request.source.0 != BACK_END);
    assert!(cluster.clone().count() > 0 && cluster.clone().all(|it| !it.path_and_query.contains("token")));
}

/// hub 001 §4.1: 401 `Sesión inválida o expirada`.
#[test]
fn a_refusal_forgets_the_credentials_and_stops_what_asked() {
    let mut world = agenda(Some(ana()));
    answer_all(&mut world);
    open(&mut world);
    frame(&mut world, &json!({ "type": "auth_success" }));
    let refusal = r#"{"detail":"Sesión inválida o expirada"}"#;
    let request = asked(&mut world, "/groups?");
    world.answer(&request, 401, refusal);
    assert!(matches!(world.session.access(), Access::Given(_)), "it is asked once more");
    world.wait(2_900);
    assert_eq!(world.asked("/groups?"), 0, "a server that restarts needs a moment");
    world.wait(1_000);
    let request = asked(&mut world, "/groups?");
    world.answer(&request, 401, refusal);
    assert_eq!(world.session.access(), &Access::Refused("Sesión inválida o expirada".to_owned()));
    assert_eq!(world.stored, None);
    assert!(matches!(world.session.state(world.now()), State::Refused { .. }));
    world.requests.clear();
    world.wait(120_000);
    assert!(world.requests.iter().all(|request| request.source.0 != BACK_END));
    // Answers to what was asked with the old token say nothing about the new one.
    log_in(&mut world, ana(), true);
    assert_eq!(world.stored, Some((ana(), true)));
    world.answer(&request, 401, "{}");
    assert!(matches!(world.session.access(), Access::Given(_)));
}

#[test]
fn a_logout_leaves_nothing_that_only_the_user_could_see() {
    let mut world = agenda(Some(ana()));
    let groups = asked(&mut world, "/groups?");
    world.answer(&groups, 200, r#"[[1,"Equipo",0],[2,"Dirección",1]]"#);
    let rows = |world: &World| world.session.table(&TableId::from("groups")).unwrap().rows().len();
    assert_eq!(rows(&world), 2);
    world.give(Input::from(Intent::LogOut));
    assert_eq!((world.session.access(), rows(&world)), (&Access::NeedsLogin, 0));
    assert_eq!(world.stored, None);
    world.answer(&groups, 200, r#"[[1,"Equipo",0]]"#);
    assert_eq!(rows(&world), 0, "an answer that comes late");
}

/// hub 001 §1: a hub without CORS carries out what the page cannot read.
#[test]
fn nothing_is_sent_to_a_base_that_gave_no_readable_answer() {
    let mut world = agenda(Some(ana()));
    let ended = |world: &World, run: u64| match world.session.run(RunId(run)) {
        Some(RunStatus::Ended(outcome)) => Some(outcome.clone()),
        _ => None,
    };
    post(&mut world, 7, BACK_END, "/groups");
    assert_eq!(ended(&world, 7), Some(Outcome::Unsent));
    answer_all(&mut world);
    post(&mut world, 8, BACK_END, "/groups");
    let request = world.take("/groups?token");
    assert_eq!((request.method, &request.body), (crate::Method::Post, &RequestBody::Json("{}".to_owned())));
    world.answer(&request, 400, r#"{"detail":"El grupo ya existe"}"#);
    let said = r#"400 {"detail":"El grupo ya existe"}"#.to_owned();
    assert_eq!(ended(&world, 8), Some(Outcome::Failed(RequestFailure::Unfit(said))));
    // A user who is not known yet can only find out by logging in.
    let mut stranger = agenda(None);
    answer_all(&mut stranger);
    post(&mut stranger, 1, BACK_END, "/auth/login");
    assert_eq!(stranger.take("/auth/login").path_and_query, "/auth/login");
}

#[test]
fn what_an_action_changed_is_fetched_again() {
    let mut world = agenda(Some(ana()));
    answer_all(&mut world);
    let kind = RunKind::Action("accept-group".to_owned(), Some(TableId::from("invitations")));
    let accept = Question::post(kind, BACK_END, "/groups/accept");
    world.give(Input::StartRun(RunId(1), Box::new(accept)));
    let request = world.take("/groups/accept");
    assert!(world.requests.is_empty(), "nothing is fetched before it is done");
    world.answer(&request, 200, "{}");
    for path in ["/groups?", "/groups/invitations?", "/events/invitations?"] {
        let request = asked(&mut world, path);
        world.answer(&request, 200, "[]");
    }
}

/// The first list of each kind of invitation is taken in silence; what comes later is reported, and once with
/// what the socket sends of it.
#[test]
fn the_first_list_of_each_scope_is_no_news() {
    let mut world = agenda(Some(ana()));
    let list = |world: &mut World, path: &str, rows: Value| {
        let request = asked(world, path);
        world.answer(&request, 200, &rows.to_string());
    };
    let group = |id: u64| json!([id, "Equipo", "bob", "2026-11-23 07:33:57", id]);
    list(&mut world, "/groups/invitations?", json!([group(1)]));
    list(&mut world, "/events/invitations?", json!([[4, "Cita", "", "", "", "bob", null, 0, null]]));
    assert_eq!(world.ids(), Vec::<String>::new());
    open(&mut world);
    frame(&mut world, &json!({ "type": "auth_success" }));
    frame(
        &mut world,
        &json!({ "type": "group_invitation", "group_id": 2, "group_name": "Equipo", "inviter_id": 2 }),
    );
    list(&mut world, "/groups/invitations?", json!([group(1), group(2)]));
    assert_eq!(world.ids().len(), 1, "the socket's and the list's are one");
    world.wait(15_000);
    list(&mut world, "/groups/invitations?", json!([group(1), group(2), group(3)]));
    assert_eq!(world.ids().len(), 2);
}

/// Rows that come one by one before the list are part of what was there.
#[test]
fn what_is_pushed_before_the_first_list_is_no_news_and_neither_is_the_list() {
    let profile = json!({
        "name": "a", "title": "A",
        "sources": { "ws": { "kind": "websocket" }, "rest": { "kind": "rest" } },
        "on": [{ "match": { "/type": "row" }, "do": [{ "upsert": "rows", "from": "/row" }] }],
        "poll": [{ "source": "rest", "get": "/rows", "every_s": 5, "do": [{ "rows": "rows" }] }],
        "tables": [{ "id": "rows", "title": "R", "key": "/id", "columns": [{ "id": "id", "title": "I", "at": "/id" }] }],
        "watch": [{ "table": "rows", "on": "added", "notify": { "title": "{id}" }, "summary": "{count}" }]
    });
    let mut world = World::with(&profile.to_string(), None);
    let socket = world.socket.unwrap();
    let push = |world: &mut World, id: &str| {
        let text = json!({ "type": "row", "row": { "id": id } }).to_string();
        world.give(Input::Wire(SourceId(1), Incoming::Text { socket, text: &text }));
    };
    world.give(Input::Wire(SourceId(1), Incoming::Opened { socket }));
    push(&mut world, "early");
    let request = world.take("/rows");
    world.answer(&request, 200, r#"[{"id":"early"},{"id":"old"}]"#);
    assert_eq!(world.ids(), Vec::<String>::new());
    push(&mut world, "late");
    assert_eq!(world.ids().len(), 1);
}

/// docs/surface.md, "`hubs.json`": servers that are not given are off. They require no login, and nothing is sent to them.
#[test]
fn servers_without_an_address_require_no_login_and_are_sent_nothing() {
    let mut world = without(vec![SourceId(BACK_END), WS], None);
    assert_eq!(world.session.access(), &Access::NotRequired);
    let withheld = |table: &str| world.session.withheld(&TableId::from(table));
    assert_eq!(withheld("groups"), Some(crate::Withheld::NoAddress));
    assert_eq!(withheld("shards"), None);
    assert_eq!(agenda(None).session.withheld(&TableId::from("groups")), Some(crate::Withheld::NeedsLogin));
    answer_all(&mut world);
    let members = Question::get(RunKind::Details, BACK_END, "/groups/1/members");
    world.give(Input::StartRun(RunId(1), Box::new(members)));
    assert_eq!(world.session.run(RunId(1)), Some(&RunStatus::Ended(Outcome::Unsent)));
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
}
