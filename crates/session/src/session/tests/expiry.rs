//! Notifications that no longer hold after a time of the hub's.
use super::*;

const PROFILE: &str = r#"{
  "name": "e", "title": "E", "sources": { "live": { "kind": "websocket", "primary": true, "path": "/" } },
  "on": [{ "match": { "/id": { "any": true } }, "do": [{ "notify": { "id": "/id", "title": "/id", "expires": { "at": "/until", "format": "epoch_ms" } } }] }]
}"#;

fn opened() -> World {
    let mut world = World::with(PROFILE, None);
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
    world
}

fn say(world: &mut World, id: &str, until: &Value) {
    world.frame(&json!({ "id": id, "until": until }).to_string());
}

#[test]
fn a_timer_takes_what_no_longer_holds_from_the_unread_ones() {
    let mut world = opened();
    let now = world.now().wall.0;
    say(&mut world, "short", &json!(now + 5_000));
    say(&mut world, "long", &json!(now + 60_000));
    for never in [json!(null), json!(0), json!("soon"), json!(-1)] {
        say(&mut world, &never.to_string(), &never);
    }
    assert_eq!(world.session.inbox().unread(), 6);
    let due = |world: &World| world.session.poll_timeout().unwrap().1.since(world.now().mono);
    assert!(due(&world) <= 5_000, "{}", due(&world));
    world.deltas.clear();
    world.wait(4_900);
    assert_eq!(world.session.inbox().unread(), 6);
    world.wait(200);
    assert_eq!(world.session.inbox().unread(), 5);
    assert_eq!(world.deltas.iter().filter(|delta| matches!(delta, Delta::Inbox { .. })).count(), 1);
    assert_eq!(world.session.inbox().next_due(), Some(Millis(now + 60_000)));
}

#[test]
fn what_has_expired_when_it_comes_is_not_unread_and_sets_no_timer() {
    let mut world = opened();
    let now = world.now().wall.0;
    for id in ["a", "b"] {
        say(&mut world, id, &json!(now - 5_000));
    }
    assert_eq!((world.session.inbox().unread(), world.session.inbox().len()), (0, 2));
    assert_eq!(world.session.inbox().next_due(), None);
}

#[test]
fn after_a_sleep_it_is_noticed_at_once() {
    let mut world = opened();
    let now = world.now().wall.0;
    say(&mut world, "a", &json!(now + 600_000));
    world.slept = 3_600_000;
    world.mono += 10;
    world.give(Input::Timeout);
    assert_eq!(world.session.inbox().unread(), 0);
}
