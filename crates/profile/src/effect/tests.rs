#![allow(clippy::unwrap_used, clippy::panic)]
use model::Cell;
use serde_json::json;

use super::*;
use crate::Profile;

/// What an effect on a table of an id, a state and a note makes of a message.
fn interpret(effect: Value, message: &Value) -> Interpretation {
    let column = |id: &str| json!({ "id": id, "title": id, "at": format!("/{id}") });
    let profile = json!({
        "name": "e", "title": "E", "sources": { "live": { "kind": "websocket", "path": "/" } },
        "on": [{ "match": {}, "do": [effect] }],
        "tables": [{ "id": "rows", "title": "R", "key": "/id", "columns": [
            column("id"), column("state"), column("note"),
            { "id": "on", "title": "On", "at": "/on", "type": "boolean" },
            { "id": "made", "title": "Made", "at": "/made", "type": "time" }
        ] }]
    });
    Profile::parse(&profile.to_string()).unwrap().on_message(0, None, message)
}

fn text(text: &str) -> Option<Cell> {
    Some(Cell::Text(text.to_owned()))
}

#[test]
fn null_in_a_patch_empties_a_cell_and_what_is_absent_keeps_it() {
    let cells =
        json!({ "state": "/new", "note": ["/error", "/reason"], "on": "/on", "made": "{/day} {/time}" });
    let effect = json!({ "patch": "rows", "key": "/id", "cells": cells });
    let empty = Some(Cell::Empty);
    for (message, expected) in [
        (json!({}), [None, None, None, None]),
        (json!({ "new": "up" }), [text("up"), None, None, None]),
        (json!({ "new": "up", "error": null }), [text("up"), empty.clone(), None, None]),
        (json!({ "error": null, "reason": "slow" }), [None, text("slow"), None, None]),
        (json!({ "on": null, "new": null }), [empty.clone(), None, empty.clone(), None]),
        (json!({ "day": "2026-11-23", "time": null }), [None, None, None, empty.clone()]),
        (json!({ "day": "2026-11-23" }), [None, None, None, None]),
    ] {
        let mut whole = message.clone();
        whole.as_object_mut().unwrap().insert("id".to_owned(), json!("a"));
        let outcome = interpret(effect.clone(), &whole);
        let [Change::Patch { row, .. }] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
        assert_eq!(row.cells.get(1..), Some(&expected[..]), "{message}");
    }
}

#[test]
fn a_scope_may_stand_beside_the_list_and_one_that_is_none_replaces_nothing() {
    let effect = |scope: &str| json!({ "rows": "rows", "from": "/rows", "scope": scope });
    let message = json!({ "shard": "s1", "odd": {}, "none": null, "rows": [{ "id": "a" }] });
    for (scope, expected) in [("/shard", Some("s1")), ("fixed", Some("fixed")), ("{/shard}!", Some("s1!"))] {
        let outcome = interpret(effect(scope), &message);
        let [Change::Snapshot { scope, .. }] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
        assert_eq!(scope.as_deref(), expected);
    }
    for scope in ["/odd", "/none", "/absent", "/rows", "{/absent}!"] {
        let outcome = interpret(effect(scope), &message);
        assert!(outcome.changes.is_empty(), "{scope}");
        assert_eq!(outcome.rejected.len(), 1, "{scope}");
    }
}

#[test]
fn a_time_that_cannot_be_read_is_kept_as_it_came_and_counted_once() {
    let effect = json!({ "rows": "rows" });
    let rows = ["soon", "later", "2026-11-23T07:29:42Z"];
    let rows: Vec<Value> = rows.iter().map(|made| json!({ "id": made, "made": made })).collect();
    let outcome = interpret(effect, &Value::from(rows));
    let [Change::Snapshot { rows, .. }] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
    assert_eq!(rows.first().and_then(|row| row.cells.last()), Some(&text("soon")));
    assert_eq!(outcome.rejected, [Rejected { why: "expected a time in made".into(), sample: "soon".into() }]);
    let effect = json!({ "notify": { "id": "/id", "time": "/made" } });
    for (made, unreadable) in [
        (json!("soon"), Some("soon")),
        (json!(5), Some("5")),
        (json!(null), None),
        (json!(""), None),
        (json!("2026-11-23"), None),
    ] {
        let outcome = interpret(effect.clone(), &json!({ "id": "a", "made": made }));
        let [Change::Notify(read)] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
        assert_eq!(read.unreadable_time.as_deref(), unreadable, "{made}");
        assert_eq!(outcome.rejected.len(), usize::from(unreadable.is_some()), "{made}");
    }
}

