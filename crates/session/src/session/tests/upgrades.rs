//! Plain WebSockets whose upgrade is refused: browsers do not say with which status, so it is asked for.
use super::runs::log_in;
use super::*;
use crate::Access;

const HUB: &str = r#"{
    "name": "frames", "title": "Frames", "on": [],
    "sources": {
        "live": { "kind": "websocket", "path": "/live", "primary": true },
        "rest": { "kind": "rest" }
    },
    "auth": { "ask": ["token"], "attach": [{ "source": "live", "as": "query", "name": "token", "value": "{auth.token}" }] }
}"#;

fn given(token: &str) -> crate::Credentials {
    json!({ "token": token }).as_object().cloned().unwrap()
}

/// Logged in; the last attempt's socket has not opened yet.
fn logged_in() -> World {
    let mut world = World::with(HUB, None);
    log_in(&mut world, given("old"), false);
    world
}

/// The upgrade is refused: browsers report no more than this.
fn refuse(world: &mut World) {
    world.probed.clear();
    world.cut();
}

fn probed(world: &mut World, status: u16) {
    assert_eq!(world.probed, [SourceId(0)], "asked once for each attempt");
    world.give(Input::Probed { source: SourceId(0), diagnosis: Diagnosis::Answers(status) });
}

fn next_attempt(world: &mut World) {
    while world.socket.is_none() {
        world.wait(500);
    }
}

#[test]
fn an_expired_token_in_the_query_ends_the_login_the_second_time() {
    let mut world = logged_in();
    refuse(&mut world);
    probed(&mut world, 401);
    assert_eq!(world.session.access(), &Access::Given(given("old")), "one may be a proxy that restarts");
    next_attempt(&mut world);
    refuse(&mut world);
    probed(&mut world, 401);
    assert_eq!(world.session.access(), &Access::Refused(String::new()));
    log_in(&mut world, given("new"), false);
    assert!(world.socket.is_some(), "it connects again");
}

#[test]
fn a_401_between_two_others_is_no_end_of_the_login() {
    let mut world = logged_in();
    for status in [502, 401, 502] {
        refuse(&mut world);
        probed(&mut world, status);
        assert_eq!(world.session.faults()[0].diagnosis, Some(Diagnosis::Answers(status)));
        next_attempt(&mut world);
    }
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
    assert_eq!(world.session.access(), &Access::Given(given("old")));
    assert!(world.session.faults().is_empty());
    // It was let in: the count starts anew.
    refuse(&mut world);
    next_attempt(&mut world);
    refuse(&mut world);
    probed(&mut world, 401);
    assert_eq!(world.session.access(), &Access::Given(given("old")));
}

#[test]
fn where_nothing_can_be_read_it_is_asked_once() {
    let mut world = logged_in();
    refuse(&mut world);
    assert_eq!(world.probed, [SourceId(0)]);
    world.give(Input::Probed { source: SourceId(0), diagnosis: Diagnosis::Unreachable });
    for _ in 0..5 {
        next_attempt(&mut world);
        refuse(&mut world);
        assert!(world.probed.is_empty());
    }
}
