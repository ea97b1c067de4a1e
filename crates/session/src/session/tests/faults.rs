//! Sources that are not heard, also those that the hub's state does not depend on.
use super::*;

const LIVE: SourceId = SourceId(0);
const REST: SourceId = SourceId(1);

/// A socket that decides the hub's state, and a server that lists a table once the socket is there.
fn profile() -> String {
    json!({
        "name": "bench",
        "title": "Bench",
        "sources": {
            "live": { "kind": "websocket", "path": "/live", "primary": true, "ready": { "/kind": "welcome" } },
            "rest": { "kind": "rest", "base": "rest" }
        },
        "poll": [{
            "source": "rest", "get": "/rows", "when": ["connected"], "every_s": 60,
            "do": [{ "rows": "t", "from": "/rows" }]
        }],
        "tables": [{
            "id": "t", "title": "T", "key": "/id", "columns": [{ "id": "id", "at": "/id", "title": "Id" }]
        }]
    })
    .to_string()
}

fn world() -> World {
    World::with(&profile(), Some("UTC"))
}

fn table() -> TableId {
    TableId::from("t")
}

fn welcomed() -> World {
    let mut world = world();
    let socket = world.socket.unwrap();
    world.give(Input::Wire(LIVE, Incoming::Opened { socket }));
    world.frame(r#"{"kind":"welcome"}"#);
    world
}

fn fail(world: &mut World) {
    let request = world.take("/rows");
    world.fail(&request);
}

#[test]
fn a_source_that_is_not_primary_is_told_and_probed_once_and_the_hub_stays_online() {
    let mut world = welcomed();
    assert!(world.session.faults().is_empty());
    let since = world.now().wall;
    fail(&mut world);
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
    for _ in 0..3 {
        world.wait(30_000);
        fail(&mut world);
    }
    assert_eq!(world.probed, [REST]);
    world.give(Input::Probed { source: REST, diagnosis: Diagnosis::Unreachable });
    let fault = world.session.table_fault(world.now(), &table()).unwrap();
    assert_eq!((fault.source, fault.since), (REST, since));
    assert_eq!(fault.diagnosis, Some(Diagnosis::Unreachable));
    assert_eq!(world.session.fault(world.now()), None, "the hub itself is well");
    world.wait(30_000);
    let request = world.take("/rows");
    world.answer(&request, 200, r#"{"rows":[]}"#);
    assert!(world.session.faults().is_empty());
    assert_eq!(world.session.table_fault(world.now(), &table()), None);
}

/// The lists wait for the socket: they have no failure of their own.
#[test]
fn a_table_that_waits_for_a_dead_hub_has_the_hubs_fault() {
    let mut world = world();
    let since = world.now().wall;
    world.cut();
    for _ in 0..3 {
        world.wait(30_000);
        if world.socket.is_some() {
            world.cut();
        }
    }
    let fault = world.session.table_fault(world.now(), &table()).unwrap();
    assert_eq!((fault.source, fault.since), (LIVE, since));
    assert_eq!(world.session.poll_error(&table()), None);
    assert!(world.session.faults().iter().all(|fault| fault.source == LIVE), "REST was never asked");
}

#[test]
fn a_stopped_hub_is_stopped_and_a_retry_finds_out_anew() {
    let mut world = welcomed();
    world.give(Input::from(Intent::Stop));
    assert!(world.session.faults().iter().all(|fault| fault.state == State::Stopped));
    world.give(Input::Probed { source: LIVE, diagnosis: Diagnosis::Unreadable });
    world.give(Input::Retry);
    assert_eq!(world.session.faults().iter().find_map(|fault| fault.diagnosis), None);
}

/// Of two primary sources: what the user can mend comes after what is down.
#[test]
fn a_refused_login_does_not_hide_a_source_that_is_down() {
    let mut profile: Value = serde_json::from_str(&profile()).unwrap();
    profile["sources"]["rest"]["primary"] = json!(true);
    profile["auth"] = json!({
        "ask": ["password"],
        "attach": [{ "source": "rest", "as": "header", "name": "Authorization", "value": "{auth.password}" }],
        "refused": [{ "status": 401 }]
    });
    let credentials = json!({ "password": "t" }).as_object().cloned();
    let config = Config { credentials, ..config(&profile.to_string()) };
    let mut world = World::of(Session::new(config, Box::new(Utc)));
    world.give(Input::Start);
    let socket = world.socket.unwrap();
    world.give(Input::Wire(LIVE, Incoming::Opened { socket }));
    world.frame(r#"{"kind":"welcome"}"#);
    for _ in 0..2 {
        let request = world.take("/rows");
        world.answer(&request, 401, "{}");
        world.give(Input::Retry);
        if world.asked("/rows") == 0 {
            break;
        }
    }
    assert!(matches!(world.session.state(world.now()), State::Refused { .. }));
    world.cut();
    assert!(matches!(world.session.state(world.now()), State::Waiting { .. }));
}

/// A browser does not say how an upgrade was refused: a plain request to the same endpoint finds out.
#[test]
fn how_a_socket_was_refused_is_found_out_and_an_expired_login_is_asked_for_again() {
    let profile = json!({
        "name": "a", "title": "A",
        "sources": { "live": { "kind": "websocket", "path": "/live", "primary": true } },
        "auth": { "ask": ["token"], "attach": [{ "source": "live", "as": "query", "name": "t", "value": "{auth.token}" }] }
    });
    for (status, asks) in [(401, true), (404, false), (502, false), (200, false)] {
        let credentials = json!({ "token": "old one" }).as_object().cloned();
        let config = Config { credentials, ..config(&profile.to_string()) };
        let mut world = World::of(Session::new(config, Box::new(Utc)));
        world.give(Input::Start);
        world.cut();
        assert_eq!(world.probed, [LIVE]);
        assert_eq!(world.session.probe_path(LIVE), "/live?t=old%20one");
        world.give(Input::Probed { source: LIVE, diagnosis: Diagnosis::Answers(status) });
        if asks {
            // One refusal alone does not count: the next attempt finds out again.
            world.wait(1_000);
            world.cut();
            assert_eq!(world.probed, [LIVE, LIVE]);
            world.give(Input::Probed { source: LIVE, diagnosis: Diagnosis::Answers(status) });
        }
        assert_eq!(matches!(world.session.access(), crate::Access::Refused(_)), asks, "{status}");
        if !asks {
            let fault = world.session.fault(world.now()).unwrap();
            assert_eq!(fault.diagnosis, Some(Diagnosis::Answers(status)));
        }
    }
}