#[test]
fn a_read_mark_may_be_a_time_and_a_boolean_any_of_the_words_for_it() {
    let effect = json!({ "notify": { "id": "/id", "read": "/read" } });
    for (read, expected) in [
        (json!("2026-11-20T10:00:00Z"), true),
        (json!("2026-11-20 10:00"), true),
        (json!(1_795_418_529), true),
        (json!("yes"), true),
        (json!(null), false),
        (json!("0"), false),
        (json!("off"), false),
        (json!(""), false),
        (json!("perhaps"), false),
        (json!(0), false),
    ] {
        let outcome = interpret(effect.clone(), &json!({ "id": "a", "read": read }));
        let [Change::Notify(notification)] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
        assert_eq!(notification.read, expected, "{read}");
    }
    let words = ["on", "T", "Y", "enabled", "TRUE", " 1 ", "off", "F", "n", "disabled", "False", "0"];
    for (place, word) in words.iter().enumerate() {
        let outcome = interpret(json!({ "upsert": "rows" }), &json!({ "id": "a", "on": word }));
        let [Change::Upsert { rows, .. }] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
        let cell = rows.first().and_then(|row| row.cells.get(3));
        assert_eq!(cell, Some(&Some(Cell::Bool(place < 6))), "{word}");
    }
    for (sent, shown) in
        [(json!("standby"), text("standby")), (json!(""), text("")), (json!(null), Some(Cell::Empty))]
    {
        let outcome = interpret(json!({ "upsert": "rows" }), &json!({ "id": "a", "on": sent }));
        let [Change::Upsert { rows, .. }] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
        assert_eq!(rows.first().and_then(|row| row.cells.get(3)), Some(&shown), "{sent}");
    }
}

#[test]
fn a_message_calls_rows_by_their_names_where_they_are_known() {
    let column = |id: &str| json!({ "id": id, "title": id, "at": format!("/{id}") });
    let named = |pointer: &str| json!({ "row": { "table": "rows", "key": pointer } });
    let profile = json!({
        "name": "e", "title": "E", "sources": { "live": { "kind": "socketio" } },
        "on": [
            { "event": "e", "names": named("/0/id"), "do": [{ "notify": { "title": "Row {/@row}" }, "from": "/0" }] },
            { "match": { "/kind": "frame" }, "names": named("/id"), "do": [{ "notify": { "title": "Row {/@row}" } }] }
        ],
        "tables": [{ "id": "rows", "title": "R", "key": "/id", "columns": [column("id")] }]
    });
    let profile = Profile::parse(&profile.to_string()).unwrap();
    let names =
        |table: &TableId, key: &str| (table.as_str() == "rows" && key == "7").then(|| "seven".to_owned());
    for (id, title) in [
        (json!(7), Some("Row seven")),
        (json!("7"), Some("Row seven")),
        (json!(8), Some("Row 8")),
        (json!(null), None),
    ] {
        for (event, message) in
            [(Some("e"), json!([{ "id": id }])), (None, json!({ "kind": "frame", "id": id }))]
        {
            let outcome = profile.on_message_about(0, event, &message, &names);
            let [Change::Notify(read)] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
            assert_eq!(read.title.as_ref().map(|title| title.get("es").as_str()), title, "{message}");
        }
    }
}

#[test]
fn a_list_of_patches_changes_each_row_in_turn_and_what_only_patches_fill_no_list_touches() {
    let effect =
        json!({ "patch": "rows", "from": "/all", "list": true, "key": "/id", "cells": { "state": "/new" } });
    let list = json!([{ "id": "a", "new": "down" }, { "new": "lost" }, { "id": "a", "new": "up" }]);
    let outcome = interpret(effect, &json!({ "all": list }));
    let states = outcome.changes.iter().map(|change| match change {
        Change::Patch { row, .. } => (row.key.to_string(), row.cells.get(1).cloned().flatten()),
        other => panic!("{other:?}"),
    });
    assert_eq!(states.collect::<Vec<_>>(), [("a".to_owned(), text("down")), ("a".to_owned(), text("up"))]);
    assert_eq!(outcome.rejected.len(), 1);
    let profile = json!({
        "name": "e", "title": "E", "sources": { "live": { "kind": "websocket", "path": "/" } },
        "on": [{ "match": {}, "do": [{ "rows": "rows" }] }],
        "tables": [{ "id": "rows", "title": "R", "key": "/id", "columns": [
            { "id": "id", "title": "Id", "at": "/id" }, { "id": "beat", "title": "Beat", "patched": true },
        ] }]
    });
    let listed =
        Profile::parse(&profile.to_string()).unwrap().on_message(0, None, &json!([{ "id": "a", "beat": 1 }]));
    let [Change::Snapshot { rows, .. }] = listed.changes.as_slice() else { panic!("{listed:?}") };
    assert_eq!(rows.first().unwrap().cells, [text("a"), None]);
}

