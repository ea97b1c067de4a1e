//! Hubs that speak in text frames: contracts 003 and 004.
use super::*;

const DESKS: &str = include_str!("../../../../../profiles/desks.json");
const POKER: &str = include_str!("../../../../../profiles/poker-hands.json");

fn opened(profile: &str, ready: &str) -> World {
    let mut world = World::with(profile, Some("UTC"));
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
    world.frame(ready);
    world
}

fn poker() -> World {
    opened(POKER, r#"{"type":"connection_ack","client_id":"6e29","timestamp":"2026-11-23T07:34:31.687878"}"#)
}

fn desks() -> World {
    let hello = json!({ "type": "connection", "message": "Conectado", "timestamp": "2026-11-23T07:29:42Z", "client_count": 2 });
    opened(DESKS, &hello.to_string())
}

fn keys(world: &World, table: &str) -> Vec<String> {
    let table = world.session.table(&TableId::from(table)).unwrap();
    let mut keys: Vec<_> = table.rows().iter().map(|row| row.key.to_string()).collect();
    keys.sort();
    keys
}

fn hand(id: &str) -> String {
    json!({ "type": "new_hand", "hand_id": id, "timestamp": "2024-01-01T12:00:00", "hero_result": null,
            "hero_position": null, "game_type": "NLH", "stakes": "0.05/0.10" })
    .to_string()
}

/// hub 004 §1: a file that is parsed again sends the same ids; §2: listed rows have other fields.
#[test]
fn a_hand_is_one_hand_however_often_it_is_pushed_or_listed() {
    let mut world = poker();
    for id in ["w1", "w2", "w1", "w1"] {
        world.frame(&hand(id));
    }
    let listed = json!([{ "hand_id": "w2", "timestamp": "2023-12-15T14:30:00", "stake": "NL10", "total_pot_cents": 1250 },
                        { "hand_id": "l1", "timestamp": "2023-12-15T14:31:00", "stake": null }]);
    let request = world.take("/api/v1/hands/recent");
    world.answer(&request, 200, &listed.to_string());
    assert_eq!(keys(&world, "hands"), ["l1", "w1", "w2"]);
    assert_eq!(world.ids(), ["w1", "w2"]);
}

/// hub 004 §1: a binary frame kills the subscription, anything else is ignored.
#[test]
fn the_client_sends_a_hub_that_answers_nothing_nothing() {
    let mut session = poker().session;
    let sent = std::iter::from_fn(|| session.poll_output());
    assert!(
        !sent.into_iter().any(|command| matches!(
            command,
            Command::Wire(_, Outgoing::Text { .. } | Outgoing::Binary { .. })
        ))
    );
}

/// hub 004 §1: heartbeats may end for all while hands still come.
#[test]
fn missing_heartbeats_of_a_hub_that_says_so_do_not_end_the_connection() {
    let mut world = poker();
    world.requests.clear();
    world.wait(46_000);
    assert!(matches!(world.session.state(world.now()), State::Stale { .. }));
    let check = world.take("/ws/stats");
    world.answer(&check, 200, r#"{"active_connections":1,"heartbeat_active":false}"#);
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
    world.wait(300_000);
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
}

/// hub 003 §2.
fn notification(action: &str, desk: Value, at: u32) -> String {
    json!({ "type": "desk_notification", "action": action, "desk": desk, "message": format!("{action}!"),
            "timestamp": format!("2026-11-23T07:29:{at:02}.278741Z") })
    .to_string()
}

/// hub 003 §2: an `updated` can come before its `created`, `deleted` has no size, and anyone may forge frames.
#[test]
fn desk_frames_change_the_table_whatever_they_hold() {
    let mut world = desks();
    let request = world.take("/api/v1/desk/");
    world.answer(&request, 200, r#"{"count":1,"results":[{"desk_id":"a","name":"A","width":1,"height":2}]}"#);
    world.frame(&notification(
        "updated",
        json!({ "desk_id": "b", "name": "B", "width": 3, "height": 4 }),
        45,
    ));
    world.frame(&notification(
        "created",
        json!({ "desk_id": "b", "name": "B", "width": 3, "height": 3 }),
        46,
    ));
    world.frame(&notification("deleted", json!({ "desk_id": "a", "name": "A" }), 47));
    assert_eq!(keys(&world, "desks"), ["b"]);
    assert_eq!(world.session.inbox().len(), 3);
    for odd in [
        r#"{"type":"desk_notification","action":"deleted","desk":{},"message":"Sin nombre","timestamp":"x"}"#,
        r#"{"type":"desk_notification","action":"created","desk":{"desk_id":"..","name":"<b>x</b>","width":"wide"}}"#,
        r#"{"type":"desk_notification","action":"renamed","desk":null}"#,
        "null",
        "[1,2]",
        "not json",
        "",
    ] {
        world.frame(odd);
    }
    assert_eq!(keys(&world, "desks"), ["..", "b"]);
    assert!(world.session.rejections().count >= 5, "{:?}", world.session.rejections());
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
}

/// hub 003 §4: the seed's own frames.
#[test]
fn the_older_frames_are_understood_too() {
    let mut world = desks();
    let frame = json!({ "type": "desk_created", "desk": { "desk_id": "c", "name": "C", "width": 1, "height": 2 }, "timestamp": "2026-11-23T07:29:45Z" });
    world.frame(&frame.to_string());
    world.frame(&frame.to_string());
    assert_eq!(keys(&world, "desks"), ["c"]);
    assert_eq!(world.session.inbox().len(), 1);
}

/// hub 003 §2: nothing is replayed; after every reconnect the list is loaded, and the gap is shown.
#[test]
fn after_a_reconnect_the_list_is_loaded_and_the_gap_is_drawn() {
    let mut world = desks();
    let request = world.take("/api/v1/desk/");
    world.answer(&request, 200, r#"{"count":0,"results":[]}"#);
    world.cut();
    world.wait(2_000);
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
    world.frame(r#"{"type":"connection"}"#);
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
    world.take("/api/v1/desk/");
    assert_eq!(world.session.recovery(), Some(Recovery::Gap));
}

/// profiles, "vars": the seed's path.
#[test]
fn a_setting_changes_the_path() {
    let vars = [("path".to_owned(), "/api/desk".to_owned())];
    let profile = Profile::with(DESKS, &profile::Settings { vars: &vars, auth: None }).unwrap();
    assert_eq!(profile.polls[0].path(None).unwrap(), "/api/desk/");
    let one = |name: &str, value: &str| {
        let vars = [(name.to_owned(), value.to_owned())];
        Profile::with(DESKS, &profile::Settings { vars: &vars, auth: None }).unwrap_err()
    };
    let wrong = one("pfad", "/x");
    assert_eq!(wrong.len(), 1);
    let climbing = one("path", "/../x");
    assert_eq!(climbing[0].pointer, "/poll/0/get");
}

/// A hub that repeats what came after a number, asked in the query or in the first frame.
#[test]
fn a_socket_goes_on_from_what_it_heard_last() {
    let profile = json!({
        "name": "a", "title": "A",
        "sources": { "live": {
            "kind": "websocket", "path": "/live", "query": { "after": "{cursor}", "of": "me" },
            "hello": [{ "type": "resume", "after": "{cursor}" }, "after {cursor}", { "type": "plain" }],
            "cursor": { "at": ["/nr", "/last/nr"], "first": 0 }
        } },
        "on": [{ "match": { "/nr": { "any": true } }, "do": [{ "notify": { "id": "/nr", "title": "{/nr}" } }] }]
    });
    let mut session = Session::new(config(&profile.to_string()), Box::new(Utc));
    let (mut mono, mut frames) = (0, Vec::new());
    let mut opened = None;
    let mut give = |session: &mut Session, wait: u64, input: Option<Input<'_>>| {
        mono += wait;
        let now = Now { mono: Mono(mono), wall: Millis(WALL) };
        session.handle(now, input.unwrap_or(Input::Timeout));
        while let Some(command) = session.poll_output() {
            match command {
                Command::Wire(_, Outgoing::Open { socket, path_and_query }) => {
                    opened = Some((socket, path_and_query));
                }
                Command::Wire(_, Outgoing::Text { text, .. }) => frames.push(text),
                _ => {}
            }
        }
        (opened.take(), std::mem::take(&mut frames))
    };
    let (first, _) = give(&mut session, 0, Some(Input::Start));
    let (mut socket, path) = first.unwrap();
    assert_eq!(path, "/live?after=0&of=me");
    let plain = r#"{"type":"plain"}"#;
    let heard = [r#"{"nr":7}"#, r#"{"type":"tick"}"#, r#"{"last":{"nr":"a b\""}}"#, r#"{"nr":null}"#];
    let cases = [
        (r#"{"after":0,"type":"resume"}"#, "after 0", 0..2, "/live?after=7&of=me"),
        (r#"{"after":7,"type":"resume"}"#, "after 7", 2..4, "/live?after=a%20b%22&of=me"),
        (r#"{"after":"a b\"","type":"resume"}"#, "after a b\"", 0..0, "/live?after=a%20b%22&of=me"),
    ];
    for (json, text, frames, next) in cases {
        let (_, sent) = give(&mut session, 0, Some(Input::Wire(SourceId(0), Incoming::Opened { socket })));
        assert_eq!(sent, [json, text, plain]);
        for text in &heard[frames] {
            give(&mut session, 1, Some(Input::Wire(SourceId(0), Incoming::Text { socket, text })));
        }
        let closed = Incoming::Closed { socket, code: 1006, reason: "", clean: false };
        give(&mut session, 1, Some(Input::Wire(SourceId(0), closed)));
        let again = give(&mut session, 30_000, None).0.unwrap();
        socket = again.0;
        assert_eq!(again.1, next);
    }
    give(&mut session, 0, Some(Input::Wire(SourceId(0), Incoming::Opened { socket })));
    assert_eq!(session.recovery(), Some(crate::Recovery::Replay));
}
