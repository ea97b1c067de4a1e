//! Columns that say what another table says.

use model::{Cell, RowKey};

use super::*;

/// Rooms by name, and members of rooms: each says of the other, whichever stands first.
fn world() -> World {
    let column = |id: &str| json!({ "id": id, "title": id, "at": format!("/{id}") });
    let named = |id: &str, from: Value| json!({ "id": id, "title": id, "name_from": from });
    let upsert =
        |table: &str| json!({ "match": { "/put": table }, "do": [{ "upsert": table, "from": "/row" }] });
    let remove =
        |table: &str| json!({ "match": { "/drop": table }, "do": [{ "remove": table, "key": "/key" }] });
    let list =
        |table: &str| json!({ "match": { "/list": table }, "do": [{ "rows": table, "from": "/rows" }] });
    let rules: Vec<Value> =
        ["members", "rooms"].iter().flat_map(|table| [upsert(table), remove(table), list(table)]).collect();
    let profile = json!({
        "name": "e", "title": "E", "sources": { "live": { "kind": "websocket", "path": "/", "primary": true } },
        "on": rules,
        "tables": [
            { "id": "members", "title": "M", "key": "/id", "label": "id", "columns": [
                column("id"), column("room"), column("boss"),
                named("in", json!({ "table": "rooms", "key": "room" })),
                named("floor", json!({ "table": "rooms", "key": "room", "column": "floor" })),
                named("above", json!({ "table": "members", "key": "boss", "column": "room" })),
            ] },
            { "id": "rooms", "title": "R", "key": "/nr", "label": "name", "columns": [
                column("nr"), column("name"), { "id": "floor", "title": "F", "at": "/floor", "type": "integer" },
                { "id": "members", "title": "M", "type": "integer", "count_from": { "table": "members", "where": { "room": "nr" } } },
            ] }
        ]
    });
    let mut world = World::with(&profile.to_string(), Some("UTC"));
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
    world
}

impl World {
    /// A row's cells as text, the last few of them.
    fn cells(&self, table: &str, key: &str, last: usize) -> Vec<String> {
        let table = self.session.table(&TableId::from(table)).unwrap();
        let row = table.get(&RowKey::from(key)).unwrap();
        row.cells.iter().rev().take(last).rev().map(Cell::text).collect()
    }

    fn say(&mut self, frame: &Value) {
        self.frame(&frame.to_string());
    }
}

fn member(id: &str, room: &Value) -> Value {
    json!({ "put": "members", "row": { "id": id, "room": room, "boss": "a" } })
}

fn room(nr: &Value, name: &str, floor: &Value) -> Value {
    json!({ "put": "rooms", "row": { "nr": nr, "name": name, "floor": floor } })
}

#[test]
fn a_column_shows_what_a_row_of_another_table_is_called_and_follows_it() {
    for nr in [json!(7), json!("7"), json!("x/7")] {
        let key = nr.as_str().map_or_else(|| nr.to_string(), str::to_owned);
        let mut world = world();
        world.say(&member("a", &nr));
        assert_eq!(world.cells("members", "a", 3), [&*key, &*key, &*key], "the key while nobody knows it");
        world.say(&room(&nr, "Library", &json!(2)));
        assert_eq!(world.cells("members", "a", 3), ["Library", "2", &*key]);
        world.say(&room(&nr, "Archive", &json!(null)));
        assert_eq!(world.cells("members", "a", 2), [&*key, &*key], "{nr}: what is empty is no name");
        assert_eq!(world.cells("members", "a", 3), ["Archive", &*key, &*key]);
        world.say(&json!({ "drop": "rooms", "key": nr }));
        assert_eq!(world.cells("members", "a", 3), [&*key, &*key, &*key]);
        let rows = json!([{ "nr": nr, "name": "Hall", "floor": 0 }, { "nr": 8, "name": "Lab", "floor": 3 }]);
        world.say(&json!({ "list": "rooms", "rows": rows }));
        assert_eq!(world.cells("members", "a", 3), ["Hall", "0", &*key]);
        world.say(&member("a", &json!(8)));
        assert_eq!(world.cells("members", "a", 3), ["Lab", "3", "8"], "it follows its own row too");
        world.say(&member("a", &json!(null)));
        assert_eq!(world.cells("members", "a", 3), ["", "", "a"]);
    }
}