#[test]
fn a_message_is_replied_to_with_what_stands_in_it() {
    let outcome = interpret(
        json!({ "send": { "to": "{/id}", "nr": "{seq}" }, "from": "/who" }),
        &json!({ "who": { "id": 7 } }),
    );
    let [reply] = outcome.replies.as_slice() else { panic!("{outcome:?}") };
    assert_eq!(reply.call.written(3, &reply.message), json!({ "to": 7, "nr": 3 }));
    assert!(outcome.matched && outcome.changes.is_empty());
}

#[test]
fn notifications_in_a_map_are_each_their_own_and_know_their_key() {
    let spec = json!({ "id": "/@id", "title": "/title" });
    let map = json!({ "a": { "title": "A" }, "b": { "title": "B" }, "c": 1 });
    let outcome =
        interpret(json!({ "notify": spec, "from": "/all", "keys": ["id"] }), &json!({ "all": map }));
    let ids = outcome.changes.iter().map(|change| match change {
        Change::Notify(notification) => notification.id.to_string(),
        other => panic!("{other:?}"),
    });
    assert_eq!((ids.collect::<Vec<_>>(), outcome.rejected.len()), (vec!["a".to_owned(), "b".to_owned()], 1));
    let merged = interpret(json!({ "merge": spec, "from": "/all", "keys": ["id"] }), &json!({ "all": map }));
    let [Change::Merge(list)] = merged.changes.as_slice() else { panic!("{merged:?}") };
    assert_eq!(list.len(), 2);
    // A list in its place, or the other way round, is no empty one.
    for (effect, message) in [
        (json!({ "notify": spec, "from": "/all", "keys": ["id"] }), json!({ "all": [map] })),
        (json!({ "merge": spec, "from": "/all", "keys": ["id"] }), json!({ "all": [map] })),
        (json!({ "merge": spec, "from": "/all" }), json!({ "all": map })),
    ] {
        let outcome = interpret(effect, &message);
        assert!(outcome.changes.is_empty() && outcome.rejected.len() == 1, "{outcome:?}");
    }
}

/// The cells of the rows that a message brings.
fn rows_of(effect: Value, message: &Value) -> Vec<Vec<String>> {
    let outcome = interpret(effect, message);
    let cell = |cell: &Option<Cell>| match cell {
        Some(Cell::Text(text)) => text.clone(),
        other => format!("{other:?}"),
    };
    let (Some(Change::Snapshot { rows, .. } | Change::Upsert { rows, .. }), 1) =
        (outcome.changes.first(), outcome.changes.len())
    else {
        panic!("{outcome:?}")
    };
    rows.iter().map(|row| row.cells.iter().take(3).map(cell).collect()).collect()
}

#[test]
fn a_row_may_take_what_stands_around_it() {
    let listed = json!({ "host": "a", "more": { "zone": "z" }, "rows": [{ "id": "1" }, { "id": "2" }] });
    let mapped = json!({ "host": "a", "more": { "zone": "z" }, "rows": { "x": { "1": { "id": "1" }, "2": { "id": "2" } } } });
    let picked = json!({ "id": "/id", "state": "//host", "note": "in {//more/zone}" });
    let wanted = [["1", "a", "in z"], ["2", "a", "in z"]];
    assert_eq!(rows_of(json!({ "rows": "rows", "from": "/rows", "as": picked }), &listed), wanted);
    assert_eq!(
        rows_of(json!({ "rows": "rows", "from": "/rows", "keys": ["a", "b"], "as": picked }), &mapped),
        wanted
    );
    let one = json!({ "host": "a", "more": { "zone": "z" }, "row": { "id": "1" } });
    assert_eq!(
        rows_of(json!({ "upsert": "rows", "from": "/row", "as": picked }), &one),
        [["1", "a", "in z"]]
    );
    // A member without a name of the hub's own stays what it is.
    let own = json!({ "host": "a", "rows": [{ "id": "1", "": { "host": "own" } }] });
    let picked = json!({ "id": "/id", "state": "//host", "note": "/none" });
    assert_eq!(
        rows_of(json!({ "rows": "rows", "from": "/rows", "as": picked }), &own),
        [["1", "own", "Some(Empty)"]]
    );
}

