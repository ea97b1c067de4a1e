//! Hubs that do not let in: for now, or those who give wrong credentials.
use super::runs::log_in;
use super::*;
use crate::Access;

fn profile(auth: bool) -> String {
    let mut profile = json!({
        "name": "guarded", "title": "Guarded",
        "sources": { "live": { "kind": "socketio", "primary": true } },
        "on": [{ "event": "news", "do": ["beat"] }]
    });
    if auth {
        profile["auth"] = json!({
            "ask": ["password"],
            "attach": [{ "source": "live", "as": "connect", "value": { "token": "{auth.password}" } }]
        });
    }
    profile.to_string()
}

fn given(password: &str) -> crate::Credentials {
    json!({ "password": password }).as_object().cloned().unwrap()
}

fn with_credentials(credentials: Option<crate::Credentials>) -> World {
    let config = Config { credentials, ..config(&profile(true)) };
    let mut world = World::of(Session::new(config, Box::new(Utc)));
    world.give(Input::Start);
    world
}

fn answer(world: &mut World, text: &str) {
    world.open();
    world.frame(text);
}

/// Wait until the next attempt; gives how long that took (milliseconds).
fn next_attempt(world: &mut World) -> u64 {
    world.socket = None;
    let began = world.mono;
    while world.socket.is_none() {
        world.wait(1_000);
        assert!(world.mono < began + 100_000, "no attempt");
    }
    world.mono - began
}

fn state(world: &World) -> State {
    world.session.state(world.now())
}

const UNAVAILABLE: &str = r#"44{"message":"db unavailable"}"#;

#[test]
fn a_hub_that_refuses_for_a_while_is_online_again_within_a_minute_with_nobody_at_the_page() {
    let mut world = World::with(&profile(false), None);
    answer(&mut world, UNAVAILABLE);
    let words = Reason::Refused("db unavailable".to_owned());
    assert!(matches!(state(&world), State::Waiting { reason, .. } if reason == words));
    assert!((30_000..60_000).contains(&next_attempt(&mut world)));
    answer(&mut world, r#"40{"sid":"s"}"#);
    assert_eq!(state(&world).word(), "online");
}

#[test]
fn wrong_credentials_are_told_in_the_hubs_words_and_asked_for_again() {
    let mut world = with_credentials(None);
    assert_eq!((world.session.access(), world.socket), (&Access::NeedsLogin, None));
    log_in(&mut world, given("wrong"), false);
    answer(&mut world, r#"44{"message":"bad token"}"#);
    assert_eq!(world.session.access(), &Access::Refused("bad token".to_owned()));
    assert_eq!(world.stored, None);
    assert!(matches!(state(&world), State::Refused { .. }));
    log_in(&mut world, given("right"), false);
    answer(&mut world, r#"40{"sid":"s"}"#);
    assert_eq!(world.session.access(), &Access::Given(given("right")));
    assert_eq!(state(&world).word(), "online");
}

#[test]
fn one_refusal_does_not_end_a_login_that_was_accepted_but_two_in_a_row_do() {
    let mut world = with_credentials(Some(given("right")));
    answer(&mut world, UNAVAILABLE);
    assert_eq!(world.session.access(), &Access::Given(given("right")));
    next_attempt(&mut world);
    answer(&mut world, r#"40{"sid":"s"}"#);
    world.frame(r#"42["news"]"#);
    world.cut();
    for refused in [false, true] {
        next_attempt(&mut world);
        answer(&mut world, r#"44{"message":"expired"}"#);
        assert_eq!(matches!(world.session.access(), Access::Refused(words) if words == "expired"), refused);
    }
}

#[test]
fn a_close_code_that_refuses_asks_for_the_login_again_and_another_tries_again() {
    let profile = json!({
        "name": "guarded", "title": "Guarded",
        "sources": { "live": { "kind": "websocket", "primary": true, "refused": { "codes": [4401, 4403] } } },
        "auth": {
            "ask": ["password"],
            "attach": [{ "source": "live", "as": "hello", "value": { "token": "{auth.password}" } }]
        }
    });
    for (code, refuses) in [(4401, true), (4403, true), (4402, false), (1011, false)] {
        let config = Config { credentials: Some(given("wrong")), ..config(&profile.to_string()) };
        let mut world = World::of(Session::new(config, Box::new(Utc)));
        world.give(Input::Start);
        let socket = world.socket.unwrap();
        world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
        let closed = Incoming::Closed { socket, code, reason: "bad token", clean: true };
        world.give(Input::Wire(SourceId(0), closed));
        let asks = matches!(world.session.access(), Access::Refused(words) if words == "bad token");
        assert_eq!((asks, state(&world).word() == "refused"), (refuses, refuses), "{code}");
    }
}

/// The names that a server does not take are known to the checker of profiles too.
#[test]
fn a_profile_does_not_emit_what_a_server_closes_the_connection_over() {
    for name in connection::RESERVED_EVENTS {
        let text = json!({
            "name": "p", "title": "P", "on": [],
            "sources": { "live": { "kind": "socketio", "primary": true,
                "ping": { "emit": name, "reply": { "event": "pong" } } } }
        });
        let problems = Profile::parse(&text.to_string()).unwrap_err();
        assert_eq!(problems[0].pointer, "/sources/live/ping/emit", "{problems:?}");
    }
}
