#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use super::*;
use crate::{IntentKind, StatusLevel, Vars};
use model::{Cell, Change, EventId, Millis, Severity, Texts, Zone};
use serde_json::json;

const PORTAL: &str = include_str!("../../../../profiles/open-data-portal.json");
const ATALAYA: &str = include_str!("../../../../profiles/atalaya.json");

fn portal() -> Profile {
    Profile::parse(PORTAL).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn notify(notification: Value) -> Interpretation {
    portal().on_message(
        0,
        Some("new_notification"),
        &json!([{ "notification": notification, "unread_count": 1 }]),
    )
}

#[test]
fn the_built_in_profiles_have_no_mistakes() {
    for text in [PORTAL, ATALAYA] {
        assert_eq!(Profile::parse(text).err(), None);
    }
}

#[test]
fn a_table_with_a_mistake_is_one_mistake_and_not_one_for_each_that_names_it() {
    let whole: Value = json::strict(PORTAL).unwrap();
    for (at, wrong) in [
        ("/tables/0/columns/0/type", json!("nonsense")),
        ("/tables/0/key", json!(5)),
        ("/tables/0/nonsense", json!(true)),
    ] {
        let mut profile = whole.clone();
        let (above, name) = at.rsplit_once('/').unwrap();
        profile.pointer_mut(above).unwrap().as_object_mut().unwrap().insert(name.into(), wrong);
        let problems = Profile::parse(&json::text(&profile)).unwrap_err();
        let pointers: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(pointers, [at]);
    }
    // One that is named and does not stand there at all is.
    let mut profile = whole;
    profile["tables"][0]["id"] = json!("other");
    let problems = Profile::parse(&json::text(&profile)).unwrap_err();
    assert!(problems.len() > 1 && problems.iter().all(|it| it.found.contains("datasets")), "{problems:#?}");
}

/// hub 002 §2.3, as captured.
#[test]
fn a_notification_of_hub_002_is_read_and_its_row_patched() {
    let outcome = notify(json!({
        "id": "notif_20261123_042611_487702", "type": "error", "title": "Error en dataset X",
        "message": "ReadTimeout", "timestamp": "2026-11-23T04:26:11.487710",
        "data": {"details": {"previous_status": "up", "new_status": "down", "error": "ReadTimeout", "dataset_id": "deis"}},
        "read": false
    }));
    assert!(outcome.rejected.is_empty(), "{:?}", outcome.rejected);
    let [Change::Notify(notification), Change::Patch { row, .. }, Change::Fact { .. }] = &outcome.changes[..]
    else {
        panic!("{:?}", outcome.changes)
    };
    assert_eq!(
        (notification.id.as_str(), notification.kind),
        ("notif_20261123_042611_487702", Severity::Error)
    );
    let local = Millis(1_795_407_971_487);
    assert_eq!(notification.stamp, Some(Stamp::Naive { local, zone: Zone::Hub }));
    assert_eq!(row.key.as_str(), "deis");
    assert_eq!(row.cells[2], Some(Cell::Text("down".into())));
    assert_eq!(row.cells[0], None, "what is not sent is not touched");
}

/// hub 002 §2.3: these went out unchanged to all clients.
#[test]
fn odd_notifications_are_read_leniently_and_only_ever_as_text() {
    let table = [
        (json!({"id": "a", "type": "critical<b>", "title": null}), Severity::Info, None, None),
        (json!({"id": "a", "type": null, "title": 7}), Severity::Info, Some("7"), None),
        (json!({"id": "a", "type": 5, "title": "<img src=x>"}), Severity::Info, Some("<img src=x>"), None),
        (
            json!({"id": "a", "type": "", "title": " ", "message": {"a": [1]}}),
            Severity::Info,
            None,
            Some("{\"a\":[1]}"),
        ),
        (json!({"id": "a", "type": "critical", "title": {"x": 1}}), Severity::Error, None, None),
        (
            json!({"id": "a", "type": "warning", "data": {"url": "javascript:alert(1)"}}),
            Severity::Warning,
            None,
            None,
        ),
    ];
    for (notification, kind, title, message) in table {
        let outcome = notify(notification.clone());
        let Some(Change::Notify(read)) = outcome.changes.first() else { panic!("{outcome:?}") };
        assert_eq!(
            (read.kind, in_spanish(&read.title), in_spanish(&read.message)),
            (kind, title, message),
            "{notification}"
        );
        assert_eq!(read.link, None);
        assert_eq!(read.stamp, None);
    }
}

#[test]
fn a_notification_without_an_id_gets_the_same_one_every_time() {
    let id = |notification: Value| match notify(notification).changes.into_iter().next() {
        Some(Change::Notify(read)) => read.id,
        other => panic!("{other:?}"),
    };
    assert_eq!(id(json!({"title": "x"})), id(json!({"title": "x"})));
    assert_ne!(id(json!({"title": "x"})), id(json!({"title": "y"})));
    assert_eq!(id(json!({"id": 12, "title": "x"})), EventId::from("12"));
}

#[test]
fn a_message_of_the_wrong_shape_is_rejected_and_takes_nothing_with_it() {
    let outcome = portal().on_message(0, Some("new_notification"), &json!([{ "unread_count": 3 }]));
    assert_eq!(outcome.changes.len(), 1, "the fact stands");
    assert_eq!(outcome.rejected.len(), 1);
    for args in [json!([]), json!(["text"]), json!([null])] {
        assert!(portal().on_message(0, Some("new_notification"), &args).changes.is_empty());
    }
    let list = json!([{ "notifications": [7, {"id": "ok"}], "unread_count": 0 }]);
    let outcome = portal().on_message(0, Some("recent_notifications"), &list);
    assert!(matches!(&outcome.changes[0], Change::Merge(list) if list.len() == 1));
    assert_eq!(outcome.rejected.len(), 1, "one bad item does not take the list");
}

#[test]
fn an_answer_without_its_array_is_never_an_empty_list() {
    for answer in
        [json!({}), json!({"results": null}), json!({"results": {}}), json!([]), json!("x"), json!(null)]
    {
        let outcome = portal().on_answer(1, &answer);
        assert!(outcome.changes.is_empty() && outcome.rejected.len() == 1, "{answer}");
    }
    let outcome = portal().on_answer(1, &json!({"results": []}));
    assert!(
        matches!(&outcome.changes[..], [Change::Snapshot { rows, .. }] if rows.is_empty()),
        "truly empty"
    );
}

/// hub 002 §3.
#[test]
fn a_row_of_status_is_read_exactly() {
    let row = json!({"category":"economía","checked_at":"2026-11-23 07:17:13.820552+00:00","error":null,
        "http_code":200,"id":"bcentral_pib","latency_ms":7.1,"name":"PIB","rn":1,"status":"up"});
    let outcome = portal().on_answer(1, &json!({"results": [row, {"name": "no id"}]}));
    let [Change::Snapshot { rows, .. }] = &outcome.changes[..] else { panic!("{outcome:?}") };
    let text = |text: &str| Some(Cell::Text(text.to_owned()));
    let at = Some(Cell::Time(Stamp::At(Millis(1_795_418_233_820))));
    let expected = [text("PIB"), text("economía"), text("up"), Some(Cell::Number(7.1)), text("200"), at];
    assert_eq!(rows[0].cells, expected);
    assert_eq!((rows.len(), outcome.rejected.len()), (1, 1), "a row without a key is rejected by itself");
}

#[test]
fn unknown_events_match_nothing() {
    assert!(!portal().on_message(0, Some("surprise"), &json!([])).matched);
    let failed = json!([{"notification_id": "a", "success": false}]);
    assert_eq!(portal().on_message(0, Some("notification_marked_read"), &failed).changes, []);
    let read = json!([{"notification_id": "a", "unread_count": 1}]);
    let outcome = portal().on_message(0, Some("notification_marked_read"), &read);
    assert_eq!(outcome.changes, [Change::Read { id: EventId::from("a") }]);
}

/// hub 002 §5: mark-read goes over REST, so that other tabs hear of it.
#[test]
fn intents_become_requests_with_encoded_ids() {
    let portal = portal();
    let intent = portal.intents.of(IntentKind::MarkRead).unwrap();
    let path = |id: &str| intent.request(&Vars::one("id", id)).map(|request| request.path);
    assert_eq!(path("notif_1").unwrap(), "/api/notifications/notif_1/read");
    assert_eq!(path("a/../b ñ?#").unwrap(), "/api/notifications/a%2F..%2Fb%20%C3%B1%3F%23/read");
    for bad in ["", ".", ".."] {
        assert!(path(bad).is_err(), "{bad:?}");
    }
    assert_eq!((intent.gone.as_slice(), portal.sources[intent.source].name.as_str()), (&[404][..], "rest"));
}

#[test]
fn refusals_read_as_the_hub_wrote_them() {
    let portal = portal();
    for (body, text) in [
        (r#"{"error":"Notification not found"}"#, "Notification not found"),
        ("<html><h1>405</h1>", ""),
        ("plain words", "plain words"),
        (r#"{"other":1}"#, ""),
    ] {
        assert_eq!(portal.refusal(body), text);
    }
}

#[test]
fn status_words_have_a_meaning_and_a_label() {
    let portal = portal();
    let crate::ColumnKind::Status(labels) = &portal.table("datasets").unwrap().columns[2].kind else {
        panic!()
    };
    let down = labels.iter().find(|label| label.word == "down").unwrap();
    assert_eq!((down.status, down.label.as_ref().unwrap().get("es").as_str()), (StatusLevel::Error, "caído"));
}

fn in_spanish(texts: &Option<Texts>) -> Option<&str> {
    texts.as_ref().map(|texts| texts.get("es").as_str())
}

#[test]
fn a_notification_holds_its_texts_in_every_language_that_the_profile_has() {
    let title = json!({ "es": "Nodo {/nr}", "en": "Node {/nr}", "pt": "Nó {/nr}", "fr": "/absent" });
    let profile = json!({
        "name": "n", "title": "N", "sources": { "live": { "kind": "socketio" } },
        "on": [{ "event": "e", "do": [{ "notify": { "title": title, "message": "/text" } }] }]
    });
    let profile = Profile::parse(&profile.to_string()).unwrap();
    let outcome = profile.on_message(0, Some("e"), &json!({ "nr": 7, "text": "as the hub says it" }));
    let Some(Change::Notify(read)) = outcome.changes.first() else { panic!("{outcome:?}") };
    let (title, message) = (read.title.as_ref().unwrap(), read.message.as_ref().unwrap());
    let table = [("es", "Nodo 7"), ("en", "Node 7"), ("pt", "Nó 7"), ("fr", "Node 7"), ("de", "Node 7")];
    for (language, expected) in table {
        assert_eq!(
            (title.get(language).as_str(), message.get(language).as_str()),
            (expected, "as the hub says it")
        );
    }
}

#[test]
fn every_mistake_is_reported_at_once_with_its_pointer() {
    let text = json!({
        "name": 5,
        "title": { "es": "x", "english": "y" },
        "sources": { "live": { "kind": "carrier-pigeon" }, "rest": { "kind": "rest", "timeout_s": -1, "colour": 1 } },
        "define": { "n": { "kind": { "at": "/t", "map": { "a": "fatal" } }, "time": { "at": "/x", "zone": "Mars" } } },
        "on": [{ "event": "a", "do": [{ "notify": "$nothing" }, { "rows": "nowhere", "from": "x" }, "explode"] }, { "do": [] }],
        "poll": [{ "source": "nobody", "get": "http://evil/", "do": [] }, { "source": "rest", "get": "//evil", "do": [] }],
        "tables": [{ "id": "t", "title": "T", "key": "/id", "columns": [{ "id": "c", "title": "C", "at": "/c", "type": "colour" }] }],
        "intents": { "mark_read": { "source": "rest", "post": "/x/{auth.token}", "gone": [7] } }
    });
    let problems = Profile::parse(&text.to_string()).unwrap_err();
    let pointers: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
    let expected = [
        "/name",
        "/title/english",
        "/sources/live/kind",
        "/sources/rest/timeout_s",
        "/sources/rest/colour",
        "/define/n/kind/map/a",
        "/define/n/time/zone",
        "/tables/0/columns/0/type",
        "/on/0/do/0/notify",
        "/on/0/do/1/from",
        "/on/0/do/1/rows",
        "/on/0/do/2",
        "/on/1",
        "/poll/0/source",
        "/poll/0/get",
        "/poll/1/get",
        "/intents/mark_read/post",
        "/intents/mark_read/gone/0",
    ];
    assert_eq!(pointers, expected, "each once, and nothing that only follows from another");
}

#[test]
fn a_file_that_is_no_json_says_where() {
    let problems = Profile::parse("{ \"name\": }").unwrap_err();
    assert!(problems[0].to_string().contains("line 1"), "{}", problems[0]);
}
