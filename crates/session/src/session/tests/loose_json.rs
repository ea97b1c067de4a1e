//! Hubs speak looser JSON than the standard: one odd value never hides the others.
use super::*;

const HUB: &str = r#"{
    "name": "loose", "title": "Loose",
    "sources": {
        "live": { "kind": "websocket", "path": "/live", "primary": true, "ready": { "/kind": "welcome" } },
        "rest": { "kind": "rest" }
    },
    "on": [
        { "match": { "/kind": "welcome" }, "do": ["beat"] },
        { "match": { "/kind": "rows" }, "do": [{ "rows": "t", "from": "/rows" }] },
        { "match": { "/kind": "row" }, "do": [{ "upsert": "t" }] }
    ],
    "poll": [{ "source": "rest", "get": "/rows", "when": ["connected"], "every_s": 60, "do": [{ "rows": "t", "from": "/rows" }] }],
    "tables": [{ "id": "t", "title": "T", "key": "/id", "columns": [
        { "id": "id", "at": "/id", "title": "Id" }, { "id": "n", "at": "/n", "type": "number", "title": "N" }
    ] }]
}"#;

fn opened() -> World {
    let mut world = World::with(HUB, Some("UTC"));
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
    world.frame(r#"{"kind":"welcome"}"#);
    world
}

fn keys(world: &World) -> Vec<String> {
    let table = world.session.table(&TableId::from("t")).unwrap();
    let mut keys: Vec<_> = table.rows().iter().map(|row| row.key.to_string()).collect();
    keys.sort();
    keys
}

#[test]
fn what_is_no_number_hides_no_row_of_an_answer_or_a_frame_and_is_counted() {
    let rows = r#""rows":[{"id":"a","n":1.5},{"id":"b","n":NaN},{"id":"c","n":-Infinity}]}"#;
    let mut world = opened();
    let request = world.take("/rows");
    world.answer(&request, 200, &format!("{{{rows}"));
    assert_eq!(keys(&world), ["a", "b", "c"]);
    let mut world = opened();
    for _ in 0..50 {
        world.frame(&format!(r#"{{"kind":"rows",{rows}"#));
    }
    assert_eq!(keys(&world), ["a", "b", "c"]);
    let rejections = world.session.rejections();
    assert_eq!((rejections.repaired, rejections.count, rejections.samples.len()), (100, 0, 1));
    assert!(rejections.samples[0].sample.starts_with(r#"{"kind":"rows""#), "{rejections:?}");
}

#[test]
fn a_key_with_half_a_character_can_still_be_used() {
    let mut world = opened();
    let request = world.take("/rows");
    world.answer(&request, 200, r#"{"rows":[{"id":"informe\udcf1.txt","n":1},{"id":"b","n":2}]}"#);
    assert_eq!(keys(&world), ["b", "informe\u{fffd}.txt"]);
}

#[test]
fn long_numbers_are_keys_of_their_own() {
    let mut world = opened();
    let request = world.take("/rows");
    let ids = ["340282366920938463463374607431768211454", "340282366920938463463374607431768211455", "7"];
    let rows = ids.map(|id| format!(r#"{{"id":{id},"n":1e400}}"#)).join(",");
    world.answer(&request, 200, &format!(r#"{{"rows":[{rows}]}}"#));
    assert_eq!(keys(&world), ids);
}

#[test]
fn several_values_in_a_frame_are_all_taken_and_a_broken_end_is_counted() {
    let mut world = opened();
    world.frame("{\"kind\":\"row\",\"id\":\"a\",\"n\":1}\n{\"kind\":\"row\",\"id\":\"b\",\"n\":2}\n");
    assert_eq!(keys(&world), ["a", "b"]);
    assert_eq!(world.session.rejections().count, 0);
    world.frame("\u{feff}{\"kind\":\"row\",\"id\":\"c\",\"n\":1}\n{\"kind\":\"row\",\"id\":\"d\",");
    assert_eq!(keys(&world), ["a", "b", "c"]);
    assert_eq!(world.session.rejections().count, 1);
}

#[test]
fn a_frame_of_bytes_is_read_as_text() {
    let mut world = opened();
    let socket = world.socket.unwrap();
    let mut bytes = |bytes: &[u8]| world.give(Input::Wire(SourceId(0), Incoming::Binary { socket, bytes }));
    bytes("{\"kind\":\"row\",\"id\":\"señal\",\"n\":1}".as_bytes());
    bytes(&[0, 0xFF]);
    assert_eq!(keys(&world), ["señal"]);
    assert_eq!(world.session.rejections().count, 1);
    assert_eq!(world.session.state(world.now()).word(), "online");
}

#[test]
fn an_event_with_what_is_no_number_is_taken() {
    let mut world = World::connected();
    world.frame(
        r#"42["new_notification",{"notification":{"id":"n1","title":"a\ud800","data":{"load":NaN}}}]"#,
    );
    assert_eq!(world.ids(), ["n1"]);
    assert_eq!(world.session.rejections().repaired, 2);
}