#[test]
fn rows_may_lie_in_lists_of_lists_with_members_of_what_holds_them() {
    let message = json!({ "site": "s", "racks": [
        { "name": "r1", "hosts": [{ "id": "h1", "disks": [{ "id": "d1" }, { "id": "d2" }] }, { "id": "h2" }] },
        { "name": "r2", "hosts": null },
        { "name": "r3", "hosts": [{ "id": "h3", "disks": [{ "id": "d3" }] }] }
    ] });
    let hosts = json!({ "rows": "rows", "from": "/racks", "each": "/hosts",
                        "as": { "id": "/id", "state": "//name", "note": "///site" } });
    assert_eq!(rows_of(hosts, &message), [["h1", "r1", "s"], ["h2", "r1", "s"], ["h3", "r3", "s"]]);
    let disks = json!({ "rows": "rows", "from": "/racks", "each": ["/hosts", "/disks"],
                        "as": { "id": "/id", "state": "//id", "note": "///name" } });
    assert_eq!(rows_of(disks, &message), [["d1", "h1", "r1"], ["d2", "h1", "r1"], ["d3", "h3", "r3"]]);
    let wrong = interpret(json!({ "rows": "rows", "from": "/racks", "each": "/name" }), &message);
    assert!(wrong.changes.is_empty() && wrong.rejected.len() == 1, "{wrong:?}");
}

#[test]
fn a_notification_may_take_what_stands_around_it() {
    let effect = json!({ "merge": { "id": "/id", "title": "{//from}: {/text}" }, "from": "/events" });
    let outcome = interpret(
        effect,
        &json!({ "from": "hub", "events": [{ "id": 1, "text": "uno" }, { "id": 2, "text": "dos" }] }),
    );
    let [Change::Merge(list)] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
    let titles: Vec<_> = list
        .iter()
        .map(|it| it.title.as_ref().and_then(|title| title.filter_map(|it| Some(it.clone()))))
        .collect();
    assert_eq!(
        titles,
        [Some(model::Texts::plain("hub: uno".to_owned())), Some(model::Texts::plain("hub: dos".to_owned()))]
    );
}

#[test]
fn a_list_of_keys_removes_rows_at_once_and_what_is_no_key_stays() {
    let effect = json!({ "remove": "rows", "from": "/gone", "list": true, "key": "" });
    let outcome = interpret(effect.clone(), &json!({ "gone": ["a", 7, {}, "c"] }));
    let [Change::Remove { keys, .. }] = outcome.changes.as_slice() else { panic!("{outcome:?}") };
    assert_eq!(keys.iter().map(RowKey::as_str).collect::<Vec<_>>(), ["a", "7", "c"]);
    assert_eq!(outcome.rejected.len(), 1, "{outcome:?}");
    assert!(interpret(effect.clone(), &json!({ "gone": [] })).changes.is_empty());
    assert_eq!(interpret(effect, &json!({ "gone": "a" })).rejected.len(), 1, "a text is no list");
}

#[test]
fn texts_come_into_lists_of_a_row_and_leave_them() {
    let change = |effect: &str, message: &Value| {
        let column =
            |id: &str, kind: &str| json!({ "id": id, "title": id, "at": format!("/{id}"), "type": kind });
        let profile = json!({
            "name": "e", "title": "E", "sources": { "live": { "kind": "websocket", "path": "/" } },
            "on": [{ "match": {}, "do": [{ effect: "rooms", "key": "/room", "cells": { "members": ["/who", "/all"], "tags": "/tag" } }] }],
            "tables": [{ "id": "rooms", "title": "R", "key": "/id", "columns": [
                column("id", "text"), column("members", "list"), column("tags", "list")
            ] }]
        });
        let outcome = Profile::parse(&profile.to_string()).unwrap().on_message(0, None, message);
        match outcome.changes.as_slice() {
            [Change::Patch { row, how, .. }] => Some((row.key.to_string(), row.cells.clone(), *how)),
            [] if outcome.rejected.len() == 1 => None,
            _ => panic!("{outcome:?}"),
        }
    };
    let list = |texts: &[&str]| Some(Cell::List(texts.iter().map(|text| (*text).to_owned()).collect()));
    for (effect, how) in [("append", CellChange::Append), ("remove", CellChange::Remove)] {
        for (message, members, tags) in [
            (json!({ "room": 7, "who": "ana" }), list(&["ana"]), None),
            (json!({ "room": "7", "who": 5, "tag": "new" }), list(&["5"]), list(&["new"])),
            (json!({ "room": 7, "all": ["ana", 6] }), list(&["ana", "6"]), None),
            (json!({ "room": 7, "all": [] }), list(&[]), None),
            (json!({ "room": 7 }), None, None),
        ] {
            let expected = ("7".to_owned(), vec![None, members, tags], how);
            assert_eq!(change(effect, &message), Some(expected), "{effect} {message}");
        }
        assert_eq!(change(effect, &json!({ "who": "ana" })), None, "of no row");
    }
}