#[test]
fn a_table_may_be_named_by_its_own_rows() {
    let mut world = world();
    world.say(&member("b", &json!(8)));
    assert_eq!(world.cells("members", "b", 1), ["a"]);
    world.say(&member("a", &json!(7)));
    assert_eq!(
        (world.cells("members", "b", 1), world.cells("members", "a", 1)),
        (vec!["7".into()], vec!["7".into()])
    );
    world.say(&json!({ "drop": "members", "key": "a" }));
    assert_eq!(world.cells("members", "b", 1), ["a"]);
}

/// What was drawn anew since the last time.
fn drawn(world: &mut World) -> Vec<String> {
    let tables = world.deltas.drain(..).filter_map(|delta| match delta {
        Delta::Table(id) => Some(id.to_string()),
        _ => None,
    });
    let mut tables: Vec<String> = tables.collect();
    tables.sort();
    tables.dedup();
    tables
}

#[test]
fn a_table_is_drawn_anew_only_where_another_cell_of_it_is_another() {
    let mut world = world();
    world.say(&room(&json!(7), "Library", &json!(2)));
    world.say(&member("a", &json!(7)));
    drawn(&mut world);
    for (frame, expected) in [
        (room(&json!(7), "Library", &json!(2)), vec!["rooms"]),
        (room(&json!(7), "Archive", &json!(2)), vec!["members", "rooms"]),
        (room(&json!(8), "Lab", &json!(2)), vec!["rooms"]),
        (member("b", &json!(8)), vec!["members", "rooms"]),
        (json!({ "put": "members", "row": { "id": "b", "room": 8, "boss": "b" } }), vec!["members"]),
        (json!({ "drop": "rooms", "key": 7 }), vec!["members", "rooms"]),
    ] {
        world.say(&frame);
        assert_eq!(drawn(&mut world), expected, "{frame}");
    }
}

/// A status that is pushed each second is no reason to look at all who name its row.
#[test]
fn one_of_a_hundred_rows_that_thousands_name_is_followed_however_often_it_changes() {
    let mut world = world();
    let rooms: Vec<Value> =
        (0..100).map(|nr| json!({ "nr": nr, "name": format!("Room {nr}"), "floor": 1 })).collect();
    let members: Vec<Value> =
        (0..5_000).map(|id| json!({ "id": id, "room": id % 100, "boss": null })).collect();
    world.say(&json!({ "list": "rooms", "rows": rooms }));
    world.say(&json!({ "list": "members", "rows": members }));
    for (name, floor) in
        [("Library", 1), ("Library", 2), ("Library", 2), ("Library", 3), ("Hall", 3), ("Hall", 4)]
    {
        world.say(&room(&json!(5), name, &json!(floor)));
        for member in ["5", "4905"] {
            assert_eq!(world.cells("members", member, 3), [name, &floor.to_string(), ""]);
        }
        assert_eq!(world.cells("members", "4906", 3), ["Room 6", "1", ""]);
    }
    // Many at once.
    let rooms: Vec<Value> =
        (0..50).map(|nr| json!({ "nr": nr, "name": format!("Hall {nr}"), "floor": 2 })).collect();
    world.say(&json!({ "list": "rooms", "rows": rooms }));
    assert_eq!(world.cells("members", "4949", 3), ["Hall 49", "2", ""]);
    assert_eq!(world.cells("members", "4950", 3), ["50", "50", ""], "the list no longer has it");
}
