//! What looks at rows comes later than they do.
use super::polled::titles;
use super::*;

type Step = Box<dyn Fn(&mut World)>;

/// A hub whose rows are listed for each of two sites, and pushed in between; another table is only pushed.
fn profile() -> String {
    let columns =
        json!([{ "id": "id", "title": "I", "at": "/id" }, { "id": "state", "title": "S", "at": "/state" }]);
    let watch = |table: &str, on: &Value, title: &str| {
        let title = format!("{table} {{id}} {title}");
        json!({ "table": table, "on": on, "notify": { "title": title }, "summary": "{count} at once" })
    };
    let list = |site: &str| {
        let rows = json!({ "rows": "rows", "from": "/rows", "scope": "/site" });
        json!({ "source": "rest", "get": format!("/{site}"), "every_s": 60, "do": [rows] })
    };
    json!({
        "name": "a", "title": "A",
        "sources": { "live": { "kind": "websocket", "primary": true }, "rest": { "kind": "rest" } },
        "on": [
            { "match": { "/is": "row" }, "do": [{ "upsert": "rows", "from": "/row" }] },
            { "match": { "/is": "gone" }, "do": [{ "remove": "rows", "key": "/id" }] },
            { "match": { "/is": "light" }, "do": [{ "upsert": "lights", "from": "/row" }] }
        ],
        "poll": [list("north"), list("south")],
        "tables": [
            { "id": "rows", "title": "R", "key": "/id", "columns": columns },
            { "id": "lights", "title": "L", "key": "/id", "columns": columns }
        ],
        "watch": [
            watch("rows", &json!("added"), "came"),
            watch("rows", &json!("removed"), "went"),
            watch("rows", &json!({ "column": "state", "is": ["down"] }), "is {state}"),
            watch("lights", &json!({ "column": "state", "changes": true }), "{old.state}>{state}"),
            watch("lights", &json!("added"), "came")
        ]
    })
    .to_string()
}

fn listed(site: &'static str, rows: Value) -> Step {
    Box::new(move |world| {
        let request = world.take(&format!("/{site}"));
        world.answer(&request, 200, &json!({ "site": site, "rows": rows }).to_string());
    })
}

fn pushed(is: &'static str, row: Value) -> Step {
    Box::new(move |world| world.frame(&json!({ "is": is, "id": row["id"], "row": row }).to_string()))
}

/// What happens to the hub; each row changes once after its site was listed.
fn steps() -> Vec<Step> {
    vec![
        pushed("row", json!({ "id": "early", "state": "up" })),
        pushed("light", json!({ "id": "lamp", "state": "green" })),
        listed("north", json!([{ "id": "n1", "state": "up" }, { "id": "n2", "state": "down" }])),
        pushed("row", json!({ "id": "n1", "state": "down" })),
        listed("south", json!([{ "id": "s1", "state": "up" }, { "id": "s2", "state": "up" }])),
        pushed("light", json!({ "id": "lamp", "state": "red" })),
        pushed("gone", json!({ "id": "s1" })),
        pushed("row", json!({ "id": "s3", "state": "up" })),
        pushed("row", json!({ "id": "s2", "state": "down" })),
    ]
}

/// What is reported where the alerts come before this step; behind the last, after all of them.
fn reported(before: usize) -> Vec<String> {
    let mut world = World::without_alerts(Session::new(config(&profile()), Box::new(Utc)));
    world.give(Input::Start);
    let socket = world.socket.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
    for (place, step) in steps().into_iter().enumerate() {
        if place == before {
            world.give_alerts();
        }
        step(&mut world);
        world.wait(100);
    }
    if before >= steps().len() {
        assert!(world.session.wants_alerts());
        assert!(titles(&world.session).is_empty(), "nothing looks at the rows yet");
        world.give_alerts();
    }
    world.wait(60_000);
    titles(&world.session)
}

#[test]
fn they_report_what_they_would_have_reported_from_the_start() {
    let from_the_start = reported(0);
    assert_eq!(
        from_the_start,
        [
            "lights lamp came",
            "lights lamp green>red",
            "rows n1 is down",
            "rows s1 went",
            "rows s2 is down",
            "rows s3 came",
        ]
    );
    for before in 1..=steps().len() {
        assert_eq!(reported(before), from_the_start, "they come before step {before}");
    }
}

#[test]
fn what_only_a_user_saw_is_not_compared_with_what_the_next_one_sees() {
    let guarded = json!({
        "name": "a", "title": "A",
        "sources": { "rest": { "kind": "rest" } },
        "auth": { "ask": ["username"], "attach": [{ "source": "rest", "as": "header", "name": "X-User", "value": "{auth.username}" }] },
        "poll": [{ "source": "rest", "get": "/rows", "every_s": 60, "do": [{ "rows": "rows" }] }],
        "tables": [{ "id": "rows", "title": "R", "key": "/id", "columns": [{ "id": "id", "title": "I", "at": "/id" }] }],
        "watch": [{ "table": "rows", "on": "added", "notify": { "title": "{id}" }, "summary": "{count}" }]
    });
    let given = |name: &str| Some(Credentials::from_iter([("username".to_owned(), json!(name))]));
    let config = Config { credentials: given("ana"), ..config(&guarded.to_string()) };
    let mut world = World::without_alerts(Session::new(config, Box::new(Utc)));
    world.give(Input::Start);
    let list = |world: &mut World, rows: &str| {
        let request = world.take("/rows");
        world.answer(&request, 200, rows);
    };
    list(&mut world, r#"[{"id":"hers"}]"#);
    world.give(Input::Access(None));
    world.give(Input::Access(given("luis")));
    list(&mut world, r#"[{"id":"his"}]"#);
    world.give_alerts();
    world.wait(1_000);
    assert_eq!(titles(&world.session), Vec::<String>::new());
}

/// What a page that lacks them has to know: a hub where nothing happens needs none.
#[test]
fn they_are_wanted_once_rows_change_that_they_look_at() {
    let hub = || {
        let mut world = World::without_alerts(Session::new(config(&profile()), Box::new(Utc)));
        world.give(Input::Start);
        let socket = world.socket.unwrap();
        world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
        for step in [
            pushed("row", json!({ "id": "early", "state": "up" })),
            listed("north", json!([{ "id": "n1", "state": "up" }])),
            listed("south", json!([{ "id": "s1", "state": "up" }])),
        ] {
            step(&mut world);
        }
        world.wait(60_000);
        listed("north", json!([{ "id": "n1", "state": "up" }]))(&mut world);
        assert!(!world.session.wants_alerts(), "nothing has changed");
        world
    };
    for (what, change) in [
        ("a cell", pushed("row", json!({ "id": "n1", "state": "down" }))),
        ("a new row", pushed("row", json!({ "id": "n2", "state": "up" }))),
        ("a row that goes", pushed("gone", json!({ "id": "s1" }))),
        ("a list without a row", listed("south", json!([]))),
        ("a row of a table that is never listed", pushed("light", json!({ "id": "lamp", "state": "green" }))),
    ] {
        let mut world = hub();
        change(&mut world);
        assert!(world.session.wants_alerts(), "{what}");
        world.give_alerts();
        assert!(!world.session.wants_alerts(), "{what}: they are there");
    }
}
